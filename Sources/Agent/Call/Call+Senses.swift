import ConsentGate
import Events

extension Call {
    /// Takes a line if its speaker's words may be captured, and reacts to the turns it completes.
    func hear(_ line: SpokenLine, of speaker: Pseudonym, at time: Timestamp) async throws {
        guard consent.people[speaker]?.counts == true else { return drop("speaker-not-present") }
        let began = setup.startedAt.advanced(byMicros: line.startMicros)
        let (text, masked) = PaymentMask.masking(line.text)
        let said: Intent
        do {
            let permit = try consent.permit(for: LiveTranscription.self, speechBegan: began)
            said = intent(
                LineTranscribed(
                    startMicros: line.startMicros,
                    endMicros: line.endMicros,
                    masked: masked
                ),
                at: time,
                of: speaker,
                sealing: .content(.init(text: text), of: [speaker]),
                under: permit
            )
        } catch {
            return drop(error.countKey)
        }
        guard let recorded = try await record(intents: [said])?.first else {
            return drop(Refusal.gateNotOpen.countKey)
        }
        let heard = HeardLine(
            version: recorded.envelope.version,
            event: recorded.envelope.id,
            speaker: speaker,
            startMicros: line.startMicros,
            endMicros: line.endMicros,
            text: text
        )
        for turn in turns.hear(heard, at: time) { try await react(to: turn, at: time) }
    }

    private func drop(_ reason: String) {
        droppedLines[reason, default: 0] += 1
        droppedSinceGate[reason, default: 0] += 1
    }

    /// Keeps a frame of the rep's screen share if it may be kept and is not too soon.
    func see(_ frame: Frame, of track: Track, at time: Timestamp) async throws {
        guard isRepsScreen(track) else { return sampler.skip(.notTheRepsScreen) }
        guard sampler.isWithinRate(at: time) else { return sampler.skip(.overRate) }
        let seen: Intent
        do {
            let permit = try consent.permit(for: ScreenFrames.self)
            seen = intent(
                FrameSampled(
                    atMicros: time.micros(since: setup.startedAt),
                    width: frame.width,
                    height: frame.height,
                    bytes: frame.jpeg.count,
                    why: "arrived"
                ),
                at: time,
                of: track.owner,
                sealing: .content(
                    .init(digest: hexDigest(of: frame.jpeg)),
                    of: [track.owner],
                    attachment: frame.jpeg
                ),
                under: permit
            )
        } catch {
            return sampler.skip(.notInForce)
        }
        guard try await record(intents: [seen]) != nil else { return sampler.skip(.notInForce) }
        sampler.sampled(at: time)
    }

    func recordSkippedFrames(at time: Timestamp) async throws {
        let counts = sampler.takeSkipped()
        guard !counts.isEmpty else { return }
        try await record([draft(FramesSkipped(counts: counts), at: time, by: .coach)])
    }
}
