public import Events

/// Why a proof cannot be made or does not hold.
public enum ProofError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The index or size is not one of the tree's.
    case outsideTree
    /// The stored hashes do not form a tree.
    case treeDamaged
    /// The proof has another number of hashes than the sizes ask for.
    case wrongLength
    /// The hashes do not lead to the root.
    case wrongRoot

    /// What was found and expected.
    public var description: String {
        switch self {
        case .outsideTree: "found an index or size outside the tree, expected one inside it"
        case .treeDamaged: "found tree hashes that do not fit together; run `aside log verify`"
        case .wrongLength: "found a proof of the wrong length, expected the one the sizes ask for"
        case .wrongRoot: "found hashes that do not lead to the root; the proof does not hold"
        }
    }
}

/// The proof that an entry stands at an index of the tree with a given root.
public struct InclusionProof: Hashable, Sendable {
    /// The entry's index.
    public let index: EntryIndex
    /// The tree's size.
    public let size: TreeSize
    /// The hashes from the leaf's sibling to the root's child.
    public let hashes: [TreeHash]

    /// A proof as it was received; it proves nothing until it is checked.
    public init(index: EntryIndex, size: TreeSize, hashes: [TreeHash]) {
        (self.index, self.size, self.hashes) = (index, size, hashes)
    }

    /// Checks the proof by RFC 9162 §2.1.3.2.
    public func verify(leaf: TreeHash, root: TreeHash) throws(ProofError) {
        guard size.contains(index) else { throw .outsideTree }
        var (position, last) = (index.value, size.count - 1)
        var hash = leaf
        for sibling in hashes {
            guard last > 0 else { throw .wrongLength }
            if position & 1 == 1 || position == last {
                hash = TreeHash.node(sibling, hash)
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                hash = TreeHash.node(hash, sibling)
            }
            position >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .wrongLength }
        guard hash == root else { throw .wrongRoot }
    }
}

/// The proof that one tree is a prefix of another.
public struct ConsistencyProof: Hashable, Sendable {
    /// The smaller tree's size.
    public let old: TreeSize
    /// The larger tree's size.
    public let new: TreeSize
    /// The hashes.
    public let hashes: [TreeHash]

    /// A proof as it was received; it proves nothing until it is checked.
    public init(old: TreeSize, new: TreeSize, hashes: [TreeHash]) {
        (self.old, self.new, self.hashes) = (old, new, hashes)
    }

    /// Checks the proof by RFC 9162 §2.1.4.2.
    public func verify(oldRoot: TreeHash, newRoot: TreeHash) throws(ProofError) {
        guard old.count > 0, old <= new else { throw .outsideTree }
        guard old < new else {
            guard hashes.isEmpty else { throw .wrongLength }
            guard oldRoot == newRoot else { throw .wrongRoot }
            return
        }
        var rest = hashes[...]
        if old.count & (old.count - 1) == 0 { rest = [oldRoot] + rest }
        guard let first = rest.popFirst() else { throw .wrongLength }
        var (position, last) = (old.count - 1, new.count - 1)
        while position & 1 == 1 {
            position >>= 1
            last >>= 1
        }
        var (oldHash, newHash) = (first, first)
        for sibling in rest {
            guard last > 0 else { throw .wrongLength }
            if position & 1 == 1 || position == last {
                oldHash = TreeHash.node(sibling, oldHash)
                newHash = TreeHash.node(sibling, newHash)
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                newHash = TreeHash.node(newHash, sibling)
            }
            position >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .wrongLength }
        guard oldHash == oldRoot, newHash == newRoot else { throw .wrongRoot }
    }
}
