internal import Events
internal import Projections

/// Section 11: on what the rep takes part, and what they were told.
extension ComplianceWriter {
    func repNotice() -> ReportSection {
        var section = ReportSection(11, "The rep's own notice and basis")
        guard let rep = report.opened?.fact.rep else {
            section.say("The log does not say who the rep is: it holds no opening of this call.")
            return section
        }
        let account = report.ledger[rep]
        section.fact("rep", "The rep", rep.text, at: report.opened?.at.index)
        let changes = (account?.changes ?? []).filter {
            $0.standing != .noticeSent && $0.standing != .disclosed
        }
        section.table(
            "basis",
            "On what the rep takes part, and what they took back or let pass",
            CallClock.columns + ["Standing", "Basis or act", "Purposes"],
            changes.map { change in
                .init(
                    cells: clock.cells(change.at) + [
                        Wording.standing(change.standing), basis(change),
                        Wording.purposes(change.purposes),
                    ],
                    index: change.at.index
                )
            }
        )
        if !changes.contains(where: \.standing.satisfies) {
            section.say("The log holds neither a basis nor an agreement of the rep.")
        }
        if let account {
            section.fact(
                "standing",
                "How the rep stands at the end",
                grouped(Purpose.allCases) { Wording.standing(account.standing(for: $0)) },
                at: account.changes.last?.at.index
            )
        }
        let told = account.flatMap { noticeRestedOn($0) }
        section.fact(
            "notice",
            "Notice to the rep",
            told.map { "sent \(clock.both($0.at.time)), channel \($0.sent.channel)" }
                ?? "none recorded",
            at: told?.at.index
        )
        section.fact(
            "notice-shown",
            "Its display",
            told.map { notice in
                notice.shown.map { "\(clock.both($0.at.time)): \($0.attestation)" }
                    ?? "not attested"
            } ?? "–",
            at: told?.shown?.at.index
        )
        section.say(
            "The rep is a person whose data is processed too. A works agreement or the like takes "
                + "the place of consent and is reported as what it is."
                + (isTranscript
                    ? "" : " The rep may object while the call runs; that is a withdrawal.")
        )
        return section
    }

    /// The notice that somebody's newest standing rests on: the one that their act answers, or the newest
    /// that they were sent where nobody acted on one.
    private func noticeRestedOn(_ account: ConsentLedger.Account) -> ConsentLedger.Notice? {
        let passing: Set<ConsentStanding> = [.noticeSent, .disclosed, .expired]
        let newest = account.changes.last { !passing.contains($0.standing) }
        guard let newest, let act = newest.act else { return account.notices.last }
        let before = account.notices.filter { $0.at < newest.at }
        return before.last { $0.sent.textDigest == act.noticeDigest } ?? before.last
    }

    private func basis(_ change: ConsentLedger.Change) -> String {
        if let act = change.act { return "\(act.means), \(act.legalBasis)" }
        switch change.standing {
        case .asserted: return "an operator's word"
        case .basis: return Wording.opened(change.words)
        default: return "–"
        }
    }
}
