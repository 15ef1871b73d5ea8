/// Turns texts into vectors whose angles tell how much they mean the same.
///
/// An embedder MUST return one vector of length one for each text, in order, all of one size.
/// Nothing in Aside makes one by default: retrieval works from words alone, and no text leaves the
/// machine unless somebody wires an embedder that sends it.
public protocol Embedder: Sendable {
    /// The vectors of texts; what leaves this machine for them leaves through the door.
    func vectors(of texts: [String], through door: EgressDoor) async throws -> [[Float]]
}

extension Passage {
    /// What of a passage is embedded: its title, a space and its body.
    public var embeddedText: String { title + " " + body }
}

/// The passages of an index as vectors, to be ranked beside their words.
public struct PassageVectors: Sendable {
    /// What vectors cannot be used for.
    public enum Problem: Error, Hashable, CustomStringConvertible {
        /// There is not one vector for each passage.
        case count(found: Int, expected: Int)
        /// A vector has another size than the first.
        case size(found: Int, expected: Int)

        /// What was found and what was expected.
        public var description: String {
            switch self {
            case .count(let found, let expected):
                "the embedder failed: found \(found) vectors, expected \(expected)"
            case .size(let found, let expected):
                "the embedder failed: found a vector of \(found) numbers, expected \(expected)"
            }
        }
    }

    private let size: Int
    private let numbers: [Float]

    /// The vectors of an index's passages, in their order.
    public init(_ vectors: [[Float]], for index: PassageIndex) throws(Problem) {
        guard vectors.count == index.passages.count else {
            throw .count(found: vectors.count, expected: index.passages.count)
        }
        size = vectors.first?.count ?? 0
        for vector in vectors where vector.count != size {
            throw .size(found: vector.count, expected: size)
        }
        numbers = vectors.flatMap(\.self)
    }

    /// The vectors of an index's passages, made by an embedder before any call: nobody's words.
    public init(of index: PassageIndex, by embedder: any Embedder) async throws {
        let vectors = try await embedder.vectors(
            of: index.passages.map(\.embeddedText),
            through: .forNobodysWords
        )
        try self.init(vectors, for: index)
    }

    /// The cosine of a turn's vector with each passage's.
    func likeness(to turn: [Float]) throws(Problem) -> [Float] {
        guard turn.count == size else { throw .size(found: turn.count, expected: size) }
        guard size > 0 else { return [] }
        return stride(from: 0, to: numbers.count, by: size).map { first in
            var sum: Float = 0
            for place in 0..<size { sum += numbers[first + place] * turn[place] }
            return sum
        }
    }
}
