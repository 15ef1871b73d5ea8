import Events

/// One content event with the purposes that it needs, and which permits it takes.
struct ContentAttempt: Sendable {
    let draft: Draft
    let needs: Set<String>
    let permits: [Purpose]

    /// - Parameter isOutside: whether it leaves for an outside processor, which takes a second permit.
    private init<F: Fact>(_ fact: F, under permit: Purpose, isOutside: Bool = false) {
        let needed = F.type.purposesNeeded(stated: permit, isOutside: isOutside) ?? []
        draft = Draft(fact, id: EventID("e"), time: .epoch, actor: .coach)
        needs = Set(needed.map(\.rawValue))
        permits = isOutside ? [permit, .sharing] : [permit]
    }

    private init<F: ContentFact>(_ fact: F) { self.init(fact, under: F.Needs.purpose) }

    /// Every type that is emitted and checked, those that name a purpose once for each that they can
    /// have in a call.
    static let all: [Self] =
        senses + thoughts + tools(AIAnalysis.self) + tools(CRMLookup.self) + requests

    private static let line = StreamVersion(1)
    /// Long after anything came into force.
    private static let late: Int64 = 1_000_000_000_000

    private static let senses: [Self] = [
        Self(LineTranscribed(startMicros: late, endMicros: late, masked: 0)),
        Self(TurnCompleted(startMicros: late, endMicros: late, lines: [line], sign: .pause)),
        Self(StatementMet(line: line)),
        Self(FrameSampled(atMicros: 0, width: 1, height: 1, bytes: 1, why: "arrived")),
        Self(
            TrackSubscribed(source: .microphone, purpose: .liveTranscription),
            under: .liveTranscription
        ),
        Self(
            TrackSubscribed(source: .screenshare, purpose: .screenFrames),
            under: .screenFrames
        ),
    ]

    private static let thoughts: [Self] = [
        Self(PassagesRetrieved(count: 1)),
        Self(
            ModelInvoked(
                invocation: InvocationID("i"),
                line: line,
                model: "m",
                step: 1,
                lines: 1,
                passages: 1,
                frame: nil,
                deadlineMicros: 1
            )
        ),
        Self(NudgeDecided(nudge: NudgeID("n"), line: line)),
        Self(
            NudgeSent(
                nudge: NudgeID("n"),
                line: line,
                channel: "recorder",
                expiresAt: .epoch,
                sinceWordsMicros: 0
            )
        ),
    ]

    private static func tools<P: ToolPurposeTag>(_ purpose: P.Type) -> [Self] {
        let called = ToolCalled(
            toolCall: ToolCallID("t"),
            purpose: P.toolPurpose,
            acting: false,
            deadlineMicros: 1
        )
        let asked = ToolApprovalAsked(
            toolCall: ToolCallID("t"),
            purpose: P.toolPurpose,
            channel: "recorder",
            expiresAt: .epoch
        )
        return [Self(Under<P, ToolCalled>(called)), Self(Under<P, ToolApprovalAsked>(asked))]
    }

    private static let requests: [Self] = [false, true].flatMap { isOutside in
        [
            request(.speech, .liveTranscription, isOutside),
            request(.model, .aiAnalysis, isOutside),
            request(.tool, .crmLookup, isOutside),
        ]
    }

    private static func request(
        _ service: EgressRequested.Service,
        _ purpose: Purpose,
        _ isOutside: Bool
    ) -> Self {
        let fact = EgressRequested(
            request: EgressID("r"),
            service: service,
            purpose: purpose,
            outside: isOutside,
            bytes: 1
        )
        return Self(fact, under: purpose, isOutside: isOutside)
    }
}
