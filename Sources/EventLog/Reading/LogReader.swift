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

    /// Whether the log is compared with the newest head that its writer has signed, as kept outside it:
    /// without, one that was cut back to an older copy agrees with itself.
    public var isGuarded: Bool { head != nil }

    /// The key that checks the log's checkpoints: the expected one, else the one that the log was
    /// founded with; nil for an empty log without either.
    public func verifierKey() throws -> VerifierKey? {
        try storage.read(verifierKey)
    }

    /// How many entries there are.
    public func size() throws -> TreeSize { TreeSize(try storage.read { try $0.size() }) }

    private func verifierKey(_ snapshot: any LogSnapshot) throws -> VerifierKey? {
        if let expectedKey { return expectedKey }
        return try snapshot.logKeys().first.flatMap { VerifierKey($0.verifierKey) }
    }

    /// The newest checkpoint; nil when the log is empty.
    ///
    /// Its signature is checked.
    public func checkpoint() throws -> Checkpoint? { try storage.read(checkpoint) }

    private func checkpoint(_ snapshot: any LogSnapshot) throws -> Checkpoint? {
        guard let stored = try snapshot.newestCheckpoint(), let key = try verifierKey(snapshot)
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
        try opening { opener in
            var events: [RecordedEvent] = []
            try opener.snapshot.forEachEntry(in: range) { events.append(try opener.event($0)) }
            return events
        }
    }

    /// The last events of the log, oldest first.
    public func tail(_ count: Int) throws -> [RecordedEvent] {
        let size = try size().count
        return try events(in: size - min(size, UInt64(max(0, count)))..<size)
    }

    /// The events of a stream in the order of their versions, as `vouchedEvents` finds them in the tree of
    /// the newest signed checkpoint.
    public func events(in stream: StreamName) throws -> [RecordedEvent] {
        try opening { opener in
            guard let newest = try checkpoint(opener.snapshot) else { return [] }
            return try opener.events(in: stream, of: newest.size, root: newest.root)
        }
    }

    /// The same for whoever needs nothing that is sealed: it stays closed, as if it were erased, and no
    /// key is asked for.
    public func closedEvents(in stream: StreamName) throws -> [RecordedEvent] {
        try opening { try $0.snapshot.entries(in: stream).map($0.closedEvent) }
    }

    /// The events that a stream had when the log had a size, each proved to be in the tree that the
    /// newest signed checkpoint vouches for, and none of them missing.
    ///
    /// - Parameters:
    ///   - isWanted: those it answers no to are neither opened nor returned.
    ///   - progress: called now and then with how many are done, and of how many.
    /// - Throws: `ReadError` where a stored entry is not the one that was signed or one is missing,
    ///   `ProofError` where the tree is not the signed one.
    public func vouchedEvents(
        in stream: StreamName,
        of size: TreeSize,
        where isWanted: (Envelope) -> Bool = { _ in true },
        progress: ((UInt64, UInt64) -> Void)? = nil
    ) throws -> [RecordedEvent] {
        try opening { opener in
            guard let root = try vouchedRoot(at: size, in: opener.snapshot) else {
                throw ProofError.outsideTree
            }
            return try opener.events(
                in: stream,
                of: size,
                root: root,
                where: isWanted,
                progress: progress
            )
        }
    }

    /// The streams that have events, in the order of their first.
    public func streams() throws -> [StreamName] { try storage.read { try $0.streams() } }

    /// The attachment of an event; nil when it has none or it was erased.
    public func attachment(at index: EntryIndex) throws -> [UInt8]? {
        try opening { try $0.attachment(at: index) }
    }

    private func opening<Value>(_ body: (ContentOpener) throws -> Value) throws -> Value {
        try storage.opening(with: vault, body)
    }

    /// The proof that an entry stands in the newest checkpoint's tree, with that checkpoint; nil when
    /// the log has no such entry.
    public func proof(of index: EntryIndex) throws -> ProofFile? {
        try storage.read { snapshot in
            guard let checkpoint = try checkpoint(snapshot), checkpoint.size.contains(index) else {
                return nil
            }
            let tree = tree(of: checkpoint.size, in: snapshot)
            let proof = InclusionProof(
                index: index,
                size: checkpoint.size,
                hashes: try tree.inclusionProof(index.value)
            )
            return ProofFile(proof: proof, checkpoint: checkpoint)
        }
    }

    /// The root hash that the log had at a size, proved to be that of a prefix of the newest signed
    /// checkpoint's tree; nil when the log has never been that large.
    public func root(at size: TreeSize) throws -> TreeHash? {
        try storage.read { try vouchedRoot(at: size, in: $0) }
    }

    private func vouchedRoot(
        at size: TreeSize,
        in snapshot: any LogSnapshot
    ) throws -> TreeHash? {
        guard let newest = try checkpoint(snapshot), size <= newest.size else { return nil }
        let root = try tree(of: size, in: snapshot).root()
        guard size > .empty else { return root }
        let proof = ConsistencyProof(
            old: size,
            new: newest.size,
            hashes: try tree(of: newest.size, in: snapshot).consistencyProof(from: size.count)
        )
        try proof.verify(oldRoot: root, newRoot: newest.root)
        return root
    }

    private func tree(of size: TreeSize, in snapshot: any LogSnapshot) -> TreeReader {
        TreeReader(source: SnapshotTree(snapshot: snapshot), size: size.count)
    }

    /// Frees the files.
    public func close() throws {
        try storage.close()
        try vault?.close()
    }
}
