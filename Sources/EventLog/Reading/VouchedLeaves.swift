import Events
import Foundation

/// The leaf hashes of a tree whose root is vouched for, each tile proved when it is first asked for.
///
/// For readers that do not verify the whole log: a body that hashes to such a leaf is the one that was
/// signed, whatever the columns beside it say.
struct VouchedLeaves {
    private let tree: TreeReader
    private let root: TreeHash
    private var tiles: [UInt64: [TreeHash]] = [:]

    init(_ snapshot: any LogSnapshot, size: TreeSize, root: TreeHash) {
        tree = TreeReader(source: SnapshotTree(snapshot: snapshot), size: size.count)
        self.root = root
    }

    /// Whether a body is that of the entry at an index.
    mutating func vouch(for body: [UInt8], at index: EntryIndex) throws -> Bool {
        guard index.value < tree.size else { return false }
        let number = index.value / Tile.width
        let tile = try tiles[number] ?? prove(number)
        tiles[number] = tile
        return tile[Int(index.value % Tile.width)] == TreeHash.leaf(body)
    }

    /// The path of one leaf is made of all the others of its tile: when it leads to the root, each of
    /// them is the tree's.
    private func prove(_ number: UInt64) throws -> [TreeHash] {
        let tile = try tree.tile(0, number)
        let first = number * Tile.width
        let proof = InclusionProof(
            index: EntryIndex(first),
            size: TreeSize(tree.size),
            hashes: try tree.inclusionProof(first)
        )
        guard let leaf = tile.first else { throw ProofError.treeDamaged }
        try proof.verify(leaf: leaf, root: root)
        return tile
    }
}

/// Sees that no version of a stream is missing: a withdrawal that was cut out would be as if nobody had
/// said it.
private struct WholeSequence {
    private var version = StreamVersion.none

    mutating func take(_ envelope: Envelope, at index: EntryIndex) throws(ReadError) {
        guard envelope.version == version.next else { throw .cutOut(index) }
        version = envelope.version
    }
}

extension ContentOpener {
    /// The events of a stream in a tree, each proved to be the tree's, in the order of their versions, of
    /// which none is missing.
    ///
    /// - Parameters:
    ///   - isWanted: those it answers no to are neither opened nor returned.
    ///   - progress: called now and then with how many are done, and of how many.
    func events(
        in stream: StreamName,
        of size: TreeSize,
        root: TreeHash,
        where isWanted: (Envelope) -> Bool = { _ in true },
        progress: ((UInt64, UInt64) -> Void)? = nil
    ) throws -> [RecordedEvent] {
        try requireAll(of: size)
        var leaves = VouchedLeaves(snapshot, size: size, root: root)
        var events: [RecordedEvent] = []
        let entries = try snapshot.entries(in: stream).filter { size.contains($0.index) }
        var pace = Pace(of: UInt64(entries.count), telling: progress)
        var sequence = WholeSequence()
        var isSealed = false
        for entry in entries {
            pace.advance()
            guard try leaves.vouch(for: entry.body, at: entry.index) else {
                throw ReadError.notTheEntry(entry.index)
            }
            let envelope = try Self.parse(entry)
            guard envelope.stream == stream else { throw ReadError.notTheEntry(entry.index) }
            try sequence.take(envelope, at: entry.index)
            isSealed = envelope.type == .callSealed
            if isWanted(envelope) { events.append(try event(entry, envelope)) }
        }
        // Nothing comes after a seal.
        if let last = entries.last, !isSealed {
            try requireNone(of: stream, in: last.index.value + 1..<size.count, &leaves)
        }
        return events
    }

    /// Throws when an entry of the log is missing, which has a tree of this size or a larger one.
    private func requireAll(of tree: TreeSize) throws {
        let size = max(try snapshot.size(), tree.count)
        guard try snapshot.entryCount() != size else { return }
        var next: UInt64 = 0
        try snapshot.forEachBody(in: 0..<size) { index, _, _ in
            guard index == next else { throw ReadError.missing(EntryIndex(next)) }
            next += 1
        }
        guard next == size else { throw ReadError.missing(EntryIndex(next)) }
    }

    /// Throws when an entry of a range is one of a stream that is kept as another's: the last ones of a
    /// stream could else be given away unseen.
    private func requireNone(
        of stream: StreamName,
        in range: Range<UInt64>,
        _ leaves: inout VouchedLeaves
    ) throws {
        let member = Data(#""stream":"\#(stream.text)""#.utf8)
        try snapshot.forEachEntry(in: range) { entry in
            guard try leaves.vouch(for: entry.body, at: entry.index) else {
                throw ReadError.notTheEntry(entry.index)
            }
            // Few bodies hold these bytes, and only those are worth to be parsed.
            if Data(entry.body).range(of: member) != nil, try Self.parse(entry).stream == stream {
                throw ReadError.notTheEntry(entry.index)
            }
        }
    }
}
