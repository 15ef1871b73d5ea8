import ConsentGate
import Events
import Testing

@Suite("While the connection to the room is lost nobody knows who is there")
struct ConnectionTests {
    private let all = Set(Purpose.allCases)

    @Test func `the gate is held until it is back`() {
        givenOpen()
            .when(.losesConnection)
            .then("call.connection-lost", "gate.held connection-lost")
            .gate(.held)
            .when(.isBack)
            .then("call.connection-restored", "gate.opened all")
            .gate(.open, all)
    }

    @Test func `what is told twice, or was never lost, changes nothing`() {
        givenOpen(.losesConnection).when(.losesConnection).then().gate(.held)
        givenOpen().when(.isBack).then().gate(.open, all)
    }

    @Test func `a gate that is shut is not opened meanwhile`() {
        given(.repJoins, .leeJoins, .isShown("lee"), .losesConnection)
            .when(.grants("lee"))
            .then("consent.granted lee all")
            .gate(.closed)
            .when(.isBack)
            .then("call.connection-restored", "gate.opened all")
    }

    @Test func `whoever is found to have come must agree before it opens`() {
        givenOpen(.losesConnection, .anaJoins)
            .when(.isBack)
            .then("call.connection-restored")
            .gate(.held)
            .when(.isShown("ana"), .grants("ana"))
            .then("consent.notice-shown ana", "consent.granted ana all", "gate.opened all")
    }

    @Test func `a no that comes through closes it, and being back does not open it`() {
        givenOpen(.losesConnection)
            .when(.withdraws("lee"))
            .then("consent.withdrawn lee all", "gate.closed withdrawn")
            .when(.isBack)
            .then("call.connection-restored")
            .gate(.closed)
    }

    @Test func `a connection that is built anew, so that all seem to leave and come, keeps grants`()
    {
        let story = givenOpen(.losesConnection, .leaves("rep"), .leaves("lee"))
        story.gate(.closed)
            .when(.reconnects("rep"), .reconnects("lee"))
            .then("participant.reconnected rep kept", "participant.reconnected lee kept")
            .gate(.closed)
            .when(.isBack)
            .then("call.connection-restored", "gate.opened all")
    }

    @Test func `no nudge waits for the rep`() {
        let away = givenOpen(.leaves("rep"))
        #expect(away.consent.waitsForRepAlone(agreeingTo: .aiAnalysis))
        let unseen = away.when(.losesConnection)
        #expect(!unseen.consent.waitsForRepAlone(agreeingTo: .aiAnalysis))
    }

    @Test func `a line is found in the log even if nothing held the gate`() {
        var story = givenOpen()
        story.append(story.draft(ConnectionLost()))
        #expect(story.violations.isEmpty)
        let line = LineTranscribed(startMicros: 0, endMicros: 1, masked: 0)
        story.append(story.draft(line, of: Pseudonym("lee")))
        #expect(story.violations.count == 1)
    }
}
