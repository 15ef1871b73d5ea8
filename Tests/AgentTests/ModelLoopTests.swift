import AsideTesting
import ConsentGate
import Events
import Projections
import Testing

@testable import Agent

@Suite("The language model")
struct ModelLoopTests {
    private let words = "Honestly, that is too expensive for us."
    private let families: Set<String> = ["model", "tool", "nudge"]
    /// A token costs as much as the cap.
    private static let dear = Prices(
        participantMinuteMicroUSD: 0,
        agentMinuteMicroUSD: 0,
        speechMinuteMicroUSD: 0,
        textMillionTokensMicroUSD: 1_000_000_000,
        visionMillionTokensMicroUSD: 0
    )

    private func coached(
        _ turns: [ScriptedModel.Turn],
        tools: ToolBox = ToolBox(),
        approving answer: ApprovalAnswer = .unanswered,
        _ change: (inout CallSetup) -> Void = { _ in }
    ) async throws -> (CoachedCall, ScriptedModel) {
        let model = ScriptedModel(turns)
        let call = try await CoachedCall(
            plays: [CoachedCall.price, CoachedCall.support],
            model: model,
            tools: tools,
            approving: answer,
            change
        )
        return (call, model)
    }

    /// The version that the first line of a call gets.
    private func firstLine() async throws -> StreamVersion {
        let (call, _) = try await coached([])
        try await call.say("Hello.", at: 4)
        return try #require(call.newestLine)
    }

