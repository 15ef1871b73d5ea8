import Agent
import AsideTesting
import Events
import Projections
import Testing

@Suite("A follow-up says what was said, and no more")
struct FollowUpDraftTests {
    private func recorded(
        kind: String = "objection",
        in words: FollowUpWords = .standard,
        _ tell: (inout CallRecorder) -> Void = { _ in }
    ) -> CallFollowUp {
        var call = CallRecorder()
        call.open(.replay)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        let line = call.say(SampleCalls.lee, "That is too expensive.", from: 1, to: 2)
        _ = call.nudge(
            1,
            answering: line,
            headline: "Price: anchor on the payback",
            kind: kind,
            derivedFrom: [call.rep, SampleCalls.lee],
            at: 2
        )
        tell(&call)
        call.end(at: 200)
        return CallFollowUp(of: Folded<CallReview>(folding: call.log.events).view, in: words)
    }

    @Test func `an objection stands with the play and the rep's lines of the next minute`() throws {
        let followUp = recorded { call in
            call.say(call.rep, "It pays back in six weeks.", from: 3, to: 5)
            call.say(SampleCalls.lee, "Hm.", from: 5, to: 6)
            call.say(call.rep, "Much later, of something else.", from: 90, to: 95)
        }
        let objection = try #require(followUp.objections.first)
        #expect(objection.quote == "That is too expensive.")
        #expect(objection.play == "price-objection")
        #expect(objection.answers.map(\.quote) == ["It pays back in six weeks."])
        #expect(followUp.draft.body.contains("“It pays back in six weeks.”"))
    }

    @Test func `an objection that was let pass is told as owed`() {
        let followUp = recorded()
        #expect(followUp.objections.map(\.answers) == [[]])
        #expect(followUp.draft.body.contains("I still owe you an answer"))
    }

    @Test func `a nudge of another kind is no objection`() {
        #expect(recorded(kind: "question").objections.isEmpty)
    }

    @Test func `a long answer is quoted shortly and marked as cut`() throws {
        let long = String(repeating: "word ", count: 200)
        let followUp = recorded { call in call.say(call.rep, long, from: 3, to: 5) }
        let quote = try #require(followUp.objections.first?.answers.first?.quote)
        #expect(quote.count <= 160)
        #expect(quote.hasSuffix("word…"))
    }

    @Test func `what says nothing is no answer, and what was dismissed was no objection`() {
        let followUp = recorded { call in
            call.say(call.rep, "Exactly.", from: 3, to: 4)
            call.say(call.rep, "I'm sorry to hear that.", from: 4, to: 5)
        }
        #expect(followUp.objections.map(\.answers) == [[]])
        let dismissed = recorded { call in
            call.record(
                NudgeFeedback(nudge: NudgeID("nudge-1"), act: .dismissed),
                of: call.rep,
                at: 3
            )
        }
        #expect(dismissed.objections.isEmpty)
        #expect(!dismissed.draft.body.contains("You raised:"))
    }

    @Test func `a long line is quoted where it has the objection, and no quote ends in a comma`()
        throws
    {
        let talk = "Our team is small and everybody here is drowning in mail, as you know. "
        var call = CallRecorder()
        call.open(.replay)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        for (number, text) in [
            talk + talk + "The price is too high for us. " + talk + talk, "That price is steep,",
        ].enumerated() {
            let second = Double(100 * number)
            let line = call.say(SampleCalls.lee, text, from: second + 1, to: second + 2)
            _ = call.nudge(
                number,
                answering: line,
                headline: "Price: anchor on the payback",
                derivedFrom: [call.rep, SampleCalls.lee],
                at: second + 2
            )
            if number == 0 {
                let first = CallFollowUp(of: Folded<CallReview>(folding: call.log.events).view)
                let quote = try #require(first.objections.first?.quote)
                #expect(quote.contains("The price is too high for us."))
                #expect(quote.hasPrefix("…") && quote.hasSuffix("…") && quote.count <= 160)
            }
        }
        call.say(call.rep, "It pays back in six weeks,", from: 104, to: 106)
        let both = CallFollowUp(of: Folded<CallReview>(folding: call.log.events).view)
        #expect(both.objections.map(\.quote) == ["That price is steep"])
        #expect(both.objections.first?.answers.map(\.quote) == ["It pays back in six weeks"])
    }

