import ConsentGate
import Events
import Testing

@Suite("The invariant finds what a gate should never have let in")
struct InvariantTests {
    private func violation(of draft: Draft, after story: Story) -> String? {
        var story = story
        story.append(draft)
        return story.violations.last
    }

    private func line(startMicros: Int64, in story: Story) -> Draft {
        story.draft(
            LineTranscribed(startMicros: startMicros, endMicros: startMicros + 1, masked: 0),
            of: Pseudonym("lee")
        )
    }

    @Test func `a line under an open gate is fine`() {
        let story = givenOpen()
        #expect(violation(of: line(startMicros: 0, in: story), after: story) == nil)
    }

    @Test func `a line while the gate is shut is found`() {
        for story in [given(.repJoins, .leeJoins), givenOpen(.withdraws("lee"))] {
            #expect(violation(of: line(startMicros: 0, in: story), after: story) != nil)
        }
    }

    @Test func `a line that began before the gate opened is found`() {
        let story = given(
            .repJoins,
            .leeJoins,
            .isShown("lee"),
            .waits(seconds: 2),
            .grants("lee")
        )
        #expect(violation(of: line(startMicros: 2_000_000, in: story), after: story) == nil)
        #expect(violation(of: line(startMicros: 1_999_999, in: story), after: story) != nil)
    }

    @Test func `work on a line that began before ai_analysis came into force is found`() {
        var story = givenOpen(.withdraws("lee", [.aiAnalysis]))
        story.append(line(startMicros: 0, in: story))
        let early = story.consent.version
        var later = story.when(.waits(seconds: 2), .isShown("lee"), .grants("lee", [.aiAnalysis]))
        later.append(line(startMicros: 1_999_999, in: later))
        let spanning = later.consent.version
        later.append(line(startMicros: 2_000_000, in: later))
        let inTime = later.consent.version
        for (version, isFine) in [(early, false), (spanning, false), (inTime, true)] {
            let found = violation(of: advice(on: version, in: later), after: later)
            #expect((found == nil) == isFine)
        }
        // What was said in time stays so, though the gate has been held since.
        let again = later.when(.anaJoins, .isShown("ana"), .grants("ana"))
        #expect(violation(of: advice(on: inTime, in: again), after: again) == nil)
        #expect(violation(of: advice(on: early, in: again), after: again) != nil)
        #expect(again.consent.purposesWithheld(from: [inTime]).isEmpty)
        #expect(again.consent.purposesWithheld(from: [early, inTime]) == [.aiAnalysis])
    }

    private func advice(on line: StreamVersion, in story: Story) -> Draft {
        story.draft(NudgeDecided(nudge: NudgeID("n"), line: line), of: Pseudonym("rep"))
    }

    @Test func `a picture from before ai_analysis came into force goes to no model`() {
        var story = givenOpen(.withdraws("lee", [.aiAnalysis]))
        let frame = FrameSampled(atMicros: 0, width: 1, height: 1, bytes: 1, why: "first")
        story.append(story.draft(frame, of: Pseudonym("rep")))
        let picture = story.consent.version
        var later = story.when(.waits(seconds: 2), .isShown("lee"), .grants("lee", [.aiAnalysis]))
        later.append(line(startMicros: 2_000_000, in: later))
        for (frame, isFine) in [(nil, true), (picture, false)] as [(StreamVersion?, Bool)] {
            let question = ModelInvoked(
                invocation: InvocationID("i"),
                line: later.consent.version,
                model: "m",
                step: 1,
                lines: 1,
                passages: 1,
                frame: frame,
                deadlineMicros: 1
            )
            let draft = later.draft(question, of: Pseudonym("lee"))
            #expect((violation(of: draft, after: later) == nil) == isFine)
        }
    }

    private func request(outside: JSON?, in story: Story) -> Draft {
        let fact = EgressRequested(
            request: EgressID("r"),
            service: .model,
            purpose: .aiAnalysis,
            outside: true,
            bytes: 1
        )
        var draft = story.draft(fact, of: Pseudonym("lee"))
        draft.data["outside"] = outside
        return draft
    }

    @Test
    func `a request that leaves needs its purpose, and sharing unless it says it stays inside`() {
        let open = givenOpen()
        #expect(violation(of: request(outside: .bool(true), in: open), after: open) == nil)
        let unshared = givenOpen(.withdraws("lee", [.sharing]))
        for outside in [.bool(true), nil, .string("false")] as [JSON?] {
            let found = violation(of: request(outside: outside, in: unshared), after: unshared)
            #expect(found == "content without sharing in force for everyone present")
        }
        #expect(violation(of: request(outside: .bool(false), in: unshared), after: unshared) == nil)
        let unread = givenOpen(.withdraws("lee", [.aiAnalysis]))
        #expect(violation(of: request(outside: .bool(false), in: unread), after: unread) != nil)
    }

