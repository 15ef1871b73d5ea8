import Agent
import AsideTesting
import Events
import Projections
import Testing

@Suite("A follow-up lists objections that nobody needed help with")
struct FollowUpObjectionTests {
    private static let headline = "Price: anchor on the payback"

    /// A play that was found for a line and kept back.
    private struct Kept {
        var reason: NudgeSuppressed.Reason
        var play = "price-objection"
        var kind: String? = "objection"
        var weighing: Weighing? = Weighing(scorePerMille: 700, grounds: ["trigger-said"])
        /// The end of the line that it would have answered.
        var second = 10.0
    }

    private func followUp(
        _ kept: [Kept],
        _ tell: (inout CallRecorder) -> Void = { _ in }
    ) -> CallFollowUp {
        var call = CallRecorder()
        call.open(.replay)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        var lines: [Double: StreamVersion] = [:]
        for one in kept {
            let line =
                lines[one.second]
                ?? call.say(
                    SampleCalls.lee,
                    "That is too expensive, at \(Int(one.second)).",
                    from: one.second - 2,
                    to: one.second
                )
            lines[one.second] = line
            call.record(
                NudgeSuppressed(reason: one.reason, line: line),
                sealing: .content(
                    .init(
                        play: one.play,
                        weighing: one.weighing,
                        kind: one.kind,
                        headline: one.kind == nil ? nil : Self.headline
                    ),
                    of: [SampleCalls.lee]
                ),
                of: call.rep,
                at: one.second,
                actor: .coach
            )
        }
        tell(&call)
        call.end(at: 900)
        return CallFollowUp(of: Folded<CallReview>(folding: call.log.events).view)
    }

    @Test func `a rep who needs no help gets the objection listed, answered and drafted`() throws {
        let followUp = followUp([Kept(reason: .repAnswering)]) { call in
            call.say(call.rep, "It pays back in six weeks.", from: 11, to: 13)
        }
        let objection = try #require(followUp.objections.first)
        #expect(followUp.objections.count == 1)
        #expect(objection.quote == "That is too expensive, at 10.")
        #expect(objection.headline == Self.headline)
        #expect(objection.answers.map(\.quote) == ["It pays back in six weeks."])
        #expect(followUp.draft.body.contains("- “That is too expensive, at 10.”"))
        #expect(followUp.draft.body.contains("What I said: “It pays back in six weeks.”"))
    }

    @Test(arguments: [
        NudgeSuppressed.Reason.interval, .kindCooldown, .callBudget, .stale, .outranked,
        .superseded, .modelSilent, .barRaised, .ungrounded,
    ])
    func `what the policy, a model or the course of the call kept back was raised all the same`(
        reason: NudgeSuppressed.Reason
    ) {
        #expect(followUp([Kept(reason: reason)]).objections.map(\.play) == ["price-objection"])
    }

    @Test func `what was shown before, is no objection, or was not clear enough is not listed`() {
        let retrieved = Weighing(scorePerMille: 900, grounds: ["retrieved"])
        for kept in [
            Kept(reason: .oncePerPlay), Kept(reason: .duplicate),
            Kept(reason: .interval, kind: "question"), Kept(reason: .interval, kind: nil),
            Kept(reason: .noNeed, weighing: Weighing(scorePerMille: 499, grounds: [])),
            Kept(reason: .modelSilent, weighing: retrieved),
            Kept(reason: .interval, weighing: nil),
        ] {
            #expect(followUp([kept]).objections.isEmpty, "\(kept.reason)")
        }
    }

    @Test func `an objection that is raised again stands once, where it was first answered`() {
        let twice = [
            Kept(reason: .interval), Kept(reason: .kindCooldown, second: 300),
            Kept(reason: .repAnswering, second: 600),
        ]
        #expect(followUp(twice).objections.map(\.quote) == ["That is too expensive, at 10."])
        let answered = followUp(twice) { call in
            call.say(call.rep, "It pays back in six weeks.", from: 301, to: 303)
        }
        #expect(answered.objections.map(\.quote) == ["That is too expensive, at 300."])
    }

    @Test func `a second objection stands beside one that was shown, and one a line is enough`() {
        let followUp = followUp([
            Kept(reason: .interval, play: "timing-objection", second: 300),
            Kept(reason: .interval, play: "trust-objection", second: 300),
        ]) { call in
            let line = call.say(SampleCalls.lee, "What would it cost?", from: 398, to: 400)
            _ = call.nudge(
                1,
                answering: line,
                headline: Self.headline,
                derivedFrom: [SampleCalls.lee],
                at: 400
            )
        }
        #expect(followUp.objections.map(\.play) == ["timing-objection", "price-objection"])
    }

    @Test func `who had just said the answer does not owe it`() {
        let unanswered = followUp([Kept(reason: .repAnswering)])
        #expect(unanswered.objections.map(\.answers) == [[]])
        var call = CallRecorder()
        call.open(.replay)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        call.say(call.rep, "It pays back in six weeks.", from: 40, to: 45)
        let line = call.say(SampleCalls.lee, "That is too expensive.", from: 46, to: 48)
        call.record(
            NudgeSuppressed(reason: .repAnswering, line: line),
            sealing: .content(
                .init(
                    play: "price-objection",
                    weighing: Weighing(scorePerMille: 700, grounds: []),
                    kind: "objection",
                    headline: Self.headline
                ),
                of: [SampleCalls.lee]
            ),
            of: call.rep,
            at: 48,
            actor: .coach
        )
        call.end(at: 100)
        let before = CallFollowUp(of: Folded<CallReview>(folding: call.log.events).view)
        let answers = before.objections.first?.answers.map(\.quote)
        #expect(answers == ["It pays back in six weeks."])
        #expect(!before.draft.body.contains("I still owe you"))
    }
}
