internal import Events
internal import Projections

/// The conclusion of a compliance report.
///
/// It never claims more than the log can carry: only the consent of a live call can be proven, a
/// script's is scripted, and an operator's word is asserted.
struct ComplianceVerdict {
    let report: ComplianceReport
    let findings: [Finding]

    init(_ report: ComplianceReport, _ findings: [Finding]) {
        (self.report, self.findings) = (report, findings)
    }

    var verdict: ReportDocument.Verdict {
        let serious = findings.count(where: \.code.isException)
        if serious > 0 { return exceptions(serious, notes: findings.count - serious) }
        if report.gate.firstOpened == nil { return unheard }
        if rests(on: .asserted) { return asserted }
        return switch report.opened?.fact.capture {
        case .live where findings.isEmpty: proven
        case .live: findings.contains { $0.code.isOnlyNote } ? ofAge : unproven
        case .replay: scripted
        case .import, nil: unproven
        }
    }

    private func rests(on standing: ConsentStanding) -> Bool {
        report.ledger.accounts.contains { $0.changes.contains { $0.standing == standing } }
    }

    private func exceptions(_ count: Int, notes: Int) -> ReportDocument.Verdict {
        .init(
            code: "exceptions",
            headline: "The log shows "
                + Wording.number(count, "exception", "exceptions") + " that must be explained"
                + (notes == 0 ? "" : ", and " + Wording.number(notes, "note", "notes")),
            detail: "What was found stands below with the entry at which it shows. "
                + "Until it is explained, do not rely on this call's consent."
        )
    }

    private var unheard: ReportDocument.Verdict {
        .init(
            code: "unheard",
            headline: "Nothing was captured: \(whyShut)",
            detail: "The gate never opened, so the coach heard, saw and advised nothing. "
                + "The call itself went on without it."
        )
    }

    /// What kept the gate shut when it last could have opened: what those answered who had left by then is
    /// no cause.
    private var whyShut: String {
        guard let obstacles = report.lastObstacles else { return whoWasMissing }
        let isImport = report.opened?.fact.capture == .import
        var causes = obstacles.sorted().map { obstacle in
            isImport && obstacle == .joiner
                ? "a transcript carries no consent of its own" : Wording.cause(obstacle)
        }
        if !report.purposesAsked.isSuperset(of: Purpose.opening) {
            causes.append("nobody was asked for all that the gate needs to be open")
        }
        guard !causes.isEmpty else { return "the log does not show what kept the gate shut" }
        return causes.joined(separator: "; ")
    }

    private var whoWasMissing: String {
        let people = report.ledger.attendance.everyPerson
        guard !people.isEmpty else { return "nobody was in the call" }
        let hasRep = people.contains { $0.role == .rep }
        return switch (hasRep, people.contains(where: \.role.isOtherSide)) {
        case (true, true): "the rep and the other side were never in the call at the same time"
        case (true, false): "nobody of the other side was in the call"
        case (false, true): "the rep was not in the call"
        case (false, false): "neither the rep nor anybody of the other side was in the call"
        }
    }

    private var asserted: ReportDocument.Verdict {
        .init(
            code: "asserted",
            headline: "Consent is asserted, not proven",
            detail: "An operator gave their word that everyone had agreed. "
                + "The log holds that word, and no notice and no act of the people themselves."
        )
    }

    private var scripted: ReportDocument.Verdict {
        .init(
            code: "scripted",
            headline: "Scripted consent: the log shows that nothing was heard before the "
                + "script's consent",
            detail: "The call is a replayed script. Notices and grants are lines of that script, "
                + "not acts of people; the order of consent and capture is that of the log."
        )
    }

    private var proven: ReportDocument.Verdict {
        .init(
            code: "proven",
            headline: "Prior consent is proven for everyone present",
            detail: "At every entry that captured or processed something, everyone present had "
                + "agreed to its purpose or took part on a recorded basis, and the gate was open."
                + (report.followUp.isEmpty
                    ? ""
                    : " To what was done after the call everyone of whom it has something had "
                        + "agreed.")
        )
    }

    private var ofAge: ReportDocument.Verdict {
        let isComplete = findings.allSatisfy(\.code.isOnlyNote)
        return .init(
            code: "unproven",
            headline: "Consent is not proven: somebody was heard or seen who is not of age",
            detail: "That was said only after something of theirs had been captured, as named "
                + "below. Whether what they had agreed to counts, the log cannot show."
                + (isComplete ? "" : " What is missing besides is named below too.")
        )
    }

    private var unproven: ReportDocument.Verdict {
        .init(
            code: "unproven",
            headline: "Consent is not proven: the record is not complete",
            detail: "Nothing in the log speaks against prior consent, but what is named below is "
                + "missing, so the log cannot show it for the whole call."
        )
    }
}
