import Events
import Foundation
import Testing

@Suite("The bytes of every type are golden")
struct GoldenTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden")

    private func golden(_ example: Example) throws -> [UInt8] {
        let file = Self.folder.appending(path: example.fileName)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(example.event.encoded()).write(to: file)
        }
        return Array(try Data(contentsOf: file))
    }

    @Test(arguments: Example.all)
    func `a type is written as its golden file says`(example: Example) throws {
        #expect(try golden(example) == example.event.encoded())
    }

    @Test(arguments: Example.all)
    func `a golden file loads as its fact and is written again as it was`(
        example: Example
    ) throws {
        let bytes = try golden(example)
        let event = try Envelope(parsing: bytes)
        #expect(event.encoded() == bytes)
        let again = try #require(example.reloaded(event))
        var clear = event.data
        for added in ["commitments", "sealing", "attachment"] { clear[added] = nil }
        #expect(again == clear)
        if let fields = example.secret?.fields { #expect(example.reopened(fields) == fields) }
    }

    /// The constants are read from the source, so that none can be forgotten here.
    @Test func `every type that is emitted has a golden file, and no other`() throws {
        let source = try String(
            contentsOf: Self.folder.deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "Sources/Events/EventType.swift"),
            encoding: .utf8
        )
        let constants = source.matches(of: /static let \w+ = EventType\("([a-z.\-]+)"\)/)
            .map { EventType(rawValue: "aside." + $0.1) }
        #expect(constants.count > 50)
        let emitted = Set(constants).subtracting(EventType.reserved).map { $0.rawValue + ".json" }
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(emitted) == Set(Example.all.map(\.fileName)))
        #expect(Set(emitted) == Set(files))
        #expect(Example.all.count == Set(Example.all.map(\.name)).count)
    }

    @Test func `no reserved name is a constant that something emits`() {
        let emitted = Set(Example.all.map { $0.event.type })
        #expect(emitted.isDisjoint(with: EventType.reserved))
    }
}
