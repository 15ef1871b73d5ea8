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
        // By the byte: a character may begin with a slash and go on with an accent.
        guard text.utf8.first == Self.slash else {
            throw ToolProblem("JSON Pointer", "no / at its start", "one such as /results/0/name")
        }
        let parts = text.utf8.dropFirst().split(
            separator: Self.slash,
            omittingEmptySubsequences: false
        )
        for part in parts {
            guard let step = Self.unescaped(part) else {
                throw ToolProblem("JSON Pointer", "a ~ alone", "~0 for ~ and ~1 for /")
            }
            steps.append(step)
        }
    }

    private static let slash = UInt8(ascii: "/")
    private static let tilde = UInt8(ascii: "~")

    private static func unescaped(_ part: Substring.UTF8View) -> String? {
        var (bytes, isEscape) = ([UInt8](), false)
        for byte in part {
            switch (isEscape, byte) {
            case (true, UInt8(ascii: "0")): (bytes, isEscape) = (bytes + [tilde], false)
            case (true, UInt8(ascii: "1")): (bytes, isEscape) = (bytes + [slash], false)
            case (true, _): return nil
            case (false, tilde): isEscape = true
            case (false, _): bytes.append(byte)
            }
        }
        return isEscape ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// The place below this one.
    func below(_ steps: String...) -> JSONPointer { JSONPointer(steps: self.steps + steps) }

    /// Its text.
    public var description: String {
        steps.reduce(into: "") { text, step in
            text += "/"
            for scalar in step.unicodeScalars {
                switch scalar {
                case "~": text += "~0"
                case "/": text += "~1"
                default: text.unicodeScalars.append(scalar)
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
