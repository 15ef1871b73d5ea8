import Agent
import Foundation

/// What the sentence model made of a playbook, kept beside it: the first start with a playbook takes
/// half a minute, the next ones none.
///
/// Nobody's words are in it. A file that is not whole, or that cannot be written, is made again.
struct KeptVectors {
    /// The numbers of one vector.
    let dimensions: Int
    /// Where the files lie.
    let folder: URL

    /// The vectors of texts, by text.
    ///
    /// - Parameter made: called with how many of them have been made, and of how many.
    /// - Throws: what the embedder throws, and `PassageVectors.Problem` for a vector of another size.
    func vectors(
        of texts: [String],
        by embedder: any Embedder,
        made: (Int, Int) -> Void
    ) async throws -> [String: [Float]] {
        let file = folder.appendingPathComponent(name(of: texts))
        var numbers = kept(in: file, count: texts.count)
        if numbers == nil {
            var fresh: [Float] = []
            for (done, text) in texts.enumerated() {
                made(done, texts.count)
                let vector = try await embedder.vectors(of: [text], through: .forNobodysWords).first
                guard let vector, vector.count == dimensions else {
                    throw PassageVectors.Problem.size(
                        found: vector?.count ?? 0,
                        expected: dimensions
                    )
                }
                fresh += vector
            }
            keep(fresh, in: file)
            numbers = fresh
        }
        let all = numbers ?? []
        let vectors = texts.indices.map { Array(all[$0 * dimensions..<($0 + 1) * dimensions]) }
        return Dictionary(zip(texts, vectors), uniquingKeysWith: { one, _ in one })
    }

    private func name(of texts: [String]) -> String {
        let lengths = texts.map { "\($0.utf8.count):\($0)" }
        return FileDigest.hex(of: Array(lengths.joined().utf8)) + ".vectors"
    }

    /// The numbers in a file that ends with their digest.
    private func kept(in file: URL, count: Int) -> [Float]? {
        guard let data = try? Data(contentsOf: file) else { return nil }
        let size = count * dimensions * MemoryLayout<Float>.size
        let body = Array(data.prefix(size))
        guard body.count == size, Array(data.dropFirst(size)) == digest(of: body) else {
            return nil
        }
        return body.withUnsafeBytes { bytes in
            stride(from: 0, to: size, by: MemoryLayout<UInt32>.size).map { place in
                let bits = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: bits))
            }
        }
    }

    private func keep(_ numbers: [Float], in file: URL) {
        let body = numbers.flatMap { number in
            withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
        }
        let files = FileManager.default
        try? files.createDirectory(at: folder, withIntermediateDirectories: true)
        try? Data(body + digest(of: body)).write(to: file, options: .atomic)
    }

    private func digest(of body: [UInt8]) -> [UInt8] { Array(FileDigest.hex(of: body).utf8) }
}
