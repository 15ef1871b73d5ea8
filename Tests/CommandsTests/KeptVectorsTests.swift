import Agent
import AsideTesting
import Foundation
import Synchronization
import Testing

@testable import Commands

@Suite("Vectors that are kept")
struct KeptVectorsTests {
    /// Makes a text's length and its number of words, and counts how often it was asked.
    private final class Counting: Embedder {
        let isOutside = false
        private let asked = Mutex(0)
        var count: Int { asked.withLock { $0 } }

        func vectors(of texts: [String], through door: EgressDoor) async throws -> [[Float]] {
            asked.withLock { $0 += texts.count }
            return texts.map {
                [Float($0.utf8.count) / 3, -Float($0.split(separator: " ").count)]
            }
        }
    }

    private static let texts = ["a mast", "an anchor at sea", "keel"]

    private func file() throws -> URL {
        try Aside().folder.appendingPathComponent("model/kept.vectors")
    }

    private func vectors(
        _ texts: [String],
        _ embedder: Counting,
        in file: URL
    ) async throws -> [String: [Float]] {
        try await KeptVectors(dimensions: 2, file: file)
            .vectors(of: texts, by: embedder) { _, _ in }
    }

    @Test func `are made once, and are the same when they are read again`() async throws {
        let (file, embedder) = (try file(), Counting())
        let made = try await vectors(Self.texts + ["keel"], embedder, in: file)
        #expect(made["an anchor at sea"] == [Float(16) / 3, -4])
        #expect(try await vectors(Self.texts, embedder, in: file) == made)
        #expect(embedder.count == Self.texts.count)
    }

    @Test func `of new texts alone are made, and the former ones are kept`() async throws {
        let (file, embedder) = (try file(), Counting())
        _ = try await vectors(["ab", "c"], embedder, in: file)
        #expect(try await vectors(["a", "c"], embedder, in: file).keys.sorted() == ["a", "c"])
        #expect(embedder.count == 3)
        _ = try await vectors(["ab", "a"], embedder, in: file)
        #expect(embedder.count == 3)
    }

    @Test func `are dropped beyond a limit, but for those that were asked for`() async throws {
        let (file, embedder) = (try file(), Counting())
        let many = (0..<KeptVectors.mostKept).map { "text \($0)" }
        _ = try await vectors(many, embedder, in: file)
        _ = try await vectors(["text 0", "keel"], embedder, in: file)
        #expect(embedder.count == many.count + 1)
        _ = try await vectors(["text 0", "keel", "text 1"], embedder, in: file)
        #expect(embedder.count == many.count + 2)
    }

    @Test(arguments: ["cut off", "changed", "longer"])
    func `that are damaged are made anew`(damage: String) async throws {
        let (file, embedder) = (try file(), Counting())
        let made = try await vectors(Self.texts, embedder, in: file)
        var bytes = try Data(contentsOf: file)
        switch damage {
        case "cut off": bytes.removeLast()
        case "changed": bytes[3] ^= 1
        default: bytes.append(0)
        }
        try bytes.write(to: file)
        #expect(try await vectors(Self.texts, embedder, in: file) == made)
        #expect(embedder.count == 2 * Self.texts.count)
    }

    @Test func `of another size than the model's are refused, and nothing is kept`() async throws {
        let file = try file()
        let kept = KeptVectors(dimensions: 3, file: file)
        await #expect(throws: PassageVectors.Problem.size(found: 2, expected: 3)) {
            try await kept.vectors(of: Self.texts, by: Counting()) { _, _ in }
        }
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func `that cannot be kept are made each time`() async throws {
        let (file, embedder) = (try file(), Counting())
        try Data().write(to: file.deletingLastPathComponent())
        let made = try await vectors(Self.texts, embedder, in: file)
        #expect(made.count == Self.texts.count)
    }
}
