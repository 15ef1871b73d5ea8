internal import Events
internal import Projections

/// Sections 6 and 7: the gate against what was captured, and what changed on the way.
extension ComplianceWriter {
    func gateTimeline() -> ReportSection {
        var section = ReportSection(6, "Gate against first and last capture")
        section.figure = GateTimelineFigure(self).figure
        proofOfOrder(in: &section)
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
        lateJoiners(in: &section)
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
