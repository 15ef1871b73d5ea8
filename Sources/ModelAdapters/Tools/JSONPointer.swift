/// A place in JSON (RFC 6901), such as `/results/0/name`; the empty one is the whole.
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// The names and numbers on the way, unescaped.
    private(set) var steps: [String]

    /// The whole.
    public static let whole = JSONPointer(steps: [])

    private init(steps: [String]) { self.steps = steps }

    /// Reads a pointer.
    ///
    /// - Throws: `ToolProblem` when it begins with no `/`, or has a `~` before anything but 0 and 1.
    public init(_ text: String) throws(ToolProblem) {
        steps = []
        guard !text.isEmpty else { return }
        guard text.hasPrefix("/") else {
            throw ToolProblem("JSON Pointer", "no / at its start", "one such as /results/0/name")
        }
        for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let step = Self.unescaped(part) else {
                throw ToolProblem("JSON Pointer", "a ~ alone", "~0 for ~ and ~1 for /")
            }
            steps.append(step)
        }
    }

    private static func unescaped(_ part: Substring) -> String? {
        var (text, isEscape) = ("", false)
        for character in part {
            switch (isEscape, character) {
            case (true, "0"): (text, isEscape) = (text + "~", false)
            case (true, "1"): (text, isEscape) = (text + "/", false)
            case (true, _): return nil
            case (false, "~"): isEscape = true
            case (false, _): text.append(character)
            }
        }
        return isEscape ? nil : text
    }

    /// The place below this one.
    func below(_ steps: String...) -> JSONPointer { JSONPointer(steps: self.steps + steps) }

    /// Its text.
    public var description: String {
        steps.reduce(into: "") { text, step in
            text += "/"
            for character in step {
                switch character {
                case "~": text += "~0"
                case "/": text += "~1"
                default: text.append(character)
                }
            }
        }
    }
}

extension WireJSON {
    /// What stands at a place; nil where nothing does.
    subscript(place: JSONPointer) -> WireJSON? {
        var value = self
        for step in place.steps {
            switch value {
            case .object(let members):
                guard let member = members[step] else { return nil }
                value = member
            case .array(let elements):
                guard let index = Self.index(step), index < elements.count else { return nil }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }

    /// Digits without a zero before them, and few enough.
    private static func index(_ step: String) -> Int? {
        guard step.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            step == "0" || !step.hasPrefix("0")
        else { return nil }
        return Int(step)
    }
}
