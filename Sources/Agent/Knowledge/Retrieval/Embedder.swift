/// Turns texts into vectors whose angles tell how much they mean the same.
///
/// An embedder MUST return one vector of length one for each text, in order, all of one size.
/// Nothing in Aside makes one by default: retrieval works from words alone, and no text leaves the
/// machine unless somebody wires an embedder that sends it.
public protocol Embedder: Sendable {
    /// Whether texts leave this machine for it: then no turn waits for its vectors.
    var isOutside: Bool { get }

    /// The vectors of texts; what leaves this machine for them leaves through the door.
    func vectors(of texts: [String], through door: EgressDoor) async throws -> [[Float]]
}

extension Embedder {
    /// Yes, unless it says otherwise.
    public var isOutside: Bool { true }
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
    /// The vectors one after the other, each filled up with zeros to whole lanes: compared number
    /// by number, a few thousand of them would take longer than all the rest of a search.
    private let lanes: [Lane]
    private let lanesOfEach: Int

    /// Sixteen numbers that are multiplied at once.
    private typealias Lane = SIMD16<Float>

    /// The vectors of an index's passages, in their order.
    public init(_ vectors: [[Float]], for index: PassageIndex) throws(Problem) {
        guard vectors.count == index.passages.count else {
            throw .count(found: vectors.count, expected: index.passages.count)
        }
        size = vectors.first?.count ?? 0
        for vector in vectors where vector.count != size {
            throw .size(found: vector.count, expected: size)
        }
        lanesOfEach = (size + Lane.scalarCount - 1) / Lane.scalarCount
        lanes = vectors.flatMap(Self.lanes)
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
        let turn = Self.lanes(of: turn)
        return lanes.withUnsafeBufferPointer { lanes in
            stride(from: 0, to: lanes.count, by: max(lanesOfEach, 1)).map { first in
                var sum = Lane.zero
                for place in turn.indices { sum += lanes[first + place] * turn[place] }
                return sum.sum()
            }
        }
    }

    private static func lanes(of vector: [Float]) -> [Lane] {
        stride(from: 0, to: vector.count, by: Lane.scalarCount).map { first in
            var lane = Lane.zero
            for (place, number) in vector[first...].prefix(Lane.scalarCount).enumerated() {
                lane[place] = number
            }
            return lane
        }
    }
}
