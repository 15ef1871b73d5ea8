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
        if let fields = example.sealedPart?.fields { #expect(example.reopened(fields) == fields) }
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
        #expect(Set(constants) == EventType.known)
        let emitted = Set(constants).subtracting(EventType.reserved).map { $0.rawValue + ".json" }
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0 != "Earlier" }
        #expect(Set(emitted) == Set(Example.all.map(\.fileName)))
        #expect(Set(emitted) == Set(files))
        #expect(Example.all.count == Set(Example.all.map(\.name)).count)
    }

    /// The vocabulary of the design: a name of it has one meaning, or is kept for one.
    @Test(arguments: [
        "call.opened call.closed call.sealed",
        "participant.joined participant.left participant.reconnected participant.changed",
        "track.published track.unpublished track.subscribed track.unsubscribed",
        "consent.basis-recorded consent.notice-sent consent.notice-shown consent.granted",
        "consent.refused consent.timed-out consent.withdrawn consent.expired",
        "consent.reconsent-required consent.asserted consent.act-rejected",
        "gate.opened gate.held gate.closed capture.stopped",
        "speech.line-transcribed speech.turn-completed speech.statement-met",
        "screen.share-started screen.share-stopped screen.frame-sampled screen.frames-skipped",
        "knowledge.playbook-loaded knowledge.passages-retrieved",
        "model.invoked model.completed model.failed model.superseded",
        "tool.called tool.completed tool.failed tool.timed-out tool.went-stale",
        "tool.approval-asked tool.approval-given tool.approval-refused",
        "nudge.decided nudge.suppressed nudge.sent nudge.acknowledged nudge.undelivered",
        "nudge.expired nudge.feedback egress.requested egress.refused",
        "custody.key-created custody.key-rotated custody.key-destroyed",
        "custody.checkpoint-witnessed custody.checkpoint-timestamped",
        "custody.evidence-viewed custody.evidence-exported",
        "custody.hold-placed custody.hold-released custody.retention-applied",
        "custody.erasure-asked custody.erasure-approved custody.erasure-vetoed",
        "custody.erasure-executed",
    ])
    func `every name of the vocabulary is emitted or reserved, and never both`(names: String) {
        let emitted = Set(Example.all.map { $0.event.type })
        for name in names.split(separator: " ") {
            let type = EventType(rawValue: "aside." + name)
            #expect(emitted.contains(type) != EventType.reserved.contains(type))
        }
    }

    @Test func `no reserved name is a constant that something emits`() {
        let emitted = Set(Example.all.map { $0.event.type })
        #expect(emitted.isDisjoint(with: EventType.reserved))
    }
}
