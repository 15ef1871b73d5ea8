import Agent
import Foundation
import Testing

@testable import Sentences

/// The model itself, where `make test` has fetched it.
enum InstalledModel {
    static let folder = ProcessInfo.processInfo.environment["ASIDE_TEST_SENTENCES"]
        .map { URL(fileURLWithPath: $0) }
    static var isThere: Bool { folder != nil }

    static func encoder() throws -> SentenceEncoder {
        try SentenceEncoder(folder: try #require(folder))
    }
}

/// What Hugging Face's `tokenizers` 0.23 and the model's arithmetic in numpy give.
@Suite(.enabled(if: InstalledModel.isThere, "needs the sentence model, which make test fetches"))
struct `Sentences as vectors` {
    struct Reference: CustomTestStringConvertible, Sendable {
        var text: String
        var pieces: [Int32]
        var first: [Float]
        var testDescription: String { String(text.prefix(20)) }
    }

    static let references = [
        Reference(
            text: "That is more than we had set aside for this year.",
            pieces: [
                101, 2008, 2003, 2062, 2084, 2057, 2018, 2275, 4998, 2005, 2023, 2095, 1012, 102,
            ],
            first: [0.03827, 0.05953, -0.04084, 0.02703]
        ),
        Reference(
            text: "It costs too much.",
            pieces: [101, 2009, 5366, 2205, 2172, 1012, 102],
            first: [0.0493, 0.02279, 0.01759, -0.02761]
        ),
        Reference(
            text: "Is Zoë’s café—the one in Köln—open? 100%!",
            pieces: [
                101, 2003, 11199, 1521, 1055, 7668, 1517, 1996, 2028, 1999, 28306, 1517, 2330,
                1029, 2531, 1003, 999, 102,
            ],
            first: [0.09214, -0.04459, 0.06486, 0.00449]
        ),
        Reference(
            text: "hyperparathyroidism 東京 naïve\u{200B} re-signed\tcontract",
            pieces: [
                101, 23760, 28689, 16921, 22943, 2964, 1879, 1755, 15743, 2128, 1011, 2772, 3206,
                102,
            ],
            first: [0.01281, 0.08334, 0.06502, -0.10466]
        ),
        Reference(text: "", pieces: [101, 102], first: [-0.11884, 0.0483, -0.00255, -0.01101]),
        Reference(
            text: "\u{1F600} ok + $5 ~ x^2 ½ İstanbul ﬁne",
            pieces: [
                101, 100, 7929, 1009, 1002, 1019, 1066, 1060, 1034, 1016, 1092, 9960, 1984, 2638,
                102,
            ],
            first: [0.00705, 0.09473, 0.0681, 0.07613]
        ),
    ]

    @Test(arguments: references)
    func `are those of the model's own tools`(reference: Reference) throws {
        let encoder = try InstalledModel.encoder()
        #expect(encoder.pieces.numbers(of: reference.text) == reference.pieces)
        let vector = encoder.vector(of: reference.text)
        #expect(vector.count == SentenceEncoder.dimensions)
        for (found, expected) in zip(vector, reference.first) {
            #expect(abs(found - expected) < 0.00002)
        }
        #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 0.0001)
    }

    @Test func `of a text that is too long are those of its beginning`() throws {
        let encoder = try InstalledModel.encoder()
        let long = Array(repeating: "number", count: 400).joined(separator: " ")
        #expect(encoder.pieces.numbers(of: long).count == 256)
        let vector = encoder.vector(of: long)
        #expect(abs(vector[0] + 0.03082) < 0.00002)
        #expect(encoder.vector(of: long + " more") == vector)
    }

    @Test func `lie close together where the sense is the same`() async throws {
        let encoder = try InstalledModel.encoder()
        let vectors = try await encoder.vectors(
            of: [
                "We cannot afford it.", "That is beyond our budget.", "The dog barked all night.",
            ],
            through: .shut
        )
        func nearness(_ one: Int, _ other: Int) -> Float {
            zip(vectors[one], vectors[other]).reduce(0) { $0 + $1.0 * $1.1 }
        }
        #expect(nearness(0, 1) > 0.5)
        #expect(nearness(0, 2) < 0.2)
    }

    @Test func `are not made for nobody`() async throws {
        let encoder = try InstalledModel.encoder()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await encoder.vectors(of: ["It costs too much."], through: .shut)
        }
        await #expect(throws: CancellationError.self) { _ = try await task.value }
    }

    @Test func `need every number of the model`() throws {
        let folder = try TemporaryModel()
        let real = try #require(InstalledModel.folder)
        for name in [SentenceEncoder.files.weights, SentenceEncoder.files.vocabulary] {
            try FileManager.default.copyItem(
                at: real.appendingPathComponent(name),
                to: folder.url.appendingPathComponent(name)
            )
        }
        _ = try SentenceEncoder(folder: folder.url)
        let weights = folder.url.appendingPathComponent(SentenceEncoder.files.weights)
        let handle = try FileHandle(forWritingTo: weights)
        try handle.truncate(atOffset: 90_000_000)
        try handle.close()
        #expect(throws: SentenceError.self) { _ = try SentenceEncoder(folder: folder.url) }
    }
}

/// A folder for a model's files, which goes with it.
final class TemporaryModel {
    let url = FileManager.default.temporaryDirectory
        .appendingPathComponent("aside-sentences-" + UUID().uuidString)

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ bytes: [UInt8]) throws -> URL {
        let file = url.appendingPathComponent(SentenceEncoder.files.weights)
        try Data(bytes).write(to: file)
        return file
    }
}
