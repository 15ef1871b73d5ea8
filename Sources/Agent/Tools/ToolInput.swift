import Events

/// One thing that a tool takes.
public struct ToolInput: Hashable, Sendable {
    /// What form it has.
    public enum Kind: Hashable, Sendable {
        /// Words, at most so many characters.
        case text(longest: Int)
        /// A whole number within bounds.
        case integer(ClosedRange<Int64>)
        /// A share from 0 to 100 % with at most one decimal, as text such as `12.5`.
        case percent
        /// One of these words.
        case choice([String])
        /// Yes or no.
        case flag
        /// What the call itself gives: whatever a caller says is replaced by it.
        case given(String)
    }

    /// Its name.
    public let name: String
    /// Its form.
    public let kind: Kind
    /// Whether it must be there.
    public let isRequired: Bool
    /// What it means, as a model reads it.
    public let summary: String

    /// An input.
    public init(_ name: String, _ kind: Kind, isRequired: Bool = true, _ summary: String) {
        (self.name, self.kind) = (name, kind)
        (self.isRequired, self.summary) = (isRequired, summary)
    }

    /// Whether the rep is asked about it: what the call gives they know.
    var isForPeople: Bool {
        if case .given = kind { false } else { true }
    }

    /// Its JSON Schema; nil for what the call gives.
    var schema: JSONObject? {
        var schema: JSONObject = ["description": .string(summary)]
        switch kind {
        case .text(let longest):
            schema["type"] = .string("string")
            schema["minLength"] = .integer(1)
            schema["maxLength"] = .integer(Int64(longest))
        case .integer(let bounds):
            schema["type"] = .string("integer")
            schema["minimum"] = .integer(bounds.lowerBound)
            schema["maximum"] = .integer(bounds.upperBound)
        case .percent:
            schema["type"] = .string("string")
            schema["pattern"] = .string("^(100|[0-9]{1,2})([.][0-9])?$")
        case .choice(let words):
            schema["type"] = .string("string")
            schema["enum"] = .array(words.map { .string($0) })
        case .flag:
            schema["type"] = .string("boolean")
        case .given:
            return nil
        }
        return schema
    }

    /// The one form of a value, so that equal calls are equal; nil when it is not a value of this
    /// input.
    func normalised(_ value: JSON) -> JSON? {
        switch kind {
        case .text(let longest):
            guard let text = value.string else { return nil }
            let words = trimmed(text[...])
            let isPlain =
                words.unicodeScalars.allSatisfy { !$0.properties.isNoncharacterCodePoint }
                && !words.unicodeScalars.contains { $0.properties.generalCategory == .control }
            guard isPlain, (1...longest).contains(words.count) else { return nil }
            return .string(String(words))
        case .integer(let bounds):
            guard let number = value.integer, bounds.contains(number) else { return nil }
            return value
        case .percent:
            return Percent(value).map { .string($0.text) }
        case .choice(let words):
            guard let word = value.string, words.contains(word) else { return nil }
            return value
        case .flag:
            return value.bool.map { .bool($0) }
        case .given(let value):
            return .string(value)
        }
    }
}
