public import Events

/// An entry as it is stored: the body and copies of some of its attributes.
public struct StoredEntry: Hashable, Sendable {
    /// The place in the log.
    public var index: EntryIndex
    /// A copy of the stream.
    public var stream: StreamName
    /// A copy of the version.
    public var version: StreamVersion
    /// A copy of the event id.
    public var eventID: EventID
    /// A copy of the type.
    public var type: EventType
    /// A copy of the recorded time.
    public var recordedMicros: Int64
    /// The hash of the body; nil when what is stored is not a hash.
    public var leaf: TreeHash?
    /// The entry's bytes.
    public var body: [UInt8]

    /// An entry of its parts.
    public init(
        index: EntryIndex,
        stream: StreamName,
        version: StreamVersion,
        eventID: EventID,
        type: EventType,
        recordedMicros: Int64,
        leaf: TreeHash?,
        body: [UInt8]
    ) {
        self.index = index
        self.stream = stream
        self.version = version
        self.eventID = eventID
        self.type = type
        self.recordedMicros = recordedMicros
        self.leaf = leaf
        self.body = body
    }
}

extension StoredEntry {
    /// An entry with the copies that stand beside its body.
    init(
        _ index: EntryIndex,
        _ envelope: Envelope,
        _ version: StreamVersion,
        leaf: TreeHash,
        body: [UInt8]
    ) {
        self.init(
            index: index,
            stream: envelope.stream,
            version: version,
            eventID: envelope.id,
            type: envelope.type,
            recordedMicros: envelope.recordedTime.micros,
            leaf: leaf,
            body: body
        )
    }
}
