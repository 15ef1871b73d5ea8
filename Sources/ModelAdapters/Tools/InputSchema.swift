import Agent
import Events

/// Reads what a tool takes off a JSON Schema, as OpenAPI documents and MCP servers give it.
///
/// Only what a person could be asked for maps: words, whole numbers within bounds, choices and flags. Anything
/// else is named by its place, and the operator fixes its value or leaves it out.
struct InputSchema {
    /// Words without a stated limit take so many characters: a sentence or three.
    static let longestText = 500
    /// More than this nobody chooses from.
    static let mostChoices = 100
    /// So many references to references are a circle.
    private static let mostSteps = 16

    /// What the schemas stand in, and what a message calls it.
    let document: WireJSON
    let name: String

    func problem(_ place: JSONPointer, _ found: String, _ expected: String) -> ToolProblem {
        ToolProblem("\(name)#\(place)", found, expected)
    }

    /// What stands at a place, references followed to where it is written.
    func resolve(_ place: JSONPointer) throws(ToolProblem) -> (WireJSON, JSONPointer) {
        var place = place
        for _ in 0..<Self.mostSteps {
            guard let value = document[place] else {
                throw problem(place, "nothing", "what refers to it expects")
            }
            guard let reference = value["$ref"] else { return (value, place) }
            guard let text = reference.string, text.hasPrefix("#") else {
                throw problem(place, "a reference to another document", "one that begins with #/")
            }
            guard let next = try? JSONPointer(String(text.dropFirst())) else {
                throw problem(
                    place,
                    "a reference that is no JSON Pointer",
                    "one that begins with #/"
                )
            }
            place = next
        }
        throw problem(place, "references in a circle", "a schema")
    }

    /// The inputs of an object's properties, those that must be there first.
    func inputs(
        ofObjectAt place: JSONPointer,
        rules: [String: ToolTerms.InputRule],
        isRequired: Bool = true
    ) throws(ToolProblem) -> [ToolInput] {
        let (schema, place) = try single(at: place).schema
        guard schema["type"]?.string ?? "object" == "object" else {
            throw problem(place, "a schema that is no object", "an object with properties")
        }
        guard case .object(let properties)? = schema["properties"] else { return [] }
        let required = isRequired ? (schema["required"]?.array ?? []).compactMap(\.string) : []
        var inputs: [ToolInput] = []
        let optional = properties.keys.filter { !required.contains($0) }.sorted()
        for name in required.filter({ properties[$0] != nil }) + optional {
            let input = try input(
                name,
                schemaAt: place.below("properties", name),
                isRequired: required.contains(name),
                rule: rules[name]
            )
            if let input { inputs.append(input) }
        }
        return inputs
    }

    /// The input that a schema stands for; nil when the operator left it out.
    func input(
        _ name: String,
        schemaAt place: JSONPointer,
        isRequired: Bool,
        summary: String? = nil,
        rule: ToolTerms.InputRule?
    ) throws(ToolProblem) -> ToolInput? {
        guard Self.isName(name) else {
            throw problem(
                place,
                "a name that no model can call",
                "1 to 64 of A-Z, a-z, 0-9, _, - and ."
            )
        }
        switch rule {
        case .leftOut:
            guard !isRequired else {
                throw problem(place, "a required input that is left out", "a fixed value for it")
            }
            return nil
        case .fixed, .account:
            // Whatever form it has, nobody is asked for it.
            return ToolInput(name, .text(longest: Self.longestText), "")
        case nil: break
        }
        let (found, isNullable) = try single(at: place)
        let (schema, place) = found
        let words =
            summary ?? schema["description"]?.string ?? document[place]?["description"]?.string
        return ToolInput(
            name,
            try kind(of: schema, at: place),
            isRequired: isRequired && !isNullable,
            Self.line(words ?? name, longest: 200)
        )
    }

