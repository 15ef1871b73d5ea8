import ConsentGate
import Events
import Projections

extension Call {
    /// Reminds when a deadline of the reminders has passed: at once where nobody is in the middle of a turn,
    /// else at the end of it, since nobody reads while they listen to a sentence.
    ///
    /// Without its purpose nothing is tried: that is done as soon as it is in force again.
    func remindInTime() async throws {
        reminders.timeIsUp()
        guard mayAnalyse, !reminders.due(met: statementsMet).isEmpty else { return }
        if let end = turns.mayEnd(after: now) {
            reminders.tryAgain(at: end)
        } else {
            try await remind(at: now)
        }
    }

    /// Reminds the rep of required statements that are due and unmet, as far as the policy lets it.
    ///
    /// It cites the newest line that could be read for them; without any, nobody knows what is unmet. While
    /// its purpose is not in force it says only that, of the newest line.
    func remind(at time: Timestamp) async throws {
        let newest = live.transcript.lines.last { line in
            !mayAnalyse || mayUse([line.at.version], of: line.speaker, for: [.aiAnalysis])
        }
        guard let rep = present(.rep), let line = newest?.at.version else { return }
        for entry in reminders.due(met: statementsMet) {
            var candidate = NudgeCandidate(
                entry: entry,
                line: line,
                wordsEndedAt: time,
                subjects: [rep]
            )
            candidate.isLastChance = reminders.isClosing
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
                if reason == .interval || reason == .kindCooldown { tryLater(entry) }
                continue
            }
            var advice = Advice()
            if (try? interrupt(with: candidate, at: time, &advice)) != nil,
                try await carryOut(advice)
            {
                reminders.reminded(of: entry)
                // Should it not reach the rep, it comes again then.
                tryLater(entry)
            } else if reminders.isNews(.notInForce, about: entry) {
                try await record([shutOut(candidate, at: time)])
            }
        }
    }

    /// Has a statement tried again when the policy's interval and cool-down have passed.
    func tryLater(_ entry: PlaybookEntry) {
        let earliest = setup.nudgePolicy.earliest(
            for: entry,
            given: live.nudges,
            isLastChance: reminders.isClosing
        )
        if let earliest { reminders.tryAgain(at: earliest) }
    }
}
