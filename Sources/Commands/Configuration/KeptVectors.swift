import Agent
import Crypto
import Foundation

/// What the sentence model made of playbooks' sayings, kept beside it: the first start with a playbook
/// takes a minute, the next ones none, and one after a change as long as the new sayings take.
///
/// One file: for each text its SHA-256 and its vector, 32-bit floats as this machine has them, and at
/// the end the hex SHA-256 of all that. Nobody's words are in it. A file that is not whole, or that
/// cannot be written, is made again.
struct KeptVectors {
    /// The numbers of one vector.
    let dimensions: Int
    /// Where the file lies.
    let file: URL

    /// How many vectors are kept, of several playbooks and their former sayings, in 30 MB; beyond, only
    /// those that were asked for last.
    static let mostKept = 20_000

    /// The vectors of texts, by text.
    ///
    /// - Parameter made: called with how many of the missing ones have been made, and of how many.
    /// - Throws: what the embedder throws, and `PassageVectors.Problem` for a vector of another size;
    ///   then nothing is kept.
    func vectors(
        of texts: [String],
        by embedder: any Embedder,
        made: (Int, Int) -> Void
    ) async throws -> [String: [Float]] {
        let texts = Array(Set(texts)).sorted()
        var known = kept()
        let missing = texts.filter { known[Self.key($0)] == nil }
        for (done, text) in missing.enumerated() {
            made(done, missing.count)
            let vector = try await embedder.vectors(of: [text], through: .forNobodysWords).first
            guard let vector, vector.count == dimensions else {
                throw PassageVectors.Problem.size(found: vector?.count ?? 0, expected: dimensions)
            }
            known[Self.key(text)] = vector
        }
        let asked = texts.compactMap { text in known[Self.key(text)].map { (text, $0) } }
        let vectors = Dictionary(uniqueKeysWithValues: asked)
        if !missing.isEmpty {
            if known.count > Self.mostKept {
                known = Dictionary(uniqueKeysWithValues: asked.map { (Self.key($0), $1) })
            }
            keep(known)
        }
        return vectors
    }

    private typealias Key = [UInt8]

    private static func key(_ text: String) -> Key { Array(SHA256.hash(data: Array(text.utf8))) }

    private var vectorSize: Int { dimensions * MemoryLayout<Float>.size }
    private var rowSize: Int { SHA256.Digest.byteCount + vectorSize }

    private func kept() -> [Key: [Float]] {
        guard let data = try? Data(contentsOf: file) else { return [:] }
        let body = Array(data.dropLast(Self.sealSize))
        guard body.count.isMultiple(of: rowSize),
            Array(data.suffix(Self.sealSize)) == Self.seal(of: body)
        else { return [:] }
        var known: [Key: [Float]] = [:]
        body.withUnsafeBytes { bytes in
            for row in stride(from: 0, to: bytes.count, by: rowSize) {
                let start = row + SHA256.Digest.byteCount
                let vector = UnsafeRawBufferPointer(rebasing: bytes[start..<row + rowSize])
                known[Array(bytes[row..<start])] = [Float](
                    unsafeUninitializedCapacity: dimensions
                ) { numbers, count in
                    UnsafeMutableRawBufferPointer(numbers).copyMemory(from: vector)
                    count = dimensions
                }
            }
        }
        return known
    }

    private func keep(_ vectors: [Key: [Float]]) {
        var body: [UInt8] = []
        body.reserveCapacity(vectors.count * rowSize)
        for (key, vector) in vectors {
            body += key
            vector.withUnsafeBytes { body += $0 }
        }
        let files = FileManager.default
        let folder = file.deletingLastPathComponent()
        try? files.createDirectory(at: folder, withIntermediateDirectories: true)
        try? Data(body + Self.seal(of: body)).write(to: file, options: .atomic)
    }

    private static let sealSize = 2 * SHA256.Digest.byteCount

    private static func seal(of body: [UInt8]) -> [UInt8] {
        Array(FileDigest.hex(of: body).utf8)
    }
}
