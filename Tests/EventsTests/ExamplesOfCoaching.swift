import Events

extension Example {
    private static let line = StreamVersion(6)
    private static let nudge = NudgeID("019ab2c4-5a10-7003-8d3e-0123456789ab")
    private static let invocation = InvocationID("019ab2c4-5a10-7005-8d3e-0123456789ab")
    private static let weighing = Weighing(
        scorePerMille: 870,
        grounds: ["need-detected", "passage-fits"]
    )
    private static let cause = EventID("019ab2c4-5a10-7000-8d3e-0123456789ab")

    static let senses: [Example] = [
        Example(
            LineTranscribed(startMicros: 10_100_000, endMicros: 12_400_000, masked: 0),
            sealing: .content(.init(text: "Honestly, we already use Acme."), of: [lee]),
            by: .coach,
            of: lee
        ),
        Example(
            TurnCompleted(
                startMicros: 10_100_000,
                endMicros: 12_400_000,
                lines: [line],
                sign: .otherSpeaker
            ),
            by: .coach,
            of: lee,
            turn: turn
        ),
        Example(
            StatementMet(line: line),
            sealing: .content(
                .init(
                    entry: "pricing-validity",
                    entryVersion: digest,
                    phrase: "valid for thirty days"
                ),
                of: [rep]
            ),
            by: .coach,
            of: rep,
            turn: turn
        ),
        Example(ShareStarted(), by: .room, of: rep),
        Example(ShareStopped(), by: .room, of: rep),
        Example(
            FrameSampled(
                atMicros: 15_000_000,
                width: 1280,
                height: 720,
                bytes: 3,
                why: "changed"
            ),
            sealing: .content(
                .init(digest: digest, perceptualHash: "0f1e2d3c4b5a6978"),
                of: [rep],
                attachment: [1, 2, 3]
            ),
            by: .coach,
            of: rep
        ),
        Example(FramesSkipped(counts: ["over-rate": 3, "unchanged": 40]), by: .coach),
    ]

    static let coach: [Example] = [
        Example(
            PlaybookLoaded(entries: 36, requiredStatements: 2, digest: digest),
            sealing: .evidence(.init(required: ["pricing-validity"]), of: rep),
            by: .coach
        ),
        Example(
            PassagesRetrieved(count: 1),
            sealing: .content(
                .init(passages: [
                    .init(id: "price-objection", version: digest, scorePerMille: 870)
                ]),
                of: [lee]
            ),
            by: .coach,
            of: lee,
            turn: turn
        ),
        Example(
            ModelInvoked(
                invocation: invocation,
                line: line,
                model: "small-1",
                step: 1,
                lines: 12,
                passages: 2,
                frame: StreamVersion(4),
                deadlineMicros: 900_000,
                mostTextTokens: 1_500,
                mostVisionTokens: 1_399
            ),
            sealing: .content(.init(prompt: "{}", promptDigest: digest), of: [lee, rep]),
            by: .coach,
            of: lee,
            turn: turn
        ),
        Example(
            ModelCompleted(
                invocation: invocation,
                choice: .nudge,
                usage: ModelUsage(
                    tokensIn: 800,
                    tokensOut: 60,
                    tokensCached: 500,
                    tokensVision: 786
                ),
                firstTokenMicros: 210_000,
                latencyMicros: 390_000,
                providerToolCalls: 1,
                model: "second"
            ),
            sealing: .content(.init(providerTools: ["web_search"]), of: [lee, rep]),
            by: .coach,
            of: rep,
            turn: turn
        ),
        Example(
            ModelFailed(
                invocation: invocation,
                reason: .invalid,
                usage: ModelUsage(
                    tokensIn: 900,
                    tokensOut: 30,
                    tokensCached: 400,
                    tokensVision: 700
                ),
                latencyMicros: 900_000,
                missingField: "nudge.headline"
            ),
            by: .coach,
            of: rep,
            turn: turn
        ),
        Example(
            ModelSuperseded(
                invocation: invocation,
                line: StreamVersion(9),
                latencyMicros: 120_000
            ),
            by: .coach,
            of: rep,
            turn: turn
        ),
        Example(
            NudgeDecided(nudge: nudge, line: line),
            sealing: .content(
                .init(
                    kind: "objection",
                    play: "price-objection",
                    playVersion: digest,
                    headline: "Price objection: anchor on ROI",
                    body: "Cite the six-week payback.",
                    weighing: weighing,
                    composedBy: "playbook"
                ),
                of: [lee]
            ),
            by: .coach,
            of: rep,
            turn: turn,
            cause: cause
        ),
        Example(
            NudgeSuppressed(reason: .kindCooldown, line: line),
            sealing: .content(
                .init(
                    play: "price-objection",
                    weighing: weighing,
                    kind: "objection",
                    headline: "Price objection: anchor on ROI"
                ),
                of: [lee]
            ),
            by: .coach,
            turn: turn
        ),
        Example(
            NudgeSent(
                nudge: nudge,
                line: line,
                channel: "recorder",
                expiresAt: .example.advanced(byMicros: 20_000_000),
                sinceWordsMicros: 900_000,
                stages: .init(
                    finalMicros: 300_000,
                    turnMicros: 300_500,
                    retrievedMicros: 301_000,
                    decidedMicros: 302_000,
                    modelMicros: 690_000,
                    toolMicros: 880_000
                )
            ),
            by: .coach,
            of: rep,
            turn: turn
        ),
        Example(
            NudgeAcknowledged(
                nudge: nudge,
                channel: "recorder",
                latencyMicros: 41_000,
                durableMicros: 2_000,
                handOverMicros: 300
            ),
            by: .participant,
            of: rep
        ),
        Example(
            NudgeUndelivered(nudge: nudge, channel: "livekit", code: 1501),
            by: .coach,
            of: rep
        ),
        Example(NudgeExpired(nudge: nudge, reason: .interrupted), by: .log),
        Example(NudgeFeedback(nudge: nudge, act: .used), by: .participant, of: rep),
    ]
}
