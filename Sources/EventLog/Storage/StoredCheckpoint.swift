/// A checkpoint as it is stored: the note and copies of what it says.
public struct StoredCheckpoint: Hashable, Sendable {
    /// Why a checkpoint is kept.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// It is the newest; each batch overwrites it.
        case newest
        /// A call ended in its batch.
        case callEnd = "call-end"
        /// It is the first after the interval passed.
        case interval
    }

    /// A copy of the size.
    public var size: UInt64
    /// A copy of the root.
    public var root: [UInt8]
    /// The signed note.
    public var note: String
    /// Why it is kept; nil when what is stored is none of the reasons.
    public var reason: Reason?

    /// A checkpoint of its parts.
    public init(
        size: UInt64,
        root: [UInt8],
        note: String,
        reason: Reason?
    ) {
        self.size = size
        self.root = root
        self.note = note
        self.reason = reason
    }
}

/// The log's name and the key that signs it.
public struct LogKeyRecord: Hashable, Sendable {
    /// The origin.
    public var origin: String
    /// The verifier key's text.
    public var verifierKey: String

    /// A record of its parts.
    public init(
        origin: String,
        verifierKey: String
    ) {
        self.origin = origin
        self.verifierKey = verifierKey
    }
}
