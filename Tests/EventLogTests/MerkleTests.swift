import Crypto
import Events
import Foundation
import Testing

@testable import EventLog

/// The eight leaves of the reference vectors of RFC 6962 implementations (certificate-transparency).
private let vectorLeaves: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
    [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
    [
        0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e,
        0x6f,
    ],
]

private let vectorRoots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

private func hex(_ hash: TreeHash) -> String {
    hash.bytes.map { String(format: "%02x", $0) }.joined()
}

/// A tree of leaves in memory, its full tiles stored.
private struct Tree: TreeSource {
    var leafHashes: [TreeHash] = []
    var tiles: [TilePath: [TreeHash]] = [:]
    var frontier = Frontier()

    init(size: Int) {
        for number in 0..<size {
            let leaf = TreeHash.leaf(Array("leaf \(number)".utf8))
            leafHashes.append(leaf)
            for tile in frontier.append(leaf) {
                tiles[TilePath(level: tile.level, number: tile.number, width: 256)] = tile.hashes
            }
        }
    }

    func leaves(_ range: Range<UInt64>) -> [TreeHash] {
        Array(leafHashes[Int(range.lowerBound)..<Int(range.upperBound)])
    }
    func fullTile(level: Int, number: UInt64) -> [TreeHash]? {
        tiles[TilePath(level: level, number: number, width: 256)]
    }
    func reader(_ size: Int) -> TreeReader { TreeReader(source: self, size: UInt64(size)) }
}

/// RFC 6962 §2.1, word for word.
private func recursiveRoot(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
    guard leaves.count > 1 else { return leaves.first ?? .emptyRoot }
    let split = leaves.startIndex + Int(largestPowerOfTwo(below: UInt64(leaves.count)))
    return .node(
        recursiveRoot(leaves[leaves.startIndex..<split]),
        recursiveRoot(leaves[split...])
    )
}

@Suite struct MerkleTests {
    @Test func `The roots of the reference vectors come out`() {
        #expect(
            hex(.emptyRoot) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        var frontier = Frontier()
        for (leaf, root) in zip(vectorLeaves, vectorRoots) {
            _ = frontier.append(.leaf(leaf))
            #expect(hex(frontier.root) == root)
        }
    }

    @Test func `Every inclusion proof up to size 70 holds, and for no other leaf or index`() throws
    {
        let tree = Tree(size: 70)
        for size in 1...70 {
            let root = recursiveRoot(tree.leafHashes[..<size])
            for index in 0..<size {
                let proof = InclusionProof(
                    index: EntryIndex(UInt64(index)),
                    size: TreeSize(UInt64(size)),
                    hashes: try tree.reader(size).inclusionProof(UInt64(index))
                )
                try proof.verify(leaf: tree.leafHashes[index], root: root)
                #expect(throws: ProofError.self) {
                    try proof.verify(leaf: .leaf([1]), root: root)
                }
                let moved = InclusionProof(
                    index: EntryIndex(UInt64((index + 1) % size)),
                    size: proof.size,
                    hashes: proof.hashes
                )
                guard size > 1 else { continue }
                #expect(throws: ProofError.self) {
                    try moved.verify(leaf: tree.leafHashes[index], root: root)
                }
            }
        }
    }

    @Test func `Every consistency proof up to size 70 holds, and for no other root`() throws {
        let tree = Tree(size: 70)
        for new in 1...70 {
            let newRoot = recursiveRoot(tree.leafHashes[..<new])
            for old in 1...new {
                let oldRoot = recursiveRoot(tree.leafHashes[..<old])
                let proof = ConsistencyProof(
                    old: TreeSize(UInt64(old)),
                    new: TreeSize(UInt64(new)),
                    hashes: try tree.reader(new).consistencyProof(from: UInt64(old))
                )
                try proof.verify(oldRoot: oldRoot, newRoot: newRoot)
                #expect(throws: ProofError.self) {
                    try proof.verify(oldRoot: .leaf([1]), newRoot: newRoot)
                }
                #expect(throws: ProofError.self) {
                    try proof.verify(oldRoot: oldRoot, newRoot: .leaf([1]))
                }
            }
        }
    }

    @Test(arguments: [0, 1, 255, 256, 257, 511, 512, 1000, 65_535, 65_536, 66_000])
    func `A frontier read back from tiles goes on as the one that was kept`(size: Int) throws {
        let tree = Tree(size: size)
        var again = try Frontier(reading: tree.reader(size))
        var kept = tree.frontier
        #expect(again.root == kept.root)
        #expect(again.root == recursiveRoot(tree.leafHashes[...]))
        for number in 0..<300 {
            let leaf = TreeHash.leaf([UInt8(truncatingIfNeeded: number)])
            #expect(again.append(leaf) == kept.append(leaf))
        }
        #expect(again.root == kept.root)
    }

    @Test func `Proofs lead through tiles of several levels`() throws {
        let tree = Tree(size: 66_000)
        for (size, index) in [(66_000, 0), (66_000, 65_999), (65_537, 65_536), (1000, 513)] {
            let reader = tree.reader(size)
            let proof = InclusionProof(
                index: EntryIndex(UInt64(index)),
                size: TreeSize(UInt64(size)),
                hashes: try reader.inclusionProof(UInt64(index))
            )
            try proof.verify(leaf: tree.leafHashes[index], root: try reader.root())
        }
    }

    @Test func `Tile paths are those of the specification`() {
        let path = TilePath(level: 0, number: 1_234_067, width: 256)
        #expect(path.description == "tile/0/x001/x234/067")
        #expect(TilePath(level: 1, number: 0, width: 5).description == "tile/1/000.p/5")
        #expect(TilePath(level: nil, number: 7, width: 256).description == "tile/entries/007")
        for text in ["tile/0/x001/x234/067", "tile/1/000.p/5", "tile/entries/007.p/255"] {
            #expect(TilePath(text)?.description == text)
        }
        for text in ["tile/0/1", "tile/0/x000/001", "tile/1/000.p/256", "tile/00/000", "tile/0/"] {
            #expect(TilePath(text) == nil)
        }
    }
}
