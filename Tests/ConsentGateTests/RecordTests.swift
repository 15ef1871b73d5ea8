import ConsentGate
import Events
import Testing

/// CONSENT §3: what does not apply is written and not left out.
@Suite("Every event of somebody's consent states what became of it")
struct RecordTests {
    private let lee = Pseudonym("lee")

    /// What the newest event of a type states.
    private func record(_ type: EventType, in story: Story) throws -> ConsentRecord {
        let event = try #require(story.events.last { $0.type == type })
        let object = try #require(event.data["record"]?.object)
        return try JSONCoding.value(ConsentRecord.self, from: object)
    }

    private func version(_ type: EventType, of name: String, in story: Story) -> StreamVersion? {
        story.events.last { $0.type == type && $0.subject == Pseudonym(name) }?.version
    }

    @Test func `a grant states what it changed, until when, and where the rest stands`() throws {
        let story = given(.repJoins, .leeJoins, .isShown("lee"), .waits(seconds: 7))
            .when(.grants("lee"))
        let record = try record(.consentGranted, in: story)
        func granted(
            _ purposes: [Purpose],
            until end: ConsentRecord.Standings.End
        ) -> ConsentRecord.Standings {
            .init(
                purposes,
                before: .disclosed,
                after: .granted,
                legalBasis: .consent,
                from: story.now,
                until: end
            )
        }
        #expect(
            record.standings == [
                granted(
                    [.liveTranscription, .aiAnalysis, .screenFrames, .crmLookup, .sharing],
                    until: .callEnds
                ),
                granted([.storage, .followUp], until: .retentionEnds),
            ]
        )
        #expect(record.settings.value == StreamVersion(1))
        #expect(record.joined.value == version(.participantJoined, of: "lee", in: story))
        #expect(record.notice.value == version(.consentNoticeSent, of: "lee", in: story))
        #expect(record.shown.value == version(.consentNoticeShown, of: "lee", in: story))
        #expect(record.role.value == .prospect && record.kind.value == .standard)
        #expect(record.shared.value == false && record.actedFor.value == ConsentRecord.ownAct)
        #expect(record.withdrawBy.value != nil && record.retentionClass.value != nil)
        #expect(record.gateBefore == .closed && record.gateAfter == .open)
    }

    @Test func `what does not apply is written`() throws {
        let story = given(.repJoins, .leeJoins).when(.refuses("lee", [.sharing]))
        let record = try #require(story.events.last?.data["record"]?.object)
        for name in ["reason", "shown", "withdrawBy", "retentionClass", "hold"] {
            #expect(record[name]?.string == "not-applicable", "\(name)")
        }
        let standings = try #require(record["standings"]?.array?.first?.object)
        #expect(standings["from"]?.string == "not-applicable")
        #expect(standings["until"]?.string == "not-applicable")
        #expect(standings["before"]?.string == "notice-sent")
        #expect(standings["after"]?.string == "refused")
    }

    @Test func `a basis and a word hold until they are taken back, and a word is for somebody`()
        throws
    {
        let story = given(.repJoins, .joins("lee", as: .prospect, assertion: "by phone"))
        for (type, standing, actedFor) in [
            (.consentBasisRecorded, .basis, .notApplicable),
            (.consentAsserted, .asserted, .applies(ConsentRecord.actForPerson)),
        ] as [(EventType, ConsentStanding, Applicable<String>)] {
            let record = try record(type, in: story)
            #expect(record.standings.map(\.after) == [standing])
            #expect(record.standings.map(\.until) == [.applies(.withdrawn)])
            #expect(record.actedFor == actedFor)
        }
        let told = try record(.consentNoticeSent, in: story)
        #expect(told.standings.map(\.before) == [.basis] && told.standings.map(\.after) == [.basis])
        #expect(told.reason.value == "joined" && told.actedFor == .notApplicable)
    }

    @Test func `a withdrawal states the gate that it shuts, and the end that the call is over`()
        throws
    {
        let withdrawn = try record(.consentWithdrawn, in: givenOpen(.withdraws("lee")))
        #expect(withdrawn.gateBefore == .open && withdrawn.gateAfter == .closed)
        #expect(withdrawn.standings.map(\.before) == [.granted])
        let expired = try record(.consentExpired, in: givenOpen(.ends))
        #expect(expired.gateBefore == .open && expired.gateAfter == .ended)
        #expect(expired.standings.map(\.after) == [.expired])
    }

    @Test func `an act of somebody who never joined states that nothing is known of them`() throws {
        let rejected = try record(.consentActRejected, in: givenOpen(.grants("zoe")))
        #expect(rejected.joined == .notApplicable && rejected.role == .notApplicable)
        #expect(rejected.standings.map(\.before) == [.unknown])
        #expect(rejected.reason.value == ActRejected.Reason.notPresent.rawValue)
    }

    @Test func `no event of anybody's consent goes without, and each purpose is in it once`() throws
    {
        let story = givenOpen(
            .anaJoins,
            .waits(seconds: 121),
            .isShown("ana"),
            .grants("ana", with: .wrong),
            .refuses("ana", [.sharing]),
            .turnsOut("lee", in: "FR"),
            .isShown("lee"),
            .grants("lee"),
            .withdraws("rep"),
            .ends
        )
        let events = story.events.filter { $0.type.family == "consent" }
        #expect(Set(events.map(\.type)).count == 10)
        for event in events {
            let object = try #require(event.data["record"]?.object)
            let record = try JSONCoding.value(ConsentRecord.self, from: object)
            let named = event.data["purposes"]?.array?.compactMap(\.string) ?? []
            #expect(record.standings.flatMap(\.purposes).map(\.rawValue).sorted() == named.sorted())
        }
        #expect(story.violations.isEmpty)
    }

    @Test(arguments: ["before", "after"])
    func `a standing that the log does not give is found`(place: String) throws {
        var story = givenOpen()
        var forged = story.draft(
            ConsentWithdrawn(
                purposes: [.sharing],
                act: .init(means: "click", options: [], noticeDigest: "00")
            ),
            of: lee
        )
        var standings: JSONObject = [
            "purposes": .array([.string("sharing")]), "before": .string("granted"),
            "after": .string("withdrawn"),
        ]
        standings[place] = .string("refused")
        forged.data["record"] = .object(["standings": .array([.object(standings)])])
        story.append(forged)
        #expect(
            story.violations == ["a consent event states other standings than the log gives"]
        )
    }
}
