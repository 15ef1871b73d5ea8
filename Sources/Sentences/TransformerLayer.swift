import COpenBLAS
import Glibc

/// A layer of the encoder: every piece looks at every other, then thinks for itself.
///
/// The form is that of BERT (Devlin et al. 2018), which is the transformer's of Vaswani et al. 2017.
struct TransformerLayer: Sendable {
    private let query: Dense
    private let key: Dense
    private let value: Dense
    private let attended: Dense
    private let afterAttention: LayerNorm
    private let widened: Dense
    private let narrowed: Dense
    private let afterThought: LayerNorm

    /// The sizes of all-MiniLM-L6-v2.
    static let width = 384
    private static let wide = 1_536
    private static let heads = 12

    init(_ number: Int, in file: TensorFile) throws(SentenceError) {
        let name = "encoder.layer.\(number)."
        let width = Self.width
        query = try Dense(name + "attention.self.query", width, width, in: file)
        key = try Dense(name + "attention.self.key", width, width, in: file)
        value = try Dense(name + "attention.self.value", width, width, in: file)
        attended = try Dense(name + "attention.output.dense", width, width, in: file)
        afterAttention = try LayerNorm(name + "attention.output.LayerNorm", width, in: file)
        widened = try Dense(name + "intermediate.dense", width, Self.wide, in: file)
        narrowed = try Dense(name + "output.dense", Self.wide, width, in: file)
        afterThought = try LayerNorm(name + "output.LayerNorm", width, in: file)
    }

    /// - Parameter numbers: the numbers of the file that the layer came from.
    func callAsFunction(_ rows: inout [Float], _ numbers: UnsafePointer<Float>) {
        add(attended(attention(rows, numbers), numbers), to: &rows)
        afterAttention(&rows, numbers)
        var thought = widened(rows, numbers)
        activate(&thought)
        add(narrowed(thought, numbers), to: &rows)
        afterThought(&rows, numbers)
    }

    private func attention(_ rows: [Float], _ numbers: UnsafePointer<Float>) -> [Float] {
        let (width, depth, count) = (Self.width, Self.width / Self.heads, rows.count / Self.width)
        let parts = query(rows, numbers) + key(rows, numbers) + value(rows, numbers)
        var scores = [Float](repeating: 0, count: count * count)
        var seen = [Float](repeating: 0, count: rows.count)
        let likeness = MatrixProduct(
            rows: count,
            columns: count,
            depth: depth,
            strides: (width, width, count),
            isRightTransposed: true,
            scale: 1 / Float(depth).squareRoot()
        )
        let mixture = MatrixProduct(
            rows: count,
            columns: depth,
            depth: count,
            strides: (count, width, width)
        )
        parts.withUnsafeBufferPointer { parts in
            seen.withUnsafeMutableBufferPointer { seen in
                guard let parts = parts.baseAddress, let seen = seen.baseAddress else { return }
                for place in stride(from: 0, to: width, by: depth) {
                    let (key, value) = (parts + rows.count, parts + 2 * rows.count)
                    likeness(parts + place, key + place, into: &scores)
                    softmax(&scores, count)
                    mixture(scores, value + place, into: seen + place)
                }
            }
        }
        return seen
    }

    private func softmax(_ rows: inout [Float], _ count: Int) {
        rows.withUnsafeMutableBufferPointer { rows in
            for start in stride(from: 0, to: rows.count, by: count) {
                var (most, sum): (Float, Float) = (-.infinity, 0)
                for place in start..<start + count { most = max(most, rows[place]) }
                for place in start..<start + count {
                    rows[place] = expf(rows[place] - most)
                    sum += rows[place]
                }
                for place in start..<start + count { rows[place] /= sum }
            }
        }
    }

    /// GELU in its exact form, by the error function.
    private func activate(_ numbers: inout [Float]) {
        numbers.withUnsafeMutableBufferPointer { numbers in
            for place in numbers.indices {
                let number = numbers[place]
                numbers[place] = number * 0.5 * (1 + erff(number * Float(0.5).squareRoot()))
            }
        }
    }

    private func add(_ rows: [Float], to sums: inout [Float]) {
        cblas_saxpy(Int32(rows.count), 1, rows, 1, &sums, 1)
    }
}
