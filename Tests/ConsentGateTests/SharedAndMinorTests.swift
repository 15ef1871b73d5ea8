import ConsentGate
import Events
import Testing

@Suite("Several people behind one device, and people who are not of age")
struct SharedAndMinorTests {
    private let all = Set(Purpose.allCases)
    private let room = Step.joins("room", as: .prospect, shared: true)
    private let countedRoom = Step.joins("room", as: .prospect, shared: true, headCount: 3)
    private let kid = Step.joins("kid", as: .prospect, minor: true)

    @Test func `a shared device that joins holds the gate until it agrees with a head count`() {
        givenOpen().when(room)
            .then(
                "participant.joined room",
                "consent.notice-sent room joined",
                "gate.held joiner shared-endpoint"
            )
            .when(.isShown("room"), .grants("room"))
            .then("consent.notice-shown room", "consent.act-rejected room all head-count-missing")
            .gate(.held)
            .when(.grants("room", headCount: 3))
            .then("consent.granted room all", "gate.opened all")
            .gate(.open, all)
    }

    @Test func `a head count of nobody is none`() {
        givenOpen(room, .isShown("room")).when(.grants("room", headCount: 0))
            .then("consent.act-rejected room all head-count-missing")
            .gate(.held)
    }

    @Test func `a head count that came with the join is enough`() {
        let story = givenOpen(countedRoom, .isShown("room")).when(.grants("room"))
            .then("consent.granted room all", "gate.opened all")
        let act = story.events.dropLast().last?.data["act"]?.object
        #expect(act?["headCount"]?.integer == 3)
    }

    @Test func `an operator's word does not say how many people share a device`() {
        given(.joins("rep", as: .rep, assertion: "by phone"))
            .when(.joins("room", as: .prospect, assertion: "by phone", shared: true))
            .then("participant.joined room", "consent.asserted room all")
            .gate(.closed)
            .when(.leaves("room"))
            .when(
                .joins(
                    "room",
                    as: .prospect,
                    assertion: "by phone",
                    shared: true,
                    headCount: 2
                )
            )
            .then("participant.joined room", "consent.asserted room all", "gate.opened all")
    }

    @Test func `a shared device that comes back too late must be counted again`() {
        givenOpen(countedRoom, .isShown("room"), .grants("room"))
            .gate(.open, all)
            .when(.leaves("room"), .waits(seconds: 61), .reconnects("room"))
            .then(
                "participant.left room",
                "participant.reconnected room not-kept",
                "consent.notice-sent room joined",
                "gate.held joiner shared-endpoint"
            )
            .when(.isShown("room"), .grants("room"))
            .then("consent.notice-shown room", "consent.act-rejected room all head-count-missing")
    }

    @Test func `a shared device may refuse and withdraw like anybody`() {
        givenOpen(room).when(.refuses("room"))
            .then("consent.refused room all", "gate.closed refused")
    }

    @Test func `somebody who is not of age closes the gate and is asked nothing`() {
        givenOpen().when(kid)
            .then("participant.joined kid", "gate.closed minor")
            .gate(.closed)
            .when(.leaves("kid"))
            .then("participant.left kid", "gate.opened all")
    }

    @Test func `nobody agrees for a minor, and neither a basis nor a word stands for one`() {
        given(
            .repJoins,
            .joins("kid", as: .prospect, basis: "parents", assertion: "by phone", minor: true)
        )
        .when(.isShown("kid"), .grants("kid", with: .none))
        .then("consent.act-rejected kid all minor")
        .gate(.closed)
    }

    @Test func `after the call nobody has agreed for one who turned out not to be of age`() {
        var story = givenOpen()
        let line = LineTranscribed(startMicros: 0, endMicros: 1, masked: 0)
        story.append(story.draft(line, of: Pseudonym("lee")))
        #expect(story.when(.ends).consent.isFollowUpInForce)
        let ended = story.when(.turnsOut("lee", minor: true), .leaves("lee"), .ends)
        #expect(!ended.consent.isFollowUpInForce && !ended.consent.isSharingAgreedAfterCall)
        #expect(ended.consent.objectionsToFollowUp == [.unknown])
    }

    @Test func `a minor who withdraws is heard all the same`() {
        givenOpen(kid).when(.refuses("kid")).then("consent.refused kid all").gate(.closed)
    }

    @Test func `a device that turns out to be shared holds the gate until all behind it agree`() {
        let asked = givenOpen().when(.turnsOut("lee", shared: true))
            .then(
                "participant.changed lee shared",
                "consent.reconsent-required lee all identity",
                "consent.notice-sent lee reconsent",
                "gate.held reconsent shared-endpoint"
            )
            .gate(.held)
        #expect(asked.stopsCapture)
        #expect(asked.events.compactMap { $0.data["change"]?.string } == ["identity"])
        #expect(asked.notices.map(\.isForSeveral) == [true])
        asked.when(.isShown("lee"), .grants("lee"), .grants("lee", headCount: 2))
            .then(
                "consent.notice-shown lee",
                "consent.act-rejected lee all head-count-missing",
                "consent.granted lee all",
                "gate.opened all"
            )
            .gate(.open, all)
    }

