import AsideTesting
import Events
import Projections
import Testing

@testable import Agent

@Suite("When the coach may interrupt")
struct NudgePolicyTests {
    private func play(_ id: String, says words: String, body: String, kind: String = "fact")
        -> String
    {
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

    private func reasons(_ call: CoachedCall) -> [NudgeSuppressed.Reason] {
        call.facts(NudgeSuppressed.self).map(\.reason)
    }

    @Test func `What was said in nearly the same words is not said again`() async throws {
        let body = "Our data stays in two centres in Frankfurt and is never copied elsewhere."
        let call = try await CoachedCall(plays: [
            play("where", says: "where is our data kept", body: body),
            play(
                "place",
                says: "which country holds it",
                body: body + " At all.",
                kind: "objection"
            ),
        ])
        try await call.say("Tell me, where is our data kept?", at: 10)
        await call.call.settle()
        try await call.say("And which country holds it, exactly?", at: 300)
        await call.call.settle()
        #expect(call.rep.nudges.map(\.play) == ["where"])
        #expect(reasons(call).contains(.duplicate))
    }

    @Test func `Dismissals raise the bar of their kind, and uses lower it`() async throws {
        let policy = NudgePolicy.standard
        var plays: [String] = []
        for number in 1...4 {
            plays.append(
                play(
                    "play-\(number)",
                    says: "reason number \(number)",
                    body:
                        "Answer number \(number): \(String(repeating: "word\(number) ", count: 9))"
                )
            )
        }
        let call = try await CoachedCall(plays: plays) { $0.nudgePolicy.kindCooldownMicros = 0 }
        for number in 1...3 {
            try await call.say(
                "We have reason number \(number) against it, I fear.",
                at: Double(number) * 100
            )
            await call.call.settle()
            try await call.happens(Double(number) * 100 + 5, .feedback(nudge: nil, .dismissed))
        }
        let live = await call.call.live
        #expect(live.nudges.nudges.count >= 1)
        let dismissed = live.nudges.nudges.count { $0.feedback?.act == .dismissed }
        #expect(
            policy.barMoved(for: .fact, given: live.nudges)
                == min(policy.mostMoved, dismissed * policy.raisePerDismissal)
        )
        #expect(policy.barMoved(for: .objection, given: live.nudges) == 0)
    }
}
