public import Events

/// Where a log's entries, tree and sealed content are kept.
///
/// One conformance suite (`AsideTesting.StorageConformance`) holds every implementation to this:
/// - `commit` MUST be atomic and durable on return, and MUST tell an outcome that is surely "not
///   written" from one that is in doubt. It is called by one thread at a time.
/// - `read` MUST give one consistent snapshot for the whole of its body, MUST be callable from any
///   thread, beside a commit, and MUST NOT wait for one.
/// - A storage MUST NOT change or delete an entry, and MUST NOT look into a body.
public protocol LogStorage: Sendable {
    /// Records whose log this is, in place of any before; called while the log has no entry.
    func found(_ key: LogKeyRecord) throws(StorageError)
    /// Adds a batch in one transaction.
    func commit(_ batch: Batch) throws(StorageError)
    /// Deletes sealed content so that no byte of it remains in the store or its journals. The
    /// record of whom it was about stays. Idempotent.
    ///
    /// MUST throw `locked` when it is deleted and a reader of an older snapshot still holds the bytes.
    func deleteContent(at indexes: [EntryIndex]) throws(StorageError)
    /// Reads a snapshot.
    func read<Value>(_ body: (any LogSnapshot) throws -> Value) throws -> Value
    /// Whether the store's own structures agree with each other and with what this Aside writes: its
    /// schema, its indexes with its tables, each value with its declared type, each id once.
    ///
    /// MUST be callable beside a `read`, which it takes long enough to be worth.
    func isSound() throws -> Bool
    /// Frees what the storage holds; nothing is called after it.
    func close() throws(StorageError)
}

/// A consistent view of a storage; it MUST NOT be used after the `read` that gave it.
public protocol LogSnapshot {
    /// The keys the log was founded with: one, unless the log is empty or was tampered with.
    func logKeys() throws -> [LogKeyRecord]
    /// How many entries there are, gaps included.
    func size() throws -> UInt64
    /// How many entries are stored, wherever they stand: `size`, unless some are missing or astray.
    func entryCount() throws -> UInt64
    /// Whether an entry stands at an index that no log reaches, so that `size` does not count it.
    func hasStrayEntries() throws -> Bool
    /// Hands over entries in the order of their indexes, gaps passed over.
    func forEachEntry(in range: Range<UInt64>, _ body: (StoredEntry) throws -> Void) throws
    /// Hands over every entry in the order of the indexes, each with what is stored beside it.
    ///
    /// - Returns: the first index at which something is stored beside no entry; nil when there is none.
    func forEachEntryWithContent(
        _ body: (StoredEntry, StoredBeside) throws -> Void
    ) throws -> EntryIndex?
    /// Hands over index, stored leaf hash and body of entries in the order of their indexes; the
    /// bytes are valid during the call only.
    func forEachBody(
        in range: Range<UInt64>,
        _ body: (UInt64, TreeHash?, UnsafeRawBufferPointer) throws -> Void
    ) throws
    /// The entries of a stream in the order of their versions.
    func entries(in stream: StreamName) throws -> [StoredEntry]
    /// Hands over the entries of a stream whose type is one of these, in the order of their versions;
    /// MUST NOT read those of other streams.
    func forEachEntry(
        in stream: StreamName,
        of types: [EventType],
        _ body: (StoredEntry) throws -> Void
    ) throws
    /// The streams in the order of their first entries.
    func streams() throws -> [StreamName]
    /// Whether an entry has this event id.
    func contains(_ id: EventID) throws -> Bool
    /// What the sequencer must know of a stream; nil when it has no entry.
    func state(of stream: StreamName) throws -> StreamState?
    /// The leaf hashes of a stream in the order of its versions.
    func leaves(in stream: StreamName) throws -> [TreeHash]
    /// The leaf hashes of a range of entries; shorter than the range when some are missing.
    func leaves(in range: Range<UInt64>) throws -> [TreeHash]
    /// The bytes of a full tile.
    func tile(level: Int, number: UInt64) throws -> [UInt8]?
    /// How many tiles are stored.
    func tileCount() throws -> UInt64
    /// The kept checkpoints by size; the newest last.
    func checkpoints() throws -> [StoredCheckpoint]
    /// The newest checkpoint.
    func newestCheckpoint() throws -> StoredCheckpoint?
    /// What is sealed with an entry; nil when there is none or it was deleted.
    func content(at index: EntryIndex) throws -> SealedBytes?
    /// The attachment sealed with an entry.
    func attachment(at index: EntryIndex) throws -> StoredAttachment?
    /// Whom the content of an entry is about, sorted; they outlive the content.
    func subjects(at index: EntryIndex) throws -> [Pseudonym]
    /// The entries with content about a person.
    func indexes(about subject: Pseudonym) throws -> [EntryIndex]
    /// Whether two entries have one event id.
    func hasRepeatedEventIDs() throws -> Bool
}

extension LogSnapshot {
    /// The entries of a stream whose type is one of these, in the order of their versions.
    public func entries(in stream: StreamName, of types: [EventType]) throws -> [StoredEntry] {
        var entries: [StoredEntry] = []
        try forEachEntry(in: stream, of: types) { entries.append($0) }
        return entries
    }
}
