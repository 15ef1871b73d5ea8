import AsideTesting
import Events
import Testing

@testable import Agent

@Suite("A language model that is not finished in time")
struct ModelDeadlineTests {
    private let words = "Honestly, that is too expensive for us."
    private let source = HeldSource()

    private func coached(
        _ turns: [ScriptedModel.Turn],
        _ play: String = CoachedCall.price,
        tool: Tool? = nil,
        _ change: (inout CallSetup) -> Void = { _ in }
    ) async throws -> (CoachedCall, ScriptedModel) {
        var tools = ToolBox()
        if let tool { tools.add(tool, over: source) }
        let model = ScriptedModel(turns)
        let call = try await CoachedCall(plays: [play], model: model, tools: tools, change)
        return (call, model)
    }

    @Test func `is called off so early that the playbook coach answers within the turn`()
        async throws
    {
        let (call, model) = try await coached([.hangs])
        try await call.say(words, at: 6)
        await call.time.alarms(1)
        call.time.advance(byMicros: 1_900_000)
        await call.call.settle()
        model.letGo()
        #expect(call.facts(ModelInvoked.self).map(\.deadlineMicros) == [1_900_000])
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.late])
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test func `is called off as early when it was asked again after a tool`() async throws {
        let tool = BuiltInTool.checkDiscountAuthority.tool(account: nil)
        let request = ScriptedModel.tool("check_discount_authority", ["percent": .string("10")])
        let (call, model) = try await coached([request, .hangs], tool: tool)
        try await call.say(words, at: 6)
        await source.arrivals(1)
        call.time.advance(byMicros: 400_000)
        source.answer(.success(["line": .string("Up to 10 % is yours to give.")]))
        await call.journal.until(2, .modelInvoked)
        await call.time.alarms(1)
        call.time.advance(byMicros: 1_500_000)
        await call.call.settle()
        model.letGo()
        #expect(call.facts(ModelInvoked.self).map(\.deadlineMicros) == [1_900_000, 1_500_000])
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.late])
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test func `because its tool does not come back is not asked again, and the log says so`()
        async throws
    {
        var limits = ToolLimits.standard
        limits.deadlineMicros = 60_000_000
        let tool = Tool(
            name: "find_order",
            summary: "Finds their last order",
            inputs: [],
            access: .readOnly,
            purpose: .aiAnalysis,
            limits: limits
        )
        let (call, model) = try await coached([ScriptedModel.tool("find_order", [:])], tool: tool)
        try await call.say(words, at: 6)
        await source.arrivals(1)
        await call.time.alarms(2)
        call.time.advance(byMicros: 1_900_000)
        await call.journal.until(1, .nudgeAcknowledged)
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.late])
        #expect(call.rep.nudges.map(\.play) == ["price"])
        source.answer(.success([:]))
        await call.call.settle()
        #expect(model.prompts.count == 1)
        #expect(call.facts(ToolCompleted.self).count == 1)
        #expect(call.rep.nudges.count == 1)
    }

    @Test func `leaves a play no time for its tool, and the play is shown without`() async throws {
        let play = CoachedCall.price.replacing(
            "headline:",
            with: "tool: get_account_context\nheadline:"
        )
        let tool = BuiltInTool.getAccountContext.tool(account: "acme")
        let (call, model) = try await coached([.hangs], play, tool: tool)
        try await call.say(words, at: 6)
        await call.time.alarms(1)
        call.time.advance(byMicros: 1_900_000)
        await call.call.settle()
        model.letGo()
        #expect(call.facts(ToolCalled.self).isEmpty)
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test func `is not asked at all in a turn that is no longer than the playbook's part of it`()
        async throws
    {
        let (call, model) = try await coached([]) {
            $0.modelSettings.turnMicros = ModelSettings.reserveMicros
        }
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(model.prompts.isEmpty)
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.late])
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }
}