    @Test func `what does not show is not quoted`() throws {
        let followUp = recorded { call in
            call.say(call.rep, "It pays\u{7} back\nin \u{202E}six weeks.", from: 3, to: 5)
        }
        let quote = try #require(followUp.objections.first?.answers.first?.quote)
        #expect(quote == "It pays back in six weeks.")
    }

    @Test func `the message greets whom it quotes and lists who owes what`() {
        let followUp = recorded { call in
            call.say(call.rep, "I'll send the papers by Friday.", from: 10, to: 12)
            call.say(SampleCalls.lee, "And we'll talk to our lawyers.", from: 12, to: 14)
        }
        let body = followUp.draft.body
        #expect(body.hasPrefix("Hello Lee,"))
        #expect(body.contains("What we owe you:\n- “I'll send the papers by Friday.”"))
        #expect(body.contains("What you wanted to do:\n- “we'll talk to our lawyers.”"))
        #expect(body.hasSuffix("Best regards\nDana"))
        #expect(followUp.outcome.outcome == "next-step-agreed")
    }

    @Test func `a pack's words head the message and name the outcome`() throws {
        let yaml = """
            id: p
            closing_phrases: [take care]
            follow_up:
              call: consultation
              objections: concerns
              raised: "What worried you:"
              unanswered: I will answer this in writing.
              owed: "What we do for you:"
              outcomes: {agreed: follow-up-agreed, undecided: open, others: [referred]}
            """
        let file = SourceFile(path: "p.yaml", bytes: Array(yaml.utf8))
        let words = try DomainPack(parsing: file).followUp
        let followUp = recorded(in: words) { call in
            call.say(call.rep, "I'll send the leaflet by Friday.", from: 100, to: 102)
        }
        let body = followUp.draft.body
        #expect(followUp.draft.subject.hasPrefix("Next steps from our consultation of "))
        #expect(body.contains("What worried you:\n- “That is too expensive.”"))
        #expect(body.contains("I will answer this in writing."))
        #expect(body.contains("What we do for you:\n- “I'll send the leaflet by Friday.”"))
        #expect(!body.contains("You raised:") && !body.contains("What we owe you:"))
        #expect(followUp.outcome.outcome == "follow-up-agreed")
        #expect(followUp.outcome.note.hasPrefix("Concerns: 1, next steps: 1"))
        #expect(recorded(in: words).outcome.outcome == "open")
        var box = ToolBox()
        box.add(FollowUpTools.logOutcome(in: words), over: Nowhere())
        let id = ToolCallID("1")
        _ = try box.invocation(of: "log_outcome", ["outcome": .string("referred")], id: id)
        #expect(throws: ToolRefusal.illTyped(input: "outcome")) {
            try box.invocation(of: "log_outcome", ["outcome": .string("won")], id: id)
        }
    }

    @Test func `without a next step the outcome is undecided`() {
        #expect(recorded().outcome.outcome == "undecided")
    }

    @Test func `the same call gives the same follow-up, and it loads again as it was written`()
        throws
    {
        let followUp = recorded { call in
            call.say(call.rep, "I'll send it tomorrow.", from: 10, to: 12)
        }
        let bytes = CanonicalJSON.encode(try followUp.json())
        let parsed = try #require(try CanonicalJSON.parse(bytes).object)
        #expect(try JSONCoding.value(CallFollowUp.self, from: parsed) == followUp)
    }

    @Test func `the arguments are those that log_outcome takes, however much was said`() throws {
        var box = ToolBox()
        box.add(FollowUpTools.logOutcome(), over: Nowhere())
        let followUp = recorded { call in
            call.say(call.rep, "I'll send " + String(repeating: "x", count: 900), from: 9, to: 10)
        }
        let id = ToolCallID("1")
        let call = try box.invocation(of: "log_outcome", followUp.outcomeArguments, id: id)
        #expect(call.tool.access == .acting)
        #expect(call.tool.purpose == .followUp)
    }

    private struct Nowhere: ToolSource {
        func call(_ invocation: ToolInvocation, through door: EgressDoor) async throws -> JSONObject
        { [:] }
    }
}