    @Test func `a rep with a basis whose device turns out to be shared says how many they are`() {
        givenOpen(.turnsOut("rep", shared: true)).gate(.held)
            .when(.isShown("rep"), .grants("rep", headCount: 2))
            .then("consent.notice-shown rep", "consent.granted rep all", "gate.opened all")
    }

    @Test func `a head count is void when the device turns out to be shared`() {
        given(.repJoins, .leeJoins, .isShown("lee"), .grants("lee", headCount: 1))
            .gate(.open, all)
            .when(.turnsOut("lee", shared: true))
            .gate(.held)
            .when(.isShown("lee"), .grants("lee"))
            .then("consent.notice-shown lee", "consent.act-rejected lee all head-count-missing")
    }

    @Test func `somebody who turns out not to be of age closes the gate and is asked nothing`() {
        let story = givenOpen().when(.turnsOut("lee", minor: true))
            .then("participant.changed lee minor", "gate.closed minor")
            .gate(.closed)
        #expect(story.stopsCapture && story.notices.isEmpty)
        givenOpen(.turnsOut("lee", shared: true, minor: true))
            .when(.isShown("lee"), .grants("lee", headCount: 2))
            .then("consent.act-rejected lee all minor")
    }

    @Test func `nothing that turns out opens the gate, and what is known already is no news`() {
        given(.repJoins, room, .isShown("room"), .grants("room", headCount: 3))
            .when(
                .turnsOut("room", shared: true),
                .turnsOut("room", shared: false, minor: false),
                .turnsOut("nobody", shared: true)
            )
            .then()
            .gate(.open, all)
        givenOpen(kid).when(.turnsOut("kid", minor: false)).then().gate(.closed)
    }

    @Test func `whoever said no is not asked again because their device is shared`() {
        let story = given(.repJoins, .leeJoins, .refuses("lee"))
            .when(.turnsOut("lee", shared: true))
            .then("participant.changed lee shared")
        #expect(story.notices.isEmpty)
    }

    @Test func `whoever said no to something is asked again for the rest alone`() {
        let story = givenOpen(.withdraws("lee", [.sharing]))
            .when(.turnsOut("lee", shared: true), .isShown("lee"), .grants("lee", headCount: 2))
        let rest = all.subtracting([.sharing])
        story.gate(.open, rest)
        #expect(story.consent.people[Pseudonym("lee")]?.standing(on: .sharing) == .withdrawn)
        #expect(story.events.count { $0.type == .consentNoticeSent } == 3)
        story.when(.isShown("lee"), .grants("lee"))
            .then(
                "consent.notice-sent lee own-initiative",
                "consent.notice-shown lee",
                "consent.granted lee sharing",
                "gate.opened all"
            )
    }

    @Test func `what turned out while somebody was away counts before the gate may open again`() {
        let away = givenOpen(.leaves("lee"), .waits(seconds: 5))
        away.when(.reconnects("lee", shared: true))
            .then(
                "participant.reconnected lee kept",
                "participant.changed lee shared",
                "consent.reconsent-required lee all identity",
                "consent.notice-sent lee reconsent"
            )
            .gate(.closed)
        away.when(.reconnects("lee", minor: true))
            .then("participant.reconnected lee kept", "participant.changed lee minor")
            .gate(.closed)
    }

    @Test func `a change that cannot be read counts as either`() {
        var story = givenOpen()
        story.append(story.draft(Unreadable(), of: Pseudonym("lee")))
        let person = story.consent.people[Pseudonym("lee")]
        #expect(person?.isMinor == true && person?.isUnattested == true)
    }

    /// A change as a later writer may write it.
    private struct Unreadable: Fact {
        static let type = EventType.participantChanged
        var shared = "since the break"
    }

    @Test func `a grant that cannot be read says nothing of who sits behind the device`() throws {
        var story = givenOpen(room)
        let act = ConsentAct(means: "click", options: [], noticeDigest: "00", headCount: 3)
        var draft = story.draft(
            ConsentGranted(purposes: [.storage], act: act),
            of: Pseudonym("room")
        )
        draft.data["purposes"] = .array([.string("storage"), .string("of a later writer")])
        story.append(draft)
        let person = try #require(story.consent.people[Pseudonym("room")])
        #expect(person.isUnattested && person.standing(on: .storage) == .noticeSent)
    }

    @Test func `a gate that opens beside them is found`() {
        for step in [room, kid] {
            var story = given(.repJoins, .leeJoins, step)
            story.append(story.draft(GateOpened(purposes: [], grants: [], droppedLines: [:])))
            #expect(story.violations.count == 1)
        }
    }
}
