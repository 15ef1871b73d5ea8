/// The right edge of a growing Merkle tree: all that is needed to append to it and to know its root.
///
/// A pure value; the sequencer owns one and replaces it when a batch is durable.
public struct Frontier: Sendable {
    /// How many leaves the tree has.
    public private(set) var size: UInt64 = 0
    /// For each level, the hashes of its right-most tile, fewer than 256.
    private var partialTiles: [[TreeHash]] = []
    /// The roots of the perfect subtrees that the size's binary digits name, largest first.
    private var peaks: [TreeHash] = []

    /// The tree without leaves.
    public init() {}

    /// The edge of a tree that is stored.
    ///
    /// - Parameter tree: gives the right-most partial tile of each level.
    init(reading tree: TreeReader) throws {
        size = tree.size
        var level = 0
        while Tile.hashCount(level: level, size: size) > 0 {
            let count = Tile.hashCount(level: level, size: size)
            let partial = count % Tile.width == 0 ? [] : try tree.tile(level, count / Tile.width)
            partialTiles.append(partial)
            level += 1
        }
        for partial in partialTiles.reversed() {
            var rest = partial[...]
            for bit in (0..<Tile.height).reversed() where partial.count >> bit & 1 == 1 {
                peaks.append(TreeHash.root(of: rest.prefix(1 << bit)))
                rest = rest.dropFirst(1 << bit)
            }
        }
    }

    /// Appends a leaf.
    ///
    /// - Returns: the tiles that the leaf fills, lowest level first; nearly always none.
    public mutating func append(_ leaf: TreeHash) -> [Tile] {
        var filled: [Tile] = []
        record(leaf, level: 0, filled: &filled)
        var node = leaf
        var height = 0
        while size >> UInt64(height) & 1 == 1 {
            node = TreeHash.node(peaks.removeLast(), node)
            height += 1
            if height % Tile.height == 0 {
                record(node, level: height / Tile.height, filled: &filled)
            }
        }
        peaks.append(node)
        size += 1
        return filled
    }

    private mutating func record(_ hash: TreeHash, level: Int, filled: inout [Tile]) {
        if partialTiles.count == level { partialTiles.append([]) }
        partialTiles[level].append(hash)
        guard partialTiles[level].count == Int(Tile.width) else { return }
        let count = Tile.hashCount(level: level, size: size + 1)
        filled.append(
            Tile(level: level, number: count / Tile.width - 1, hashes: partialTiles[level])
        )
        partialTiles[level].removeAll(keepingCapacity: true)
    }

    /// The root hash (RFC 6962 §2.1): the peaks joined from the smallest up.
    public var root: TreeHash {
        guard var root = peaks.last else { return .emptyRoot }
        for peak in peaks.dropLast().reversed() { root = TreeHash.node(peak, root) }
        return root
    }
}
