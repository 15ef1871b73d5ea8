internal import Events
internal import Projections

/// Section 4 of a review: which required statements were made.
extension ReviewWriter {
    func statements() -> ReportSection {
        var section = ReportSection(4, "Required statements")
        let required = review.required?.value
        let search = review.statementSearch
        section.table(
            "statements",
            "Made and missed",
            ["Statement", "Made", "In the words"],
            (0..<review.requiredCount).map { place in
                guard let required else {
                    return .init(cells: Array(repeating: ReportDocument.erased, count: 3))
                }
                let entry = required.indices.contains(place) ? required[place] : Wording.notRecorded
                return statement(entry, search)
            },
            otherwise: "The playbook requires no statement."
        )
        if review.requiredCount > 0, search.lines > 0 {
            section.say(
                "A statement is sought only in lines that the rep began while AI analysis was in force: "
                    + "\(search.searched) of \(search.lines)."
            )
        }
        return section
    }

    /// Met when some opened statement says so; unknown as soon as an erased one might; missed only where it
    /// was sought.
    private func statement(_ entry: String, _ search: StatementSearch) -> ReportSection.Row {
        let met = review.transcript.statementsMet
        if let found = met.first(where: { $0.details?.value?.entry == entry }) {
            let at =
                review.transcript.line(at: found.line)
                .map { CallClock.length($0.startMicros) } ?? clock.offset(found.at.time)
            return .init(cells: [
                entry, "yes, at \(at)", Wording.opened(found.details?.map(\.phrase)),
            ])
        }
        let isUnknown = met.contains { $0.details?.isErased ?? true }
        let rest = isUnknown ? ReportDocument.erased : missed(search)
        return .init(cells: [entry, rest, isUnknown ? ReportDocument.erased : "–"])
    }

    private func missed(_ search: StatementSearch) -> String {
        guard search.searched == 0 else { return "no" }
        return search.lines == 0
            ? "not sought: nothing that the rep said was captured"
            : "not sought: AI analysis was not in force for anything that the rep said"
    }
}
