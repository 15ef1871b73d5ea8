import AsideTesting
import Foundation

/// Seeded damage to bytes, for parsers of what others send.
enum Mutations {
    /// How many are tried: few in each test run, as many as `ASIDE_FUZZ` says by hand.
    static let count =
        ProcessInfo.processInfo.environment["ASIDE_FUZZ"].flatMap { Int($0) } ?? 2_000
    /// The seed, which `ASIDE_FUZZ_SEED` changes.
    static let seed =
        ProcessInfo.processInfo.environment["ASIDE_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

    /// Hands on damaged texts, each made of one of those that are given.
    static func each(
        of texts: [String],
        _ check: ([UInt8], inout SeededGenerator) throws -> Void
    ) throws {
        try each(of: texts.map { Array($0.utf8) }, check)
    }

    /// The same of any bytes.
    static func each(
        of samples: [[UInt8]],
        _ check: ([UInt8], inout SeededGenerator) throws -> Void
    ) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<count {
            var bytes = samples.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes, &random) }
            try check(bytes, &random)
        }
    }

    private static let likely = Array("{}[]\":,\\\r\n 0e-un\u{0}".utf8) + [0xFF, 0xC3, 0x80]

    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let byte = likely.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.insert(byte, at: place)
        case 1 where place < bytes.count: bytes.remove(at: place)
        case 2 where place < bytes.count: bytes[place] = byte
        case 3: bytes.removeSubrange(place...)
        default:
            let end = Int.random(in: place...bytes.count, using: &random)
            bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        }
    }
}