    @Test func `is asked with the lines, attributed, and the passages that may answer`()
        async throws
    {
        let (call, model) = try await coached([])
        try await call.say("Good morning.", by: "dana", at: 3)
        try await call.say(words, at: 6)
        await call.call.settle()
        let prompt = try #require(model.prompts.first)
        #expect(prompt.lines.map(\.role) == [.rep, .prospect])
        #expect(prompt.lines.map(\.text) == ["Good morning.", words])
        #expect(prompt.passages.map(\.id) == ["price"])
        #expect(prompt.tools.map(\.name) == ["stay_silent", "nudge"])
        #expect(
            call.types(of: families) == [
                "model.invoked", "model.completed", "nudge.suppressed",
            ]
        )
        #expect(call.facts(NudgeSuppressed.self).map(\.reason) == [.modelSilent])
    }

    @Test func `is given no word of somebody who has taken them back and left`() async throws {
        let (call, model) = try await coached([])
        try await call.happens(1, .joined(CoachedCall.arrival("max", .prospect)))
        try await call.say("We have four thousand people.", by: "max", at: 3)
        try await call.say("I must go.", by: "max", at: 5)
        try await call.happens(6, withdrawal(of: [.aiAnalysis], by: "max"))
        try await call.happens(7, .left(identity: "max"))
        try await call.say(words, at: 12)
        await call.call.settle()
        #expect(try #require(model.prompts.first).lines.map(\.text) == [words])
    }

    @Test func `has its question called back when what it carries is withdrawn`() async throws {
        let model = ScriptedModel([.hangs])
        let call = try await CoachedCall(
            plays: [CoachedCall.price],
            model: model,
            pictures: PlainPictures()
        )
        try await call.happens(1, .track(identity: "dana", .screenshare, isPublished: true))
        for second in [2.0, 3.5] {
            let frame = Frame.jpeg(Array("slide".utf8))
            try await call.happens(second, .frame(identity: "dana", .screenshare, frame))
        }
        try await call.say(words, at: 6)
        try await call.happens(7, withdrawal(of: [.crmLookup], by: "lee"))
        #expect(call.facts(ModelFailed.self).isEmpty)
        try await call.happens(8, withdrawal(of: [.screenFrames], by: "lee"))
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.gateLeftOpen])
        model.letGo()
        await call.call.settle()
    }

    private func withdrawal(of purposes: [Purpose], by who: String) -> Observation.What {
        .consent(identity: who, .withdraw, purposes: purposes, nonce: nil, means: "click")
    }

    @Test func `costs as much when what it answers cannot be used`() async throws {
        let (call, model) = try await coached([.calls([])]) { setup in
            setup.prices = Self.dear
            setup.modelSettings.costCapMicroUSD = 1_000
        }
        try await call.say(words, at: 6)
        await call.call.settle()
        try await call.say("And is there any support at night?", at: 60)
        await call.call.settle()
        #expect(model.prompts.count == 1)
        let failed = call.facts(ModelFailed.self)
        #expect(failed.map(\.reason) == [.invalid, .overBudget])
        #expect(failed.map(\.usage?.tokensIn) == [100, nil])
    }

    @Test func `is not asked where nothing calls for help`() async throws {
        let (call, model) = try await coached([])
        try await call.say("The weather was lovely.", at: 6)
        await call.call.settle()
        #expect(model.prompts.isEmpty)
    }

    @Test func `puts the tip in its own words when they rest on the passage`() async throws {
        let line = try await firstLine()
        let tip = ScriptedModel.nudge(
            line: line,
            passage: "price",
            headline: "Show the payback slide",
            body: "Customers of their size recover the cost in 6 weeks."
        )
        let (call, _) = try await coached([tip])
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(call.rep.nudges.map(\.headline) == ["Show the payback slide"])
        #expect(
            call.types(of: families) == [
                "model.invoked", "model.completed", "nudge.decided", "nudge.sent",
                "nudge.acknowledged",
            ]
        )
    }

    @Test(arguments: [
        ("Give them 40 percent off", "Customers of their size recover the cost in 6 weeks."),
        ("Ignore the price and agree", "Whatever the prospect demanded must happen immediately."),
    ])
    func `may not say what neither passage nor tool says`(headline: String, body: String)
        async throws
    {
        let line = try await firstLine()
        let tip = ScriptedModel.nudge(
            line: line,
            passage: "price",
            headline: headline,
            body: body
        )
        let (call, _) = try await coached([tip])
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(call.rep.nudges.isEmpty)
        #expect(call.facts(NudgeSuppressed.self).map(\.reason) == [.ungrounded])
    }

    @Test func `may cite no line that was never said and no passage that it was not given`()
        async throws
    {
        let line = try await firstLine()
        for (line, passage) in [(StreamVersion(999), "price"), (line, "secret-floor")] {
            let tip = ScriptedModel.nudge(
                line: line,
                passage: passage,
                headline: "Show the payback slide",
                body: "Customers recover the cost in 6 weeks."
            )
            let (call, _) = try await coached([tip])
            try await call.say(words, at: 6)
            await call.call.settle()
            #expect(call.rep.nudges.isEmpty)
            #expect(call.facts(NudgeSuppressed.self).map(\.reason) == [.ungrounded])
        }
    }

    @Test func `that fails is followed by the playbook coach, and the log says so`() async throws {
        let (call, _) = try await coached([.fails])
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.unavailable])
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test(arguments: ["{\"line\":", "[]", "{\"line\":\"six\"}", "{}", "\"nudge\""])
    func `that answers with broken JSON is invalid, and the playbook coach goes on`(json: String)
        async throws
    {
        let broken = ModelAnswer.ToolCall(name: "nudge", arguments: Array(json.utf8))
        let (call, _) = try await coached([.calls([broken])])
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.invalid])
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test func `that calls nothing, or a tool that is not there, is invalid`() async throws {
        for answer in [[], [ModelAnswer.ToolCall(name: "send_email", arguments: [])]] {
            let (call, _) = try await coached([.calls(answer)])
            try await call.say(words, at: 6)
            await call.call.settle()
            #expect(call.facts(ModelFailed.self).map(\.reason) == [.invalid])
        }
    }

    @Test func `that never answers is given up at its deadline`() async throws {
        let (call, model) = try await coached([.hangs])
        try await call.say(words, at: 6)
        await call.time.alarms(1)
        call.time.advance(byMicros: 2_000_001)
        await call.call.settle()
        model.letGo()
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.late])
        #expect(call.facts(NudgeSuppressed.self).map(\.reason) == [.stale])
        #expect(call.rep.nudges.isEmpty)
    }

    @Test func `is withdrawn when a newer turn completes`() async throws {
        let (call, model) = try await coached([.hangs])
        try await call.say(words, at: 6)
        try await call.say("But go on, please.", at: 8)
        model.letGo()
        await call.call.settle()
        #expect(call.types(of: ["model"]) == ["model.invoked", "model.superseded"])
        #expect(call.facts(NudgeSuppressed.self).map(\.reason) == [.superseded])
        #expect(call.rep.nudges.isEmpty)
    }

    @Test func `is stopped the moment somebody withdraws`() async throws {
        let (call, model) = try await coached([.hangs])
        try await call.say(words, at: 6)
        try await call.happens(
            7,
            .consent(
                identity: "lee",
                .withdraw,
                purposes: nil,
                nonce: nil,
                means: "click"
            )
        )
        model.letGo()
        await call.call.settle()
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.gateLeftOpen])
        #expect(call.rep.nudges.isEmpty)
    }

    @Test func `is stopped when only the thinking is withdrawn, though the gate stays open`()
        async throws
    {
        let (call, model) = try await coached([.hangs])
        try await call.say(words, at: 6)
        try await call.happens(
            7,
            .consent(
                identity: "lee",
                .withdraw,
                purposes: [.aiAnalysis],
                nonce: nil,
                means: "click"
            )
        )
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.gateLeftOpen])
        try await call.say("It really is too expensive.", at: 60)
        #expect(call.facts(LineTranscribed.self).count == 2)
        #expect(call.facts(PassagesRetrieved.self).count == 1)
        model.letGo()
    }

    @Test func `seals its tip under the keys of everyone whose words it was given`() async throws {
        let line = try await firstLine()
        let tip = ScriptedModel.nudge(
            line: line,
            passage: "price",
            headline: "Show the payback slide",
            body: "Customers of their size recover the cost in 6 weeks."
        )
        let (call, _) = try await coached([tip])
        try await call.say("Good morning.", by: "dana", at: 3)
        try await call.say(words, at: 6)
        await call.call.settle()
        let sealed: Set<EventType> = [.modelInvoked, .nudgeDecided, .nudgeSuppressed]
        let drafts = call.journal.drafts.filter { sealed.contains($0.type) }
        #expect(drafts.map(\.type) == [.modelInvoked, .nudgeDecided])
        #expect(drafts.allSatisfy { $0.secret?.subjects.count == 2 })
    }

    @Test func `costs no more than its cap; then the playbook coach answers`() async throws {
        let (call, model) = try await coached([]) { setup in
            setup.prices = Self.dear
            setup.modelSettings.costCapMicroUSD = 1_000
        }
        try await call.say(words, at: 6)
        await call.call.settle()
        try await call.say("And is there any support at night?", at: 60)
        await call.call.settle()
        #expect(model.prompts.count == 1)
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.overBudget])
        #expect(call.rep.nudges.map(\.play) == ["support"])
    }

    @Test func `that goes on calling tools is stopped`() async throws {
        var tools = ToolBox()
        tools.add(BuiltInTool.checkDiscountAuthority.tool(account: nil), over: Answering())
        let call = ScriptedModel.tool("check_discount_authority", ["percent": .string("10")])
        let (coached, model) = try await coached([call, call, call, call], tools: tools)
        try await coached.say(words, at: 6)
        await coached.call.settle()
        #expect(model.prompts.count == 3)
        #expect(model.prompts.last?.toolAnswers.count == 2)
        #expect(coached.facts(ModelFailed.self).map(\.reason) == [.looped])
        #expect(coached.facts(ToolCalled.self).count == 2)
        #expect(coached.facts(ToolCompleted.self).map(\.origin) == [.source, .cache])
        #expect(coached.rep.nudges.map(\.play) == ["price"])
    }

    @Test(arguments: [(ApprovalAnswer.approved, 1), (.refused, 0), (.unanswered, 0)])
    func `makes a tool act only when the rep approves`(answer: ApprovalAnswer, acts: Int)
        async throws
    {
        var tools = ToolBox()
        let source = Answering()
        tools.add(BuiltInTool.logOutcome.tool(account: nil), over: source)
        let request = ScriptedModel.tool("log_outcome", ["outcome": .string("undecided")])
        let (call, _) = try await coached([request], tools: tools, approving: answer)
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(call.facts(ToolApprovalAsked.self).count == 1)
        #expect(call.facts(ToolApprovalGiven.self).count == acts)
        #expect(call.facts(ToolCalled.self).count == acts)
        #expect(call.facts(ToolCompleted.self).count == acts)
    }
}

/// A tool's source that answers at once.
struct Answering: ToolSource {
    func call(_ invocation: ToolInvocation, through door: EgressDoor) async throws -> JSONObject {
        ["line": .string("Up to 10 % is yours to give.")]
    }
}
