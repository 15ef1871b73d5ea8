internal import Events
internal import Projections

/// Sections 9 to 12: what the coach did, what it never does, the rep's own notice, and processors.
extension ComplianceWriter {
    func coachActivity() -> ReportSection {
        var section = ReportSection(9, "Coach activity and rep-only delivery")
        let uptake = Uptake(report.nudges.nudges)
        section.fact("sent", "Nudges sent", String(uptake.sent))
        section.fact("acknowledged", "Shown, as the rep's client says", String(uptake.acknowledged))
        section.fact("used", "Used by the rep", String(uptake.used))
        section.fact("dismissed", "Dismissed by the rep", String(uptake.dismissed))
        section.fact(
            "suppressed",
            "Stopped by the nudge policy",
            Wording.counts(report.nudges.suppressed)
        )
        section.fact(
            "models",
            "Language models asked",
            String(report.captures.count(of: .modelInvoked))
        )
        section.fact("tools", "Tools run", String(report.captures.count(of: .toolCalled)))
        afterwards(in: &section)
        section.table(
            "nudges",
            "Every nudge, its one destination and what became of it",
            CallClock.columns + ["Answers line", "Destination", "Channel", "Outcome", "The rep"],
            report.nudges.nudges.map { nudge in
                .init(
                    cells: clock.cells(nudge.decided) + [
                        entry(nudge.line), who(nudge.subject), nudge.sent?.channel ?? "–",
                        Wording.outcome(nudge), Wording.feedback(nudge),
                    ],
                    index: (nudge.sent?.at ?? nudge.decided).index
                )
            },
            otherwise: "The coach gave no advice in this call."
        )
        toolsCalled(in: &section)
        modelsAsked(in: &section)
        section.say(channelSentence)
        if report.captures.count(ofFamily: "tool") == 0 {
            section.say("No tools ran in this call.")
        }
        if report.captures.count(ofFamily: "model") == 0 {
            section.say(
                "No language model was asked: advice comes from the playbook, by fixed rules."
            )
        }
        return section
    }

    /// What was done after the call, under its own purpose; what it says is in the review.
    private func afterwards(in section: inout ReportSection) {
        let history = report.followUp
        let answers = history.questions.compactMap(\.answer)
        section.fact("drafted", "Follow-ups drafted after the call", String(history.drafts.count))
        section.fact("asked", "Acts the rep was asked to approve", String(history.questions.count))
        section.fact("approved", "Approved", String(answers.count { $0.refusal == nil }))
        section.fact(
            "done",
            "Done after approval",
            String(history.questions.count { $0.end?.isDone == true })
        )
    }

    private var channelSentence: String {
        let channels = Set(report.nudges.nudges.compactMap { $0.sent?.channel }).sorted()
        guard !channels.isEmpty else {
            return "Nothing was delivered, so there is no delivery to prove."
        }
        let rep = who(report.opened?.fact.rep)
        let told =
            channels == ["recorder"]
            ? "In a replay that channel is a recorder, which shows the nudge to nobody. " : ""
        return "A nudge has one destination, fixed when the channel is made: the rep, \(rep). "
            + told + "Channels used: \(channels.joined(separator: ", ")). The coach has no way to "
            + "publish sound, pictures or data to the room."
    }

    func sensitiveFeatures() -> ReportSection {
        var section = ReportSection(10, "Sensitive features")
        section.table(
            "features",
            "What is off for good, and what was blocked",
            ["Feature", "State", "In this call"],
            [
                .init(cells: [
                    "Emotion or stress inference", "Not built",
                    "No event of the log holds such a thing, and none can.",
                ]),
                .init(cells: [
                    "Voiceprints and face recognition", "Not built",
                    "Speech is attributed by track, never by voice.",
                ]),
                .init(cells: [
                    "Card numbers and codes", "Masked before storage",
                    Wording.sentence(
                        Wording.number(report.captures.maskedLines, "line was", "lines were")
                            + " masked."
                    ),
                ]),
                .init(cells: ["Minors", "Keep the gate shut; no age is inferred", minors]),
                .init(cells: [
                    "Scoring the rep from voice or face", "Not built",
                    "The review measures time and words only.",
                ]),
            ]
        )
        minorsKnown(in: &section)
        return section
    }

    func repNotice() -> ReportSection {
        var section = ReportSection(11, "The rep's own notice and basis")
        guard let rep = report.opened?.fact.rep else {
            section.say("The log does not say who the rep is: it holds no opening of this call.")
            return section
        }
        let account = report.ledger[rep]
        section.fact("rep", "The rep", rep.text, at: report.opened?.at.index)
        let changes = (account?.changes ?? []).filter {
            $0.standing != .noticeSent && $0.standing != .disclosed
        }
        section.table(
            "basis",
            "On what the rep takes part, and what they took back or let pass",
            CallClock.columns + ["Standing", "Basis or act", "Purposes"],
            changes.map { change in
                .init(
                    cells: clock.cells(change.at) + [
                        Wording.standing(change.standing), basis(change),
                        Wording.purposes(change.purposes),
                    ],
                    index: change.at.index
                )
            }
        )
        if !changes.contains(where: \.standing.satisfies) {
            section.say("The log holds neither a basis nor an agreement of the rep.")
        }
        if let account {
            section.fact(
                "standing",
                "How the rep stands at the end",
                grouped(Purpose.allCases) { Wording.standing(account.standing(for: $0)) },
                at: account.changes.last?.at.index
            )
        }
        let told = account?.notices.first
        section.fact(
            "notice",
            "Notice to the rep",
            told.map { "sent \(clock.both($0.at.time)), channel \($0.sent.channel)" }
                ?? "none recorded",
            at: told?.at.index
        )
        section.say(
            "The rep is a person whose data is processed too. A works agreement or the like takes "
                + "the place of consent and is reported as what it is."
                + (isTranscript
                    ? "" : " The rep may object while the call runs; that is a withdrawal.")
        )
        return section
    }

    private func basis(_ change: ConsentLedger.Change) -> String {
        if let act = change.act { return "\(act.means), \(act.legalBasis)" }
        switch change.standing {
        case .asserted: return "an operator's word"
        case .basis: return Wording.opened(change.words)
        default: return "–"
        }
    }

    func processors() -> ReportSection {
        var section = ReportSection(12, "Processors and transfers")
        requests(in: &section)
        if report.egress.requests.isEmpty {
            section.say(
                "Nothing left for a processor outside: the log holds no request. Transcription, "
                    + "retrieval and advice ran where Aside runs, so there were no transfers."
            )
        } else {
            section.say(
                "Each request stood in the log before its first byte left. One to an outside "
                    + "processor needed the purpose “\(Wording.purpose(.sharing))” of everyone present "
                    + "at that moment, beside its own."
            )
        }
        processorsNamed(in: &section)
        return section
    }
}
