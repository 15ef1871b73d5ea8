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
        sampler.spoke(at: time)
        look(asWordsAsk: text, at: time)
        let heard = HeardLine(
            version: recorded.envelope.version,
            event: recorded.envelope.id,
            speaker: speaker,
            startMicros: line.startMicros,
            endMicros: line.endMicros,
            finalAt: time,
            text: text
        )
        if consent.people[speaker]?.role.isOtherSide == true {
            let open = turns.openLines(of: speaker) + [heard]
            foresee(open.map(\.text).joined(separator: " "), after: open, of: speaker)
        }
        for turn in turns.hear(heard, at: time) { try await react(to: turn, at: time) }
    }

    private func drop(_ reason: String) {
        droppedLines[reason, default: 0] += 1
        droppedSinceGate[reason, default: 0] += 1
    }
}
