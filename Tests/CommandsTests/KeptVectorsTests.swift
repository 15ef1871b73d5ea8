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

    private func folder() throws -> URL {
        try Aside().folder.appendingPathComponent("kept")
    }

    private func vectors(
        _ texts: [String],
        _ embedder: Counting,
        in folder: URL
    ) async throws -> [String: [Float]] {
        try await KeptVectors(dimensions: 2, folder: folder)
            .vectors(of: texts, by: embedder) { _, _ in }
    }

    @Test func `are made once, and are the same when they are read again`() async throws {
        let (folder, embedder) = (try folder(), Counting())
        let made = try await vectors(Self.texts, embedder, in: folder)
        #expect(made["an anchor at sea"] == [Float(16) / 3, -4])
        #expect(try await vectors(Self.texts, embedder, in: folder) == made)
        #expect(embedder.count == Self.texts.count)
    }

    @Test func `of other texts are made anew`() async throws {
        let (folder, embedder) = (try folder(), Counting())
        _ = try await vectors(["ab", "c"], embedder, in: folder)
        _ = try await vectors(["a", "bc"], embedder, in: folder)
        #expect(embedder.count == 4)
    }

    @Test(arguments: ["cut off", "changed", "longer"])
    func `that are damaged are made anew`(damage: String) async throws {
        let (folder, embedder) = (try folder(), Counting())
        let made = try await vectors(Self.texts, embedder, in: folder)
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: folder.path).first
        )
        let file = folder.appendingPathComponent(name)
        var bytes = try Data(contentsOf: file)
        switch damage {
        case "cut off": bytes.removeLast()
        case "changed": bytes[3] ^= 1
        default: bytes.append(0)
        }
        try bytes.write(to: file)
        #expect(try await vectors(Self.texts, embedder, in: folder) == made)
        #expect(embedder.count == 2 * Self.texts.count)
    }

    @Test func `of another size than the model's are refused, and nothing is kept`() async throws {
        let folder = try folder()
        let kept = KeptVectors(dimensions: 3, folder: folder)
        await #expect(throws: PassageVectors.Problem.size(found: 2, expected: 3)) {
            try await kept.vectors(of: Self.texts, by: Counting()) { _, _ in }
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func `that cannot be kept are made each time`() async throws {
        let (folder, embedder) = (try folder(), Counting())
        try Data().write(to: folder)
        let made = try await vectors(Self.texts, embedder, in: folder)
        #expect(made.count == Self.texts.count)
    }
}
