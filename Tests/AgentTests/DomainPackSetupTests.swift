import ConsentGate
import Events
import Testing

@testable import Agent

@Suite struct DomainPackSetupTests {
    private func setup(_ yaml: String, _ policy: NudgePolicy? = nil) throws -> CallSetup {
        let play = "---\nid: a\nkind: fact\nheadline: h\ntriggers: [x]\n---\nSay it.\n"
        let text = "id: p\nclosing_phrases: [talk soon]\n" + yaml
        return CallSetup(
            id: try #require(CallID(checking: "c1")),
            capture: .replay,
            startedAt: try #require(Timestamp("2026-03-02T09:00:00.000000Z")),
            rep: "dana",
            room: "call.jsonl",
            inputDigest: "none",
            pack: try DomainPack(parsing: SourceFile(path: "p", bytes: Array(text.utf8))),
            playbook: try Playbook(parsing: [SourceFile(path: "a", bytes: Array(play.utf8))]),
            noticeChannelName: "script",
            jurisdictions: .failure(.notATable("no file")),
            nudgePolicy: policy,
            build: "test"
        )
    }

    @Test func `a call takes its nudge policy from its pack, unless it is given one`() throws {
        let slow = "defaults: {interval: 60s}\n"
        #expect(try setup(slow).nudgePolicy.intervalMicros == 60_000_000)
        #expect(try setup(slow, .standard).nudgePolicy == .standard)
    }

    @Test func `the configuration digest covers the pack, its numbers and its words`() throws {
        let digests = Set([
            try setup("").configurationDigest,
            try setup("defaults: {interval: 60s}\n").configurationDigest,
            try setup("", .init(of: try setup("defaults: {budget: 3}\n").pack)).configurationDigest,
            try setup("acknowledgements: [yes]\n").configurationDigest,
        ])
        var (tools, operators) = (try setup(""), try setup(""))
        (tools.toolsDigest, operators.operatorDigest) = ("ab", "ab")
        #expect(digests.union([tools, operators].map(\.configurationDigest)).count == 6)
        #expect(digests.count == 4)
        #expect(try setup("").configurationDigest == setup("").configurationDigest)
    }
}
