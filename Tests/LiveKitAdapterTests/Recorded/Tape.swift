import Foundation

@testable import LiveKitAdapter

/// One step of a recorded exchange with the core: what we asked, what we heard, or what people did.
struct Exchange: Codable, Sendable {
    /// A request that we made.
    var asked: Data?
    /// What it was answered; nil when it was refused.
    var answer: Data?
    /// An event.
    var heard: Data?
    /// Something that the others in the room did, once the test had seen what came before.
    var act: String?
}

/// A recorded session: a line of JSON for each step.
struct Tape: Sendable {
    var exchanges: [Exchange] = []

    /// Reads a recording of the folder.
    init(named name: String) throws {
        let text = try String(contentsOf: Self.file(name), encoding: .utf8)
        exchanges = try text.split(separator: "\n").map {
            try JSONDecoder().decode(Exchange.self, from: Data($0.utf8))
        }
    }

    init() {}

    /// Writes it into the folder.
    func write(named name: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = try exchanges.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        try (lines.joined(separator: "\n") + "\n").write(
            to: Self.file(name),
            atomically: true,
            encoding: .utf8
        )
    }

    private static func file(_ name: String) -> URL {
        URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Recordings/" + name + ".jsonl")
    }
}
