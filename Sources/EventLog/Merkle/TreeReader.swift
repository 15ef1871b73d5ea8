/// Where a stored tree's hashes come from.
protocol TreeSource {
    /// The leaf hashes of the entries in the range; MUST throw when one is missing.
    func leaves(_ range: Range<UInt64>) throws -> [TreeHash]
    /// A full tile; nil when the store has none there.
    func fullTile(level: Int, number: UInt64) throws -> [TreeHash]?
}

/// Any hash, root or proof of a stored tree, or of the tree that it was at a smaller size.
struct TreeReader {
    let source: any TreeSource
    let size: UInt64

    /// The hashes of a tile as the tree of this size has it.
    func tile(_ level: Int, _ number: UInt64) throws -> [TreeHash] {
        let width = Tile.width(level: level, number: number, size: size)
        if width == Tile.width, let full = try source.fullTile(level: level, number: number) {
            guard full.count == Int(Tile.width) else { throw ProofError.treeDamaged }
            return full
        }
        let first = number * Tile.width
        guard level > 0 else { return try source.leaves(first..<first + width) }
        return try (first..<first + width).map { TreeHash.root(of: try tile(level - 1, $0)[...]) }
    }

    /// The root of the tree of this size.
    func root() throws -> TreeHash {
        size == 0 ? .emptyRoot : try root(of: 0..<size)
    }

    /// The RFC 6962 hash of a run of leaves; it MUST be one that the tree's recursion meets.
    func root(of range: Range<UInt64>) throws -> TreeHash {
        let count = UInt64(range.count)
        if count & (count - 1) == 0, range.lowerBound % count == 0 {
            return try perfect(height: count.trailingZeroBitCount, at: range.lowerBound / count)
        }
        let middle = range.lowerBound + largestPowerOfTwo(below: count)
        return TreeHash.node(
            try root(of: range.lowerBound..<middle),
            try root(of: middle..<range.upperBound)
        )
    }

    private func perfect(height: Int, at position: UInt64) throws -> TreeHash {
        let level = height / Tile.height
        let count = UInt64(1) << UInt64(height % Tile.height)
        let first = position * count
        let hashes = try tile(level, first / Tile.width)
        let start = Int(first % Tile.width)
        guard start + Int(count) <= hashes.count else { throw ProofError.treeDamaged }
        return TreeHash.root(of: hashes[start..<start + Int(count)])
    }

    /// The audit path of a leaf, from its sibling up (RFC 6962 §2.1.1).
    func inclusionProof(_ index: UInt64) throws -> [TreeHash] {
        guard index < size else { throw ProofError.outsideTree }
        return try path(index, in: 0..<size)
    }

    private func path(_ index: UInt64, in range: Range<UInt64>) throws -> [TreeHash] {
        guard range.count > 1 else { return [] }
        let middle = range.lowerBound + largestPowerOfTwo(below: UInt64(range.count))
        let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
        return index < middle
            ? try path(index, in: left) + [try root(of: right)]
            : try path(index, in: right) + [try root(of: left)]
    }

    /// The proof that the tree of `old` leaves is a prefix of this one (RFC 6962 §2.1.2).
    func consistencyProof(from old: UInt64) throws -> [TreeHash] {
        guard (1...max(size, 1)).contains(old), size > 0 else { throw ProofError.outsideTree }
        return try subproof(old, in: 0..<size, isWhole: true)
    }

    private func subproof(
        _ old: UInt64,
        in range: Range<UInt64>,
        isWhole: Bool
    ) throws -> [TreeHash] {
        guard old < range.upperBound else { return isWhole ? [] : [try root(of: range)] }
        let middle = range.lowerBound + largestPowerOfTwo(below: UInt64(range.count))
        let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
        return old <= middle
            ? try subproof(old, in: left, isWhole: isWhole) + [try root(of: right)]
            : try subproof(old, in: right, isWhole: false) + [try root(of: left)]
    }
}

/// The largest power of two that is smaller than a count of at least 2: where RFC 6962 splits.
func largestPowerOfTwo(below count: UInt64) -> UInt64 {
    1 << UInt64(63 - (count - 1).leadingZeroBitCount)
}
