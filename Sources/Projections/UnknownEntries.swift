public import Events

/// The entries of a call whose type this build does not know: the part of a fold that shows whether the
/// log holds something that nothing here writes, such as what somebody is said to feel.
public struct UnknownEntries: Sendable, Encodable {
    /// One of them.
    public struct Entry: Sendable, Encodable {
        /// Its type.
        public let type: EventType
        /// When.
        public let at: Moment
    }

    /// In the order of the log.
    public private(set) var entries: [Entry] = []

    /// None.
    public init() {}

    mutating func apply(_ event: RecordedEvent) {
        guard !event.type.isInVocabulary else { return }
        entries.append(Entry(type: event.type, at: Moment(event)))
    }
}
