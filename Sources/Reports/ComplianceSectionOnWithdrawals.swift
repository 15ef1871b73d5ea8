internal import Events
internal import Projections

/// Section 8: who took back what they had agreed to, and how fast that was obeyed.
extension ComplianceWriter {
    func withdrawals() -> ReportSection {
        var section = ReportSection(8, "Withdrawals and how fast they were obeyed")
        let withdrawals = report.withdrawals
        section.table(
            "withdrawals",
            "Withdrawals",
            CallClock.columns + [
                "Participant", "Role", "Purposes", "Gate closed", "Capture stopped",
                "What had been captured of them",
            ],
            withdrawals.map { withdrawalRow($0.person, $0.change) },
            otherwise: "Nobody withdrew in this call."
        )
        for (number, stop) in report.gate.stops.enumerated() {
            section.table(
                "stop_\(number + 1)",
                "Stop \(number + 1) at \(clock.offset(stop.at.time)): "
                    + "\(Wording.number(stop.discardedTurns, "open turn", "open turns")) discarded, "
                    + "\(Wording.number(stop.droppedNudges, "nudge", "nudges")) dropped",
                ["Step", "After the event that \(cause(of: stop))"],
                stop.steps.map {
                    .init(
                        cells: [Wording.step($0.step), CallClock.latency($0.latencyMicros)],
                        index: stop.at.index
                    )
                }
            )
        }
        if !withdrawals.isEmpty {
            section.say(
                "What had been captured of somebody before they withdrew is kept until a deletion "
                    + "term ends. Only taking back storage or live transcription starts one, and "
                    + "agreeing again to all of that cancels it. The last column and section 15 "
                    + "say which of these holds."
            )
        }
        return section
    }

    private func withdrawalRow(
        _ person: Pseudonym,
        _ change: ConsentLedger.Change
    ) -> ReportSection.Row {
        let answer = answer(to: change, of: person)
        return .init(
            cells: clock.cells(change.at) + [
                person.text, role(person), Wording.purposes(change.purposes), answer.gate,
                answer.work, fate(after: change, of: person),
            ],
            index: change.at.index
        )
    }

    /// What becomes of what had been captured of somebody until they withdrew.
    private func fate(after change: ConsentLedger.Change, of person: Pseudonym) -> String {
        guard let share = report.captures.share(of: person), share.first < change.at else {
            return "no line or frame"
        }
        guard let term = report.deletionTerm(after: change, of: person) else {
            return "kept: neither storage nor live transcription was taken back"
        }
        let which =
            term.startedAt == change.at ? "" : " of entry \(term.startedAt.index.value)"
        return "deletion term\(which): \(state(of: term))"
    }

    /// What the gate did about a withdrawal, and what became of the work that was running.
    private func answer(
        to change: ConsentLedger.Change,
        of person: Pseudonym
    ) -> (gate: String, work: String) {
        switch report.gateAnswer(to: change, of: person) {
        case .wasNotOpen: ("gate was not open", "nothing was running")
        case .hadLeft: ("gate stayed open: they had left", "nothing of theirs was running")
        case .wasNotInForce: ("gate stayed open: not in force", "nothing was running for it")
        case .narrowed(let opening, let stop):
            (
                "gate stayed open, without it from \(place(opening.at)) on",
                wentOn(after: change, of: person)
                    ? "its work went on: see the exceptions"
                    : workStopped(stop, since: change.at, narrowedAt: opening.at)
            )
        case .shut(let closing, let stop):
            (place(closing.at), stopped(stop, since: change.at, closedAt: closing.at))
        case .missing: ("no answer of the gate is recorded", "no stop is recorded")
        }
    }

    /// What the event did from which a stop is timed.
    private func cause(of stop: GateHistory.Stop) -> String {
        let isOpen = report.gate.changes.last { $0.at < stop.at }?.standing == .open
        return isOpen ? "took a purpose out of force" : "closed the gate"
    }

    private func workStopped(
        _ stop: GateHistory.Stop?,
        since withdrawal: Moment,
        narrowedAt opening: Moment
    ) -> String {
        // Where nothing of it was running, no stop is recorded.
        let time = within(stop, since: withdrawal, until: opening).map { " " + $0 }
        return "its work stopped" + (time ?? "")
    }

    private func stopped(
        _ stop: GateHistory.Stop?,
        since withdrawal: Moment,
        closedAt closing: Moment
    ) -> String {
        within(stop, since: withdrawal, until: closing) ?? "no stop is recorded"
    }

    /// How long after a withdrawal the last step was done; the steps are timed from the gate's answer.
    private func within(
        _ stop: GateHistory.Stop?,
        since withdrawal: Moment,
        until answer: Moment
    ) -> String? {
        guard let slowest = stop?.steps.map(\.latencyMicros).max() else { return nil }
        let waited = max(0, answer.time.micros(since: withdrawal.time))
        return "within \(CallClock.latency(waited + slowest))"
    }

    /// Whether something was done afterwards for what a person had taken back.
    private func wentOn(after change: ConsentLedger.Change, of person: Pseudonym) -> Bool {
        findings.contains { finding in
            guard finding.code == .contentWithoutAgreement, finding.subject == person,
                let purpose = finding.purpose, let index = finding.index
            else { return false }
            return change.purposes.contains(purpose) && change.at.index < index
        }
    }
}
