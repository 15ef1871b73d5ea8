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

    @Test func `and knows no more of what it is about than the call did`() async throws {
        let plays = [CoachedCall.price, CoachedCall.rival]
        let before = try await CoachedCall(plays: plays)
        let open = await before.call.topic
        try await before.say("We looked at Acme Billing last year.", at: 6)
        let heard = await before.call.topic
        #expect(heard != open)
        #expect(try await CoachedCall(resuming: before, plays: plays).call.topic == heard)
        let withdrawal = Observation.What.consent(
            identity: "lee",
            .withdraw,
            purposes: nil,
            nonce: nil,
            means: "click"
        )
        try await before.happens(8, withdrawal)
        #expect(await before.call.topic == open)
        #expect(try await CoachedCall(resuming: before, plays: plays).call.topic == open)
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

    @Test func `and says so first, with a stopwatch that starts anew`() async throws {
        let before = try await CoachedCall(plays: [CoachedCall.price])
        before.time.advance(byMicros: 9_000_000)
        try await before.happens(9, .left(identity: "lee"))
        let length = before.journal.events.count
        let after = try await CoachedCall(resuming: before, plays: [CoachedCall.price], at: 20)
        after.time.advance(byMicros: 2_000_000)
        let guest = Arrival(
            identity: "kim",
            role: .prospect,
            regionEvidence: "stated",
            assurance: "invited",
            basis: "agreed before"
        )
        try await after.happens(22, .joined(guest))
        let events = after.journal.events
        #expect(events[length].fact(CallResumed.self)?.build == "test")
        #expect(events[length].envelope.time == CoachedCall.start.advanced(byMicros: 20_000_000))
        #expect(after.facts(GateClosed.self).last?.monotonicMicros == 9_000_000)
        #expect(after.facts(BasisRecorded.self).last?.monotonicMicros == 2_000_000)
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

    @Test func `with everybody's pseudonym, the rep's even before they joined`() async throws {
        let before = try await CoachedCall(plays: [CoachedCall.price])
        let after = try await CoachedCall(resuming: before, plays: [CoachedCall.price])
        for identity in ["dana", "lee"] {
            let (then, now) = (
                await before.call.person(identity), await after.call.person(identity)
            )
            #expect(then == now)
        }
        #expect(await after.call.identitiesPresent == ["dana", "lee"])
        let opened = try #require(after.facts(CallOpened.self).first)
        #expect(await after.call.person("dana") == opened.rep)
    }

    @Test func `under its own settings or not at all`() async throws {
        let before = try await CoachedCall(plays: [CoachedCall.price])
        await #expect(throws: ResumingError(fields: ["playbookDigest"])) {
            _ = try await CoachedCall(resuming: before, plays: [CoachedCall.support])
        }
        await #expect(throws: ResumingError(fields: ["rulesDigest"])) {
            _ = try await CoachedCall(resuming: before, plays: [CoachedCall.price]) {
                $0.nudgePolicy.budget = 480
            }
        }
        await #expect(throws: ResumingError(fields: ["rep"])) {
            _ = try await CoachedCall(resuming: before, plays: [CoachedCall.price]) {
                $0.rep = "lee"
            }
        }
    }

    @Test func `without the tracks of the stopped process, until the room tells of them again`()
        async throws
    {
        let before = try await CoachedCall(plays: [CoachedCall.price])
        let track = Observation.What.track(identity: "dana", .screenshare, isPublished: true)
        try await before.happens(5, track)
        let after = try await CoachedCall(resuming: before, plays: [CoachedCall.price], at: 30)
        try await after.happens(31, track)
        #expect(
            after.types(of: ["track", "screen"]) == [
                "track.published", "screen.share-started", "track.subscribed",
                "track.unsubscribed", "screen.share-stopped", "track.unpublished",
                "track.published", "screen.share-started", "track.subscribed",
            ]
        )
    }

    @Test func `and sends anew a notice that nobody has seen`() async throws {
        let before = try await CoachedCall(plays: [CoachedCall.price])
        let guest = Arrival(
            identity: "kim",
            role: .colleague,
            regionEvidence: "stated",
            assurance: "invited"
        )
        try await before.happens(5, .joined(guest))
        let after = try await CoachedCall(resuming: before, plays: [CoachedCall.price], at: 200)
        // Kim and the rep, whose basis asks for nothing, had notices; only the number on them is lost.
        #expect(Set(after.facts(NoticeSent.self).map(\.why)) == ["joined", "resumed"])
        #expect(after.facts(ConsentTimedOut.self).isEmpty)
        try await after.happens(210, .noticeShown(identity: "kim"))
        let again = try await CoachedCall(resuming: after, plays: [CoachedCall.price], at: 220)
        let sent = again.journal.events.filter { $0.type == .consentNoticeSent }
            .map(\.envelope.subject)
        let kim = await again.call.person("kim")
        #expect(sent.count { $0 == kim } == 2)
    }

    @Test func `within the same budgets of nudges and pictures, and reminding once`() async throws {
        let before = try await CoachedCall(plays: [CoachedCall.statement])
        try await before.say("Goodbye now.", at: 186)
        await before.call.settle()
        #expect(before.rep.nudges.count == 1)
        let after = try await CoachedCall(resuming: before, plays: [CoachedCall.statement], at: 300)
        try await after.say("Goodbye now.", at: 310)
        try await after.say("Goodbye now.", at: 320)
        await after.call.settle()
        #expect(after.rep.nudges.isEmpty)
    }

    @Test func `but not when it was closed`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        try await call.call.close(at: CoachedCall.start.advanced(byMicros: 9_000_000))
        #expect(OpenCall(CallID("coached"), recorded: call.journal.events) == nil)
    }
}
