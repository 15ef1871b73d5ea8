internal import Events
internal import Projections

/// Sections 9 and 12: what the coach did, and processors.
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
