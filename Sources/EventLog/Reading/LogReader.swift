public import Events

/// A log that is only read: beside its writer, from a read-only folder, or as a copy.
///
/// Any task may call it. Each call reads a snapshot of its own.
public final class LogReader: Sendable {
    let storage: any LogStorage
    private let vault: (any KeyVault)?
    /// The key from `keys/log.vkey`; nil when there is no such file.
    let expectedKey: VerifierKey?
    /// `keys/head` as it was before anything else was read.
    let head: String?

    /// A reader over a storage.
    ///
    /// - Parameters:
    ///   - vault: the data keys; nil to read structure only.
    ///   - verifierKey: the key the log is expected to be signed by; nil to take the log's word.
    ///   - head: the head guard's note, read before the reader is made.
    public init(
        storage: any LogStorage,
        vault: (any KeyVault)? = nil,
        verifierKey: VerifierKey? = nil,
        head: String? = nil
    ) {
        (self.storage, self.vault) = (storage, vault)
        (expectedKey, self.head) = (verifierKey, head)
    }

    /// Whether the log is checked against a key from outside it, and not on its own word.
    public var isPinned: Bool { expectedKey != nil }

    /// The key that checks the log's checkpoints: the expected one, else the one that the log was
    /// founded with; nil for an empty log without either.
    public func verifierKey() throws -> VerifierKey? {
        if let expectedKey { return expectedKey }
        return try storage.read { try $0.logKeys() }.first.flatMap { VerifierKey($0.verifierKey) }
    }

    /// How many entries there are.
    public func size() throws -> TreeSize { TreeSize(try storage.read { try $0.size() }) }

    /// The newest checkpoint; nil when the log is empty.
    ///
    /// Its signature is checked.
    public func checkpoint() throws -> Checkpoint? {
        guard let stored = try storage.read({ try $0.newestCheckpoint() }),
            let key = try verifierKey()
        else { return nil }
        return try Checkpoint(parsing: stored.note, key: key)
    }

    /// Hands over the bytes of entries in the order of their indexes.
    public func forEachEntry(
        in range: Range<UInt64>,
        _ body: (EntryIndex, [UInt8]) throws -> Void
    ) throws {
        try storage.read { snapshot in
            try snapshot.forEachEntry(in: range) { try body($0.index, $0.body) }
        }
    }

    /// The events in a range of indexes, their contents opened or erased.
    public func events(in range: Range<UInt64>) throws -> [RecordedEvent] {
        try storage.read { snapshot in
            let opener = try opener(snapshot)
            var events: [RecordedEvent] = []
            try snapshot.forEachEntry(in: range) {
                events.append(try opener.event($0, in: snapshot))
            }
            return events
        }
    }

    /// The last events of the log, oldest first.
    public func tail(_ count: Int) throws -> [RecordedEvent] {
        let size = try size().count
        return try events(in: size - min(size, UInt64(max(0, count)))..<size)
    }

    /// The events of a stream in the order of their versions.
    public func events(in stream: StreamName) throws -> [RecordedEvent] {
        try storage.read { snapshot in
            let opener = try opener(snapshot)
            return try snapshot.entries(in: stream).map { try opener.event($0, in: snapshot) }
        }
    }

    /// The streams that have events, in the order of their first.
    public func streams() throws -> [StreamName] { try storage.read { try $0.streams() } }

    /// The attachment of an event; nil when it has none or it was erased.
    public func attachment(at index: EntryIndex) throws -> [UInt8]? {
        try storage.read { try opener($0).attachment(at: index, in: $0) }
    }

    private func opener(_ snapshot: any LogSnapshot) throws -> ContentOpener {
        ContentOpener(origin: try snapshot.logKeys().first?.origin ?? "", vault: vault)
    }

    /// The proof that an entry stands at an index of the newest checkpoint's tree.
    public func inclusionProof(_ index: EntryIndex) throws -> InclusionProof {
        try storage.read { snapshot in
            let size = try snapshot.newestCheckpoint()?.size ?? 0
            let tree = TreeReader(source: SnapshotTree(snapshot: snapshot), size: size)
            return InclusionProof(
                index: index,
                size: TreeSize(size),
                hashes: try tree.inclusionProof(index.value)
            )
        }
    }

    /// The root hash that the log had at a size; nil when it has never been that large.
    public func root(at size: TreeSize) throws -> TreeHash? {
        try storage.read { snapshot in
            guard size.count <= (try snapshot.size()) else { return nil }
            return try TreeReader(source: SnapshotTree(snapshot: snapshot), size: size.count).root()
        }
    }

    /// The proof that the tree of a smaller size is a prefix of another's.
    public func consistencyProof(from old: TreeSize, to new: TreeSize) throws -> ConsistencyProof {
        try storage.read { snapshot in
            guard new.count <= (try snapshot.size()) else { throw ProofError.outsideTree }
            let tree = TreeReader(source: SnapshotTree(snapshot: snapshot), size: new.count)
            return ConsistencyProof(
                old: old,
                new: new,
                hashes: try tree.consistencyProof(from: old.count)
            )
        }
    }

    /// Frees the files.
    public func close() throws {
        try storage.close()
        try vault?.close()
    }
}
