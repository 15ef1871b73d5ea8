import ConsentGate
import Events
import Testing

@Suite("What a person answers, and when it counts")
struct AnswerTests {
    private let all = Set(Purpose.allCases)

    @Test func `a notice is sent on joining, shown, and then answered`() {
        given(.repJoins).when(.leeJoins, .isShown("lee"), .grants("lee"))
            .then(
                "participant.joined lee",
                "consent.notice-sent lee joined",
                "consent.notice-shown lee",
                "consent.granted lee all",
                "gate.opened all"
            )
    }

    @Test func `a grant before the notice was shown is rejected`() {
        given(.repJoins, .leeJoins).when(.grants("lee"))
            .then("consent.act-rejected lee all notice-not-shown")
            .gate(.closed)
    }

    @Test(arguments: [Step.Nonce.wrong, .none, .of("rep")])
    func `a grant with a nonce that is not the person's own is rejected`(nonce: Step.Nonce) {
        given(.repJoins, .leeJoins, .isShown("lee")).when(.grants("lee", with: nonce))
            .then("consent.act-rejected lee all nonce-mismatch")
            .gate(.closed)
    }

    @Test func `a notice is shown once`() {
        given(.repJoins, .leeJoins, .isShown("lee")).when(.isShown("lee")).then()
    }

    @Test func `purposes may be granted one after the other`() {
        given(.repJoins, .leeJoins, .isShown("lee"))
            .when(.grants("lee", [.liveTranscription]), .grants("lee", [.storage]))
            .then(
                "consent.granted lee live_transcription",
                "consent.granted lee storage",
                "gate.opened live_transcription,storage"
            )
            .when(.grants("lee", [.screenFrames]))
            .then(
                "consent.granted lee screen_frames",
                "gate.opened live_transcription,storage,screen_frames"
            )
    }

    @Test func `granting what was granted is rejected`() {
        givenOpen().when(.grants("lee")).then("consent.act-rejected lee all already-granted")
    }

    @Test func `what the policy does not ask for cannot be granted`() {
        let policy = ConsentPolicy(
            id: "test/1",
            purposesAsked: [.liveTranscription, .storage]
        )
        given(.callOpens(policy), .repJoins, .leeJoins, .isShown("lee"))
            .when(.grants("lee", [.sharing]))
            .then("consent.act-rejected lee sharing not-asked")
            .when(.grants("lee", [.sharing, .storage, .liveTranscription]))
            .then("consent.granted lee storage,live_transcription", "gate.opened all")
    }

    @Test func `what an act names twice counts once`() {
        given(.repJoins, .leeJoins, .isShown("lee"))
            .when(.grants("lee", [.storage, .sharing, .storage]))
            .then("consent.granted lee storage,sharing")
            .when(.withdraws("lee", [.sharing, .sharing]))
            .then("consent.withdrawn lee sharing")
        let policy = ConsentPolicy(id: "test/1", purposesAsked: [.liveTranscription, .storage])
        given(.callOpens(policy), .repJoins, .leeJoins)
            .when(.refuses("lee", [.sharing, .sharing]))
            .then("consent.act-rejected lee sharing not-asked")
    }

    @Test func `who is not in the call cannot grant`() {
        givenOpen().when(.grants("zoe")).then("consent.act-rejected zoe all not-present")
        given(.repJoins, .leeJoins, .isShown("lee"), .leaves("lee")).when(.grants("lee"))
            .then("consent.act-rejected lee all not-present")
    }

    @Test func `an opening purpose refused closes the gate`() {
        given(.repJoins, .leeJoins, .isShown("lee")).when(.refuses("lee"))
            .then("consent.refused lee all")
            .gate(.closed)
        givenOpen(.anaJoins).when(.refuses("ana"))
            .then("consent.refused ana all", "gate.closed refused")
    }

    @Test func `a refusal needs neither nonce nor display`() {
        givenOpen(.anaJoins).when(.refuses("ana", [.storage]))
            .then("consent.refused ana storage", "gate.closed refused")
    }

    @Test func `another purpose refused only takes it out of the set`() {
        givenOpen().when(.refuses("lee", [.screenFrames]))
            .then(
                "consent.withdrawn lee screen_frames",
                "gate.opened live_transcription,storage,ai_analysis,crm_lookup,sharing,follow_up"
            )
            .gate(.open, all.subtracting([.screenFrames]))
    }

    @Test func `refusing what was granted is withdrawing it`() {
        let story = givenOpen().when(.refuses("lee"))
        story.then("consent.withdrawn lee all", "gate.closed withdrawn").gate(.closed)
        #expect(story.stopsCapture)
    }

    @Test func `after a refusal only a fresh notice leads on, and only by own initiative`() {
        given(.repJoins, .leeJoins, .isShown("lee"), .refuses("lee"))
            .when(.waits(seconds: 600)).then()
            .when(.grants("lee"))
            .then(
                "consent.act-rejected lee all notice-answered",
                "consent.notice-sent lee own-initiative"
            )
            .when(.grants("lee")).then("consent.act-rejected lee all notice-not-shown")
            .when(.isShown("lee"), .grants("lee", with: .first))
            .then("consent.notice-shown lee", "consent.act-rejected lee all nonce-mismatch")
            .when(.grants("lee")).then("consent.granted lee all", "gate.opened all")
    }

    @Test func `asking to see the notice again is own initiative`() {
        given(.repJoins, .leeJoins, .isShown("lee"), .refuses("lee"))
            .when(.isShown("lee"), .grants("lee"))
            .then(
                "consent.notice-sent lee own-initiative",
                "consent.notice-shown lee",
                "consent.granted lee all",
                "gate.opened all"
            )
    }

    @Test func `a rep with a basis may grant as well, and withdraw`() {
        givenOpen(.isShown("rep")).when(.grants("rep", [.storage]))
            .then("consent.granted rep storage")
        givenOpen().when(.withdraws("rep"))
            .then("consent.withdrawn rep all", "gate.closed withdrawn")
    }

    @Test func `every act is confirmed to the person`() {
        let granted = given(.repJoins, .leeJoins, .isShown("lee")).when(.grants("lee"))
        #expect(granted.receipts.map(\.act) == [.consentGranted])
        let withdrawn = granted.when(.withdraws("lee"))
        #expect(withdrawn.receipts.map(\.person) == [Pseudonym("lee")])
        #expect(withdrawn.receipts.map(\.act) == [.consentWithdrawn])
        let rejected = given(.repJoins, .leeJoins).when(.grants("lee"))
        #expect(rejected.receipts.isEmpty)
    }
}
