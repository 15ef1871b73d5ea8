public import Crypto

/// A SHA-256 hash of the Merkle tree (RFC 6962 §2.1), held in place so that a tree of them costs no
/// allocation for each.
public struct TreeHash: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// How many bytes a hash has.
    public static let byteCount = 32

    /// The digest of a finished SHA-256 computation.
    public init(_ digest: SHA256.Digest) {
        words = digest.withUnsafeBytes { Self.load($0) }
    }

    /// A hash from its 32 bytes; nil when there are more or fewer.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        words =
            bytes.withContiguousStorageIfAvailable { Self.load(UnsafeRawBufferPointer($0)) }
            ?? Array(bytes).withUnsafeBytes { Self.load($0) }
    }

    /// All callers hand over 32 bytes: a digest's own, or some whose count was checked.
    private static func load(_ raw: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64, UInt64) {
        (
            raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
            raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
            raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        )
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// Whether two hashes are the same.
    public static func == (one: TreeHash, other: TreeHash) -> Bool { one.words == other.words }

    /// Feeds the hash to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }

    /// The root of the tree without leaves: SHA-256 of nothing.
    public static let emptyRoot = TreeHash(SHA256().finalize())

    /// The hash of an entry: SHA-256(0x00 ‖ entry).
    public static func leaf(_ entry: [UInt8]) -> TreeHash {
        entry.withUnsafeBytes { leaf($0) }
    }

    /// The hash of an entry that lies elsewhere.
    static func leaf(_ entry: UnsafeRawBufferPointer) -> TreeHash {
        var hasher = SHA256()
        hasher.update(prefix: 0x00)
        hasher.update(bufferPointer: entry)
        return TreeHash(hasher.finalize())
    }

    /// The hash of two neighbours: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var hasher = SHA256()
        hasher.update(prefix: 0x01)
        withUnsafeBytes(of: left.words) { hasher.update(bufferPointer: $0) }
        withUnsafeBytes(of: right.words) { hasher.update(bufferPointer: $0) }
        return TreeHash(hasher.finalize())
    }

    /// The root of a run of leaves (or of tile hashes) that stands alone, split as RFC 6962 says.
    public static func root(of hashes: ArraySlice<TreeHash>) -> TreeHash {
        guard var row = Optional(Array(hashes)), !row.isEmpty else { return emptyRoot }
        while row.count > 1 {
            var above: [TreeHash] = []
            above.reserveCapacity((row.count + 1) / 2)
            for left in stride(from: 0, to: row.count - 1, by: 2) {
                above.append(node(row[left], row[left + 1]))
            }
            if row.count % 2 == 1, let odd = row.last { above.append(odd) }
            row = above
        }
        return row[0]
    }
}

extension SHA256 {
    fileprivate mutating func update(prefix byte: UInt8) {
        withUnsafeBytes(of: byte) { update(bufferPointer: $0) }
    }
}

/// The concatenated bytes of a run of hashes, as tiles keep them.
func joined(_ hashes: some Sequence<TreeHash>) -> [UInt8] {
    var bytes: [UInt8] = []
    for hash in hashes { bytes += hash.bytes }
    return bytes
}

/// The hashes in a tile's bytes; nil when the bytes are not whole hashes.
func splitHashes(_ bytes: [UInt8]) -> [TreeHash]? {
    guard bytes.count % TreeHash.byteCount == 0 else { return nil }
    return stride(from: 0, to: bytes.count, by: TreeHash.byteCount).compactMap {
        TreeHash(bytes[$0..<$0 + TreeHash.byteCount])
    }
}
