public import Events
import Foundation
import Glibc

/// Writes a log so that tools we did not write can check it.
public struct LogExporter: Sendable {
    /// What is written beside `entries.ndjson`, `checkpoint`, `log.vkey` and `log.pub.pem`.
    public struct Options: OptionSet, Sendable {
        /// The bits.
        public let rawValue: Int
        /// Options by their bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// `tile/…`: hashes and bundles of entries (C2SP tlog-tiles).
        public static let tiles = Options(rawValue: 1)
        /// `proofs/<index>.tlog-proof` for every entry.
        public static let proofs = Options(rawValue: 2)
    }

    private let reader: LogReader

    /// An exporter over a reader.
    public init(_ reader: LogReader) { self.reader = reader }

    /// Writes into a folder, which is made if need be.
    ///
    /// Line *i* of `entries.ndjson` is, byte for byte, entry *i*; all files are of the newest
    /// checkpoint.
    ///
    /// - Parameter progress: called now and then with how much is done, and of how much; each entry counts
    ///   once for every form that it is written in.
    /// - Returns: how many entries were written.
    /// - Throws: `ReadError.missing` where the log has no entry at an index, `ProofError` where its entries
    ///   are not those that were signed: of such a log nothing is an export.
    public func export(
        to folder: String,
        options: Options = [],
        progress: ((UInt64, UInt64) -> Void)? = nil
    ) throws -> TreeSize {
        guard let checkpoint = try reader.checkpoint(), let key = try reader.verifierKey() else {
            throw HomeError.emptyLog
        }
        try Files.makeFolder(folder)
        try write(checkpoint.note, "checkpoint", in: folder)
        try write(key.description + "\n", "log.vkey", in: folder)
        try write(key.pem, "log.pub.pem", in: folder)
        let range = 0..<checkpoint.size.count
        let forms = [true, options.contains(.tiles), options.contains(.proofs)].count { $0 }
        var pace = Pace(of: range.upperBound * UInt64(forms), telling: progress)
        let root = try writeEntries(range, folder, &pace)
        guard root == checkpoint.root else { throw ProofError.treeDamaged }
        if options.contains(.tiles) { try writeTiles(range, folder, &pace) }
        if options.contains(.proofs) { try writeProofs(checkpoint, folder, &pace) }
        return checkpoint.size
    }

    /// How much is gathered before it is written.
    private static let chunkByteCount = 1 << 20

    /// Writes the entries; the answer is the root that they hash to.
    private func writeEntries(
        _ range: Range<UInt64>,
        _ folder: String,
        _ pace: inout Pace
    ) throws -> TreeHash {
        let path = folder + "/entries.ndjson"
        try write(Data(), "entries.ndjson", in: folder)
        let file = try Files.open(path, O_WRONLY)
        var chunk = Data()
        var frontier = Frontier()
        try reader.forEachEntry(in: range) { index, body in
            guard index.value == frontier.size else {
                throw ReadError.missing(EntryIndex(frontier.size))
            }
            _ = frontier.append(TreeHash.leaf(body))
            pace.advance()
            chunk += body
            chunk.append(0x0A)
            guard chunk.count >= Self.chunkByteCount else { return }
            try append(chunk, to: file, path)
            chunk.removeAll(keepingCapacity: true)
        }
        guard frontier.size == range.upperBound else {
            throw ReadError.missing(EntryIndex(frontier.size))
        }
        try append(chunk, to: file, path)
        do { try file.close() } catch { throw Files.failure("closing", path, error) }
        return frontier.root
    }

    private func append(
        _ chunk: Data,
        to file: FileHandle,
        _ path: String
    ) throws(HomeError) {
        do { try file.write(contentsOf: chunk) } catch {
            throw Files.failure("writing", path, error)
        }
    }

    private func writeTiles(
        _ range: Range<UInt64>,
        _ folder: String,
        _ pace: inout Pace
    ) throws {
        try reader.storage.read { snapshot in
            let tree = TreeReader(
                source: SnapshotTree(snapshot: snapshot),
                size: range.upperBound
            )
            var level = 0
            while Tile.hashCount(level: level, size: range.upperBound) > 0 {
                let count = Tile.hashCount(level: level, size: range.upperBound)
                for number in 0..<(count + Tile.width - 1) / Tile.width {
                    let hashes = try tree.tile(level, number)
                    let path = TilePath(level: level, number: number, width: hashes.count)
                    try write(Data(joined(hashes)), path.description, in: folder)
                }
                level += 1
            }
        }
        for start in stride(from: 0, to: range.upperBound, by: Int(Tile.width)) {
            let bundle = start..<min(start + Tile.width, range.upperBound)
            try writeBundle(bundle, folder)
            pace.advance(by: UInt64(bundle.count))
        }
    }

    /// Entries, each behind its length in two bytes, big-endian.
    private func writeBundle(_ range: Range<UInt64>, _ folder: String) throws {
        var bundle = Data()
        try reader.forEachEntry(in: range) { _, body in
            bundle.append(UInt8(truncatingIfNeeded: body.count >> 8))
            bundle.append(UInt8(truncatingIfNeeded: body.count))
            bundle += body
        }
        let number = range.lowerBound / Tile.width
        let path = TilePath(level: nil, number: number, width: range.count)
        try write(bundle, path.description, in: folder)
    }

    private func writeProofs(
        _ checkpoint: Checkpoint,
        _ folder: String,
        _ pace: inout Pace
    ) throws {
        try reader.storage.read { snapshot in
            let tree = TreeReader(
                source: SnapshotTree(snapshot: snapshot),
                size: checkpoint.size.count
            )
            for index in 0..<checkpoint.size.count {
                let proof = InclusionProof(
                    index: EntryIndex(index),
                    size: checkpoint.size,
                    hashes: try tree.inclusionProof(index)
                )
                let file = ProofFile(proof: proof, checkpoint: checkpoint)
                try write(file.description, "proofs/\(index).tlog-proof", in: folder)
                pace.advance()
            }
        }
    }

    private func write(_ text: String, _ name: String, in folder: String) throws {
        try write(Data(text.utf8), name, in: folder)
    }

    private func write(_ data: Data, _ name: String, in folder: String) throws {
        let path = folder + "/" + name
        try Files.makeFolder((path as NSString).deletingLastPathComponent)
        do {
            try data.write(to: URL(fileURLWithPath: path))
        } catch {
            throw Files.failure("writing", path, error)
        }
    }
}
