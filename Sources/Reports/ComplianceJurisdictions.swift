internal import Events
internal import Projections

/// Section 3: which rules were found, which of them is the call's, and the policy above them all.
extension ComplianceWriter {
    func jurisdictions() -> ReportSection {
        var section = ReportSection(3, "Jurisdictions and policy")
        if let opened = report.opened {
            section.fact("policy", "Policy in force", opened.fact.policy, at: opened.at.index)
            section.fact(
                "table",
                "Digest of the jurisdiction table",
                opened.fact.tableDigest,
                at: opened.at.index
            )
            section.fact(
                "purposes",
                "Purposes asked for",
                Words.purposes(opened.fact.purposesAsked),
                at: opened.at.index
            )
        }
        section.say(
            "The policy asks everyone to opt in, everywhere, for each purpose. The table of "
                + "jurisdictions can only add to that; an unknown region counts as the strictest."
        )
        section.table(
            "rules",
            "Which rule was looked up, and on what evidence of location",
            ["Participant", "Role", "Look-up", "Region", "Evidence", "Rule", "Recording"],
            report.ledger.attendance.people.filter(\.kind.isHuman).map { person in
                let details = person.details
                return .init(
                    cells: [
                        person.pseudonym.text, context.labels.label(person.role),
                        person.lookup.rawValue,
                        Words.opened(details?.map { $0.region ?? "not stated" }),
                        Words.opened(details?.map(\.regionEvidence)),
                        Words.opened(details?.map(\.rule.code)),
                        Words.opened(details?.map(\.rule.recording.rawValue)),
                    ],
                    index: person.stays.first?.from.index
                )
            },
            otherwise: "Nobody joined this call, so no rule was looked up."
        )
        ruleForCall(in: &section)
        legalBases(in: &section)
        return section
    }

    /// The strictest rule of all, and whose region made it so.
    ///
    /// It rests on everybody's rule, so it can be told only while all of them can be read.
    private func ruleForCall(in section: inout ReportSection) {
        let people = report.ledger.attendance.people.filter(\.kind.isHuman)
        guard !people.isEmpty else { return }
        let isErased = people.contains { $0.details?.isErased == true }
        let found = CallRule(
            of: people.map { ($0.pseudonym, $0.details?.value?.rule ?? .strictest) }
        )
        section.table(
            "call_rule",
            "The rule for this call: the strictest of everybody's, point by point",
            ["Point", "Rule", "Made so by"],
            CallRule.Point.allCases.map { point in
                let makers = found.people(for: point).map { "\($0.text) (\(role($0)))" }
                return .init(
                    cells: [
                        Words.point(point),
                        isErased ? ReportDocument.erased : Words.rule(found.rule, on: point),
                        isErased
                            ? ReportDocument.erased
                            : makers.isEmpty ? "nobody" : makers.joined(separator: ", "),
                    ]
                )
            }
        )
    }
}
