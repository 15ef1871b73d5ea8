public import Events

/// What people say, what the coach advises, and the end.
extension CallRecorder {
    /// Somebody speaks; gives the version of the line.
    @discardableResult
    public mutating func say(
        _ person: Pseudonym,
        _ text: String,
        from start: Double,
        to end: Double
    ) -> StreamVersion {
        record(
            LineTranscribed(
                startMicros: Int64((start * 1_000_000).rounded()),
                endMicros: Int64((end * 1_000_000).rounded()),
                masked: 0
            ),
            sealing: .content(.init(text: text), of: [person]),
            of: person,
            at: end,
            actor: .room
        ).envelope.version
    }

    /// The coach decides on a nudge and sends it.
    public mutating func nudge(
        _ number: Int,
        answering line: StreamVersion,
        headline: String,
        kind: String = "objection",
        derivedFrom people: [Pseudonym],
        at seconds: Double,
        stages: NudgeSent.Stages? = nil
    ) -> NudgeID {
        let nudge = NudgeID("nudge-\(number)")
        let digest = String(repeating: "f00d", count: 16)
        record(
            NudgeDecided(nudge: nudge, line: line),
            sealing: .content(
                .init(
                    kind: kind,
                    play: "price-objection",
                    playVersion: digest,
                    headline: headline,
                    body: "Cite the six-week payback."
                ),
                of: people
            ),
            of: rep,
            at: seconds,
            actor: .coach
        )
        record(
            NudgeSent(
                nudge: nudge,
                line: line,
                channel: "recorder",
                expiresAt: time(seconds + 20),
                sinceWordsMicros: 180_000,
                stages: stages
            ),
            of: rep,
            at: seconds,
            actor: .coach
        )
        return nudge
    }

    /// The call ends and is sealed.
    public mutating func end(
        at seconds: Double,
        dropped: [String: Int] = [:],
        losing lostMicros: Int64? = nil
    ) {
        record(
            CallClosed(
                reason: .ended,
                counts: ["lines": 0],
                droppedLines: dropped,
                lostSoundMicros: lostMicros
            ),
            at: seconds,
            actor: .room
        )
        record(
            CallSealed(
                lastVersion: log.version(of: .call(call)),
                leafHashesDigest: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            ),
            at: seconds,
            actor: .log
        )
    }
}
