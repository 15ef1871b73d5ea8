import AsideTesting
import ConsentGate
import Events
import Projections
import Testing

@testable import Agent

@Suite("When the coach may interrupt")
struct NudgePolicyTests {
    private static func play(
        _ id: String,
        says words: String,
        body: String,
        kind: String = "fact"
    ) -> String {
        """
        ---
        id: \(id)
        kind: \(kind)
        triggers: ["\(words)"]
        headline: "About \(id)"
        ---
        \(body)
        """
    }

    private let tooDear = "Honestly, that is too expensive for us."
    private let atNight = "And is there any support at night?"
    private let whereKept = "Tell me, where is our data kept?"
    private let mayCancel = "And could we cancel any time?"

    /// Four plays of one kind, each of which one of the sentences calls for.
    private static let facts = [
        play(
            "price",
            says: "too expensive",
            body: "Show the payback slide: customers of their size recover the cost in 6 weeks."
        ),
        play(
            "support",
            says: "support at night",
            body: "A person answers within an hour, at night and at weekends too."
        ),
        play(
            "where",
            says: "where is our data kept",
            body: "Our data stays in two centres in Frankfurt and is never copied elsewhere."
        ),
        play(
            "cancel",
            says: "cancel any time",
            body: "Say that the contract ends with one letter, a month ahead."
        ),
    ]

    /// A call of the plays of two kinds, an objection and a fact.
    private func coached(
        delivering deliveries: [Delivery] = [],
        _ change: (inout CallSetup) -> Void = { _ in }
    ) async throws -> CoachedCall {
        try await CoachedCall(
            plays: [CoachedCall.price, CoachedCall.support],
            delivering: deliveries,
            change
        )
    }

    private func say(_ text: String, at second: Double, in call: CoachedCall) async throws {
        try await call.say(text, at: second)
        await call.call.settle()
    }

    private func reasons(_ call: CoachedCall) -> [NudgeSuppressed.Reason] {
        call.facts(NudgeSuppressed.self).map(\.reason)
    }

    private func shown(_ call: CoachedCall) -> [String] { call.rep.nudges.map(\.play) }

    @Test func `Two nudges do not come within the interval, whatever their kinds`() async throws {
        let call = try await coached()
        try await say(tooDear, at: 100, in: call)
        try await say(atNight, at: 110, in: call)
        #expect(shown(call) == ["price"])
        #expect(reasons(call) == [.interval])
    }

    @Test func `Two nudges of one kind do not come within its cool-down`() async throws {
        let call = try await CoachedCall(plays: Self.facts)
        try await say(tooDear, at: 100, in: call)
        try await say(atNight, at: 140, in: call)
        try await say(whereKept, at: 400, in: call)
        #expect(shown(call) == ["price", "where"])
        #expect(reasons(call) == [.kindCooldown])
    }

    @Test func `A dismissal makes the cool-down of its kind longer`() async throws {
        for (isDismissed, plays) in [(false, ["price", "support"]), (true, ["price"])] {
            let call = try await CoachedCall(plays: Self.facts) {
                $0.nudgePolicy.raisePerDismissal = 0
            }
            try await say(tooDear, at: 100, in: call)
            if isDismissed { try await call.happens(105, .feedback(nudge: nil, .dismissed)) }
            try await say(atNight, at: 250, in: call)
            #expect(shown(call) == plays)
            let silences: [NudgeSuppressed.Reason] = isDismissed ? [.kindCooldown] : []
            #expect(reasons(call) == silences)
        }
    }

    @Test func `A play is shown once`() async throws {
        let call = try await coached()
        try await say(tooDear, at: 100, in: call)
        try await say(tooDear, at: 400, in: call)
        #expect(shown(call) == ["price"])
        #expect(reasons(call) == [.oncePerPlay])
    }

    @Test func `The budget of a call is not exceeded`() async throws {
        let call = try await coached { $0.nudgePolicy.budget = 1 }
        try await say(tooDear, at: 100, in: call)
        try await say(atNight, at: 400, in: call)
        #expect(shown(call) == ["price"])
        #expect(reasons(call) == [.callBudget])
    }

    @Test func `Of two plays that answer a turn the better is shown, and the other is named`()
        async throws
    {
        let call = try await coached()
        let both = "Honestly, that is too expensive for us, and is there any support at night?"
        try await say(both, at: 100, in: call)
        #expect(call.rep.nudges.count == 1)
        #expect(reasons(call) == [.outranked])
    }

    @Test func `What was said in nearly the same words is not said again`() async throws {
        let call = try await CoachedCall(plays: Self.alike)
        try await say(whereKept, at: 10, in: call)
        try await say("And which country holds it, exactly?", at: 300, in: call)
        #expect(shown(call) == ["where"])
        #expect(reasons(call).contains(.duplicate))
    }

    private static let alike: [String] = {
        let body = "Our data stays in two centres in Frankfurt and is never copied elsewhere."
        return [
            play("where", says: "where is our data kept", body: body),
            play(
                "place",
                says: "which country holds it",
                body: body + " At all.",
                kind: "objection"
            ),
        ]
    }()

