import Foundation

/// Seeded damage to bytes, for whatever reads what others wrote.
public enum Mutations {
    /// How many are tried: few in each test run, as many as `ASIDE_FUZZ` says by hand.
    public static let count =
        ProcessInfo.processInfo.environment["ASIDE_FUZZ"].flatMap { Int($0) } ?? 2_000
    /// The seed, which `ASIDE_FUZZ_SEED` changes.
    public static let seed =
        ProcessInfo.processInfo.environment["ASIDE_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

    /// How long a test of so many may take: many times what it does, on a machine that does much else too.
    public static let minutes = 5 * max(1, count / 2_000)

    /// Hands on damaged texts, each made of one of those that are given.
    public static func each(
        of texts: [String],
        _ check: ([UInt8], inout SeededGenerator) throws -> Void
    ) async throws {
        try await each(of: texts.map { Array($0.utf8) }, check)
    }

    /// The same of any bytes, at times with a part of another sample in them.
    public static func each(
        of samples: [[UInt8]],
        _ check: ([UInt8], inout SeededGenerator) throws -> Void
    ) async throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<count {
            // Other tests, which wait for servers and for time, share the threads.
            if number.isMultiple(of: 500) { await Task.yield() }
            var bytes = samples.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                damage(&bytes, with: samples.randomElement(using: &random) ?? [], &random)
            }
            try check(bytes, &random)
        }
    }

    /// That a sample is refused as it is.
    public struct UnreadSample: Error, CustomStringConvertible {
        /// Which one, from 0.
        public let place: Int

        /// What was found and expected.
        public var description: String {
            "damaging samples refused: found sample \(place) refused as it is, expected it to be read "
                + "whole; damage to it would show nothing"
        }
    }

    /// The same of texts, once it is sure that each is read as long as it is whole.
    ///
    /// - Parameter isRead: whether a sample is read.
    /// - Throws: `UnreadSample`; what the closures throw.
    public static func each(
        of texts: [String],
        intact isRead: ([UInt8]) throws -> Bool,
        _ check: ([UInt8], inout SeededGenerator) throws -> Void
    ) async throws {
        try await each(of: texts.map { Array($0.utf8) }, intact: isRead, check)
    }

    /// The same of any bytes.
    public static func each(
        of samples: [[UInt8]],
        intact isRead: ([UInt8]) throws -> Bool,
        _ check: ([UInt8], inout SeededGenerator) throws -> Void
    ) async throws {
        for (place, sample) in samples.enumerated() {
            guard try isRead(sample) else { throw UnreadSample(place: place) }
        }
        try await each(of: samples, check)
    }

    private static let likely = Array("{}[]\":,\\\r\n 0e-un\u{0}".utf8) + [0xFF, 0xC3, 0x80]
    private static let sequences = [
        // More than an Int64 holds, than a Double holds, and what no decimal is.
        "9223372036854775807", "-9223372036854775808", "18446744073709551616", "1e308", "1e999",
        "-0", "0.1e-400", "9007199254740993", "NaN",
        // What ends or begins something in one of the forms.
        "\r\n\r\n", "\n\n", "---\n", "\"\"", "<v ", "-->", "&a [*a, *a]", "{a}", "\u{FEFF}",
        "\\ud800", "\\u0000", "\u{301}", "\u{2028}", "e\u{301}", "/../", "%00", "~1",
    ].map { Array($0.utf8) }
    private static let notUTF8: [[UInt8]] = [
        [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xFE],
    ]
    /// Deeper than any parser of ours may go, and than a stack holds that nobody watches.
    private static let depths = [40, 70, 1_000, 20_000]
    private static let nests = ["[", "{\"a\":", "- ", "{", "(", "<"].flatMap { opening in
        depths.map { Array(String(repeating: opening, count: $0).utf8) }
    }

    private static func damage(
        _ bytes: inout [UInt8],
        with other: [UInt8],
        _ random: inout SeededGenerator
    ) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = Int.random(in: place...bytes.count, using: &random)
        switch Int.random(in: 0..<24, using: &random) {
        case 0..<4: bytes.insert(likely.randomElement(using: &random) ?? 0, at: place)
        case 4..<7 where place < bytes.count: bytes.remove(at: place)
        case 7..<10 where place < bytes.count:
            bytes[place] = likely.randomElement(using: &random) ?? 0
        case 10..<13 where place < bytes.count:
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 13: bytes.removeSubrange(place...)
        case 14: bytes.removeSubrange(place..<end)
        case 15: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        case 16: repeatBlock(at: place, of: &bytes, &random)
        case 17..<19: replaceNumber(after: place, in: &bytes, &random)
        case 19: bytes.insert(contentsOf: sequences.randomElement(using: &random) ?? [], at: place)
        case 20: bytes.insert(contentsOf: notUTF8.randomElement(using: &random) ?? [], at: place)
        case 21: bytes.insert(contentsOf: nests.randomElement(using: &random) ?? [], at: place)
        default:
            let from = Int.random(in: 0...other.count, using: &random)
            bytes.replaceSubrange(place..., with: other[from...])
        }
    }

    private static func repeatBlock(
        at place: Int,
        of bytes: inout [UInt8],
        _ random: inout SeededGenerator
    ) {
        let block = Array(bytes[place...].prefix(Int.random(in: 1...16, using: &random)))
        let times = Int.random(in: 2...64, using: &random)
        bytes.insert(contentsOf: (0..<times).flatMap { _ in block }, at: place)
    }

    private static func replaceNumber(
        after place: Int,
        in bytes: inout [UInt8],
        _ random: inout SeededGenerator
    ) {
        guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: sequences.randomElement(using: &random) ?? [])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
