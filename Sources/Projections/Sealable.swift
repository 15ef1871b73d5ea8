internal import Events

/// What was sealed in an event: its digest for good, its value while the key exists.
///
/// It encodes as the digest alone, so that a state that holds it is the same opened or erased.
public struct Sealable<Value: Sendable>: Sendable, Encodable {
    /// Base64 SHA-256 of the ciphertext.
    public let digest: String
    /// The value; nil once it was erased.
    public let value: Value?

    /// A sealed value.
    public init(digest: String, value: Value?) {
        (self.digest, self.value) = (digest, value)
    }

    /// Whether the value can no longer be read.
    public var isErased: Bool { value == nil }

    /// A part of the value under the same digest.
    public func map<Part: Sendable>(_ part: (Value) -> Part) -> Sealable<Part> {
        Sealable<Part>(digest: digest, value: value.map(part))
    }

    /// Writes the digest.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digest)
    }
}

extension RecordedEvent {
    /// The sealed fields of an event of this type; nil when nothing was sealed in it.
    func sealed<F: Fact>(_ type: F.Type) -> Sealable<F.Sealed>? {
        guard envelope.type == F.type, let digest = envelope.sealed else { return nil }
        return Sealable(digest: digest, value: opened(type))
    }
}
