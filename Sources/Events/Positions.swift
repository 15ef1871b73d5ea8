/// The 0-based place of an entry in the log: its leaf index, and its only global position.
public struct EntryIndex: Hashable, Comparable, Codable, Sendable {
    /// The 0-based index.
    public let value: UInt64
    /// An index.
    public init(_ value: UInt64) { self.value = value }
    /// Earlier entries sort first.
    public static func < (one: EntryIndex, other: EntryIndex) -> Bool { one.value < other.value }
    /// Reads the integer.
    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(UInt64.self)
    }
    /// Writes the integer.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// How many entries a log, or a prefix of it, has.
public struct TreeSize: Hashable, Comparable, Sendable {
    /// The number of entries.
    public let count: UInt64
    /// A size.
    public init(_ count: UInt64) { self.count = count }
    /// The log without entries.
    public static let empty = TreeSize(0)
    /// Smaller sizes sort first.
    public static func < (one: TreeSize, other: TreeSize) -> Bool { one.count < other.count }
    /// The index that the next entry gets.
    public var nextIndex: EntryIndex { EntryIndex(count) }
    /// Whether a log of this size has an entry at the index.
    public func contains(_ index: EntryIndex) -> Bool { index.value < count }
}

/// The place of an event in its stream: contiguous, from 1; 0 stands for a stream without events.
public struct StreamVersion: Hashable, Comparable, Codable, Sendable {
    /// The version.
    public let value: UInt64
    /// A version.
    public init(_ value: UInt64) { self.value = value }
    /// The version of a stream that has no events.
    public static let none = StreamVersion(0)
    /// The version of the event that follows this one.
    public var next: StreamVersion { StreamVersion(value + 1) }
    /// Earlier versions sort first.
    public static func < (one: StreamVersion, other: StreamVersion) -> Bool {
        one.value < other.value
    }
    /// Reads the integer.
    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(UInt64.self)
    }
    /// Writes the integer.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// What a writer holds to be true of a stream when its events are appended.
public enum ExpectedVersion: Hashable, Sendable {
    /// The stream's newest event has this version.
    case exactly(StreamVersion)
    /// The stream has no event yet.
    case noStream
    /// The stream has at least one event.
    case streamExists
    /// Nothing is held.
    case any
}

/// What must not have happened in a call since a permit was given.
///
/// Checked by the sequencer in the step that assigns the index: an append under this condition is
/// refused if the call's stream has a `consent.*`, `gate.*` or `participant.*` event newer than
/// `version`.
public struct AppendCondition: Hashable, Sendable {
    /// The version of the newest such event that the permit saw.
    public let noConsentChangeSince: StreamVersion
    /// A condition.
    public init(noConsentChangeSince version: StreamVersion) { noConsentChangeSince = version }
}

/// The append found the stream otherwise than its writer held; nothing was written.
public enum ConcurrencyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stream stands at another version.
    case unexpectedVersion(expected: ExpectedVersion, found: StreamVersion)
    /// Consent, gate or presence changed after the permit was given.
    case consentChanged(at: StreamVersion, permitSaw: StreamVersion)
    /// The stream was sealed: nothing comes after.
    case streamSealed

    /// What was attempted, found and expected, and what to do.
    public var description: String {
        switch self {
        case .unexpectedVersion(let expected, let found):
            "append refused: the stream is at version \(found.value), expected \(expected); "
                + "read it again and decide anew"
        case .consentChanged(let found, let saw):
            "append refused: consent changed at version \(found.value), the permit saw "
                + "\(saw.value); ask the gate again"
        case .streamSealed:
            "append refused: the stream is sealed, expected an open one; "
                + "what comes later belongs in after/<call>"
        }
    }
}

/// A tree head by its size and root: what a report names so that others can find it again.
public struct CheckpointReference: Hashable, Sendable {
    /// The tree's size.
    public let size: TreeSize
    /// The tree's root hash, 32 bytes.
    public let root: [UInt8]
    /// A reference.
    public init(size: TreeSize, root: [UInt8]) {
        (self.size, self.root) = (size, root)
    }
}
