import Agent
import Foundation

/// Reads the answer of an embedding service.
enum EmbeddingAnswer {
    /// The vectors in it, by their index, each of length one.
    static func vectors(
        in bytes: [UInt8],
        for count: Int,
        from host: String
    ) throws(HTTPFailure) -> [[Float]] {
        guard let answer = try? WireJSON(parsing: bytes) else {
            throw HTTPFailure.malformed(host, expected: "JSON")
        }
        if let error = answer["error"] {
            throw HTTPFailure.inside(host, RefusalCode(error: error))
        }
        guard let data = answer["data"]?.array else { throw HTTPFailure.lacking(host, "data") }
        var vectors: [Int: [Float]] = [:]
        for (place, element) in data.enumerated() {
            vectors[element["index"]?.count ?? place] = try vector(element["embedding"], host)
        }
        let sorted = (0..<count).compactMap { vectors[$0] }
        guard sorted.count == count, data.count == count else {
            throw HTTPFailure.malformed(host, expected: "one vector for each of \(count) texts")
        }
        return sorted
    }

    private static func vector(_ value: WireJSON?, _ host: String) throws(HTTPFailure) -> [Float] {
        guard let value else { throw HTTPFailure.lacking(host, "data[].embedding") }
        let numbers: [Float]? =
            switch value {
            case .array(let elements): floats(elements)
            case .string(let text): floats(base64: text)
            default: nil
            }
        guard let numbers, let unit = normalised(numbers) else {
            throw HTTPFailure.malformed(host, expected: "a vector of finite numbers, not all zero")
        }
        return unit
    }

    private static func floats(_ elements: [WireJSON]) -> [Float]? {
        var floats: [Float] = []
        floats.reserveCapacity(elements.count)
        for element in elements {
            guard case .number(let value) = element else { return nil }
            floats.append(Float(value))
        }
        return floats
    }

    /// Little-endian numbers of 32 bits.
    private static func floats(base64 text: String) -> [Float]? {
        guard let bytes = Data(base64Encoded: text).map(Array.init), bytes.count % 4 == 0 else {
            return nil
        }
        return stride(from: 0, to: bytes.count, by: 4).map { place in
            let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << (8 * $1) }
            return Float(bitPattern: bits)
        }
    }

    /// The vector at length one; nil when it has no direction.
    private static func normalised(_ numbers: [Float]) -> [Float]? {
        let square = numbers.reduce(Double(0)) { $0 + Double($1) * Double($1) }
        guard square.isFinite, square > 0 else { return nil }
        let length = square.squareRoot()
        return numbers.map { Float(Double($0) / length) }
    }
}
