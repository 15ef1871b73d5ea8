public import Events

/// Where in the log, and when, something happened.
public struct Moment: Hashable, Comparable, Sendable, Encodable {
    /// The entry.
    public let index: EntryIndex
    /// The place in its stream.
    public let version: StreamVersion
    /// When it happened.
    public let time: Timestamp

    /// The moment of an event.
    public init(_ event: RecordedEvent) {
        index = event.index
        version = event.envelope.version
        time = event.envelope.time
    }

    /// In the order of the log.
    public static func < (one: Moment, other: Moment) -> Bool { one.index < other.index }
}
