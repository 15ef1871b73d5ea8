import ConsentGate
import Events
import Testing

@Suite("Whoever agreed to something else is asked again")
struct ReconsentTests {
    private let all = Set(Purpose.allCases)

    /// The standard policy with somebody outside who gets data.
    private var withProcessor: ConsentPolicy {
        var policy = ConsentPolicy.standard
        policy.disclosure.processors = [
            Processor(name: "Wordwell Ltd", service: .languageModel, purposes: [.aiAnalysis])
        ]
        return policy
    }

    private var withFewerPurposes: ConsentPolicy {
        ConsentPolicy(id: "test/2", purposesAsked: [.liveTranscription, .storage, .aiAnalysis])
    }

    /// The same notices in another version of their words.
    private var otherWords: NoticeCatalog {
        NoticeCatalog(
            NoticeCatalog.standard.all.map { text in
                NoticeText(
                    audience: text.audience,
                    locale: text.locale,
                    version: text.version + 1,
                    title: text.title + "!",
                    paragraphs: text.paragraphs,
                    allow: text.allow,
                    refuse: text.refuse,
                    stop: text.stop
                )
            }
        )
    }

    // MARK: - Carried on by another process

    @Test func `under the same terms nobody is asked, and nothing is to be told`() {
        let story = givenOpen(.isShown("rep")).when(.resumes())
        story.then("call.resumed").gate(.open, all)
    }

    @Test func `with another processor everyone who granted is asked before anything goes on`() {
        let story = givenOpen().when(.resumes(withProcessor))
        story.then(
            "call.resumed",
            "consent.reconsent-required lee all processor",
            "consent.notice-sent lee reconsent",
            "consent.notice-sent rep resumed",
            "gate.held reconsent"
        )
        .gate(.held)
        #expect(story.stopsCapture)
        #expect(story.notices.allSatisfy { $0.text.shown.contains("Wordwell Ltd") })
        story.when(.grants("lee", with: .first))
            .then("consent.act-rejected lee all notice-not-shown")
        story.when(.isShown("lee"), .grants("lee", with: .first))
            .then("consent.notice-shown lee", "consent.act-rejected lee all nonce-mismatch")
            .when(.grants("lee"))
            .then("consent.granted lee all", "gate.opened all")
            .gate(.open, all)
        story.when(.waits(seconds: 120))
            .then("consent.timed-out lee all", "gate.closed timed-out")
    }

    @Test func `a company that gets data for more than was told makes everyone be asked again`() {
        var wider = withProcessor
        wider.disclosure.processors[0].purposes.append(.screenFrames)
        givenOpen(.resumes(withProcessor), .isShown("lee"), .grants("lee"))
            .when(.resumes(wider))
            .then(
                "call.resumed",
                "consent.reconsent-required lee all processor",
                "consent.notice-sent lee reconsent",
                "consent.notice-sent rep resumed",
                "gate.held reconsent"
            )
    }

    @Test func `and again when the processor is taken out, but not while nothing changes`() {
        let story = givenOpen(.resumes(withProcessor), .isShown("lee"), .grants("lee"))
        story.when(.resumes(withProcessor)).then("call.resumed", "consent.notice-sent rep resumed")
        story.when(.resumes())
            .then(
                "call.resumed",
                "consent.reconsent-required lee all processor",
                "consent.notice-sent lee reconsent",
                "consent.notice-sent rep resumed",
                "gate.held reconsent"
            )
    }