    @Test(arguments: [
        ("microphone", "live_transcription", true), ("screenshare", "screen_frames", true),
        ("microphone", "storage", false), ("microphone", "screen_frames", false),
        ("screenshare", "live_transcription", false), ("camera", "live_transcription", false),
        ("screenshare_audio", "screen_frames", false), ("microphone", nil, false),
    ])
    func `a track is subscribed for the purpose of what it carries, or it is found`(
        source: String,
        purpose: String?,
        isFine: Bool
    ) {
        let story = givenOpen()
        let fact = TrackSubscribed(source: .microphone, purpose: .liveTranscription)
        var draft = story.draft(fact, of: Pseudonym("lee"))
        draft.data["source"] = .string(source)
        draft.data["purpose"] = purpose.map { .string($0) }
        #expect((violation(of: draft, after: story) == nil) == isFine)
    }

    @Test(arguments: ["storage", "screen_frames", "sharing", "live_transcription"])
    func `a tool or a request under a purpose that it cannot have is found`(purpose: String) {
        let story = givenOpen()
        var called = story.draft(
            ToolCalled(
                toolCall: ToolCallID("t"),
                purpose: .crmLookup,
                acting: false,
                deadlineMicros: 1
            ),
            of: Pseudonym("lee")
        )
        #expect(violation(of: called, after: story) == nil)
        called.data["purpose"] = .string(purpose)
        #expect(violation(of: called, after: story) != nil)
        var asked = request(outside: .bool(false), in: story)
        asked.data["purpose"] = .string(purpose)
        let found = violation(of: asked, after: story)
        #expect((found == nil) == (purpose == "live_transcription"))
    }

    @Test func `a gate.opened that nobody agreed to is found`() {
        let story = given(.repJoins, .leeJoins)
        let forged = GateOpened(purposes: [.liveTranscription], grants: [], droppedLines: [:])
        #expect(violation(of: story.draft(forged), after: story) != nil)
    }

    @Test func `a gate.opened with another set than was agreed to is found`() {
        let story = givenOpen(.withdraws("lee", [.sharing]))
        let forged = GateOpened(purposes: Purpose.allCases, grants: [], droppedLines: [:])
        #expect(violation(of: story.draft(forged), after: story) != nil)
    }

    @Test func `a gate.opened after the end is found and opens nothing`() {
        var story = given(
            .joins("rep", as: .rep, assertion: "by phone"),
            .joins("lee", as: .prospect, assertion: "by phone"),
            .ends
        )
        let forged = GateOpened(purposes: Purpose.allCases, grants: [], droppedLines: [:])
        story.append(story.draft(forged))
        #expect(story.violations.count == 1)
        story.gate(.ended)
        #expect(violation(of: line(startMicros: 0, in: story), after: story) != nil)
    }

    @Test func `agreement that was interrupted needs another gate.opened`() {
        var story = givenOpen()
        let act = ConsentAct(means: "click", options: [], noticeDigest: "00")
        let lee = Pseudonym("lee")
        story.append(story.draft(ConsentWithdrawn(purposes: [.storage], act: act), of: lee))
        story.append(story.draft(ConsentGranted(purposes: [.storage], act: act), of: lee))
        #expect(violation(of: line(startMicros: 0, in: story), after: story) != nil)
    }

    @Test func `content outside a call's stream is found`() {
        let story = givenOpen()
        var event = Envelope(
            line(startMicros: 0, in: story),
            source: "example.com/log",
            stream: .custody,
            version: StreamVersion(1),
            recordedTime: story.now
        )
        var invariant = ConsentInvariant()
        #expect(invariant.violation(of: event) != nil)
        event.type = .keyCreated
        #expect(invariant.violation(of: event) == nil)
    }

    @Test func `content of a later writer is checked as speech`() {
        let story = given(.repJoins, .leeJoins)
        var draft = line(startMicros: 0, in: story)
        draft.type = EventType(rawValue: "aside.speech.tone-noticed")
        #expect(violation(of: draft, after: story) != nil)
        #expect(violation(of: draft, after: givenOpen()) == nil)
    }

