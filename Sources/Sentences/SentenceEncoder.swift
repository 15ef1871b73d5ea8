public import Agent
import COpenBLAS
public import Foundation

/// Turns sentences into vectors on this machine, by all-MiniLM-L6-v2.
///
/// What means much the same lies close together. Nothing leaves the machine, so nobody has to be told of
/// another company. The model is Apache-2.0 (huggingface.co/sentence-transformers/all-MiniLM-L6-v2), English, and is brought
/// by `aside doctor --fix sentences`; the arithmetic is OpenBLAS's. A text of more than some 250 pieces of
/// words is cut off there, as the model was trained.
public struct SentenceEncoder: Embedder {
    /// No: everything happens here.
    public let isOutside = false

    private let file: TensorFile
    let pieces: WordPieces
    private let words: Int
    private let places: Int
    private let kind: Int
    private let norm: LayerNorm
    private let layers: [TransformerLayer]

    /// The files of the model, all in one folder.
    public static let files = (weights: "model.safetensors", vocabulary: "vocab.txt")
    /// How many numbers a vector has.
    public static let dimensions = TransformerLayer.width

    private static let depth = 6
    private static let vocabulary = 30_522
    private static let mostPlaces = 512

    /// The model in a folder; its weights are mapped, not read.
    ///
    /// - Throws: `SentenceError` when a file is missing or is not what it should be.
    public init(folder: URL) throws(SentenceError) {
        file = try TensorFile(folder.appendingPathComponent(Self.files.weights))
        let list = folder.appendingPathComponent(Self.files.vocabulary)
        guard let text = try? String(contentsOf: list, encoding: .utf8) else {
            throw .noModel(folder: folder.path)
        }
        pieces = try WordPieces(vocabulary: text, file: Self.files.vocabulary)
        guard pieces.count <= Self.vocabulary else {
            throw .damaged(
                file: Self.files.vocabulary,
                found: "\(pieces.count) pieces",
                expected: "at most \(Self.vocabulary)"
            )
        }
        let name = "embeddings."
        let width = TransformerLayer.width
        words = try file.place(
            of: name + "word_embeddings.weight",
            shape: [Self.vocabulary, width]
        )
        places = try file.place(
            of: name + "position_embeddings.weight",
            shape: [Self.mostPlaces, width]
        )
        kind = try file.place(of: name + "token_type_embeddings.weight", shape: [2, width])
        norm = try LayerNorm(name + "LayerNorm", width, in: file)
        var layers: [TransformerLayer] = []
        for number in 0..<Self.depth { layers.append(try TransformerLayer(number, in: file)) }
        self.layers = layers
    }

    /// The vectors of texts, each of length one; the door is not used, since nothing leaves.
    ///
    /// - Throws: `CancellationError` between two texts when nobody wants them any more.
    public func vectors(of texts: [String], through door: EgressDoor) async throws -> [[Float]] {
        try texts.map { text in
            try Task.checkCancellation()
            return vector(of: text)
        }
    }

    /// The vector of one text.
    func vector(of text: String) -> [Float] {
        let numbers = pieces.numbers(of: text)
        return file.read { weights in
            var rows = embedded(numbers, weights)
            norm(&rows, weights)
            for layer in layers { layer(&rows, weights) }
            return Self.direction(of: rows)
        } ?? []
    }

    private func embedded(_ numbers: [Int32], _ weights: UnsafePointer<Float>) -> [Float] {
        let width = Self.dimensions
        var rows = [Float](repeating: 0, count: numbers.count * width)
        rows.withUnsafeMutableBufferPointer { rows in
            guard let start = rows.baseAddress else { return }
            for (place, number) in numbers.enumerated() {
                let row = start + place * width
                for part in [words + Int(number) * width, places + place * width, kind] {
                    cblas_saxpy(Int32(width), 1, weights + part, 1, row, 1)
                }
            }
        }
        return rows
    }

    /// The mean of the rows, at length one.
    private static func direction(of rows: [Float]) -> [Float] {
        var mean = [Float](repeating: 0, count: dimensions)
        for start in stride(from: 0, to: rows.count, by: dimensions) {
            for place in 0..<dimensions { mean[place] += rows[start + place] }
        }
        let length = cblas_snrm2(Int32(dimensions), mean, 1)
        return mean.map { $0 / max(length, .leastNormalMagnitude) }
    }
}
