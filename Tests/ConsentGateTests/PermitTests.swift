import ConsentGate
import Events
import Testing

@Suite("A permit is the gate's word for one thing, once")
struct PermitTests {
    private func condition<P: PurposeTag>(
        _ purpose: P.Type,
        in story: Story,
        speechBegan: Timestamp? = nil
    ) throws(Refusal) -> AppendCondition {
        try story.consent.permit(for: purpose, speechBegan: speechBegan).spend()
    }

    @Test func `an open gate gives one for each purpose in force`() throws {
        let story = givenOpen()
        let condition = try condition(LiveTranscription.self, in: story)
        #expect(condition.noConsentChangeSince == story.consent.newestChange)
        #expect(try self.condition(AIAnalysis.self, in: story) == condition)
        #expect(try self.condition(ScreenFrames.self, in: story) == condition)
    }

    @Test func `no gate but an open one gives any`() {
        let closed = given(.repJoins, .leeJoins)
        let held = givenOpen(.anaJoins)
        for story in [Story(), closed, held, givenOpen(.withdraws("lee")), givenOpen(.ends)] {
            #expect(throws: Refusal.gateNotOpen) {
                try self.condition(LiveTranscription.self, in: story)
            }
        }
    }

    @Test func `a purpose that is not in force gives none`() {
        let story = givenOpen(.withdraws("lee", [.aiAnalysis]))
        #expect(throws: Refusal.purposeNotInForce(.aiAnalysis)) {
            try self.condition(AIAnalysis.self, in: story)
        }
        #expect(throws: Never.self) { try self.condition(ScreenFrames.self, in: story) }
    }

    @Test func `speech that began before the purpose came into force gives none`() throws {
        let story = givenOpen(.waits(seconds: 5))
        let opened = try #require(story.consent.inForceSince[.liveTranscription])
        let before = opened.advanced(byMicros: -1)
        #expect(throws: Refusal.beganBeforeInForce(.liveTranscription)) {
            try self.condition(LiveTranscription.self, in: story, speechBegan: before)
        }
        #expect(throws: Never.self) {
            try self.condition(LiveTranscription.self, in: story, speechBegan: opened)
        }
    }

    @Test func `a gate.opened that only changes the set does not count`() throws {
        let story = givenOpen()
        let opened = story.consent.inForceSince[.liveTranscription]
        let smaller = story.when(.waits(seconds: 9), .withdraws("lee", [.sharing]))
        #expect(smaller.consent.inForceSince[.liveTranscription] == opened)
        #expect(smaller.consent.inForceSince[.sharing] == nil)
        let back = smaller.when(.isShown("lee"), .waits(seconds: 1), .grants("lee"))
        #expect(back.consent.inForceSince[.liveTranscription] == opened)
        #expect(back.consent.inForceSince[.sharing] == back.now)
    }

    @Test func `a gate that was held begins anew`() {
        let story = givenOpen(.waits(seconds: 3), .anaJoins, .isShown("ana"), .grants("ana"))
        #expect(story.consent.inForceSince[.liveTranscription] == story.now)
    }

    @Test func `any change of consent, gate or presence ends the permits given before`() throws {
        let story = givenOpen()
        let condition = try condition(LiveTranscription.self, in: story)
        let changes: [Step] = [
            .withdraws("lee"), .anaJoins, .leaves("lee"), .reconnects("lee"), .grants("lee"),
            .turnsOut("lee", in: "FR"),
        ]
        for change in changes {
            let after = story.when(change)
            #expect(after.consent.newestChange > condition.noConsentChangeSince)
        }
        #expect(
            story.when(.waits(seconds: 600)).consent.newestChange
                == condition.noConsentChangeSince
        )
    }

    @Test func `a refusal says why without naming anybody`() {
        let refusals: [Refusal] = [
            .gateNotOpen, .purposeNotInForce(.sharing), .beganBeforeInForce(.liveTranscription),
        ]
        #expect(
            refusals.map(\.countKey) == [
                "gate-not-open", "purpose-not-in-force", "began-before-in-force",
            ]
        )
        #expect(refusals.allSatisfy { $0.description.hasPrefix("permit refused: ") })
    }
}
