import Agent
import AsideTesting
import Events
import Projections
import Testing

@Suite("A next step is what somebody promised in earnest, with the day that was settled on")
struct FollowUpAgreedTests {
    private enum Who { case rep, lee }

    /// The steps of a call that begins on a Sunday evening.
    private func steps(_ lines: (Who, String)...) -> [CallFollowUp.NextStep] {
        followUp(lines).nextSteps
    }

    private func followUp(_ lines: [(Who, String)]) -> CallFollowUp {
        var call = CallRecorder()
        call.open(.replay)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        for (number, line) in lines.enumerated() {
            let speaker = line.0 == .rep ? call.rep : SampleCalls.lee
            call.say(speaker, line.1, from: Double(4 * number), to: Double(4 * number + 3))
        }
        call.end(at: 200)
        return CallFollowUp(of: Folded<CallReview>(folding: call.log.events).view)
    }

    @Test(arguments: [
        "If you don't like it I'll send you your money back.",
        "I'll send you your money back if you don't like it.",
        "if it decides the deal i'll set up a call with product",
        "I'll send you a yacht, ha ha.", "I'll send you a yacht. Ha ha, no.",
        "I said I'll send you the deck last week and I did.",
        "I promised my wife I'll send her flowers tomorrow.",
        "I told Tom I'll send him the deck.", "The report that I send on Friday is long.",
        "I'll be in Berlin on Tuesday.", "Let me go through the agenda today.",
    ])
    func `what nobody promised in earnest is no step`(text: String) {
        #expect(steps((.rep, text)).isEmpty, "\(text)")
    }

    @Test func `a condition in the line before counts too`() {
        let found = steps((.rep, "well if you don't like it"), (.rep, "i'll send the money back"))
        #expect(found.isEmpty)
    }

    @Test(arguments: [
        "As I said, I'll send you the deck.", "You asked for the deck, I'll send it.",
        "I'll find out if it works.", "I'll send it over, if possible.",
    ])
    func `what only looks like a report or a condition is a step`(text: String) {
        #expect(steps((.rep, text)).count == 1, "\(text)")
    }

    @Test func `a promise is quoted with what it waits for`() {
        let found = steps((.rep, "So once legal has signed I'll send you the contract."))
        #expect(found.map(\.what) == ["once legal has signed I'll send you the contract."])
    }

    @Test func `what was refused or declined is no step`() {
        let internals = "I'm afraid I can't, that's internal."
        #expect(steps((.lee, "Can you send me the price list?"), (.rep, internals)).isEmpty)
        let offer = "I'll set up a call with product."
        #expect(steps((.rep, offer), (.lee, "no no it's a nice to have")).isEmpty)
        #expect(steps((.rep, offer), (.lee, "No need.")).isEmpty)
        #expect(steps((.rep, offer), (.lee, "No problem.")).count == 1)
        let question = offer + " Do you have any other questions?"
        #expect(steps((.rep, question), (.lee, "No.")).count == 1)
    }

    @Test func `a request is one step with the promise that answers it`() {
        let asked = "can you send me the trace example too?"
        let found = steps((.lee, asked), (.rep, "Sure, I'll send it by Friday."))
        #expect(found.map(\.what) == [asked])
        #expect(found.map(\.askedBy) == [SampleCalls.lee])
        #expect(found.map(\.due) == ["by Friday, 27 November"])
        let told = steps((.lee, asked), (.rep, "I'll send you the trace and a guide."))
        #expect(told.map(\.what) == ["I'll send you the trace and a guide."])
        #expect(told.map(\.askedBy) == [nil])
        let body = followUp([(.lee, asked), (.rep, "Sure.")]).draft.body
        #expect(body.contains("What we owe you:\n- (asked by Lee) “\(asked)”"))
    }

    @Test func `a day that is taken back gives way to the one that was meant`() {
        let own = steps((.rep, "I'll send you the offer on Monday. No, sorry, make that Tuesday."))
        #expect(own.map(\.due) == ["Tuesday, 24 November"])
        let again = steps((.rep, "I'll send it on Wednesday. No, I'll send it on Tuesday."))
        #expect(again.map(\.due) == ["on Tuesday, 24 November"])
        let breath = steps((.rep, "i'll send the offer on wednesday no sorry tuesday"))
        #expect(breath.map(\.due) == ["Tuesday, 24 November"])
        let both = steps(
            (.rep, "Let's talk Thursday in two weeks."),
            (.lee, "Friday would be better."),
            (.rep, "Friday then.")
        )
        // Of that week, which no date is made of.
        #expect(both.map(\.due) == ["Friday"])
        #expect(both.map(\.lines.count) == [2])
    }

    @Test(arguments: [
        ("I'll ask my manager and give you an answer by Wednesday.", "by Wednesday, 25 November"),
        ("I'll get the security form to you by Thursday.", "by Thursday, 26 November"),
        ("Let's talk on Friday at ten.", "on Friday, 27 November"),
        ("So we meet on the twentieth.", "on the twentieth"),
        ("I'll review the numbers and let you know by end of week.", "by end of week"),
        ("My colleague Tom will send you the contract by next Tuesday.", "by next Tuesday"),
        ("Let me sort out the user this week.", "this week"),
        ("I will call the hospital tonight and send them the list.", "tonight"),
        ("I see you at four today.", "today"),
        ("I'll send it by the fifth of December.", "by the fifth of December"),
        ("I'll send it on the second of december.", "on the second of December"),
        ("I'll send it by the fourteenth.", "by the fourteenth"),
        ("Let's talk Thursday in two weeks.", "Thursday in two weeks"),
        ("I'll send it by Wednesday noon.", "by Wednesday noon, 25 November"),
        ("Next week is good. I'll send it by Friday.", "by Friday"),
    ])
    func `a promise with a day is found and its day told`(text: String, due: String) {
        #expect(steps((.rep, text)).map(\.due) == [due], "\(text)")
    }

    @Test func `a day that may be today or tomorrow where the speaker is gets no date`() {
        // In the east it is Monday already.
        #expect(steps((.rep, "I'll send it by Monday.")).map(\.due) == ["by Monday"])
    }

    @Test func `each thing with a day of its own is a step`() {
        let now = steps(
            (.rep, "I send the description today, I come back on the discount on Wednesday.")
        )
        #expect(now.map(\.due) == ["today", "on Wednesday, 25 November"])
        for text in [
            "I'll send the deck today and the one pager for Yusuf by Wednesday noon.",
            "I'll send the deck today. And the one pager for Yusuf by Wednesday noon.",
        ] {
            let found = steps((.rep, text))
            #expect(found.map(\.due) == ["today", "by Wednesday noon, 25 November"], "\(text)")
            #expect(
                found.last?.what.hasSuffix("the one pager for Yusuf by Wednesday noon.") == true
            )
        }
    }

    @Test func `a promise for a colleague is of the side, and of nobody by name`() {
        let found = steps((.lee, "Our lawyers will send you the redlines."))
        #expect(found.map(\.owner) == [.prospect])
        #expect(found.map(\.person) == [nil])
    }
}
