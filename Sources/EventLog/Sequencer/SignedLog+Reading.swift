public import Events

extension SignedLog {
    /// The events of a stream in the order of their versions, as `vouchedEvents` finds them at the newest
    /// checkpoint.
    public func events(in stream: StreamName) throws -> [RecordedEvent] {
        try vouchedEvents(in: stream, at: checkpoint)
    }

    /// The events that a stream had at a checkpoint of this log, each proved to be in its tree, and none of
    /// them missing.
    ///
    /// - Parameters:
    ///   - isWanted: those it answers no to are neither opened nor returned.
    ///   - progress: called now and then with how many are done, and of how many.
    /// - Throws: `ReadError` where a stored entry is not the one that was signed or one is missing,
    ///   `ProofError` where the tree is not the signed one.
    public func vouchedEvents(
        in stream: StreamName,
        at checkpoint: Checkpoint,
        where isWanted: (Envelope) -> Bool = { _ in true },
        progress: ((UInt64, UInt64) -> Void)? = nil
    ) throws -> [RecordedEvent] {
        try opening {
            try $0.events(
                in: stream,
                of: checkpoint.size,
                root: checkpoint.root,
                where: isWanted,
                progress: progress
            )
        }
    }

    /// The streams that have events, in the order of their first.
    public func streams() throws -> [StreamName] {
        try parts.storage.read { try $0.streams() }
    }

    /// The attachment of an event; nil when it has none or it was erased.
    public func attachment(at index: EntryIndex) throws -> [UInt8]? {
        try opening { try $0.attachment(at: index) }
    }

    /// The events from an index on: those that are stored, then each as it becomes durable.
    public func subscribe(from index: EntryIndex) -> EventSubscription {
        EventSubscription(start: index, publisher: parts.publisher) { [parts, vault] range in
            try parts.storage.opening(with: vault) { opener in
                var events: [RecordedEvent] = []
                try opener.snapshot.forEachEntry(in: range) { events.append(try opener.event($0)) }
                return events
            }
        }
    }

    private func opening<Value>(_ body: (ContentOpener) throws -> Value) throws -> Value {
        try parts.storage.opening(with: vault, body)
    }
}
