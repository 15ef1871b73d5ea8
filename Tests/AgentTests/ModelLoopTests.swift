import AsideTesting
import ConsentGate
import Events
import Testing

@testable import Agent

@Suite("The language model")
struct ModelLoopTests {
    let words = "Honestly, that is too expensive for us."
    private let families: Set<String> = ["model", "tool", "nudge"]

    func coached(
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

    /// The same, once somebody has said something and all that follows from it is done.
    private func coached(
        _ turns: [ScriptedModel.Turn],
        tools: ToolBox = ToolBox(),
        approving answer: ApprovalAnswer = .unanswered,
        hearing said: String,
        at second: Double = 6
    ) async throws -> (CoachedCall, ScriptedModel) {
        let (call, model) = try await coached(turns, tools: tools, approving: answer)
        try await call.say(said, at: second)
        await call.call.settle()
        return (call, model)
    }

    /// A tip that answers the first line of a call.
    private func tip() async throws -> ScriptedModel.Turn {
        let (call, _) = try await coached([])
        try await call.say("Hello.", at: 4)
        return ScriptedModel.nudge(
            line: try #require(call.newestLine),
            passage: "price",
            headline: "Show the payback slide",
            body: "Customers of their size recover the cost in 6 weeks."
        )
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
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    func withdrawal(of purposes: [Purpose], by who: String) -> Observation.What {
        .consent(identity: who, .withdraw, purposes: purposes, nonce: nil, means: "click")
    }

    /// What two plays answer.
    private let twoNeeds =
        "Honestly, that is too expensive for us, and is there any support at night?"

    @Test func `that is silent is so about every play that it might have chosen`() async throws {
        let (call, _) = try await coached([], hearing: twoNeeds, at: 100)
        #expect(call.facts(NudgeSuppressed.self).map(\.reason) == [.modelSilent, .modelSilent])
        #expect(call.rep.nudges.isEmpty)
    }

    @Test func `is not asked where an urgent play is called for`() async throws {
        let model = ScriptedModel([])
        let urgent = CoachedCall.price.replacing("kind:", with: "urgent: true\nkind:")
        let call = try await CoachedCall(plays: [urgent, CoachedCall.support], model: model)
        try await call.say(words, at: 100)
        await call.call.settle()
        #expect(call.rep.nudges.map(\.play) == ["price"])
        #expect(model.prompts.isEmpty)
        // Shown once, it leaves the floor to the others.
        try await call.say(twoNeeds, at: 200)
        await call.call.settle()
        #expect(model.prompts.count == 1)
    }

    @Test func `that chooses one play passes over the other, as the playbook coach does`()
        async throws
    {
        let tip = try await tip()
        let (call, _) = try await coached([tip], hearing: twoNeeds, at: 100)
        #expect(call.rep.nudges.map(\.play) == ["price"])
        #expect(call.facts(NudgeSuppressed.self).map(\.reason) == [.outranked])
        let (other, _) = try await coached([.fails], hearing: twoNeeds, at: 100)
        #expect(other.rep.nudges.count == 1)
        #expect(other.facts(NudgeSuppressed.self).map(\.reason) == [.outranked])
    }

    @Test func `whose question is superseded leaves a reason for every play`() async throws {
        let (call, model) = try await coached([.hangs])
        try await call.say(twoNeeds, at: 100)
        try await call.say("But go on, please.", at: 102)
        model.letGo()
        await call.call.settle()
        #expect(call.facts(NudgeSuppressed.self).map(\.reason) == [.superseded, .superseded])
    }

    @Test func `is not asked where nothing calls for help`() async throws {
        let (_, model) = try await coached([], hearing: "The weather was lovely.")
        #expect(model.prompts.isEmpty)
    }

    @Test func `puts the tip in its own words when they rest on the passage`() async throws {
        let tip = try await tip()
        let (call, _) = try await coached([tip], hearing: words)
        #expect(call.rep.nudges.map(\.headline) == ["Show the payback slide"])
        #expect(
            call.types(of: families) == [
                "model.invoked", "model.completed", "nudge.decided", "nudge.sent",
                "nudge.acknowledged",
            ]
        )
    }

    @Test func `that fails is followed by the playbook coach, and the log says so`() async throws {
        let (call, _) = try await coached([.fails], hearing: words)
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.unavailable])
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test(arguments: ["{\"line\":", "[]", "{\"line\":\"six\"}", "{}", "\"nudge\""])
    func `that answers with broken JSON is invalid, and the playbook coach goes on`(json: String)
        async throws
    {
        let broken = ModelAnswer.ToolCall(name: "nudge", arguments: Array(json.utf8))
        let (call, _) = try await coached([.calls([broken])], hearing: words)
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.invalid])
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test func `of a chain that has answered is named where it is not the one asked first`()
        async throws
    {
        for name in [nil, "second"] {
            let call = try await CoachedCall(
                plays: [CoachedCall.price],
                model: ScriptedModel([ScriptedModel.silence], answering: name)
            )
            try await call.say(words, at: 6)
            await call.call.settle()
            #expect(call.facts(ModelInvoked.self).map(\.model) == ["scripted"])
            #expect(call.facts(ModelCompleted.self).map(\.model) == [name])
        }
    }

    @Test func `that calls for silence and for a tip is taken at its silence`() async throws {
        let tip = try await tip()
        guard case .calls(let calls, _) = tip, case .calls(let none, _) = ScriptedModel.silence
        else { return }
        for answer in [calls + none, none + calls] {
            let (call, _) = try await coached([.calls(answer)], hearing: words)
            #expect(call.facts(ModelCompleted.self).map(\.choice) == [.silence])
            #expect(call.rep.nudges.isEmpty)
        }
    }

    @Test func `that calls nothing, or a tool that is not there, is invalid`() async throws {
        for answer in [[], [ModelAnswer.ToolCall(name: "send_email", arguments: [])]] {
            let (call, _) = try await coached([.calls(answer)], hearing: words)
            #expect(call.facts(ModelFailed.self).map(\.reason) == [.invalid])
        }
    }

    @Test func `seals its tip under the keys of everyone whose words it was given`() async throws {
        let tip = try await tip()
        let (call, _) = try await coached([tip])
        try await call.say("Good morning.", by: "dana", at: 3)
        try await call.say(words, at: 6)
        await call.call.settle()
        let sealed: Set<EventType> = [.modelInvoked, .nudgeDecided, .nudgeSuppressed]
        let drafts = call.journal.drafts.filter { sealed.contains($0.type) }
        #expect(drafts.map(\.type) == [.modelInvoked, .nudgeDecided])
        #expect(drafts.allSatisfy { $0.sealedPart?.subjects.count == 2 })
    }

    @Test func `that goes on calling tools is stopped`() async throws {
        var tools = ToolBox()
        tools.add(BuiltInTool.checkDiscountAuthority.tool(account: nil), over: Answering())
        let call = ScriptedModel.tool("check_discount_authority", ["percent": .string("10")])
        let (coached, model) = try await coached(
            [call, call, call, call],
            tools: tools,
            hearing: words
        )
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
        let (call, _) = try await coached(
            [request],
            tools: tools,
            approving: answer,
            hearing: words
        )
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