    @Test func `a track that is received for no purpose there is is found`() {
        let story = givenOpen()
        var draft = story.draft(
            TrackSubscribed(source: .microphone, purpose: .liveTranscription)
        )
        #expect(violation(of: draft, after: story) == nil)
        draft.data["purpose"] = .string("training")
        #expect(violation(of: draft, after: story) != nil)
    }

    @Test func `a withdrawal that names more than is known still withdraws`() {
        var story = givenOpen()
        let act = ConsentAct(means: "click", options: [], noticeDigest: "00")
        var draft = story.draft(
            ConsentWithdrawn(purposes: [.storage], act: act),
            of: Pseudonym("lee")
        )
        draft.data["purposes"] = .array([.string("voice_cloning")])
        story.append(draft)
        #expect(story.consent.purposesInForce.isEmpty)
    }

    @Test func `a line or a picture of nobody who is there as a person is found`() {
        let story = givenOpen(
            .joins("bot", as: .observer, kind: .agent),
            .anaJoins,
            .isShown("ana"),
            .grants("ana"),
            .leaves("ana")
        )
        let frame = FrameSampled(atMicros: 0, width: 1, height: 1, bytes: 1, why: "first")
        for (name, isFine) in [
            ("lee", true), ("rep", true), ("ana", false), ("bot", false), ("zed", false),
            (nil, false),
        ] as [(String?, Bool)] {
            let subject = name.map { Pseudonym($0) }
            var said = line(startMicros: 0, in: story)
            said.subject = subject
            #expect((violation(of: said, after: story) == nil) == isFine)
            let shown = story.draft(frame, of: subject)
            #expect((violation(of: shown, after: story) == nil) == isFine)
        }
    }

    private func granted(answering digest: String?, in story: Story) -> Draft {
        let act = ConsentAct(
            means: "click",
            options: [],
            noticeDigest: digest ?? "not-applicable"
        )
        return story.draft(
            ConsentGranted(purposes: Purpose.allCases, act: act),
            of: Pseudonym("lee")
        )
    }

    @Test func `a grant that answers no notice that was shown is found`() {
        let lee = Pseudonym("lee")
        let asked = given(.repJoins, .leeJoins)
        let digest = asked.consent.people[lee]?.notice?.textDigest
        #expect(violation(of: granted(answering: digest, in: asked), after: asked) != nil)
        let shown = asked.when(.isShown("lee"))
        #expect(violation(of: granted(answering: digest, in: shown), after: shown) == nil)
        #expect(violation(of: granted(answering: nil, in: shown), after: shown) != nil)
        // Another notice has been sent since, and nobody has seen it.
        let again = shown.when(.grants("lee"), .turnsOut("lee", shared: true))
        #expect(violation(of: granted(answering: digest, in: again), after: again) != nil)
        let late = shown.when(.grants("lee"), .leaves("lee"), .waits(seconds: 61))
            .when(.reconnects("lee"))
        #expect(violation(of: granted(answering: digest, in: late), after: late) != nil)
    }

    @Test func `a notice that was shown and not sent is found`() {
        let story = given(.repJoins, .leeJoins)
        let shown = NoticeShown(
            purposes: Purpose.allCases,
            textDigest: "00",
            attestation: "client attested display"
        )
        #expect(violation(of: story.draft(shown, of: Pseudonym("lee")), after: story) != nil)
    }

    @Test func `a nudge of somebody who is not the rep is found`() {
        let story = givenOpen()
        let seen = NudgeAcknowledged(nudge: NudgeID("n"), channel: "recorder", latencyMicros: 1)
        for (name, isFine) in [("rep", true), ("lee", false), (nil, false)] as [(String?, Bool)] {
            let subject = name.map { Pseudonym($0) }
            var decided = advice(on: StreamVersion(1), in: story)
            decided.subject = subject
            #expect((violation(of: decided, after: story) == nil) == isFine)
            let draft = story.draft(seen, of: subject)
            #expect((violation(of: draft, after: story) == nil) == isFine)
        }
    }

    @Test func `somebody of a kind that is not known yet keeps it shut`() {
        var story = givenOpen()
        var draft = story.draft(
            ParticipantJoined(role: .prospect, kind: .standard, lookup: .resolved),
            of: Pseudonym("zed")
        )
        draft.data["kind"] = .string("hologram")
        story.append(draft)
        #expect(story.consent.target == .closed([.lookupFailed]))
        #expect(violation(of: line(startMicros: 0, in: story), after: story) != nil)
    }
}
