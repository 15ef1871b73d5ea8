import Events

/// Start-up, which is recovery: everything the sequencer knows is read from the store and checked
/// against the newest signature and the head guard before anything is appended.
struct Recovery {
    let storage: any LogStorage
    let identity: LogIdentity
    let head: any HeadGuard

    /// What is needed to go on.
    struct Outcome {
        var state: SequencerState
        var checkpoint: Checkpoint
    }

    func run() throws(OpenError) -> Outcome {
        do {
            try found()
            return try storage.read { snapshot in
                let frontier = try frontier(of: snapshot)
                guard try snapshot.entryCount() == frontier.size else {
                    throw OpenError.damaged(.entries)
                }
                let checkpoint = try checkpoint(of: snapshot, frontier)
                try compareHead(snapshot, checkpoint)
                let state = SequencerState(
                    frontier: frontier,
                    destroyedKeys: try snapshot.orderedErasures()
                )
                return Outcome(state: state, checkpoint: checkpoint)
            }
        } catch let error as OpenError {
            throw error
        } catch is ProofError {
            throw .damaged(.tree)
        } catch {
            throw .storage(StorageError(error))
        }
    }

    /// Records the key of a new log, or compares that of an existing one.
    private func found() throws {
        let own = LogKeyRecord(
            origin: identity.origin,
            verifierKey: identity.signer.verifierKey.description
        )
        let (recorded, size) = try storage.read { (try $0.logKeys(), try $0.size()) }
        guard recorded != [own] else { return }
        guard size == 0 else {
            throw OpenError.foreignKey(
                log: recorded.first?.verifierKey ?? "no key at all",
                found: own.verifierKey
            )
        }
        try storage.found(own)
    }

    private func frontier(of snapshot: any LogSnapshot) throws -> Frontier {
        let tree = TreeReader(
            source: SnapshotTree(snapshot: snapshot),
            size: try snapshot.size()
        )
        return try Frontier(reading: tree)
    }

    private func checkpoint(
        of snapshot: any LogSnapshot,
        _ frontier: Frontier
    ) throws -> Checkpoint {
        guard let stored = try snapshot.newestCheckpoint() else {
            guard frontier.size == 0 else { throw OpenError.damaged(.checkpoint) }
            return try Checkpoint.sign(size: 0, root: .emptyRoot, identity: identity)
        }
        let key = identity.signer.verifierKey
        guard let checkpoint = try? Checkpoint(parsing: stored.note, key: key) else {
            throw OpenError.damaged(.checkpoint)
        }
        guard checkpoint.size.count == frontier.size else { throw OpenError.damaged(.size) }
        guard checkpoint.root == frontier.root else { throw OpenError.damaged(.root) }
        return checkpoint
    }

    private func compareHead(_ snapshot: any LogSnapshot, _ newest: Checkpoint) throws {
        let found: String?
        do { found = try head.load() } catch { throw OpenError.headUnreadable }
        guard let note = found else {
            guard newest.size == .empty else { throw OpenError.headUnreadable }
            return try keep(newest)
        }
        let key = identity.signer.verifierKey
        guard let guarded = try? Checkpoint(parsing: note, key: key) else {
            guard newest.size == .empty, Self.guardsNothing(note) else {
                throw OpenError.headUnreadable
            }
            return try keep(newest)
        }
        let forked = OpenError.forked(guarded: guarded.size, found: newest.size)
        guard guarded.size <= newest.size else { throw forked }
        let tree = TreeReader(
            source: SnapshotTree(snapshot: snapshot),
            size: guarded.size.count
        )
        guard try tree.root() == guarded.root else { throw forked }
    }

    private func keep(_ newest: Checkpoint) throws(OpenError) {
        do { try head.store(newest.note) } catch {
            throw .headNotKept(found: String(describing: error))
        }
    }

    /// Whether a note by another key is that of a log that never had an entry: such a log may get a
    /// new key.
    private static func guardsNothing(_ note: String) -> Bool {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count > 2 && lines[1] == "0"
            && lines[2] == StrictBase64.encode(TreeHash.emptyRoot.bytes)
    }
}

/// The tree that a snapshot holds.
struct SnapshotTree: TreeSource {
    let snapshot: any LogSnapshot

    func leaves(_ range: Range<UInt64>) throws -> [TreeHash] {
        let leaves = try snapshot.leaves(in: range)
        guard leaves.count == range.count else { throw ProofError.treeDamaged }
        return leaves
    }

    func fullTile(level: Int, number: UInt64) throws -> [TreeHash]? {
        guard let bytes = try snapshot.tile(level: level, number: number) else {
            throw ProofError.treeDamaged
        }
        return splitHashes(bytes)
    }
}
