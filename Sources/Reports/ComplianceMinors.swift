internal import Events
internal import Projections

/// What sections 5 and 10 say of people who are not of age.
extension ComplianceWriter {
    /// Who was said not to be of age, and whether something was captured beside them.
    var minors: String {
        let count = report.minors.minors.count
        guard count > 0 else { return "Nobody was said not to be of age." }
        let rejected = report.ledger.accounts.flatMap(\.rejections)
            .count { $0.rejected.reason == .minor }
        let said = Wording.number(count, "person was", "people were")
        let grants = Wording.number(rejected, "grant of theirs was", "grants of theirs were")
        return [
            Wording.sentence(said) + " said not to be of age: see the table.", besideMinors,
            Wording.sentence(grants) + " rejected.",
        ].joined(separator: " ")
    }

    private var besideMinors: String {
        if findings.contains(where: { $0.code == .contentBesideMinor }) {
            return "Something was captured while one was there: see the exceptions."
        }
        return report.minors.minors.contains { since($0) > 0 }
            ? "Something of theirs was captured since."
            : "While one was known to be there, nothing was captured."
    }

    /// What section 5 says where somebody had given something and is not of age.
    static let wordOfMinors =
        "Nobody can agree for somebody who is not of age, and neither a basis nor an assertion "
        + "counts for them: what stands above as given by them is not to be relied on, also where "
        + "it was given before that was known. Section 10 says since when it is known, and what was "
        + "captured of them."

    /// How somebody stands to a purpose at the end, and whether it can be relied on.
    func standing(of account: ConsentLedger.Account, to purpose: Purpose) -> String {
        let standing = account.standing(for: purpose)
        let word = Wording.standing(standing)
        guard standing.satisfies, isMinor(account) else { return word }
        return word + "; not of age, so not to be relied on"
    }

    /// Whether somebody is not of age and had given something all the same.
    func isMinorWhoGave(_ account: ConsentLedger.Account) -> Bool {
        isMinor(account) && account.changes.contains { $0.standing.satisfies }
    }

    private func isMinor(_ account: ConsentLedger.Account) -> Bool {
        report.ledger.attendance[account.pseudonym]?.minor == true
    }

    func minorsKnown(in section: inout ReportSection) {
        section.table(
            "minors",
            "Who was said not to be of age, since when, and what was captured of them",
            CallClock.columns + [
                "Participant", "Role", "Lines before", "Frames before", "Lines and frames since",
                "What became of them",
            ],
            report.minors.minors.map { minor in
                let captured = since(minor)
                return .init(
                    cells: clock.cells(minor.at) + [
                        minor.pseudonym.text, role(minor.pseudonym), String(minor.linesBefore),
                        String(minor.framesBefore), String(captured),
                        minor.linesBefore + minor.framesBefore + captured == 0
                            ? "–" : remains(of: minor.pseudonym),
                    ],
                    index: minor.at.index
                )
            }
        )
    }

    /// How many lines and frames of somebody came in after it was known that they are not of age.
    private func since(_ minor: MinorHistory.Minor) -> Int {
        let share = report.captures.share(of: minor.pseudonym)
        let all = (share?.lines ?? 0) + (share?.frames ?? 0)
        return all - minor.linesBefore - minor.framesBefore
    }

    /// Whether what was captured of somebody is to be deleted.
    private func remains(of person: Pseudonym) -> String {
        let term = report.deletionTerms.last { $0.subject == person }
        guard let term else { return "kept: no deletion term was started" }
        return "deletion term: \(state(of: term))"
    }
}
