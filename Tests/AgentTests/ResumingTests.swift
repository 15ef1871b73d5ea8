import AsideTesting
import ConsentGate
import Events
import Testing

@testable import Agent

@Suite("A call that was killed carries on")
struct ResumingTests {
    private let words = "Honestly, that is too expensive for us."

    @Test func `without repeating a nudge`() async throws {
        let before = try await CoachedCall(plays: [CoachedCall.price])
        try await before.say(words, at: 6)
        await before.call.settle()
        let after = try await CoachedCall(resuming: before, plays: [CoachedCall.price])
        try await after.say("As I said, it is too expensive.", at: 90)
        await after.call.settle()
        #expect(before.rep.nudges.count == 1)
        #expect(after.rep.nudges.isEmpty)
        #expect(!after.facts(NudgeSuppressed.self).isEmpty)
    }

    @Test func `and says of what was in flight that it was interrupted`() async throws {
        let model = ScriptedModel([.hangs])
        let before = try await CoachedCall(plays: [CoachedCall.price], model: model)
        try await before.say(words, at: 6)
        let after = try await CoachedCall(resuming: before, plays: [CoachedCall.price])
        #expect(after.facts(ModelFailed.self).map(\.reason) == [.interrupted])
        try await after.say("Hello again, can you hear me?", at: 60)
        #expect(after.facts(LineTranscribed.self).count == 2)
        model.letGo()
    }

    @Test func `with the consent that the log holds`() async throws {
        let before = try await CoachedCall(plays: [CoachedCall.price])
        try await before.happens(
            7,
            .consent(identity: "lee", .withdraw, purposes: nil, nonce: nil, means: "click")
        )
        let after = try await CoachedCall(resuming: before, plays: [CoachedCall.price])
        try await after.say(words, at: 20)
        #expect(after.facts(LineTranscribed.self).isEmpty)
    }

    @Test func `but not when it was closed`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        try await call.call.close(at: CoachedCall.start.advanced(byMicros: 9_000_000))
        await #expect(throws: ConcurrencyError.streamSealed) {
            _ = try await CoachedCall(resuming: call, plays: [CoachedCall.price])
        }
    }
}
