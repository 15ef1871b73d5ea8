internal import Events
internal import Projections

/// Section 5: who agreed to what, how, from when and until when.
extension ComplianceWriter {
    func consentLedger() -> ReportSection {
        var section = ReportSection(5, "Consent ledger")
        let people = report.ledger.accounts.filter { account in
            report.ledger.attendance[account.pseudonym]?.wasHuman ?? true
        }
        section.table(
            "standing",
            "How each person stands to each purpose at the end",
            ["Participant", "Role"] + Purpose.allCases.map { Wording.purpose($0) },
            people.map { account in
                .init(
                    cells: [account.pseudonym.text, role(account.pseudonym)]
                        + Purpose.allCases.map { standing(of: account, to: $0) }
                )
            },
            otherwise: "Nobody joined this call, so nobody agreed to anything."
        )
        section.table(
            "changes",
            "Every change, and the act behind it",
            CallClock.columns
                + ["Stopwatch", "Participant", "Role", "Before", "Standing", "Purposes", "Act"],
            people.flatMap { account in
                account.changes.map { changeRow(account.pseudonym, $0) }
            }
            .sorted { ($0.index ?? EntryIndex(0)) < ($1.index ?? EntryIndex(0)) }
        )
        section.table(
            "terms",
            "From when, and until when, what was agreed to holds",
            ["Participant", "Role", "Purposes", "From", "Until", "Can be taken back"],
            people.flatMap { account in
                account.changes.flatMap { termRows(account, $0) }
            }
        )
        if people.contains(where: isMinorWhoGave) { section.say(Self.wordOfMinors) }
        if !people.isEmpty { section.say(takingBack) }
        if people.contains(where: { $0.changes.contains { $0.monotonicMicros != nil } }) {
            section.say(
                "“Stopwatch” is the time since the call was opened on a clock that nobody can set, "
                    + "beside the time of day. "
                    + (report.resumptions.isEmpty
                        ? "" : "It starts anew where the call was carried on (section 13). ")
                    + (report.opened?.fact.capture == .live
                        ? "The two should agree within a second."
                        : "In a replay it runs as fast as the replay did.")
            )
        }
        return section
    }

    private func changeRow(_ person: Pseudonym, _ change: ConsentLedger.Change) -> ReportSection.Row
    {
        .init(
            cells: clock.cells(change.at) + [
                change.monotonicMicros.map { CallClock.length($0) } ?? "–",
                person.text, role(person), before(change), Wording.standing(change.standing),
                Wording.purposes(change.purposes), act(change, of: person),
            ],
            index: change.at.index
        )
    }

    /// How the person stood on the purposes until then.
    private func before(_ change: ConsentLedger.Change) -> String {
        grouped(change.purposes) { Wording.standing(change.before[$0] ?? .unknown) }
    }

    /// From when and until when what a change gave holds, or when and by which entry it ended; an event of
    /// an earlier form states neither.
    ///
    /// What the event says of taking it back and of retention is a wording of the notices, and no more than
    /// the call and section 15 keep.
    private func termRows(
        _ account: ConsentLedger.Account,
        _ change: ConsentLedger.Change
    ) -> [ReportSection.Row] {
        guard change.standing.satisfies, let record = change.record else { return [] }
        let person = account.pseudonym
        return record.standings.flatMap { standings in
            GivenPurposes.grouped(standings.purposes, givenBy: change, of: account).map { given in
                ReportSection.Row(
                    cells: [
                        person.text, role(person), Wording.purposes(given.purposes),
                        standings.from.value.map { clock.offset($0) } ?? "–",
                        given.end.map { ended($0) } ?? statedEnd(standings), canBeTakenBack,
                    ],
                    index: change.at.index
                )
            }
        }
    }

    private func statedEnd(_ standings: ConsentRecord.Standings) -> String {
        standings.until.value.map { Wording.end($0) } ?? "–"
    }

    private func ended(_ end: ConsentLedger.Change) -> String {
        "\(clock.offset(end.at.time)), entry \(end.at.index.value): \(Wording.ended(end.standing))"
    }

    /// A transcript is of a call that was over when it was read.
    var isTranscript: Bool { report.opened?.fact.capture == .import }

    private var canBeTakenBack: String {
        isTranscript ? "no: the call was over" : "while the call runs"
    }

    private var takingBack: String {
        let back =
            isTranscript
            ? "The call was over when its transcript was read, so nobody could take anything back."
            : "What holds can be taken back while the call runs, and not after its end."
        return back + " What was captured is kept unless a deletion term ends it (section 15): "
            + "this build has no other time limit, and no command by which an operator erases."
    }

    /// A word for each purpose; the purposes are named where not all have the same.
    func grouped(_ purposes: [Purpose], _ word: (Purpose) -> String) -> String {
        let groups = Dictionary(grouping: purposes.sorted(), by: word)
        guard groups.count > 1 else { return groups.keys.first ?? "–" }
        return groups.sorted { $0.value[0] < $1.value[0] }
            .map { "\(Wording.purposes($0.value)): \($0.key)" }
            .joined(separator: "; ")
    }

    /// The act, the basis or, where names may be shown, the operator's own words.
    private func act(_ change: ConsentLedger.Change, of person: Pseudonym) -> String {
        if let act = change.act {
            return "\(act.means), \(act.legalBasis), \(whom(act, of: person, at: change.at))"
        }
        switch change.standing {
        case .basis: return Wording.opened(change.words)
        case .asserted where context.withNames: return Wording.opened(change.words)
        case .asserted: return "the operator's words may name people: see a report with names"
        case .reconsentRequired: return change.since.map { Wording.change($0) } ?? "–"
        default: return "–"
        }
    }

    /// For whom somebody acted; of those behind a device one acts for all.
    private func whom(_ act: ConsentAct, of person: Pseudonym, at moment: Moment) -> String {
        if let heads = act.headCount, heads > 1 {
            return "one person for the \(heads) people at the device"
        }
        return isShared(person, at: moment)
            ? "one person for everybody at the device" : "for \(act.actedFor)"
    }

    private func isShared(_ person: Pseudonym, at moment: Moment) -> Bool {
        guard let found = report.ledger.attendance[person],
            let stay = found.stays.last(where: { $0.from < moment }), stay.shared == true
        else { return false }
        guard let since = found.sharedSince, stay.from < since,
            stay.until.map({ since < $0 }) ?? true
        else { return true }
        return since < moment
    }
}
