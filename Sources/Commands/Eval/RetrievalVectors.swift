import Agent

/// Vectors made elsewhere, by the SHA-256 of the text that each stands for (docs/EVALUATION.md).
struct RetrievalVectors: Embedder {
    private struct Row: Decodable {
        var text: String
        var vector: [Float]
    }

    /// A text of which the file has no vector.
    struct Missing: Error {}

    let isOutside = false
    private let byDigest: [String: [Float]]

    /// Reads a file of vectors; each is brought to length one.
    init(_ path: String) throws {
        var byDigest: [String: [Float]] = [:]
        let rows = try EvaluationFiles.numberedRows(Row.self, in: path)
        let size = rows.first?.row.vector.count ?? 0
        for (line, row) in rows {
            guard row.vector.count == size else {
                throw EvaluationFiles.error(
                    (path, line),
                    "a vector of \(row.vector.count) numbers",
                    "\(size), as in the first row"
                )
            }
            byDigest[row.text.lowercased()] = Self.unit(row.vector)
        }
        self.byDigest = byDigest
    }

    private static func unit(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }

    func vectors(of texts: [String], through door: EgressDoor) throws -> [[Float]] {
        try texts.map { text in
            let digest = FileDigest.hex(of: Array(text.utf8))
            guard let vector = byDigest[digest] else { throw Missing() }
            return vector
        }
    }
}
