internal import Events
internal import Projections

/// The part of section 7 on who joined or came back once the gate had opened.
extension ComplianceWriter {
    func lateJoiners(in section: inout ReportSection) {
        section.table(
            "late_joiners",
            "Who joined or came back after the gate had opened",
            CallClock.columns + ["Participant", "Role", "How", "The gate's answer"],
            arrivals,
            otherwise: "Nobody joined or came back after the gate had opened."
        )
    }

    private var arrivals: [ReportSection.Row] {
        guard let opened = report.gate.firstOpened else { return [] }
        return report.ledger.attendance.people.flatMap { person in
            person.stays.filter { opened.at < $0.from }.map { stay in
                ReportSection.Row(
                    cells: clock.cells(stay.from) + [
                        person.pseudonym.text, context.labels.label(person.role),
                        how(stay, of: person), answer(to: stay),
                    ],
                    index: stay.from.index
                )
            }
        }
    }

    /// How somebody came, and on what they stood by then.
    private func how(_ stay: Attendance.Stay, of person: Attendance.Person) -> String {
        guard let isKept = stay.grantKept else { return "joined" }
        guard isKept else { return "came back too late to keep what they had agreed to" }
        guard person.wasHuman else { return "came back" }
        let changes = report.ledger[person.pseudonym]?.changes ?? []
        var standings: [Purpose: ConsentStanding] = [:]
        for change in changes where change.at < stay.from {
            for purpose in change.purposes { standings[purpose] = change.standing }
        }
        let isAskedAgain = changes.contains { change in
            change.standing == .reconsentRequired && stay.from < change.at
                && change.at.time == stay.from.time
        }
        let stood = grouped(report.purposesAsked.sorted()) { word(standings[$0] ?? .unknown) }
        return "came back: " + stood + (isAskedAgain ? "; asked again at once" : "")
    }

    private func word(_ standing: ConsentStanding) -> String {
        switch standing {
        case .granted: "grant kept"
        case .basis: "the basis stands"
        case .asserted: "the operator's word stands"
        case .refused: "had refused"
        case .withdrawn: "had withdrawn"
        case .timedOut: "had let the time run out"
        case .unknown, .noticeSent, .disclosed, .reconsentRequired: "had not answered"
        case .expired: "grant had ended"
        }
    }

    /// What the gate did in the step in which somebody came: not what it did next.
    private func answer(to stay: Attendance.Stay) -> String {
        let answers = report.arrivals.answers(to: stay.from)
        guard answers.isEmpty else {
            return answers.map { "\(Wording.gate($0.standing)), \(place($0.at))" }
                .joined(separator: "; ")
        }
        let before = report.gate.changes.last { $0.at < stay.from }?.standing ?? .closed
        return "stayed \(before.rawValue)"
    }
}
