/// A linear map of every row: `rows × weightᵀ + bias`.
struct Dense: Sendable {
    private let inputs: Int
    private let outputs: Int
    private let weight: Int
    private let bias: Int

    init(_ name: String, _ inputs: Int, _ outputs: Int, in file: TensorFile) throws(SentenceError) {
        (self.inputs, self.outputs) = (inputs, outputs)
        weight = try file.place(of: name + ".weight", shape: [outputs, inputs])
        bias = try file.place(of: name + ".bias", shape: [outputs])
    }

    /// - Parameter numbers: the numbers of the file that the map came from.
    func callAsFunction(_ rows: [Float], _ numbers: UnsafePointer<Float>) -> [Float] {
        let count = rows.count / inputs
        var result: [Float] = []
        result.reserveCapacity(count * outputs)
        let start = UnsafeBufferPointer(start: numbers + bias, count: outputs)
        for _ in 0..<count { result.append(contentsOf: start) }
        let product = MatrixProduct(
            rows: count,
            columns: outputs,
            depth: inputs,
            strides: (inputs, inputs, outputs),
            isRightTransposed: true,
            isAdded: true
        )
        product(rows, numbers + weight, into: &result)
        return result
    }
}

/// Brings every row to mean zero and variance one, then to a learnt scale.
struct LayerNorm: Sendable {
    private let width: Int
    private let weight: Int
    private let bias: Int

    /// Keeps a row without variance finite; the model was trained with it.
    private static let least: Float = 1e-12

    init(_ name: String, _ width: Int, in file: TensorFile) throws(SentenceError) {
        self.width = width
        weight = try file.place(of: name + ".weight", shape: [width])
        bias = try file.place(of: name + ".bias", shape: [width])
    }

    /// - Parameter numbers: the numbers of the file that the scale came from.
    func callAsFunction(_ rows: inout [Float], _ numbers: UnsafePointer<Float>) {
        rows.withUnsafeMutableBufferPointer { rows in
            for start in stride(from: 0, to: rows.count, by: width) {
                var (sum, squares): (Float, Float) = (0, 0)
                for place in 0..<width { sum += rows[start + place] }
                let mean = sum / Float(width)
                for place in 0..<width {
                    let distance = rows[start + place] - mean
                    squares += distance * distance
                }
                let scale = 1 / (squares / Float(width) + Self.least).squareRoot()
                for place in 0..<width {
                    let unit = (rows[start + place] - mean) * scale
                    rows[start + place] = unit * numbers[weight + place] + numbers[bias + place]
                }
            }
        }
    }
}
