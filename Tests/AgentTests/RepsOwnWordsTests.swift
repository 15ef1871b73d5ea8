import AsideTesting
import Events
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

    @Test func `is told when it was something else, or long ago`() async throws {
        #expect(try await nudges(after: "The slide is here.", at: 62).rep.nudges.count == 1)
        #expect(try await nudges(after: answer, at: 10).rep.nudges.count == 1)
    }
}
