import AsideTesting
import Events
import Projections
import Testing

@testable import Agent

@Suite("What the rep has just said")
struct RepsOwnWordsTests {
    private let answer = "Customers of your size recover the cost in six weeks, here is the slide."

    private func nudges(after line: String, at second: Double) async throws -> CoachedCall {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        try await call.say(line, by: "dana", at: second)
        try await call.say("Honestly, that is too expensive for us.", at: 70)
        await call.call.settle()
        return call
    }

    @Test func `is not told to them, though nobody said a phrase of the play`() async throws {
        let call = try await nudges(after: answer, at: 62)
        #expect(call.rep.nudges.isEmpty)
        #expect(call.facts(NudgeSuppressed.self).map(\.reason) == [.repAnswering])
    }

    @Test func `leaves their objection in the follow-up, with what they said to it`() async throws {
        let call = try await nudges(after: answer, at: 62)
        let kept = try #require(call.journal.events.last { $0.type == .nudgeSuppressed })
        let sealed = try #require(kept.opened(NudgeSuppressed.self))
        #expect(sealed.kind == "objection")
        #expect(sealed.headline == "Price: six weeks to pay back")
        let review = Folded<CallReview>(folding: call.journal.events).view
        let objection = try #require(CallFollowUp(of: review).objections.first)
        #expect(objection.quote == "Honestly, that is too expensive for us.")
        #expect(objection.answers.map(\.quote) == [answer])
    }

    @Test func `is told when it was something else, or long ago`() async throws {
        #expect(try await nudges(after: "The slide is here.", at: 62).rep.nudges.count == 1)
        #expect(try await nudges(after: answer, at: 10).rep.nudges.count == 1)
    }
}
