import Agent
import AsideTesting
import Events
import Projections
import Testing

@Suite("Next steps are found by the words in which they are promised or asked for")
struct FollowUpNextStepTests {
    private static let ana = Pseudonym("p-0000000000000a0a")

    private func steps(rep: String? = nil, lee: String? = nil) -> [CallFollowUp.NextStep] {
        var call = CallRecorder()
        call.open(.replay)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        if let rep { call.say(call.rep, rep, from: 1, to: 2) }
        if let lee { call.say(SampleCalls.lee, lee, from: 3, to: 4) }
        call.end(at: 5)
        return CallFollowUp(of: Folded<CallReview>(folding: call.log.events).view).nextSteps
    }

    @Test(arguments: [
        "I'll send you the papers.", "i will just send you the papers", "ill send the papers",
        "We'll get back to you on that.", "let me send you the deck", "i'll talk to our lawyers",
        "We need to check with security first.", "I’ll write you one page.",
        "so yes um we're going to set up a trial",
    ])
    func `what the rep promises is the rep's`(text: String) {
        #expect(steps(rep: text).map(\.owner) == [.rep], "\(text)")
        #expect(steps(lee: text).map(\.owner) == [.prospect], "\(text)")
    }

    @Test(arguments: [
        "Can you send us the price list?", "could you please share the report",
        "would you introduce us to your lawyer", "please send over the contract",
    ])
    func `what is asked of somebody is theirs once they agreed`(text: String) {
        let found = steps(rep: text, lee: "Sure, no problem.")
        #expect(found.map(\.owner) == [.prospect], "\(text)")
        #expect(found.map(\.person) == [SampleCalls.lee], "\(text)")
        #expect(steps(rep: text).isEmpty && steps(lee: text).isEmpty, "\(text)")
    }

    @Test func `who owes a step is told where the words tell it`() {
        var call = CallRecorder()
        call.open(.replay)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        call.join(Self.ana, .prospect, name: "Ana", region: nil, at: 0)
        call.say(SampleCalls.lee, "I'll send you our numbers.", from: 1, to: 2)
        call.say(call.rep, "Could you send me the contract?", from: 3, to: 4)
        call.say(SampleCalls.lee, "Of course.", from: 4, to: 5)
        call.say(SampleCalls.lee, "Can you send us the price list?", from: 5, to: 6)
        call.say(call.rep, "Yes.", from: 6, to: 7)
        func people(_ call: CallRecorder) -> [Pseudonym?] {
            CallFollowUp(of: Folded<CallReview>(folding: call.log.events).view).nextSteps
                .map(\.person)
        }
        #expect(people(call) == [SampleCalls.lee, SampleCalls.lee, call.rep])
        call.say(Self.ana, "I'll talk to our lawyers. Let's meet on Tuesday.", from: 7, to: 9)
        #expect(people(call) == [SampleCalls.lee, SampleCalls.lee, call.rep, Self.ana, nil])
        let body = CallFollowUp(of: Folded<CallReview>(folding: call.log.events).view).draft.body
        #expect(body.contains("- Lee: “I'll send you our numbers.”"))
        #expect(body.contains("- Ana: “I'll talk to our lawyers.”"))
        #expect(body.contains("- Lee: (asked by Dana) “Could you send me the contract?”"))
        #expect(body.contains("- (asked by Lee) “Can you send us the price list?”"))
    }

    @Test(arguments: ["Let's meet on Tuesday.", "lets schedule a demo", "shall we talk again"])
    func `what both do is both sides'`(text: String) {
        let found = steps(rep: text)
        #expect(found.map(\.isShared) == [true])
    }

    @Test(arguments: [
        "I'll share my screen.", "Let me share the screen with you.", "I'll stop sharing.",
        "I'll say it exactly like that.", "We'll see.", "Let me ask you a question.",
        "Can you hear me?", "Can you send alerts to phones?", "I won't send it.",
        "I'll have a coffee, and you?", "We will share that thought with nobody.",
        "They said we sent it yesterday.", "Please, go on.",
    ])
    func `what is done on the spot or said in passing is no step`(text: String) {
        #expect(steps(rep: text).isEmpty, "\(text)")
    }

    @Test(arguments: [
        ("I'll send it tomorrow.", "tomorrow"),
        ("I'll send it by Friday.", "by Friday, 27 November"),
        ("by next friday i'll send it over", "by next Friday"),
        ("We'll get back to you next week.", "next week"),
        ("I'll confirm by the end of the month.", "by the end of the month"),
        ("I'll send it end of week", "end of week"), ("I'll send it.", nil),
        ("Let's meet on Tuesday.", "on Tuesday, 24 November"),
        ("Let's meet Wednesday at four.", "Wednesday, 25 November"),
    ])
    func `by when is told as people write it`(text: String, due: String?) {
        #expect(steps(rep: text).map(\.due) == [due], "\(text)")
    }

    @Test func `two promises in one breath are two steps, each with its own day`() {
        let found = steps(
            rep: "okay i'll send the deck today and could you share the numbers by thursday",
            lee: "yes"
        )
        let words = ["i'll send the deck today", "could you share the numbers by thursday"]
        #expect(found.map(\.what) == words)
        #expect(found.map(\.due) == ["today", "by Thursday, 26 November"])
        #expect(found.map(\.owner) == [.rep, .prospect])
    }

    @Test func `what is promised twice is one step, and of many the last dozen stay`() {
        #expect(steps(rep: "I'll send it today.", lee: "Fine.").count == 1)
        #expect(steps(rep: "I'll send it today. Yes. i'll send it today").count == 1)
        let many = (1...20).map { "I'll send paper \($0)." }.joined(separator: " ")
        let found = steps(rep: many)
        #expect(found.count == 12)
        #expect(found.last?.what == "I'll send paper 20.")
    }

    @Test func `an erased line gives no step`() {
        var call = CallRecorder()
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        call.say(SampleCalls.lee, "I'll send it tomorrow.", from: 3, to: 4)
        let erased = Folded<CallReview>(folding: call.log.events(erasing: [SampleCalls.lee])).view
        #expect(CallFollowUp(of: erased).nextSteps.isEmpty)
    }
}
