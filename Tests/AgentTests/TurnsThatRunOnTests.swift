import AsideTesting
import Events
import Testing

@testable import Agent

/// A line comes when it has been said: the first turn is over before the second line is there.
@Suite("A turn that runs on from a line before it")
struct TurnsThatRunOnTests {
    private static let begun = "we've looked at it and it's too"
    private static let ended = "expensive for a company like ours"

    /// Somebody says two lines of two seconds each, the first from second 98 on.
    private func call(
        _ plays: [String] = [CoachedCall.price],
        by who: String = "lee",
        saying first: String = Self.begun,
        then second: String = Self.ended,
        after gap: Double = 0.9,
        interrupted: Bool = false
    ) async throws -> CoachedCall {
        let call = try await CoachedCall(plays: plays)
        try await say(first, by: who, at: 98, in: call)
        if interrupted { try await say("I see", by: "dana", at: 98.2, in: call) }
        try await say(second, by: who, at: 100 + gap, in: call)
        try await call.call.observeTime(CoachedCall.start.advanced(byMicros: 110_000_000))
        await call.call.settle()
        return call
    }

    private func say(
        _ text: String,
        by who: String,
        at second: Double,
        in call: CoachedCall
    ) async throws {
        let start = Int64(second * 1_000_000)
        let line = SpokenLine(text: text, startMicros: start, endMicros: start + 2_000_000)
        try await call.happens(second + 2.1, .line(identity: who, line))
    }

    @Test(arguments: [0.1, 0.5, 0.9])
    func `finds the phrase that begins there`(gap: Double) async throws {
        let call = try await call(after: gap)
        #expect(call.facts(TurnCompleted.self).count == 2)
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test func `finds it no more after a pause`() async throws {
        let call = try await call(after: 1.3)
        #expect(call.rep.nudges.isEmpty)
    }

    @Test func `finds it no more when somebody else has spoken`() async throws {
        let call = try await call(interrupted: true)
        #expect(call.rep.nudges.isEmpty)
    }

    @Test func `finds it no more when the line ended a sentence`() async throws {
        let call = try await call(saying: Self.begun + ".")
        #expect(call.rep.nudges.isEmpty)
    }

    @Test func `does not answer a second time what stands in that line`() async throws {
        let call = try await call(
            saying: "honestly that is too expensive for us",
            then: "and for everybody we know"
        )
        #expect(call.rep.nudges.map(\.play) == ["price"])
        #expect(call.facts(NudgeSuppressed.self).isEmpty)
    }

    @Test func `is not in need of a play that the line denies`() async throws {
        let play = CoachedCall.price.replacing(
            "headline:",
            with: "not_when: [\"not too expensive\"]\nheadline:"
        )
        let call = try await call(
            [play],
            saying: "in truth your offer is not",
            then: "too expensive for a company like ours"
        )
        #expect(call.rep.nudges.isEmpty)
    }

    @Test func `makes the statement that the rep began there`() async throws {
        let call = try await call(
            [CoachedCall.statement],
            by: "dana",
            saying: "just so you know this call is",
            then: "coached by a machine"
        )
        #expect(call.facts(StatementMet.self).count == 1)
    }
}
