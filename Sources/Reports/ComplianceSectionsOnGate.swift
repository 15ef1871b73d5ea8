internal import Events
internal import Projections

/// Sections 6 and 7: the gate against what was captured, and what changed on the way.
extension ComplianceWriter {
    func gateTimeline() -> ReportSection {
        var section = ReportSection(6, "Gate against first and last capture")
        section.figure = GateTimelineFigure(self).figure
        orderOfProof(&section)
        section.table(
            "gate",
            "Every change of the gate",
            CallClock.columns + ["Gate", "Purposes in force", "Why", "Lines not captured before"],
            report.gate.changes.map { change in
                .init(
                    cells: clock.cells(change.at) + [
                        Wording.gate(change.standing), Wording.purposes(change.purposes),
                        why(change), Wording.counts(change.droppedLines),
                    ],
                    index: change.at.index
                )
            },
            otherwise: "The gate never opened, and nothing ever changed that: it is closed from "
                + "the start of every call."
        )
        section.table(
            "capture",
            "First and last use of each purpose",
            ["Purpose", "First in force", "First use", "Last use", "Uses", "In the right order"],
            captureRows,
            otherwise: "Nothing was captured or processed under any purpose."
        )
        return section
    }

    /// The chain that the proof of prior consent is: grant, opening, first capture.
    private func orderOfProof(_ section: inout ReportSection) {
        guard let opened = report.gate.firstOpened else {
            section.say("The gate never opened, so there is no first capture to compare it with.")
            return
        }
        let grants = report.ledger.accounts.flatMap(\.changes)
            .filter { $0.standing.satisfies && opened.grants.contains($0.at.version) }
        if let last = grants.map(\.at).max() {
            section.fact(
                "last_grant",
                "Last grant or basis relied on",
                clock.both(last.time),
                at: last.index
            )
        }
        section.fact(
            "opened",
            "Gate first opened",
            clock.both(opened.at.time),
            at: opened.at.index
        )
        guard let content = report.captures.content else {
            section.fact("first_capture", "First line or frame", "nothing was captured")
            return
        }
        section.fact(
            "first_capture",
            "First line or frame",
            clock.both(content.first.time),
            at: content.first.index
        )
        section.fact(
            "last_capture",
            "Last line or frame",
            clock.both(content.last.time),
            at: content.last.index
        )
        section.fact("captured", "Lines and frames captured", String(content.count))
        section.fact(
            "dropped",
            "Lines not captured, by reason",
            Wording.counts(report.droppedLines),
            at: report.closed?.at.index
        )
        section.say(
            "Consent is prior when the entries stand in this order: every grant relied on, the "
                + "opening of the gate, the first capture. "
                + order(of: grants.map(\.at), opened, content.first)
        )
    }

    /// How what an opening relied on, the opening itself and the first capture stand to each other.
    private func order(
        of grants: [Moment],
        _ opened: GateHistory.Change,
        _ captured: Moment
    ) -> String {
        guard !opened.grants.isEmpty else {
            return "The opening names no grant, so that order is not shown."
        }
        let missing = Set(opened.grants).subtracting(grants.map(\.version)).count
        guard missing == 0 else {
            return "Of what the opening relied on the log lacks "
                + Wording.number(missing, "grant", "grants") + ", so that order is not shown."
        }
        let isInOrder = grants.allSatisfy { $0 < opened.at } && opened.at < captured
        return isInOrder ? "Here they are in this order." : "Here they are not in this order."
    }

    private func why(_ change: GateHistory.Change) -> String {
        guard change.standing == .open else {
            return change.reasons.map { Wording.reason($0) }.joined(separator: "; ")
        }
        guard !change.grants.isEmpty else { return "names nothing that it relies on" }
        let found = change.grants.compactMap { report.entry(of: $0) }.sorted()
        let named = found.map { String($0.value) }.joined(separator: ", ")
        let lacking = change.grants.count - found.count
        let parts: [String?] = [
            found.isEmpty ? nil : (found.count == 1 ? "entry " : "entries ") + named,
            lacking == 0
                ? nil : Wording.number(lacking, "entry", "entries") + " that the log lacks",
        ]
        return "relies on " + parts.compactMap { $0 }.joined(separator: " and ")
    }

    private var captureRows: [ReportSection.Row] {
        Purpose.allCases.compactMap { purpose in
            guard let extent = report.captures.extent(of: purpose) else { return nil }
            let opening = report.gate.changes.first { $0.purposes.contains(purpose) }
            let inOrder = opening.map { $0.at < extent.first } ?? false
            return .init(
                cells: [
                    Wording.purpose(purpose),
                    opening.map { place($0.at) } ?? "never",
                    place(extent.first), place(extent.last), String(extent.count),
                    inOrder ? "yes" : "no",
                ],
                index: extent.first.index
            )
        }
    }

    /// When, and at which entry.
    func place(_ moment: Moment) -> String {
        "\(clock.offset(moment.time)), entry \(moment.index.value)"
    }

    func changesOnTheWay() -> ReportSection {
        var section = ReportSection(7, "Late joiners, re-consents, refusals")
        let joined = lateJoiners
        section.table(
            "late_joiners",
            "Who joined or came back after the gate had opened",
            CallClock.columns + ["Participant", "Role", "How", "The gate's answer"],
            joined,
            otherwise: "Nobody joined or came back after the gate had opened."
        )
        let turns: Set<ConsentStanding> = [.refused, .timedOut, .reconsentRequired]
        section.table(
            "refusals",
            "Refusals, time-outs and people asked again",
            CallClock.columns + ["Participant", "Role", "Standing", "Purposes"],
            changes { turns.contains($0.standing) },
            otherwise: "Nobody refused, let the time run out or had to be asked again."
        )
        section.table(
            "rejected",
            "Acts that changed nothing",
            CallClock.columns + ["Participant", "Act", "Why it changed nothing"],
            report.ledger.accounts.flatMap { account in
                account.rejections.map { rejection in
                    .init(
                        cells: clock.cells(rejection.at) + [
                            who(account.pseudonym), rejection.rejected.act,
                            Wording.rejection(rejection.rejected.reason),
                        ],
                        index: rejection.at.index
                    )
                }
            }
        )
        section.say("Transfers of a call are not known to this build; who comes in is a joiner.")
        return section
    }

    private var lateJoiners: [ReportSection.Row] {
        guard let opened = report.gate.firstOpened else { return [] }
        return report.ledger.attendance.people.flatMap { person in
            person.stays.filter { opened.at < $0.from }.map { stay in
                let answer = report.gate.changes.first { stay.from < $0.at }
                return ReportSection.Row(
                    cells: clock.cells(stay.from) + [
                        person.pseudonym.text, context.labels.label(person.role),
                        stay.grantKept.map {
                            $0 ? "came back, grant kept" : "came back, asked anew"
                        }
                            ?? "joined",
                        answer.map { "\(Wording.gate($0.standing)), \(place($0.at))" } ?? "none",
                    ],
                    index: stay.from.index
                )
            }
        }
    }

    private func changes(
        where isWanted: (ConsentLedger.Change) -> Bool
    ) -> [ReportSection.Row] {
        report.ledger.accounts.flatMap { account in
            account.changes.filter(isWanted).map { change in
                ReportSection.Row(
                    cells: clock.cells(change.at) + [
                        account.pseudonym.text, role(account.pseudonym),
                        Wording.standing(change.standing), Wording.purposes(change.purposes),
                    ],
                    index: change.at.index
                )
            }
        }
    }
}