    @Test func `Dismissals stop a nudge that would go out, and a use lets it through again`()
        async throws
    {
        let call = try await CoachedCall(plays: Self.facts) { setup in
            setup.nudgePolicy.kindCooldownMicros = 0
            // So far that no certainty reaches it, and back.
            setup.nudgePolicy.raisePerDismissal = 1000
            setup.nudgePolicy.lowerPerUse = 1000
            setup.nudgePolicy.mostMoved = 1000
        }
        try await say(tooDear, at: 100, in: call)
        try await say(atNight, at: 300, in: call)
        let nudges = call.rep.nudges.map(\.id)
        try #require(nudges.count == 2)
        try await call.happens(310, .feedback(nudge: nudges[0], .dismissed))
        try await say(whereKept, at: 500, in: call)
        #expect(shown(call) == ["price", "support"])
        #expect(reasons(call) == [.barRaised])
        try await call.happens(510, .feedback(nudge: nudges[1], .used))
        try await say(mayCancel, at: 700, in: call)
        #expect(shown(call) == ["price", "support", "cancel"])
        #expect(reasons(call) == [.barRaised])
    }

    @Test func `The same answer to a nudge is recorded once`() async throws {
        let call = try await coached()
        try await say(tooDear, at: 100, in: call)
        for (second, act) in [(105.0, NudgeFeedback.Act.used), (106, .used), (107, .dismissed)] {
            try await call.happens(second, .feedback(nudge: nil, act))
        }
        #expect(call.facts(NudgeFeedback.self).map(\.act) == [.used, .dismissed])
    }
}

/// After a code that leaves open whether a nudge was seen, nothing is done that assumes it was.
@Suite("What did not reach the rep")
struct UndeliveredNudgeTests {
    private let words = "Honestly, that is too expensive for us."

    private func coached(_ plays: [String], _ deliveries: [Delivery]) async throws -> CoachedCall {
        try await CoachedCall(plays: plays, delivering: deliveries)
    }

    private func say(_ text: String, at second: Double, in call: CoachedCall) async throws {
        try await call.say(text, at: second)
        await call.call.settle()
    }

    private func reasons(_ call: CoachedCall) -> [NudgeSuppressed.Reason] {
        call.facts(NudgeSuppressed.self).map(\.reason)
    }

    @Test(arguments: [1401, 1502, 1503])
    func `is said again when it is called for, and counts for the interval`(code: Int)
        async throws
    {
        let plays = [CoachedCall.price, CoachedCall.support]
        let call = try await coached(plays, [.undelivered(code: code)])
        try await say(words, at: 100, in: call)
        try await say("And is there any support at night?", at: 110, in: call)
        try await say(words, at: 400, in: call)
        #expect(call.rep.nudges.map(\.play) == ["price", "price"])
        #expect(Set(call.rep.nudges.map(\.id)).count == 2)
        #expect(reasons(call) == [.interval])
    }

    @Test(arguments: [1401, 1502, 1503])
    func `counts for the budget`(code: Int) async throws {
        let call = try await CoachedCall(
            plays: [CoachedCall.price, CoachedCall.support],
            delivering: [.undelivered(code: code)]
        ) { $0.nudgePolicy.budget = 1 }
        try await say(words, at: 100, in: call)
        try await say(words, at: 400, in: call)
        #expect(call.rep.nudges.count == 1)
        #expect(reasons(call) == [.callBudget])
    }

    @Test func `was seen after all when the rep answers it`() async throws {
        let call = try await coached([CoachedCall.price], [.undelivered(code: 1502)])
        try await say(words, at: 100, in: call)
        try await call.happens(105, .feedback(nudge: nil, .used))
        try await say(words, at: 400, in: call)
        #expect(call.rep.nudges.count == 1)
        #expect(reasons(call) == [.oncePerPlay])
    }

    @Test(arguments: [1401, 1502, 1503])
    func `is no reminder of a required statement: that comes again`(code: Int) async throws {
        let call = try await coached([CoachedCall.statement], [.undelivered(code: code)])
        for second in [186.0, 200, 320, 480] { try await say("Goodbye now.", at: second, in: call) }
        #expect(call.rep.nudges.map(\.play) == ["coached", "coached"])
        #expect(reasons(call) == [.interval])
    }

    @Test func `is no reminder for a process that carries the call on either`() async throws {
        let before = try await coached([CoachedCall.statement], [.undelivered(code: 1503)])
        try await say("Goodbye now.", at: 186, in: before)
        let after = try await CoachedCall(resuming: before, plays: [CoachedCall.statement], at: 300)
        for second in [310.0, 320] { try await say("Goodbye now.", at: second, in: after) }
        #expect(after.rep.nudges.map(\.play) == ["coached"])
    }

    @Test func `because its purpose fell is in the log with that reason, once and without content`()
        async throws
    {
        let call = try await coached([CoachedCall.statement], [])
        let withdrawal = Observation.What.consent(
            identity: "lee",
            .withdraw,
            purposes: [.aiAnalysis],
            nonce: nil,
            means: "click"
        )
        try await call.happens(5, withdrawal)
        for second in [700.0, 710] { try await say("Let us go on.", at: second, in: call) }
        #expect(call.rep.nudges.isEmpty)
        #expect(reasons(call) == [.notInForce])
        let drafts = call.journal.drafts.filter { $0.type == .nudgeSuppressed }
        #expect(drafts.allSatisfy { $0.sealedPart == nil })
    }
}
