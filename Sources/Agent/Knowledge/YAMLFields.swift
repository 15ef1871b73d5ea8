import Yams

/// The fields of YAML that people write by hand, each read strictly and named by its line.
struct YAMLFields {
    private let path: String
    /// The line on which the YAML begins in its file.
    private let firstLine: Int
    /// Stands before a field's name in messages, as in `defaults.`.
    private let prefix: String
    private var nodes: [String: Node] = [:]
    private var lines: [String: Int] = [:]

    /// Reads a whole file.
    init(_ file: SourceFile, knowing known: Set<String>) throws(InputError) {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw InputError(
                path: file.path,
                line: 1,
                found: "bytes that are not UTF-8",
                expected: "YAML"
            )
        }
        try self.init(text, in: file.path, firstLine: 1, knowing: known)
    }

    /// Reads YAML that begins on a line of its file.
    init(
        _ yaml: String,
        in path: String,
        firstLine: Int,
        knowing known: Set<String>
    ) throws(InputError) {
        let pairs = try YAMLMapping.parse(yaml, path: path, firstLine: firstLine)
        try self.init(pairs, in: path, firstLine: firstLine, prefix: "", knowing: known)
    }

    private init(
        _ pairs: [(key: YAMLMapping.Key, value: Node)],
        in path: String,
        firstLine: Int,
        prefix: String,
        knowing known: Set<String>
    ) throws(InputError) {
        (self.path, self.firstLine, self.prefix) = (path, firstLine, prefix)
        for (key, value) in pairs {
            guard known.contains(key.name) else {
                throw InputError(
                    path: path,
                    line: key.line,
                    found: "an unknown field",
                    expected: "one of " + known.sorted().map { prefix + $0 }.joined(separator: ", ")
                )
            }
            nodes[key.name] = value
            lines[key.name] = key.line
        }
    }

    /// The names of the fields that are there, in the order of the alphabet.
    var names: [String] { nodes.keys.sorted() }

    /// Whether a field is there.
    func has(_ name: String) -> Bool { nodes[name] != nil }

    /// What is wrong with a field, at its line; the first line when it is not there.
    func error(_ name: String, _ found: String, _ expected: String, at node: Node? = nil)
        -> InputError
    {
        let inside = node?.mark.map { $0.line + firstLine - 1 }
        return InputError(
            path: path,
            line: inside ?? lines[name] ?? firstLine,
            found: "\(prefix)\(name): \(found)",
            expected: expected
        )
    }

    /// The fields below a field; none when it is not there.
    func fields(_ name: String, knowing known: Set<String>) throws(InputError) -> YAMLFields {
        guard let node = nodes[name] else {
            return try YAMLFields([], in: path, firstLine: firstLine, prefix: "", knowing: known)
        }
        guard let mapping = node.mapping else {
            throw error(name, "no fields", "fields of the form name: value")
        }
        let pairs = mapping.map { key, value in
            let line = (key.mark?.line ?? 1) + firstLine - 1
            return (YAMLMapping.Key(name: key.scalar?.string ?? "", line: line), value)
        }
        return try YAMLFields(
            pairs,
            in: path,
            firstLine: firstLine,
            prefix: "\(prefix)\(name).",
            knowing: known
        )
    }

    /// A text of at least one word; nil when the field is not there.
    func text(_ name: String, longest: Int) throws(InputError) -> String? {
        guard let node = nodes[name] else { return nil }
        guard let text = node.scalar?.string, !Words(text).list.isEmpty else {
            throw error(name, "no text", "a text")
        }
        guard text.count <= longest else {
            throw error(name, "\(text.count) characters", "at most \(longest)")
        }
        return String(trimmed(text[...]))
    }

    /// A list of texts of at least one word each; nil when the field is not there.
    func phrases(_ name: String) throws(InputError) -> [String]? {
        guard let node = nodes[name] else { return nil }
        guard let sequence = node.sequence else {
            throw error(name, "no list", "a list of phrases")
        }
        var phrases: [String] = []
        for element in sequence {
            guard let phrase = element.scalar?.string, !Words(phrase).list.isEmpty else {
                throw error(
                    name,
                    "an element without words",
                    "phrases of at least one word",
                    at: element
                )
            }
            phrases.append(phrase)
        }
        return phrases
    }

    /// True or false; false when the field is not there.
    func flag(_ name: String) throws(InputError) -> Bool {
        guard let node = nodes[name] else { return false }
        guard let flag = node.bool else { throw error(name, "neither", "true or false") }
        return flag
    }

    /// Whole seconds such as `30s`, in microseconds; nil when the field is not there.
    ///
    /// - Parameter expected: the form and the limits, as a message tells them.
    func duration(
        _ name: String,
        ofSeconds range: ClosedRange<Int64> = 0...86_400,
        _ expected: String = "whole seconds such as 30s, at most a day"
    ) throws(InputError) -> Int64? {
        guard let node = nodes[name] else { return nil }
        guard let text = node.scalar?.string, text.hasSuffix("s"),
            let seconds = Int64(text.dropLast()), range.contains(seconds)
        else { throw error(name, "no duration", expected) }
        return seconds * 1_000_000
    }

    /// A whole number in a range; nil when the field is not there.
    func number(_ name: String, in range: ClosedRange<Int>) throws(InputError) -> Int? {
        guard let node = nodes[name] else { return nil }
        guard let number = node.scalar.flatMap({ Int($0.string) }), range.contains(number) else {
            throw error(
                name,
                "no such number",
                "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }
}
