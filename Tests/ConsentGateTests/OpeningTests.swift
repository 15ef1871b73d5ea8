import ConsentGate
import Events
import Testing

@Suite("The gate opens only when everyone present has agreed")
struct OpeningTests {
    private let all = Set(Purpose.allCases)

    @Test func `a rep with a basis and a prospect who agrees open it`() {
        given(.repJoins, .leeJoins, .isShown("lee"))
            .when(.grants("lee"))
            .then("consent.granted lee all", "gate.opened all")
            .gate(.open, all)
    }

    @Test func `a rep without a basis is asked like everyone else`() {
        given(.joins("rep", as: .rep), .leeJoins, .isShown("lee"), .grants("lee"))
            .gate(.closed)
            .when(.isShown("rep"), .grants("rep"))
            .then("consent.notice-shown rep", "consent.granted rep all", "gate.opened all")
    }

    @Test func `a rep with a basis gets a notice too`() {
        given().when(.repJoins)
            .then(
                "participant.joined rep",
                "consent.basis-recorded rep all",
                "consent.notice-sent rep joined"
            )
    }

    @Test func `a rep alone does not open it`() {
        given(.repJoins).gate(.closed)
    }

    @Test(arguments: [Role.colleague, .observer])
    func `someone who is not of the other side does not open it`(role: Role) {
        given(.repJoins, .joins("kim", as: role), .isShown("kim"), .grants("kim")).gate(.closed)
    }

    @Test func `prospects without a rep do not open it`() {
        given(.leeJoins, .isShown("lee"), .grants("lee")).gate(.closed)
    }

    @Test func `an observer must agree too`() {
        given(
            .repJoins,
            .leeJoins,
            .joins("eve", as: .observer),
            .isShown("lee"),
            .grants("lee")
        )
        .gate(.closed)
        .when(.isShown("eve"), .grants("eve"))
        .then("consent.notice-shown eve", "consent.granted eve all", "gate.opened all")
    }

    @Test func `an operator's word stands in place of notice and grant`() {
        given(.joins("rep", as: .rep, assertion: "by phone"))
            .when(.joins("lee", as: .prospect, assertion: "by phone"))
            .then("participant.joined lee", "consent.asserted lee all", "gate.opened all")
    }

    @Test func `agents do not count`() {
        givenOpen()
            .when(.joins("bot", as: .observer, kind: .agent))
            .then("participant.joined bot")
            .gate(.open, all)
    }

    @Test(arguments: [ParticipantKind.standard, .sip, .connector])
    func `every kind of human counts`(kind: ParticipantKind) {
        givenOpen().when(.joins("eve", as: .observer, kind: kind))
            .then(
                "participant.joined eve",
                "consent.notice-sent eve joined",
                "gate.held joiner"
            )
    }

    @Test func `an egress that the policy does not name holds it`() {
        givenOpen()
            .when(.joins("rec", as: .observer, kind: .egress))
            .then("participant.joined rec", "gate.held recorder-present")
            .when(.leaves("rec"))
            .then("participant.left rec", "gate.opened all")
    }

    @Test func `an egress that the policy names does not`() {
        givenOpen()
            .when(.joins("rec", as: .observer, kind: .egress, policyNamed: true))
            .then("participant.joined rec")
            .gate(.open, all)
    }

    @Test func `a failed look-up keeps it shut`() {
        given(.repJoins, .joins("lee", as: .prospect, lookup: .failed), .isShown("lee"))
            .when(.grants("lee"))
            .then("consent.granted lee all")
            .gate(.closed)
        givenOpen().when(.joins("ana", as: .prospect, lookup: .failed))
            .then(
                "participant.joined ana",
                "consent.notice-sent ana joined",
                "gate.closed lookup-failed"
            )
    }

    @Test func `an unknown region opens under the strictest rule`() {
        given(.repJoins, .joins("lee", as: .prospect, lookup: .unknown), .isShown("lee"))
            .when(.grants("lee"))
            .then("consent.granted lee all", "gate.opened all")
    }

    @Test func `the set in force is what everyone agreed to`() {
        given(.repJoins, .leeJoins, .isShown("lee"))
            .when(.grants("lee", [.liveTranscription, .storage, .aiAnalysis]))
            .then(
                "consent.granted lee live_transcription,storage,ai_analysis",
                "gate.opened live_transcription,storage,ai_analysis"
            )
            .gate(.open, [.liveTranscription, .storage, .aiAnalysis])
    }

    @Test(arguments: [Purpose.liveTranscription, .storage])
    func `without either opening purpose it stays shut`(missing: Purpose) {
        let others = Purpose.allCases.filter { $0 != missing }
        given(.repJoins, .leeJoins, .isShown("lee"), .grants("lee", others)).gate(.closed)
    }

    @Test func `a policy that does not ask for the opening purposes never opens`() {
        let policy = ConsentPolicy(id: "test/1", purposesAsked: [.aiAnalysis])
        given(.callOpens(policy), .repJoins, .leeJoins, .isShown("lee"), .grants("lee"))
            .gate(.closed)
    }

    @Test func `the opening names the grants it relies on`() throws {
        let story = givenOpen()
        let opened = try #require(story.events.last)
        let fact = try JSONCoding.value(GateOpened.self, from: opened.data)
        let relied = story.events.filter { fact.grants.contains($0.version) }.map(\.type)
        #expect(relied == [.consentBasisRecorded, .consentGranted])
    }

    @Test func `somebody who joins on a basis while it is open holds it for that moment`() throws {
        let story = givenOpen(.waits(seconds: 10))
            .when(.joins("kim", as: .colleague, basis: "works-agreement:2026-03"))
        story.then(
            "participant.joined kim",
            "consent.basis-recorded kim all",
            "consent.notice-sent kim joined",
            "gate.held joiner",
            "gate.opened all"
        )
        #expect(story.consent.inForceSince[.liveTranscription] == story.now)
    }

    @Test func `a call waits for its rep alone while all others agree and nobody is asked`() {
        let away = givenOpen(.leaves("rep"))
        #expect(away.consent.waitsForRepAlone(agreeingTo: .aiAnalysis))
        #expect(!givenOpen().consent.waitsForRepAlone(agreeingTo: .aiAnalysis))
        let others: [Step] = [
            .reconnects("rep"), .withdraws("rep"), .withdraws("rep", [.aiAnalysis]),
            .withdraws("lee"), .withdraws("lee", [.aiAnalysis]), .leaves("lee"), .anaJoins,
            .turnsOut("lee", shared: true), .turnsOut("lee", minor: true),
            .joins("tape", as: .observer, kind: .egress), .ends,
        ]
        for step in others {
            #expect(!away.when(step).consent.waitsForRepAlone(agreeingTo: .aiAnalysis))
        }
        let less = away.when(.withdraws("lee", [.screenFrames]))
        #expect(less.consent.waitsForRepAlone(agreeingTo: .aiAnalysis))
        #expect(!less.consent.waitsForRepAlone(agreeingTo: .screenFrames))
    }
}
