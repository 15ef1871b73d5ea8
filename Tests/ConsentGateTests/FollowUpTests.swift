import ConsentGate
import Events
import Testing

@Suite("What comes after a call stands under follow_up alone")
struct FollowUpTests {
    /// A tool's call in the stream after the story, or in another.
    private func called(
        _ purpose: String = "follow_up",
        as type: EventType = .toolCalled,
        in stream: StreamName = .after(CallID("story")),
        after story: Story
    ) -> Envelope {
        let fact = ToolCalled(
            toolCall: ToolCallID("t"),
            purpose: .followUp,
            acting: false,
            deadlineMicros: 1
        )
        var draft = story.draft(fact, of: Pseudonym("rep"))
        draft.type = type
        draft.data["purpose"] = .string(purpose)
        return Envelope(
            draft,
            source: "example.com/log",
            stream: stream,
            version: StreamVersion(1),
            recordedTime: story.now
        )
    }

    private func violation(_ event: Envelope, after story: Story) -> String? {
        var invariant = story.invariant
        return invariant.violation(of: event)
    }

    /// Somebody says a word, now.
    private func heard(_ names: String..., in story: Story) -> Story {
        var story = story
        for name in names {
            let line = LineTranscribed(startMicros: 0, endMicros: 1, masked: 0)
            story.append(story.draft(line, of: Pseudonym(name)))
        }
        return story
    }

    private func ended(_ story: Story, sealed: Bool = true) -> Story {
        var story = story
        story.perform(.ends)
        guard sealed else { return story }
        let version = story.consent.version
        story.append(story.draft(CallSealed(lastVersion: version, leafHashesDigest: "")))
        return story
    }

    @Test(arguments: [true, false])
    func `it is fine once the call is over, sealed or not yet`(isSealed: Bool) throws {
        let story = ended(heard("lee", "rep", in: givenOpen()), sealed: isSealed)
        #expect(violation(called(after: story), after: story) == nil)
        let asked = called(as: .toolApprovalAsked, after: story)
        #expect(violation(asked, after: story) == nil)
        let condition = try story.consent.permitAfterCall().spend()
        #expect(condition == AppendCondition(noConsentChangeSince: .none))
    }

    @Test func `it is found while the call goes on, and there is no permit for it`() {
        let story = heard("lee", in: givenOpen())
        #expect(violation(called(after: story), after: story) != nil)
        #expect(throws: Refusal.callNotOver) { _ = try story.consent.permitAfterCall().spend() }
    }

    @Test func `it is found when one who was heard withdrew from it, however little else`() {
        let story = ended(heard("lee", "rep", in: givenOpen()).when(.withdraws("lee", [.followUp])))
        #expect(violation(called(after: story), after: story) != nil)
        #expect(throws: Refusal.purposeNotInForce(.followUp)) {
            _ = try story.consent.permitAfterCall().spend()
        }
    }

    /// A request in the stream after the story.
    private func requested(outside: Bool, after story: Story) -> Envelope {
        let fact = EgressRequested(
            request: EgressID("r"),
            service: .model,
            purpose: .followUp,
            outside: outside,
            bytes: 1
        )
        return Envelope(
            story.draft(fact, of: Pseudonym("rep")),
            source: "example.com/log",
            stream: .after(CallID("story")),
            version: StreamVersion(1),
            recordedTime: story.now
        )
    }

    @Test(arguments: [true, false])
    func `a request to an outside processor needs sharing too, which the end does not end`(
        isSealed: Bool
    ) throws {
        let shared = ended(heard("lee", "rep", in: givenOpen()), sealed: isSealed)
        #expect(violation(requested(outside: true, after: shared), after: shared) == nil)
        _ = try shared.consent.sharingPermitAfterCall().spend()

        let kept = ended(
            heard("lee", "rep", in: givenOpen()).when(.withdraws("lee", [.sharing])),
            sealed: isSealed
        )
        #expect(violation(requested(outside: true, after: kept), after: kept) != nil)
        #expect(violation(requested(outside: false, after: kept), after: kept) == nil)
        #expect(throws: Refusal.purposeNotInForce(.sharing)) {
            _ = try kept.consent.sharingPermitAfterCall().spend()
        }
    }

    @Test func `who left before the end still counts, who was never heard does not`() {
        let left = heard("lee", in: givenOpen())
            .when(.withdraws("lee", [.followUp]), .leaves("lee"))
        #expect(violation(called(after: ended(left)), after: ended(left)) != nil)
        let unheard = heard("lee", in: givenOpen()).when(.anaJoins, .refuses("ana"))
        #expect(violation(called(after: ended(unheard)), after: ended(unheard)) == nil)
    }

    @Test func `where nobody was heard there is nothing to work on`() {
        let story = ended(givenOpen())
        #expect(violation(called(after: story), after: story) != nil)
    }

    @Test func `a call that the log does not have is found`() {
        let story = ended(heard("lee", in: givenOpen()))
        let event = called(in: .after(CallID("other")), after: story)
        #expect(violation(event, after: story) != nil)
    }

    @Test(arguments: ["ai_analysis", "crm_lookup", "storage", "training", ""])
    func `another purpose is found after a call`(purpose: String) {
        let story = ended(heard("lee", in: givenOpen()))
        #expect(violation(called(purpose, after: story), after: story) != nil)
    }

    @Test(arguments: [EventType.nudgeDecided, .lineTranscribed, .modelInvoked, .trackSubscribed])
    func `anything but a tool is found after a call`(type: EventType) {
        let story = ended(heard("lee", in: givenOpen()))
        #expect(violation(called(as: type, after: story), after: story) != nil)
    }

    @Test func `work for after the call is found in it`() {
        let story = heard("lee", in: givenOpen())
        let event = called(in: .call(CallID("story")), after: story)
        #expect(violation(event, after: story) != nil)
    }
}
