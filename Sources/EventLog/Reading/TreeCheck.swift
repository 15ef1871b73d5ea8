import Events

/// Rebuilds the tree leaf by leaf and compares it with everything that is stored or signed of it:
/// leaf columns, tiles, kept checkpoints and the head guard.
struct TreeCheck {
    let total: UInt64
    /// The log's name.
    let origin: String
    /// The newest checkpoint found to hold.
    private(set) var lastGood: Checkpoint?

    private let snapshot: any LogSnapshot
    private let key: VerifierKey?
    private var frontier = Frontier()
    private var checkpoints: ArraySlice<StoredCheckpoint>
    /// How many of them say that they are the newest.
    private let newestCount: Int
    private var guarded: Checkpoint?
    private var tileCount: UInt64 = 0
    /// The stored tile that covers the leaves being read, when they fill one.
    private var currentTile: [TreeHash] = []

    /// How many leaves were added.
    var size: UInt64 { frontier.size }

    init(_ snapshot: any LogSnapshot, _ reader: LogReader, size: UInt64) throws {
        (self.snapshot, total) = (snapshot, size)
        let (keys, checkpoints) = try LogVerifier.reportingDamage(at: 0) {
            (try snapshot.logKeys(), try snapshot.checkpoints())
        }
        self.checkpoints = checkpoints[...]
        newestCount = checkpoints.count { $0.reason == .newest }
        key = try Self.key(keys, expected: reader.expectedKey, isEmpty: size == 0)
        origin = key?.name ?? ""
        guarded = try Self.guarded(reader.head, by: key)
        try checkpointsReached()
    }

    private static func key(
        _ recorded: [LogKeyRecord],
        expected: VerifierKey?,
        isEmpty: Bool
    ) throws -> VerifierKey? {
        if isEmpty, recorded.isEmpty { return expected }
        guard recorded.count == 1, let key = VerifierKey(recorded[0].verifierKey),
            key.name == recorded[0].origin
        else {
            throw Violation(index: 0, what: "log_keys does not hold the log's one key")
        }
        guard expected == nil || expected == key else {
            throw Violation(
                index: 0,
                what: "the log was founded with another key than keys/log.vkey"
            )
        }
        return key
    }

    private static func guarded(_ note: String?, by key: VerifierKey?) throws -> Checkpoint? {
        guard let note, let key else { return nil }
        guard let checkpoint = try? Checkpoint(parsing: note, key: key) else {
            throw Violation(index: 0, what: "keys/head is not a checkpoint of this log")
        }
        return checkpoint
    }

    /// Adds the next leaf.
    mutating func add(index: UInt64, storedLeaf: TreeHash?, leaf: TreeHash) throws {
        guard index == size else {
            throw Violation(index: size, what: "entry \(size) is missing")
        }
        guard storedLeaf == leaf else {
            throw Violation(index: index, what: "the stored leaf is not the hash of the body")
        }
        try compareTile(index, leaf)
        for tile in frontier.append(leaf) { try compare(tile) }
        try checkpointsReached()
    }

    private mutating func compareTile(_ index: UInt64, _ leaf: TreeHash) throws {
        let offset = index % Tile.width
        if offset == 0 {
            currentTile = []
            if index + Tile.width <= total {
                let number = index / Tile.width
                let bytes = try snapshot.tile(level: 0, number: number)
                guard let bytes, bytes.count == Int(Tile.width) * TreeHash.byteCount else {
                    throw Violation(index: index, what: "tile 0/\(number) is missing")
                }
                currentTile = splitHashes(bytes) ?? []
            }
        }
        guard currentTile.isEmpty || currentTile[Int(offset)] == leaf else {
            throw Violation(index: index, what: "the entry is not the one in its tile")
        }
    }

    private mutating func compare(_ tile: Tile) throws {
        tileCount += 1
        guard tile.level > 0 else { return }
        let span = UInt64(1) << UInt64(Tile.height * tile.level)
        let first = tile.number * Tile.width * span
        let name = "tile \(tile.level)/\(tile.number)"
        guard let bytes = try snapshot.tile(level: tile.level, number: tile.number),
            let stored = splitHashes(bytes), stored.count == tile.hashes.count
        else { throw Violation(index: first, what: "\(name) is missing") }
        for (place, pair) in zip(stored, tile.hashes).enumerated() where pair.0 != pair.1 {
            throw Violation(
                index: first + UInt64(place) * span,
                what: "\(name) does not hold the hashes of the entries"
            )
        }
    }

    /// Checks the kept checkpoints, and the guard, that cover exactly what was added so far.
    private mutating func checkpointsReached() throws {
        while let stored = checkpoints.first, stored.size == size {
            checkpoints.removeFirst()
            lastGood = try check(stored)
        }
        guard let head = guarded, head.size.count == size else { return }
        guard head.root == frontier.root else {
            throw unvouched("keys/head has seen another log at size \(size)")
        }
        guarded = nil
    }

    private func check(_ stored: StoredCheckpoint) throws -> Checkpoint {
        let name = "the checkpoint at size \(stored.size)"
        guard let key, let checkpoint = try? Checkpoint(parsing: stored.note, key: key) else {
            throw unvouched("\(name) is not signed by the log's key")
        }
        guard checkpoint.size.count == stored.size, checkpoint.root.bytes == stored.root,
            stored.reason != nil
        else { throw unvouched("\(name) says something else than the columns beside it") }
        guard checkpoint.root == frontier.root else {
            throw unvouched("the entries hash to another root than \(name)")
        }
        return checkpoint
    }

    /// Nothing vouches for what comes after the last good checkpoint.
    private func unvouched(_ what: String) -> Violation {
        Violation(index: lastGood?.size.count ?? 0, what: what)
    }

    /// Checks what can only be known at the end.
    func finish() throws {
        guard size == total else {
            throw Violation(index: size, what: "entry \(size) is missing")
        }
        if let missing = checkpoints.first {
            throw Violation(
                index: total,
                what: "the log has \(total) entries, a checkpoint covers \(missing.size)"
            )
        }
        if let guarded {
            throw Violation(
                index: total,
                what: "the log has \(total) entries, keys/head has seen \(guarded.size.count)"
            )
        }
        guard (lastGood?.size.count ?? 0) == total else {
            throw unvouched("no checkpoint covers the newest entries")
        }
        try LogVerifier.reportingDamage(at: total) {
            let newest = try snapshot.newestCheckpoint()
            guard total == 0 || newest?.size == total else {
                throw unvouched("the newest checkpoint is missing")
            }
            guard newestCount <= 1 else {
                throw unvouched("found \(newestCount) newest checkpoints, expected one")
            }
            guard try snapshot.tileCount() == tileCount else {
                throw Violation(index: total, what: "found tiles that are not the tree's")
            }
            guard try !snapshot.hasStrayEntries() else {
                throw Violation(
                    index: total,
                    what: "found an entry at an index that no log reaches"
                )
            }
        }
    }
}
