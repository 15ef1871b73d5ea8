import ConsentGate
import Events
import Testing

@Suite("What changes in mid-call")
struct ChangeTests {
    private let all = Set(Purpose.allCases)

    @Test func `a withdrawal closes the gate in the same decision`() {
        let story = givenOpen().when(.withdraws("lee"))
        story.then("consent.withdrawn lee all", "gate.closed withdrawn").gate(.closed)
        #expect(story.stopsCapture)
        #expect(story.decision?.drafts.count == 2)
    }

    @Test func `a withdrawal of another purpose only takes it out of the set`() {
        let story = givenOpen().when(.withdraws("lee", [.aiAnalysis]))
        story.gate(.open, all.subtracting([.aiAnalysis]))
        #expect(!story.stopsCapture)
    }

    @Test func `there must be something to withdraw`() {
        given(.repJoins, .leeJoins).when(.withdraws("lee"))
            .then("consent.act-rejected lee all nothing-to-withdraw")
        givenOpen(.withdraws("lee")).when(.withdraws("lee"))
            .then("consent.act-rejected lee all nothing-to-withdraw")
    }

    @Test func `a grant after a withdrawal needs a fresh notice`() {
        givenOpen(.withdraws("lee"))
            .when(.grants("lee"))
            .then(
                "consent.act-rejected lee all notice-answered",
                "consent.notice-sent lee own-initiative"
            )
            .when(.isShown("lee"), .grants("lee"))
            .then("consent.notice-shown lee", "consent.granted lee all", "gate.opened all")
    }

    @Test func `an attestation that comes after the no is none of the person's initiative`() {
        given(.repJoins, .leeJoins, .refuses("lee"))
            .when(.attests("lee", .own))
            .then("consent.notice-shown lee")
            .when(.grants("lee"))
            .then(
                "consent.act-rejected lee all notice-answered",
                "consent.notice-sent lee own-initiative"
            )
    }

    @Test func `an attestation of an older notice, or of none, is passed over`() {
        let story = givenOpen(.withdraws("lee"), .grants("lee"))
        story.when(.attests("lee", .first)).then()
        story.when(.attests("lee", .wrong)).then()
        story.when(.attests("lee", .own)).then("consent.notice-shown lee")
    }

    @Test func `a refusal of what was refused is kept as an act that changes nothing`() {
        let story = given(.repJoins, .leeJoins, .refuses("lee", [.sharing]))
        story.when(.refuses("lee", [.sharing]))
            .then("consent.act-rejected lee sharing already-refused")
        story.when(.refuses("lee", [.sharing, .crmLookup]))
            .then("consent.refused lee crm_lookup")
    }

    @Test func `a withdrawal by somebody who has left is not lost when they come back`() {
        givenOpen(.leaves("lee"))
            .when(.withdraws("lee"), .reconnects("lee"))
            .then("consent.withdrawn lee all", "participant.reconnected lee kept")
            .gate(.closed)
    }

    @Test func `a late joiner holds the gate until they agree`() {
        let story = givenOpen().when(.anaJoins)
        story.then(
            "participant.joined ana",
            "consent.notice-sent ana joined",
            "gate.held joiner"
        ).gate(.held)
        #expect(story.stopsCapture)
        story.when(.isShown("ana"), .grants("ana"))
            .then("consent.notice-shown ana", "consent.granted ana all", "gate.opened all")
            .gate(.open, all)
    }

    @Test func `a late joiner who agrees to less makes the set smaller`() {
        givenOpen(.anaJoins, .isShown("ana"))
            .when(.grants("ana", [.liveTranscription, .storage]))
            .then(
                "consent.granted ana live_transcription,storage",
                "gate.opened live_transcription,storage"
            )
    }

    @Test func `silence closes it at exactly 120 seconds from the notice`() {
        givenOpen(.waits(seconds: 7), .anaJoins)
            .when(.waits(seconds: 119)).then().gate(.held)
            .when(.waits(seconds: 1))
            .then("consent.timed-out ana all", "gate.closed timed-out").gate(.closed)
    }

    @Test func `the time-out bears its own time`() throws {
        let story = givenOpen(.anaJoins)
        let sent = try #require(story.events.last { $0.type == .consentNoticeSent }).time
        let late = story.when(.waits(seconds: 600)).events
        let timedOut = try #require(late.last { $0.type == .consentTimedOut })
        #expect(timedOut.time.micros(since: sent) == 120_000_000)
    }

    @Test func `only unanswered purposes time out`() {
        given(
            .repJoins,
            .leeJoins,
            .isShown("lee"),
            .grants("lee", [.liveTranscription, .storage])
        )
        .when(.waits(seconds: 120))
        .then("consent.timed-out lee ai_analysis,screen_frames,crm_lookup,sharing,follow_up")
        .gate(.open, [.liveTranscription, .storage])
    }

