import Foundation

/// Numbers by name, as a file in the safetensors format holds them: eight bytes with the length of a
/// header, the header as JSON, then the numbers of 32 bits, all little-endian
/// (huggingface.co/docs/safetensors).
///
/// The file is mapped, not read: what is never used takes no memory, and processes share the rest.
struct TensorFile: Sendable {
    private struct Entry: Decodable {
        var dtype: String
        var shape: [Int]
        var data_offsets: [Int]
    }

    private let data: Data
    private let name: String
    private let entries: [String: Entry]
    private let start: Int

    /// More would be no header of a model that belongs here.
    private static let longestHeader: UInt64 = 1 << 20
    private static let prefix = 8

    init(_ file: URL) throws(SentenceError) {
        name = file.lastPathComponent
        guard let data = try? Data(contentsOf: file, options: .alwaysMapped) else {
            throw .noModel(folder: file.deletingLastPathComponent().path)
        }
        self.data = data
        let length = data.prefix(Self.prefix).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard data.count > Self.prefix, length <= Self.longestHeader,
            data.count >= Self.prefix + Int(length)
        else { throw .damaged(file: name, found: "no header", expected: "a safetensors file") }
        start = Self.prefix + Int(length)
        let header = data[Self.prefix..<start]
        guard var fields = try? JSONSerialization.jsonObject(with: header) as? [String: Any] else {
            throw .damaged(file: name, found: "a broken header", expected: "JSON")
        }
        fields["__metadata__"] = nil
        guard let bytes = try? JSONSerialization.data(withJSONObject: fields),
            let entries = try? JSONDecoder().decode([String: Entry].self, from: bytes)
        else { throw .damaged(file: name, found: "a broken header", expected: "named numbers") }
        self.entries = entries
    }

    /// Where some numbers begin, counted in numbers from the first of the file.
    func place(of tensor: String, shape: [Int]) throws(SentenceError) -> Int {
        func fault(_ found: String) -> SentenceError {
            .damaged(file: name, found: found, expected: "\(tensor) of F32 \(shape)")
        }
        guard let entry = entries[tensor] else { throw fault("nothing of that name") }
        guard entry.dtype == "F32", entry.shape == shape else { throw fault("other numbers") }
        let width = MemoryLayout<Float>.size
        let size = shape.reduce(width, *)
        guard entry.data_offsets.count == 2, let first = entry.data_offsets.first,
            let end = entry.data_offsets.last, 0 <= first, first <= end, end - first == size,
            first <= data.count - start - size,
            (start + first).isMultiple(of: width), start.isMultiple(of: width)
        else { throw fault("a place outside the file") }
        return first / width
    }

    /// Lends the numbers, from the first of the file.
    func read<Value>(_ body: (UnsafePointer<Float>) -> Value) -> Value? {
        data.withUnsafeBytes { raw in
            raw[start...].withMemoryRebound(to: Float.self) { $0.baseAddress.map(body) }
        }
    }
}
