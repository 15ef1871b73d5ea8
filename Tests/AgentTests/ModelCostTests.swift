import AsideTesting
import Events
import Projections
import Testing

@testable import Agent

@Suite("What the language models of a call may cost")
struct ModelCostTests {
    private let words = "Honestly, that is too expensive for us."
    private let next = "And is there any support at night?"
    /// What a token of text costs in these tests; a picture's cost nothing.
    private static let tokenMicroUSD: Int64 = 1_000
    private static let prices = Prices(
        participantMinuteMicroUSD: 0,
        agentMinuteMicroUSD: 0,
        speechMinuteMicroUSD: 0,
        textMillionTokensMicroUSD: tokenMicroUSD * 1_000_000,
        visionMillionTokensMicroUSD: 0
    )

    private func box() -> ToolBox {
        var tools = ToolBox()
        tools.add(BuiltInTool.checkDiscountAuthority.tool(account: nil), over: Answering())
        return tools
    }

    /// A call whose cap bears so many tokens beside the most that its first question comes to.
    private func coached(
        _ turns: [ScriptedModel.Turn],
        bearing tokens: Int
    ) async throws -> (CoachedCall, ScriptedModel) {
        let most = try await mostOfFirst()
        let model = ScriptedModel(turns)
        let call = try await CoachedCall(
            plays: [CoachedCall.price, CoachedCall.support],
            model: model,
            tools: box()
        ) {
            $0.prices = Self.prices
            $0.modelSettings.costCapMicroUSD = Int64(most + tokens) * Self.tokenMicroUSD
        }
        return (call, model)
    }

    /// The most tokens that the first question of these calls comes to.
    private func mostOfFirst() async throws -> Int {
        let call = try await CoachedCall(
            plays: [CoachedCall.price, CoachedCall.support],
            model: ScriptedModel([]),
            tools: box()
        )
        try await call.say(words, at: 6)
        await call.call.settle()
        return try #require(call.facts(ModelInvoked.self).first?.mostTextTokens)
    }

    @Test func `is reckoned from what is sent and from the longest answer`() async throws {
        let most = try await mostOfFirst()
        // The rules alone have some 700 bytes; the answer has 600 tokens.
        #expect(most > 800 && most < 3_000)
    }

    @Test func `bears no question that alone could cost more`() async throws {
        let (call, model) = try await coached([], bearing: -1)
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(model.prompts.isEmpty)
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.overBudget])
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test func `is never exceeded: then the playbook coach answers`() async throws {
        let (call, model) = try await coached([], bearing: 0)
        try await call.say(words, at: 6)
        await call.call.settle()
        try await call.say(next, at: 60)
        await call.call.settle()
        #expect(model.prompts.count == 1)
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.overBudget])
        #expect(call.rep.nudges.map(\.play) == ["support"])
    }

    @Test func `counts an answer that cannot be used as any other`() async throws {
        let (call, model) = try await coached([.calls([])], bearing: 0)
        try await call.say(words, at: 6)
        await call.call.settle()
        try await call.say(next, at: 60)
        await call.call.settle()
        #expect(model.prompts.count == 1)
        let failed = call.facts(ModelFailed.self)
        #expect(failed.map(\.reason) == [.invalid, .overBudget])
        #expect(failed.map(\.usage?.tokensIn) == [100, nil])
    }

    @Test func `is asked for before the second question of a turn as before the first`()
        async throws
    {
        let request = ScriptedModel.tool("check_discount_authority", ["percent": .string("10")])
        let (call, model) = try await coached([request], bearing: 0)
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(model.prompts.count == 1)
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.overBudget])
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test func `counts a question that was called off at the most it could cost`() async throws {
        let (call, model) = try await coached([.hangs], bearing: 200)
        try await call.say(words, at: 6)
        try await call.say(next, at: 8)
        await call.call.settle()
        model.letGo()
        let most = try #require(call.facts(ModelInvoked.self).first?.mostTextTokens)
        #expect(await call.call.live.models.uncounted.text == Int64(most))
        #expect(call.types(of: ["model"]) == ["model.invoked", "model.superseded", "model.failed"])
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.overBudget])
        #expect(model.prompts.count == 1)
    }

    @Test func `counts it the same in the process that carries the call on`() async throws {
        let plays = [CoachedCall.price]
        let model = ScriptedModel([.hangs])
        let before = try await CoachedCall(plays: plays, model: model)
        try await before.say(words, at: 6)
        let after = try await CoachedCall(resuming: before, plays: plays)
        let most = try #require(before.facts(ModelInvoked.self).first?.mostTextTokens)
        #expect(await after.call.live.models.uncounted.text == Int64(most))
        model.letGo()
    }
}
