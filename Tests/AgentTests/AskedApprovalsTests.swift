import AsideTesting
import Events
import Testing

@testable import Agent

@Suite("What the rep is asked to approve")
struct AskedApprovalsTests {
    private let words = "Honestly, that is too expensive for us."

    private func box() -> ToolBox {
        var tools = ToolBox()
        tools.add(BuiltInTool.logOutcome.tool(account: nil), over: Answering())
        return tools
    }

    private func request(_ outcomes: String...) -> ScriptedModel.Turn {
        .calls(
            outcomes.map { outcome -> ModelAnswer.ToolCall in
                let arguments: JSONObject = ["outcome": .string(outcome)]
                return .init(name: "log_outcome", arguments: CanonicalJSON.encode(arguments))
            }
        )
    }

    @Test func `is one act a turn, however often a model asks, and not the same one again`()
        async throws
    {
        let loop = request("undecided", "undecided", "lost")
        let model = ScriptedModel([loop, loop, loop, request("undecided")])
        let call = try await CoachedCall(
            plays: [CoachedCall.price, CoachedCall.support],
            model: model,
            tools: box()
        )
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(call.facts(ToolApprovalAsked.self).count == 1)
        let answers = try #require(model.prompts.last).toolAnswers.map(\.answer)
        #expect(answers.count == 6)
        #expect(answers.count { $0.hasPrefix("refused") } == 5)
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.looped])
        try await call.say("And is there any support at night?", at: 60)
        await call.call.settle()
        #expect(call.facts(ToolApprovalAsked.self).count == 1)
        #expect(
            model.prompts.last?.toolAnswers.map(\.answer) == [
                AskedApprovals.Refusal.wasAnswered.rawValue
            ]
        )
    }

    /// The log of a call in which the rep was asked about something.
    private struct Asked {
        var log = EventRecorder()
        var approvals = AskedApprovals()
        private var count = 0

        mutating func record(_ fact: some Fact, at seconds: Int64, turn: String? = nil) {
            count += 1
            let draft = Draft(
                fact,
                id: EventID("event-\(count)"),
                time: Timestamp.epoch.advanced(byMicros: seconds * 1_000_000),
                actor: .coach,
                correlationID: turn
            )
            approvals.follow(log.append(draft, to: .call(CallID("c"))))
        }

        mutating func ask(_ act: ToolInvocation, at seconds: Int64, turn: String) {
            count += 1
            let asked = ToolApprovalAsked(
                toolCall: act.id,
                purpose: .crmLookup,
                channel: "test",
                expiresAt: .epoch
            )
            let sealed = ToolApprovalAsked.Sealed(
                tool: act.tool.name,
                arguments: act.argumentsText,
                question: act.question
            )
            let draft = Draft(
                asked,
                sealing: .content(sealed, of: [Pseudonym("p-1")]),
                id: EventID("event-\(count)"),
                time: Timestamp.epoch.advanced(byMicros: seconds * 1_000_000),
                actor: .coach,
                correlationID: turn
            )
            approvals.follow(log.append(draft, to: .call(CallID("c"))))
        }

        mutating func refuse(_ act: ToolInvocation, at seconds: Int64) {
            let refused = ToolApprovalRefused(
                toolCall: act.id,
                reason: .refused,
                channel: "test",
                latencyMicros: 0
            )
            record(refused, at: seconds)
        }

        func refusal(of act: ToolInvocation, at seconds: Int64, turn: String)
            -> AskedApprovals.Refusal?
        {
            approvals.refusal(
                of: act,
                inTurn: turn,
                at: Timestamp.epoch.advanced(byMicros: seconds * 1_000_000)
            )
        }
    }

    private func act(_ outcome: String, _ note: String = "n", id: String) throws -> ToolInvocation {
        try box().invocation(
            of: "log_outcome",
            ["outcome": .string(outcome), "note": .string(note)],
            id: ToolCallID(id)
        )
    }

    @Test func `is not the same while it is open, nor for ten minutes after its answer`() throws {
        var asked = Asked()
        let (one, again) = (try act("lost", id: "1"), try act("lost", id: "2"))
        #expect(asked.refusal(of: one, at: 0, turn: "a") == nil)
        asked.ask(one, at: 0, turn: "a")
        #expect(asked.refusal(of: again, at: 20, turn: "b") == .isOpen)
        #expect(asked.refusal(of: try act("won", id: "3"), at: 20, turn: "b") == nil)
        asked.refuse(one, at: 25)
        #expect(asked.refusal(of: again, at: 624, turn: "b") == .wasAnswered)
        #expect(asked.refusal(of: again, at: 625, turn: "b") == nil)
    }

    @Test func `is no second act in one turn, and no seventh in one call`() throws {
        var asked = Asked()
        for number in 1...6 {
            let act = try act("lost", "note \(number)", id: "\(number)")
            #expect(asked.refusal(of: act, at: 0, turn: "turn \(number)") == nil)
            asked.ask(act, at: 0, turn: "turn \(number)")
            let other = try self.act("won", id: "x")
            #expect(asked.refusal(of: other, at: 0, turn: "turn \(number)") == .turn)
        }
        #expect(asked.refusal(of: try act("won", id: "x"), at: 0, turn: "another") == .call)
    }
}