    /// The one schema that is meant, without the `null` beside it and the wrapping around it.
    private func single(
        at place: JSONPointer
    ) throws(ToolProblem) -> (schema: (WireJSON, JSONPointer), isNullable: Bool) {
        var (schema, place) = try resolve(place)
        var isNullable = schema["nullable"] == .bool(true)
        for _ in 0..<Self.mostSteps {
            guard let word = ["anyOf", "oneOf", "allOf"].first(where: { schema[$0] != nil }),
                let branches = schema[word]?.array
            else { return ((schema, place), isNullable) }
            let real = branches.indices.filter { branches[$0]["type"]?.string != "null" }
            guard real.count == 1 else {
                throw problem(place, "\(word) of \(real.count)", "one schema" + Self.advice)
            }
            isNullable = isNullable || real.count < branches.count
            (schema, place) = try resolve(place.below(word, String(real[0])))
        }
        throw problem(place, "schemas in a circle", "a schema")
    }

    private static let advice = "; or fix its value, or leave it out"

    private func kind(
        of schema: WireJSON,
        at place: JSONPointer
    ) throws(ToolProblem) -> ToolInput.Kind {
        if let choices = schema["enum"]?.array ?? schema["const"].map({ [$0] }) {
            let words = choices.compactMap(\.string)
            guard words.count == choices.filter({ $0 != .null }).count,
                (1...Self.mostChoices).contains(words.count)
            else {
                throw problem(place, "choices that are no words", "1 to 100 texts" + Self.advice)
            }
            return .choice(words)
        }
        switch try type(of: schema, at: place) {
        case "string":
            return .text(longest: max(1, min(schema["maxLength"]?.count ?? .max, Self.longestText)))
        case "integer": return .integer(try bounds(of: schema, at: place))
        case "boolean": return .flag
        case let other:
            let known = ["number", "array", "object"].contains(other) ? other : "another type"
            throw problem(place, known, "string, integer or boolean" + Self.advice)
        }
    }

    private func type(of schema: WireJSON, at place: JSONPointer) throws(ToolProblem) -> String {
        if let type = schema["type"]?.string { return type }
        let types = (schema["type"]?.array ?? []).compactMap(\.string).filter { $0 != "null" }
        guard types.count == 1 else {
            throw problem(place, "no type, or several", "one type" + Self.advice)
        }
        return types[0]
    }

    /// The bounds of a whole number; those of OpenAPI 3.0 may be exclusive by a flag of their own.
    private func bounds(
        of schema: WireJSON,
        at place: JSONPointer
    ) throws(ToolProblem) -> ClosedRange<Int64> {
        func bound(_ name: String, _ exclusive: String, _ step: Int64) -> Int64? {
            let plain = schema[name]?.whole.map {
                schema[exclusive] == .bool(true) ? $0 + step : $0
            }
            let strict = schema[exclusive]?.whole.map { $0 + step }
            return step > 0
                ? [plain, strict].compactMap { $0 }.max() : [plain, strict].compactMap { $0 }.min()
        }
        let low = bound("minimum", "exclusiveMinimum", 1) ?? -JSON.largestInteger
        let high = bound("maximum", "exclusiveMaximum", -1) ?? JSON.largestInteger
        guard low <= high else { throw problem(place, "bounds without a number", "a range") }
        return low...high
    }

    /// One line of plain characters, cut: what others wrote about themselves goes into a prompt.
    static func line(_ text: String, longest: Int) -> String {
        let shown = text.unicodeScalars.filter {
            switch $0.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned: $0 == "\n" || $0 == "\t"
            default: true
            }
        }
        let words = String(String.UnicodeScalarView(shown)).split { $0.isWhitespace }
        return String(words.joined(separator: " ").prefix(longest))
    }

    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            }
    }
}

extension WireJSON {
    /// The number, when it is whole and every reader holds it.
    var whole: Int64? {
        guard case .number(let value) = self, let whole = Int64(exactly: value),
            whole.magnitude < JSON.largestInteger
        else { return nil }
        return whole
    }
}