    @Test func `with other words it is the notice that changed`() throws {
        let story = givenOpen(.isShown("rep")).when(.resumes(.standard, otherWords))
        let required = try #require(
            story.events.last { $0.type == .consentReconsentRequired }
        )
        #expect(required.data["change"]?.string == "notice")
        story.gate(.held)
    }

    @Test func `with other purposes they are asked for those, and no other is in force`() {
        let story = givenOpen(.isShown("rep")).when(.resumes(withFewerPurposes))
        story.then(
            "call.resumed",
            "consent.reconsent-required lee live_transcription,storage,ai_analysis,screen_frames,"
                + "crm_lookup,sharing,follow_up policy",
            "consent.notice-sent lee reconsent",
            "consent.notice-sent rep resumed",
            "gate.held reconsent"
        )
        story.when(.isShown("lee"), .grants("lee"))
            .then("consent.notice-shown lee", "consent.granted lee all", "gate.opened all")
            .gate(.open, [.liveTranscription, .storage, .aiAnalysis])
    }

    @Test(arguments: [true, false])
    func `what is not asked for any more counts after the call for nobody, there or away`(
        isThere: Bool
    ) {
        var story = givenOpen()
        let line = LineTranscribed(startMicros: 0, endMicros: 1, masked: 0)
        story.append(story.draft(line, of: Pseudonym("lee")))
        if !isThere { story.perform(.leaves("lee")) }
        #expect(story.when(.ends).consent.isFollowUpInForce)
        let ended = story.when(.resumes(withFewerPurposes), .isShown("lee"), .grants("lee"), .ends)
        #expect(ended.violations.isEmpty)
        #expect(!ended.consent.isFollowUpInForce && !ended.consent.isSharingAgreedAfterCall)
        #expect(ended.consent.objectionsToPictures == [.unknown])
    }

    @Test func `a policy that does not ask for what the gate needs keeps it shut`() {
        let policy = ConsentPolicy(id: "test/3", purposesAsked: [.aiAnalysis])
        givenOpen().when(.resumes(policy), .isShown("lee"), .grants("lee")).gate(.held)
    }

    @Test func `who is still waited for is sent the notice anew, and who said no is left alone`() {
        let asked = given(.repJoins, .leeJoins, .isShown("lee"))
        asked.when(.resumes(withProcessor))
            .then(
                "call.resumed",
                "consent.notice-sent lee resumed",
                "consent.notice-sent rep resumed"
            )
            .when(.grants("lee")).then("consent.act-rejected lee all notice-not-shown")
        asked.when(.refuses("lee"), .resumes(withProcessor))
            .then("consent.refused lee all", "call.resumed", "consent.notice-sent rep resumed")
    }

    @Test func `an answer to the old notice after a time-out is no grant`() {
        given(.repJoins, .leeJoins, .isShown("lee"), .waits(seconds: 121), .resumes(withProcessor))
            .when(.grants("lee"))
            .then(
                "consent.act-rejected lee all notice-mismatch",
                "consent.notice-sent lee own-initiative"
            )
            .when(.isShown("lee"), .grants("lee"))
            .then("consent.notice-shown lee", "consent.granted lee all", "gate.opened all")
    }

    @Test func `who was away is asked again under other terms, however short it was`() {
        let away = givenOpen(.leaves("lee"), .waits(seconds: 5))
        away.when(.resumes(withProcessor), .reconnects("lee"))
            .then(
                "call.resumed",
                "consent.notice-sent rep resumed",
                "participant.reconnected lee kept",
                "consent.reconsent-required lee all processor",
                "consent.notice-sent lee reconsent"
            )
            .gate(.closed)
        away.when(.resumes(), .reconnects("lee"))
            .then(
                "call.resumed",
                "consent.notice-sent rep resumed",
                "participant.reconnected lee kept",
                "gate.opened all"
            )
    }

    @Test func `a no from before stands when they come back under other terms`() {
        givenOpen(.refuses("lee", [.screenFrames]), .leaves("lee"), .waits(seconds: 5))
            .when(.resumes(withProcessor), .reconnects("lee"), .isShown("lee"), .grants("lee"))
            .then(
                "call.resumed",
                "consent.notice-sent rep resumed",
                "participant.reconnected lee kept",
                "consent.reconsent-required lee live_transcription,storage,ai_analysis,"
                    + "crm_lookup,sharing,follow_up processor",
                "consent.notice-sent lee reconsent",
                "consent.notice-shown lee",
                "consent.granted lee live_transcription,storage,ai_analysis,crm_lookup,sharing,"
                    + "follow_up",
                "gate.opened live_transcription,storage,ai_analysis,crm_lookup,sharing,follow_up"
            )
            .gate(.open, all.subtracting([.screenFrames]))
    }

    // MARK: - Somewhere else

    @Test func `who turns out to be under another rule is asked again`() throws {
        let story = givenOpen().when(.turnsOut("lee", in: "FR"))
        story.then(
            "participant.changed lee moved",
            "consent.reconsent-required lee all jurisdiction",
            "consent.notice-sent lee reconsent",
            "gate.held reconsent"
        )
        #expect(story.stopsCapture)
        let moved = try #require(story.decision?.drafts.first)
        let part = try #require(moved.sealedPart)
        #expect(part.keyClass == .evidence && part.subjects == [Pseudonym("lee")])
        #expect(
            try JSONCoding.value(ParticipantChanged.Sealed.self, from: part.fields).region == "FR"
        )
        let entries = String(decoding: story.events.flatMap { $0.encoded() }, as: UTF8.self)
        #expect(!entries.contains("FR"))
        story.when(.isShown("lee"), .grants("lee"))
            .then("consent.notice-shown lee", "consent.granted lee all", "gate.opened all")
    }

    @Test func `who has not agreed yet is not asked twice, and a basis stands`() {
        given(.repJoins, .leeJoins).when(.turnsOut("lee", in: "FR"))
            .then("participant.changed lee moved")
        givenOpen().when(.turnsOut("rep", in: "FR"))
            .then("participant.changed rep moved")
            .gate(.open, all)
    }

    @Test func `who comes back from somewhere else is asked before the gate opens`() {
        givenOpen(.leaves("lee"), .waits(seconds: 5))
            .when(.reconnects("lee", in: "FR"))
            .then(
                "participant.reconnected lee kept",
                "participant.changed lee moved",
                "consent.reconsent-required lee all jurisdiction",
                "consent.notice-sent lee reconsent"
            )
            .gate(.closed)
    }

    @Test func `who moves and shares the device is asked once, for all behind it`() {
        givenOpen().when(.turnsOut("lee", shared: true, in: "FR"))
            .then(
                "participant.changed lee shared moved",
                "consent.reconsent-required lee all identity",
                "consent.notice-sent lee reconsent",
                "gate.held reconsent shared-endpoint"
            )
    }
}
