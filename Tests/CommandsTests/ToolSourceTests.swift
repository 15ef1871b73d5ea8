import Agent
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
}
