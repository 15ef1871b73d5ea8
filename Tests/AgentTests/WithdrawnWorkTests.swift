import AsideTesting
import ConsentGate
import Events
import Testing

@testable import Agent

@Suite("A turn whose work is stopped by a withdrawal")
struct WithdrawnWorkTests {
    private let words = "Honestly, that is too expensive for us."

    private func withdrawal(of purposes: [Purpose]?) -> Observation.What {
        .consent(identity: "lee", .withdraw, purposes: purposes, nonce: nil, means: "click")
    }

    private func reasons(_ call: CoachedCall) -> [NudgeSuppressed.Reason] {
        call.facts(NudgeSuppressed.self).map(\.reason)
    }

    @Test(arguments: [nil, [Purpose.aiAnalysis]])
    func `leaves in the log that nothing came of it, without content`(purposes: [Purpose]?)
        async throws
    {
        let model = ScriptedModel([.hangs])
        let call = try await CoachedCall(plays: [CoachedCall.price], model: model)
        try await call.say(words, at: 6)
        try await call.happens(7, withdrawal(of: purposes))
        model.letGo()
        await call.call.settle()
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.gateLeftOpen])
        #expect(reasons(call) == [.notInForce])
        let drafts = call.journal.drafts.filter { $0.type == .nudgeSuppressed }
        #expect(drafts.allSatisfy { $0.sealedPart == nil })
        #expect(call.rep.nudges.isEmpty)
    }

    @Test func `is told of step by step where the gate stays open`() async throws {
        let model = ScriptedModel([.hangs])
        let call = try await CoachedCall(plays: [CoachedCall.price], model: model)
        try await call.happens(1, .track(identity: "dana", .screenshare, isPublished: true))
        try await call.say(words, at: 6)
        try await call.happens(7, withdrawal(of: [.crmLookup]))
        #expect(call.facts(CaptureStopped.self).isEmpty, "nothing was running for it")
        try await call.happens(8, withdrawal(of: [.screenFrames]))
        try await call.happens(9, withdrawal(of: [.aiAnalysis]))
        model.letGo()
        await call.call.settle()
        #expect(
            call.facts(CaptureStopped.self).map { $0.steps.map(\.step) } == [
                [.tracksUnsubscribed], [.workCancelled, .buffersDropped],
            ]
        )
        #expect(
            call.types(of: ["gate", "track", "capture"]).suffix(5) == [
                "gate.opened", "track.unsubscribed", "capture.stopped", "gate.opened",
                "capture.stopped",
            ]
        )
    }

    @Test func `is the playbook coach's when its model alone may not be asked any more`()
        async throws
    {
        let model = ScriptedModel([.hangs], isOutside: true)
        let call = try await CoachedCall(plays: [CoachedCall.price], model: model)
        try await call.say(words, at: 6)
        try await call.happens(7, withdrawal(of: [.sharing]))
        model.letGo()
        await call.call.settle()
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.gateLeftOpen])
        #expect(call.rep.nudges.map(\.play) == ["price"])
        #expect(reasons(call).isEmpty)
    }

    @Test(arguments: [([Purpose.crmLookup], 1), ([.crmLookup, .aiAnalysis], 0)])
    func `goes on without its tool, unless nothing may be said any more`(
        purposes: [Purpose],
        nudges: Int
    ) async throws {
        let source = HeldSource()
        var tools = ToolBox()
        tools.add(BuiltInTool.getAccountContext.tool(account: "acme"), over: source)
        let play = CoachedCall.price.replacing(
            "headline:",
            with: "tool: get_account_context\nheadline:"
        )
        let call = try await CoachedCall(plays: [play], tools: tools)
        try await call.say(words, at: 6)
        await source.arrivals(1)
        #expect(call.rep.nudges.isEmpty)
        try await call.happens(7, withdrawal(of: purposes))
        source.answer(.success(["line": .string("Forty seats.")]))
        await call.call.settle()
        #expect(call.facts(ToolFailed.self).map(\.reason) == [.interrupted])
        #expect(call.rep.nudges.count == nudges)
        #expect(call.rep.nudges.allSatisfy { !$0.body.contains("Forty") })
        #expect(reasons(call) == (nudges == 0 ? [.notInForce] : []))
    }

    @Test(arguments: [Purpose.crmLookup, .followUp])
    func `asks its model nothing more with what a tool answered under a purpose taken back`(
        purpose: Purpose
    ) async throws {
        let (customers, words) = (HeldSource(), HeldSource())
        var tools = ToolBox()
        tools.add(BuiltInTool.getAccountContext.tool(account: "acme"), over: customers)
        let dictionary = Tool(
            name: "look_up",
            summary: "Looks up",
            inputs: [ToolInput("word", .text(longest: 20), "a word")],
            access: .readOnly,
            purpose: .aiAnalysis
        )
        tools.add(dictionary, over: words)
        let model = ScriptedModel([
            ScriptedModel.tool("get_account_context", [:]),
            ScriptedModel.tool("look_up", ["word": .string("roi")]),
        ])
        let call = try await CoachedCall(plays: [CoachedCall.price], model: model, tools: tools)
        try await call.say(self.words, at: 6)
        await customers.arrivals(1)
        customers.answer(.success(["line": .string("Forty seats.")]))
        await words.arrivals(1)
        try await call.happens(7, withdrawal(of: [purpose]))
        words.answer(.success(["line": .string("Return on investment.")]))
        await call.call.settle()
        let isTakenBack = purpose == .crmLookup
        #expect(model.prompts.count == (isTakenBack ? 2 : 3))
        #expect(call.rep.nudges.map(\.play) == (isTakenBack ? ["price"] : []))
    }
}
