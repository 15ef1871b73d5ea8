/// A person's key of a call was made; it is durable before anything is sealed under it.
public struct KeyCreated: Fact {
    /// The constant `aside.custody.key-created`.
    public static let type = EventType.keyCreated
    /// The call.
    public var call: CallID
    /// Which key.
    public var keyClass: KeyClass
    /// The fact; its subject is the person.
    public init(call: CallID, keyClass: KeyClass) { (self.call, self.keyClass) = (call, keyClass) }
}

/// A term ran out: the durable intent to destroy a key, which licenses missing ciphertext.
public struct RetentionApplied: Fact {
    /// The constant `aside.custody.retention-applied`.
    public static let type = EventType.retentionApplied
    /// The call.
    public var call: CallID
    /// Which key.
    public var keyClass: KeyClass
    /// What started the term: `withdrawal`.
    public var term: String
    /// When the term ended.
    public var endedAt: Timestamp
    /// The fact; its subject is the person.
    public init(call: CallID, keyClass: KeyClass, term: String, endedAt: Timestamp) {
        (self.call, self.keyClass) = (call, keyClass)
        (self.term, self.endedAt) = (term, endedAt)
    }
}

/// A key was destroyed, and is destroyed again wherever a copy of it turns up.
public struct KeyDestroyed: Fact {
    /// The constant `aside.custody.key-destroyed`.
    public static let type = EventType.keyDestroyed
    /// The call.
    public var call: CallID
    /// Which key.
    public var keyClass: KeyClass
    /// The fact; its subject is the person.
    public init(call: CallID, keyClass: KeyClass) { (self.call, self.keyClass) = (call, keyClass) }
}

/// The ciphertext sealed under a destroyed key was deleted.
public struct ErasureExecuted: Fact {
    /// The constant `aside.custody.erasure-executed`.
    public static let type = EventType.erasureExecuted
    /// The call.
    public var call: CallID
    /// Which key had sealed it.
    public var keyClass: KeyClass
    /// How many pieces of ciphertext were deleted.
    public var pieces: Int
    /// The fact; its subject is the person.
    public init(call: CallID, keyClass: KeyClass, pieces: Int) {
        (self.call, self.keyClass, self.pieces) = (call, keyClass, pieces)
    }
}

/// Somebody looked at a report, or at a call run again.
public struct EvidenceViewed: Fact {
    /// The constant `aside.custody.evidence-viewed`.
    public static let type = EventType.evidenceViewed
    /// The call.
    public var call: CallID
    /// What was looked at: `compliance`, `review` or `what-if`.
    public var document: String
    /// Whether it showed names.
    public var withNames: Bool

    /// Who looked, and why.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The name of the account on the machine that they used.
        public var viewer: String
        /// The reason as they gave it, or "not given".
        public var reason: String
        /// The sealed fields.
        public init(viewer: String, reason: String) {
            (self.viewer, self.reason) = (viewer, reason)
        }
    }

    /// The fact.
    public init(call: CallID, document: String, withNames: Bool) {
        (self.call, self.document, self.withNames) = (call, document, withNames)
    }
}

/// A call was handed out in a form that others can keep.
public struct EvidenceExported: Fact {
    /// The constant `aside.custody.evidence-exported`.
    public static let type = EventType.evidenceExported
    /// The call.
    public var call: CallID
    /// The form: `vcon`.
    public var format: String
    /// Hex SHA-256 of what was handed out.
    public var digest: String
    /// The fact.
    public init(call: CallID, format: String, digest: String) {
        (self.call, self.format, self.digest) = (call, format, digest)
    }
}
