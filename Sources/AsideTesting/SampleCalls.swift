public import Events

/// Calls that reports and read models are tried on.
public enum SampleCalls {
    /// The customer.
    public static let lee = Pseudonym("p-00000000000001ee")
    /// A colleague who joins late.
    public static let kim = Pseudonym("p-0000000000000c13")

    /// A call with everything: a basis, a grant, lines, a frame, nudges, a late joiner, a withdrawal.
    ///
    /// - Parameters:
    ///   - capture: where it comes from.
    ///   - breaking: whether a line slips in after the withdrawal.
    public static func rich(
        _ capture: CallOpened.Capture = .replay,
        breaking: Bool = false
    ) -> CallRecorder {
        var call = CallRecorder()
        open(&call, capture)
        coach(&call)
        interrupt(&call)
        withdraw(&call, breaking: breaking)
        return call
    }

    /// A call whose customer refuses.
    public static func refused() -> CallRecorder {
        var call = CallRecorder(call: CallID("sample-refused"))
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
        call.basis(at: 0.2)
        call.notice(call.rep, sentAt: 0.2, shownAt: 0.5)
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 0.4)
        call.notice(lee, sentAt: 0.4, shownAt: 1)
        call.refuse(lee, at: 6)
        call.record(GateClosed(reasons: [.refused], droppedLines: ["gate-not-open": 3]), at: 6)
        call.end(at: 120, dropped: ["gate-not-open": 14])
        return call
    }

    /// A bare transcript with an operator's word.
    public static func asserted() -> CallRecorder {
        var call = CallRecorder(call: CallID("sample-asserted"))
        call.open(.import)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(lee, .prospect, name: "Voice 2", region: nil, at: 0)
        let grants = [call.assert(call.rep, at: 0), call.assert(lee, at: 0)]
        call.openGate(relyingOn: grants, at: 0)
        call.say(call.rep, "Thanks for taking the time.", from: 0, to: 2)
        call.say(lee, "Sure. What does it cost?", from: 2.5, to: 4)
        call.leave(lee, at: 60)
        call.record(GateClosed(reasons: [.otherSideAbsent], droppedLines: [:]), at: 60)
        call.end(at: 60)
        return call
    }

    /// A call of which something left: sound and prompts to processors outside, a look-up inside.
    public static func departing() -> CallRecorder {
        var call = CallRecorder(call: CallID("sample-departing"))
        open(&call, .live)
        call.depart(.speech, .liveTranscription, to: "Wordwell Ltd", of: [lee], at: 4.1)
        call.say(lee, "Honestly, it is too expensive.", from: 10.1, to: 12.4)
        let prompt = call.depart(
            .model,
            .aiAnalysis,
            to: "Wordwell Ltd",
            of: [lee, call.rep],
            at: 12.5
        )
        call.arrive(prompt, .answered, bytesOut: 4_210, at: 13)
        let lookUp = call.depart(
            .tool,
            .crmLookup,
            to: "Our CRM",
            outside: false,
            of: [lee],
            at: 14
        )
        call.arrive(lookUp, .late, bytesOut: 80, at: 14.5)
        call.record(
            EgressRefused(service: .model, purpose: .aiAnalysis, outside: true, missing: .sharing),
            of: lee,
            at: 20,
            actor: .coach
        )
        call.leave(lee, at: 60)
        call.record(GateClosed(reasons: [.otherSideAbsent], droppedLines: [:]), at: 60)
        call.end(at: 60)
        return call
    }

    private static func open(_ call: inout CallRecorder, _ capture: CallOpened.Capture) {
        call.record(
            KeyCreated(call: call.call, keyClass: .evidence),
            of: call.rep,
            at: 0,
            actor: .log,
            in: .custody
        )
        call.open(capture)
        call.record(
            PlaybookLoaded(
                entries: 24,
                requiredStatements: 2,
                digest: String(repeating: "ab12", count: 16)
            ),
            sealing: .evidence(
                .init(required: ["recording-notice", "price-in-writing"]),
                of: call.rep
            ),
            at: 0,
            actor: .coach
        )
        call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
        let basis = call.basis(at: 0.2)
        call.notice(call.rep, sentAt: 0.2, shownAt: 0.3)
        call.join(lee, .prospect, name: "Lee <b>", region: "DE", at: 0.4)
        call.record(
            KeyCreated(call: call.call, keyClass: .content),
            of: lee,
            at: 0.4,
            actor: .log,
            in: .custody
        )
        call.notice(lee, sentAt: 0.5, shownAt: 1)
        call.record(
            ActRejected(act: "grant", purposes: Purpose.allCases, reason: .nonceMismatch),
            of: lee,
            at: 3
        )
        let grant = call.grant(lee, at: 4)
        call.openGate(relyingOn: [basis, grant], at: 4)
    }

    private static func coach(_ call: inout CallRecorder) {
        call.say(
            call.rep,
            "This call is coached by an AI. What matters most to you?",
            from: 5,
            to: 9
        )
        let price = call.say(lee, "Honestly, it is = too expensive.", from: 10.1, to: 12.4)
        let nudge = call.nudge(
            1,
            answering: price,
            headline: "Price objection: anchor on ROI",
            derivedFrom: [call.rep, lee],
            at: 12.6,
            stages: .init(
                finalMicros: 120_000,
                retrievedMicros: 140_000,
                decidedMicros: 141_000
            )
        )
        call.record(
            NudgeAcknowledged(
                nudge: nudge,
                channel: "recorder",
                latencyMicros: 1_250,
                durableMicros: 2_000
            ),
            of: call.rep,
            at: 12.7,
            actor: .coach
        )
        call.record(
            FrameSampled(
                atMicros: 13_000_000,
                width: 1920,
                height: 1080,
                bytes: 81_000,
                why: "arrived"
            ),
            sealing: .content(.init(digest: String(repeating: "0f", count: 32)), of: [call.rep]),
            of: call.rep,
            at: 13,
            actor: .room
        )
        call.record(
            NudgeSuppressed(reason: .interval, line: price),
            of: call.rep,
            at: 13,
            actor: .coach
        )
        let said = call.say(
            call.rep,
            "It pays for itself in six weeks. You get that in writing.",
            from: 14,
            to: 18.5
        )
        call.record(
            StatementMet(line: said),
            sealing: .content(
                .init(entry: "price-in-writing", entryVersion: "1", phrase: "in writing"),
                of: [call.rep]
            ),
            of: call.rep,
            at: 18.5,
            actor: .coach
        )
        call.record(
            NudgeFeedback(nudge: nudge, act: .used),
            of: call.rep,
            at: 19,
            actor: .participant
        )
    }

    private static func interrupt(_ call: inout CallRecorder) {
        let joined = call.join(kim, .colleague, name: "Kim", region: "US-NY", at: 40)
        call.answer(joined, by: GateHeld(reasons: [.joiner], droppedLines: [:]), at: 40)
        call.notice(kim, sentAt: 40.1, shownAt: 41)
        let grant = call.grant(kim, [.liveTranscription, .storage, .aiAnalysis], at: 52)
        call.openGate([.liveTranscription, .storage, .aiAnalysis], relyingOn: [grant], at: 52)
        call.say(lee, "Could you also support our ERP?", from: 55, to: 58)
        call.say(call.rep, "Yes. Kim can tell you more.", from: 60.5, to: 63)
        call.say(kim, "We connect to it out of the box.", from: 63.2, to: 66)
    }

    private static func withdraw(_ call: inout CallRecorder, breaking: Bool) {
        call.withdraw(lee, at: 90)
        call.record(GateClosed(reasons: [.withdrawn], droppedLines: [:]), at: 90)
        call.record(
            CaptureStopped(
                steps: zip(CaptureStopped.Step.Name.allCases, [40, 210, 650, 700, 1900])
                    .map { .init(step: $0, latencyMicros: $1) },
                discardedTurns: 1,
                droppedNudges: 0
            ),
            at: 90
        )
        if breaking { call.say(lee, "Still there?", from: 95, to: 96) }
        call.leave(lee, at: 110)
        call.end(at: 120, dropped: ["gate-not-open": 2])
        call.record(
            EvidenceViewed(call: call.call, document: "review", withNames: true),
            sealing: .evidence(.init(viewer: "manager", reason: "coaching session"), of: call.rep),
            of: call.rep,
            at: 3600,
            actor: .operator,
            in: .custody
        )
    }
}