    @Test func `a grant that answers the notice after the time-out opens again`() {
        givenOpen(.anaJoins, .isShown("ana"), .waits(seconds: 121))
            .when(.grants("ana"))
            .then("consent.granted ana all", "gate.opened all")
    }

    @Test func `after a time-out a notice that was never shown is sent anew when they act`() {
        givenOpen(.anaJoins, .waits(seconds: 121))
            .when(.grants("ana"))
            .then(
                "consent.act-rejected ana all notice-not-shown",
                "consent.notice-sent ana own-initiative"
            )
            .when(.grants("ana")).then("consent.act-rejected ana all notice-not-shown")
            .when(.isShown("ana"), .grants("ana"))
            .then("consent.notice-shown ana", "consent.granted ana all", "gate.opened all")
    }

    @Test func `it is sent anew when they come back too, and may time out again`() {
        givenOpen(.anaJoins, .waits(seconds: 121), .leaves("ana"))
            .when(.reconnects("ana"))
            .then(
                "participant.reconnected ana kept",
                "consent.notice-sent ana joined",
                "gate.held joiner"
            )
            .when(.waits(seconds: 120)).then("consent.timed-out ana all", "gate.closed timed-out")
            .when(.leaves("ana"), .waits(seconds: 600), .reconnects("ana"))
            .then(
                "participant.left ana",
                "gate.opened all",
                "participant.reconnected ana kept",
                "consent.notice-sent ana joined",
                "gate.held joiner"
            )
            .when(.isShown("ana"), .grants("ana"))
            .then("consent.notice-shown ana", "consent.granted ana all", "gate.opened all")
    }

    @Test func `who has seen their notice or said no is not sent another for coming back`() {
        for answer in [Step.isShown("ana"), .refuses("ana", [.sharing])] {
            givenOpen(.anaJoins, answer, .waits(seconds: 121), .leaves("ana"))
                .when(.reconnects("ana"))
                .then("participant.reconnected ana kept", "gate.closed timed-out")
        }
    }

    @Test(arguments: [Step.Nonce.wrong, .none])
    func `who let the time pass and has their notice no more is sent a fresh one`(
        nonce: Step.Nonce
    ) {
        givenOpen(.anaJoins, .isShown("ana"), .waits(seconds: 121))
            .when(.grants("ana", with: nonce))
            .then(
                "consent.act-rejected ana all nonce-mismatch",
                "consent.notice-sent ana own-initiative"
            )
            .when(.isShown("ana"), .grants("ana"))
            .then("consent.notice-shown ana", "consent.granted ana all", "gate.opened all")
    }

    @Test func `who refused and leaves no longer counts`() {
        givenOpen(.anaJoins, .refuses("ana"))
            .when(.leaves("ana")).then("participant.left ana", "gate.opened all")
    }

    @Test func `the gate closes when the other side has left, or the rep`() {
        givenOpen().when(.leaves("lee"))
            .then("participant.left lee", "gate.closed other-side-absent")
        givenOpen().when(.leaves("rep")).then("participant.left rep", "gate.closed rep-absent")
    }

    @Test func `who leaves twice left once`() {
        givenOpen(.leaves("lee")).when(.leaves("lee"), .leaves("zoe")).then()
    }

    @Test func `a reconnect within a minute keeps the grant`() {
        givenOpen(.leaves("lee"), .waits(seconds: 60))
            .when(.reconnects("lee"))
            .then("participant.reconnected lee kept", "gate.opened all")
    }

    @Test func `a reconnect later is asked anew`() {
        givenOpen(.leaves("lee"), .waits(seconds: 61))
            .when(.reconnects("lee"))
            .then("participant.reconnected lee not-kept", "consent.notice-sent lee joined")
            .gate(.closed)
            .when(.isShown("lee"), .grants("lee"))
            .then("consent.notice-shown lee", "consent.granted lee all", "gate.opened all")
    }

    @Test func `who joins again is a joiner`() {
        givenOpen(.leaves("lee")).when(.leeJoins)
            .then("participant.joined lee", "consent.notice-sent lee joined").gate(.closed)
    }

    @Test func `the end expires all but storage and follow-up`() {
        givenOpen().when(.ends)
            .then(
                "consent.expired lee live_transcription,ai_analysis,screen_frames,crm_lookup,"
                    + "sharing",
                "call.closed ended"
            )
            .gate(.ended)
    }

    @Test func `nothing follows from anything after the end`() {
        givenOpen(.ends)
            .when(
                .anaJoins,
                .withdraws("lee"),
                .waits(seconds: 600),
                .leaves("lee"),
                .grants("lee")
            )
            .then()
    }
}
