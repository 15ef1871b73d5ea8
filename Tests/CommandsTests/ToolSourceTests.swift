import Agent
import AsideTesting
import EventLog
import Events
import Foundation
import Testing

@testable import Commands

@Suite struct ToolSourceTests {
    @Test func `an outcome is one line of its file, readable by its owner only`() async throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("outcomes-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        let source = OutcomeFile(
            file,
            call: CallID("demo"),
            account: "brightwater",
            clock: SystemClock()
        )
        var box = ToolBox()
        box.add(BuiltInTool.logOutcome.tool(account: nil), over: source)
        for note in ["one", "two\u{2028}lines"] {
            let call = try box.invocation(
                of: "log_outcome",
                ["outcome": .string("won"), "note": .string(note)],
                id: ToolCallID(note)
            )
            _ = try await source.call(call, through: .forNobodysWords)
        }
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let parsed = try lines.map { try CanonicalJSON.parse(Array($0.utf8)).object }
        #expect(parsed.map { $0?["note"] } == [.string("one"), .string("two\u{2028}lines")])
        #expect(parsed.allSatisfy { $0?["call"] == .string("demo") })
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
    }

    @Test func `an outcome can be written down in every call, once the rep has approved it`()
        async throws
    {
        let aside = try Aside()
        let knowledge = try await CallKnowledge(
            pack: "telemedicine",
            playbook: nil,
            with: Services(OperatorSettings(nil))
        )
        let file = Home(path: aside.folder.path).outcomes
        let box = knowledge.tools(
            of: CallID("c1"),
            account: nil,
            outcomes: file,
            at: SystemClock()
        )
        let call = try box.invocation(
            of: "log_outcome",
            ["outcome": .string("referred")],
            id: ToolCallID("1")
        )
        #expect(call.tool.access == .acting)
        #expect(call.tool.purpose == .crmLookup)
        let time = ManualTime()
        let runner = ToolRunner(box, stopwatch: time, alarm: time)
        #expect(await runner.run(call, through: .shut).result == nil)
        #expect(!FileManager.default.fileExists(atPath: file.path))
        let yes = try ApprovalQuestion(about: call, at: .epoch).licence(from: .approved, at: .epoch)
        #expect(await runner.run(yes, through: .shut).result != nil)
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains(#""call":"c1""#) && text.contains(#""outcome":"referred""#))
    }

    @Test func `a replay has the tool where it may write, and a what-if has not`() throws {
        let aside = try Aside()
        let script =
            #"{"t":0,"kind":"call","id":"c1","rep":"dana","pack":"e-learning"}"#
            + "\n" + #"{"t":0,"kind":"join","participant":"dana","role":"rep"}"#
            + "\n" + #"{"t":9,"kind":"end"}"# + "\n"
        let play = "---\nid: a\nkind: fact\nheadline: h\ntriggers: [x]\n---\nSay it.\n"
        var replay = Replay(
            workplace: try .inMemory(),
            recording: try RecordingFile(aside.file("call.jsonl", script)).parse(.init()),
            playbook: try Playbook(parsing: [SourceFile(path: "a", bytes: Array(play.utf8))]),
            pack: try Installation.pack("e-learning"),
            speed: .most,
            onNudge: { _, _ in }
        )
        #expect(replay.tools(of: CallID("c1"))["log_outcome"] == nil)
        replay.outcomes = aside.folder.appendingPathComponent("outcomes.jsonl")
        let tool = try #require(replay.tools(of: CallID("c1"))["log_outcome"])
        #expect(tool.access == .acting)
        guard case .choice(let outcomes) = tool.inputs[0].kind else {
            Issue.record("outcomes are no choice")
            return
        }
        #expect(outcomes.contains("goal-reached") && !outcomes.contains("won"))
        try replay.workplace.log.close()
    }
}
