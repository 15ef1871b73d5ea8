/// A value, or that there is none here: which is written, as `not-applicable`, and not left out.
public enum Applicable<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    /// There is a value.
    case applies(Value)
    /// There is none.
    case notApplicable

    /// The value, if there is one.
    public init(_ value: Value?) {
        self = value.map { .applies($0) } ?? .notApplicable
    }

    /// The value; nil where it does not apply.
    public var value: Value? {
        if case .applies(let value) = self { value } else { nil }
    }

    private static var word: String { "not-applicable" }

    /// Reads the word, or else the value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self), text == Self.word {
            self = .notApplicable
        } else {
            self = .applies(try container.decode(Value.self))
        }
    }

    /// Writes the value, or else the word.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .applies(let value): try container.encode(value)
        case .notApplicable: try container.encode(Self.word)
        }
    }
}
