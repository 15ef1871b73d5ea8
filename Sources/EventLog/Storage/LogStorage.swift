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

/// Ciphertext with its tag, and the nonce it was sealed with.
public struct SealedBytes: Hashable, Sendable {
    /// 12 bytes, from the system generator.
    public var nonce: [UInt8]
    /// The ciphertext and the 16 bytes of its tag.
    public var ciphertext: [UInt8]

    /// Sealed bytes of their parts.
    public init(
        nonce: [UInt8],
        ciphertext: [UInt8]
    ) {
        self.nonce = nonce
        self.ciphertext = ciphertext
    }
}

/// Sealed content on its way into the store.
public struct StoredContent: Hashable, Sendable {
    /// The entry it belongs to.
    public var index: EntryIndex
    /// The sealed fields.
    public var fields: SealedBytes
    /// The sealed attachment.
    public var attachment: StoredAttachment?
    /// Whom it is about, sorted.
    public var subjects: [Pseudonym]

    /// Content of its parts.
    public init(
        index: EntryIndex,
        fields: SealedBytes,
        attachment: StoredAttachment?,
        subjects: [Pseudonym]
    ) {
        self.index = index
        self.fields = fields
        self.attachment = attachment
        self.subjects = subjects
    }
}

/// A sealed attachment, such as a frame.
public struct StoredAttachment: Hashable, Sendable {
    /// SHA-256 of the ciphertext, 32 bytes.
    public var digest: [UInt8]
    /// The sealed bytes.
    public var bytes: SealedBytes

    /// An attachment of its parts.
    public init(
        digest: [UInt8],
        bytes: SealedBytes
    ) {
        self.digest = digest
        self.bytes = bytes
    }
}

/// What is found stored beside one entry; in a store that was tampered with, anything.
public struct StoredBeside: Hashable, Sendable {
    /// The sealed fields.
    public var fields: SealedBytes?
    /// The sealed attachments: one at most, unless somebody added more.
    public var attachments: [StoredAttachment] = []
    /// Whom the content is about, sorted.
    public var subjects: [Pseudonym] = []

    /// Nothing.
    public init() {}
}

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

/// What one transaction adds.
public struct Batch: Hashable, Sendable {
    /// The entries, contiguous from the log's size.
    public var entries: [StoredEntry] = []
    /// Their sealed content.
    public var contents: [StoredContent] = []
    /// The tiles that the entries fill.
    public var tiles: [Tile] = []
    /// The checkpoint over all entries: it becomes the newest, and is kept beside that when its
    /// reason is another.
    public var checkpoint: StoredCheckpoint

    /// A batch of its parts.
    public init(
        entries: [StoredEntry],
        contents: [StoredContent] = [],
        tiles: [Tile] = [],
        checkpoint: StoredCheckpoint
    ) {
        self.entries = entries
        self.contents = contents
        self.tiles = tiles
        self.checkpoint = checkpoint
    }
}

/// What the sequencer must know of a stream to check a request.
public struct StreamState: Hashable, Sendable {
    /// The newest event's version.
    public var version: StreamVersion = .none
    /// The version of the newest event that ends permits; 0 when there is none.
    public var newestConsentChange: StreamVersion = .none
    /// Whether `call.sealed` stands at the end.
    public var isSealed = false

    /// The state of a stream without events.
    public init() {}

    /// The state after one more event.
    mutating func append(_ type: EventType) {
        version = version.next
        if type.endsPermits { newestConsentChange = version }
        if type == .callSealed { isSealed = true }
    }
}
