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
                Wording.purposes(opened.fact.purposesAsked),
                at: opened.at.index
            )
        }
        section.say(
            "The policy asks everyone to opt in, everywhere, for each purpose. The table of "
                + "jurisdictions can only add to that; an unknown region counts as the strictest."
        )
        otherTerms(in: &section)
        section.table(
            "rules",
            "Which rule was looked up, and on what evidence of location",
            ["Participant", "Role", "Look-up", "Region", "Evidence", "Rule", "Recording"],
            report.ledger.attendance.everyPerson.flatMap(ruleRows),
            otherwise: "Nobody joined this call, so no rule was looked up."
        )
        ruleForCall(in: &section)
        legalBases(in: &section)
        return section
    }

    /// The rule of a person when they joined, and any that was found for them later.
    private func ruleRows(_ person: Attendance.Person) -> [ReportSection.Row] {
        func row(
            _ lookup: ParticipantJoined.Lookup,
            _ region: Sealable<String>?,
            _ evidence: Sealable<String>?,
            _ rule: Sealable<JurisdictionRule>?,
            _ index: EntryIndex?
        ) -> ReportSection.Row {
            .init(
                cells: [
                    person.pseudonym.text, context.labels.label(person.role), lookup.rawValue,
                    Wording.opened(region), Wording.opened(evidence),
                    Wording.opened(rule?.map(\.code)),
                    Wording.opened(rule?.map(\.recording.rawValue)),
                ],
                index: index
            )
        }
        let joined = row(
            person.lookup,
            person.details?.map { $0.region ?? "not stated" },
            person.details?.map(\.regionEvidence),
            person.details?.map(\.rule),
            person.stays.first?.from.index
        )
        let later = (person.places ?? []).map { place in
            row(
                place.lookup,
                place.details?.map { $0.region ?? "not stated" },
                place.details?.map(\.evidence),
                place.details?.map(\.rule),
                place.at.index
            )
        }
        return [joined] + later
    }

    /// Where another process carried the call on with other notices, purposes or settings.
    private func otherTerms(in section: inout ReportSection) {
        guard let opened = report.opened else { return }
        var terms = opened.fact.terms
        var rows: [ReportSection.Row] = []
        for resumed in report.resumptions {
            guard let stated = resumed.fact.terms, stated != terms else { continue }
            terms = stated
            let asked = askedAgain(after: resumed.at)
            rows.append(
                .init(
                    cells: clock.cells(resumed.at) + [
                        stated.policy, Wording.purposes(stated.purposesAsked), stated.noticesDigest,
                        stated.configurationDigest,
                        asked.isEmpty ? "nobody" : asked.joined(separator: ", "),
                    ],
                    index: resumed.at.index
                )
            )
        }
        section.table(
            "other_terms",
            "Other terms under which another process carried the call on",
            CallClock.columns
                + ["Policy", "Purposes asked for", "Notices", "Configuration", "Asked again"],
            rows
        )
        if !rows.isEmpty {
            section.say(
                "“Asked again” names who had agreed under other terms and was asked anew for it: "
                    + "section 7 has when, and section 5 what they answered."
            )
        }
    }

    /// Whom the log has asked again for other terms, from when another process carried the call on until
    /// the next one did.
    private func askedAgain(after resumed: Moment) -> [String] {
        let next = report.resumptions.first { resumed < $0.at }?.at
        return report.ledger.accounts.filter { account in
            account.changes.contains { change in
                guard let since = change.since, resumed < change.at else { return false }
                return [.policy, .notice, .processor].contains(since)
                    && next.map { change.at < $0 } != false
            }
        }
        .map { "\($0.pseudonym.text) (\(role($0.pseudonym)))" }
    }

    /// The strictest rule of all, and whose region made it so.
    ///
    /// It rests on everybody's rule, so it can be told only while all of them can be read.
    private func ruleForCall(in section: inout ReportSection) {
        let people = report.ledger.attendance.everyPerson
        guard !people.isEmpty else { return }
        let rules = people.flatMap { person in person.rules.map { (person.pseudonym, $0) } }
        let isErased = rules.contains { $0.1 == nil }
        let found = CallRule(of: rules.map { ($0.0, $0.1 ?? .strictest) })
        section.table(
            "call_rule",
            "The rule for this call: the strictest of everybody's, point by point",
            ["Point", "Rule", "Made so by"],
            CallRule.Point.allCases.map { point in
                let makers = found.people(for: point).map { "\($0.text) (\(role($0)))" }
                return .init(
                    cells: [
                        Wording.point(point),
                        isErased ? ReportDocument.erased : Wording.rule(found.rule, on: point),
                        isErased
                            ? ReportDocument.erased
                            : makers.isEmpty ? "nobody" : makers.joined(separator: ", "),
                    ]
                )
            }
        )
    }
}
