import AsideTesting
import ConsentGate
import Events
import Testing

@testable import Agent

/// In a call whose gate opens at its start, statements are due after 600 s.
@Suite("A required statement that was not made")
struct StatementReminderTests {
    private static let validity = """
        ---
        id: validity
        kind: compliance
        triggers: ["how long is it valid"]
        headline: "Name the last day of the offer"
        required: true
        phrases: ["valid for thirty days"]
        ---
        Every price holds for a month and leaves out taxes of any kind.
        """

    private func end(_ call: CoachedCall, at second: Int64) async throws {
        try await call.call.close(at: CoachedCall.start.advanced(byMicros: second * 1_000_000))
    }

    /// When nudges were sent, in milliseconds of the call.
    private func sent(_ call: CoachedCall) -> [Int64] {
        call.journal.events.filter { $0.type == .nudgeSent }
            .map { $0.envelope.time.micros(since: CoachedCall.start) / 1_000 }
    }

    private func reasons(_ call: CoachedCall) -> [NudgeSuppressed.Reason] {
        call.facts(NudgeSuppressed.self).map(\.reason)
    }

    @Test func `is reminded of after ten minutes, though nobody speaks any more`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.statement])
        try await call.say("Let us go on.", by: "dana", at: 300)
        let line = try #require(call.newestLine)
        try await end(call, at: 800)
        #expect(sent(call) == [600_000])
        #expect(call.rep.nudges.map(\.play) == ["coached"])
        #expect(call.facts(NudgeDecided.self).map(\.line) == [line])
        #expect(reasons(call).isEmpty)
    }

    @Test func `is not reminded of once it was made`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.statement])
        try await call.say("Well, this call is coached.", by: "dana", at: 300)
        try await end(call, at: 800)
        #expect(sent(call).isEmpty)
    }

    @Test func `comes after another by the cool-down of their kind`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.statement, Self.validity])
        try await call.say("Let us go on.", by: "dana", at: 300)
        try await end(call, at: 1_000)
        #expect(sent(call) == [600_000, 720_000])
        #expect(Set(call.rep.nudges.map(\.play)) == ["coached", "validity"])
        #expect(reasons(call) == [.interval])
    }

    @Test func `is not reminded of by a closing phrase in the first three minutes`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.statement])
        try await call.say("Goodbye now.", at: 14)
        try await call.say("Goodbye now.", at: 179)
        #expect(sent(call).isEmpty)
        try await call.say("Goodbye now.", at: 180)
        #expect(sent(call) == [180_300])
    }

    @Test func `comes after another by the interval alone while the call is closing`() async throws
    {
        let call = try await CoachedCall(plays: [CoachedCall.statement, Self.validity])
        try await call.say("Goodbye now.", by: "dana", at: 200)
        try await end(call, at: 300)
        #expect(sent(call) == [200_300, 230_300])
        #expect(Set(call.rep.nudges.map(\.play)) == ["coached", "validity"])
        #expect(reasons(call) == [.interval])
    }

    @Test func `waits for the end of the turn that somebody is in`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.statement])
        try await call.say("and what I would like to know is the", by: "dana", at: 599)
        try await end(call, at: 800)
        // Heard at 599.3 s, and words that must go on are waited for longest.
        #expect(sent(call) == [601_800])
    }

    @Test func `waits while words come that are not final`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.statement])
        try await call.say("Let us go on.", by: "dana", at: 300)
        for (second, text) in [(598.0, "what I"), (599, "what I would like")] {
            let end = Int64(second * 1_000_000)
            let line = SpokenLine(text: text, startMicros: 597_000_000, endMicros: end)
            try await call.happens(second, .partial(identity: "lee", line))
        }
        try await end(call, at: 800)
        #expect(sent(call) == [601_500])
    }

    @Test func `waits until everyone has agreed again`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.statement])
        try await call.say("Let us go on.", by: "dana", at: 300)
        let guest = Arrival(
            identity: "kim",
            role: .colleague,
            regionEvidence: "stated",
            assurance: "invited"
        )
        try await call.happens(590, .joined(guest))
        try await call.happens(650, .left(identity: "kim"))
        try await end(call, at: 800)
        #expect(sent(call) == [650_000])
        #expect(reasons(call).isEmpty)
    }

    @Test func `comes again after its cool-down when it did not reach the rep`() async throws {
        let call = try await CoachedCall(
            plays: [CoachedCall.statement],
            delivering: [.undelivered(code: 1401)]
        )
        try await call.say("Let us go on.", by: "dana", at: 300)
        try await call.happens(605, .feedback(nudge: NudgeID("of-no-call"), .used))
        await call.call.settle()
        try await end(call, at: 1_000)
        #expect(sent(call) == [600_000, 720_000])
        #expect(reasons(call).isEmpty)
    }

    @Test func `is tried again when another nudge is long enough ago`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.statement, CoachedCall.price])
        try await call.say("Honestly, that is too expensive for us.", at: 590)
        await call.call.settle()
        try await end(call, at: 800)
        #expect(sent(call) == [590_300, 620_300])
        #expect(reasons(call) == [.interval])
    }
}
