import ConsentGate
import Events
import Projections

extension Call {
    /// Reminds the rep of required statements that are due and unmet, as far as the policy lets it.
    func remind(at time: Timestamp) async throws {
        guard let rep = present(.rep), let line = live.transcript.lines.last?.at.version else {
            return
        }
        for entry in reminders.due(met: statementsMet) {
            let candidate = NudgeCandidate(
                entry: entry,
                line: line,
                wordsEndedAt: time,
                subjects: [rep]
            )
            let reason = setup.nudgePolicy.reasonForSilence(
                about: candidate,
                at: time,
                given: live.nudges
            )
            if let reason {
                if reminders.isNews(reason, about: entry) {
                    try await record([silence(reason, about: candidate, at: time)])
                }
                if reason == .oncePerPlay { reminders.reminded(of: entry) }
                continue
            }
            var advice = Advice()
            if (try? interrupt(with: candidate, at: time, &advice)) != nil,
                try await carryOut(advice)
            {
                reminders.reminded(of: entry)
            } else if reminders.isNews(.notInForce, about: entry) {
                try await record([shutOut(candidate, at: time)])
            }
        }
    }
}
