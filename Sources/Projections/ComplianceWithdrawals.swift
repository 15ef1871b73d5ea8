public import Events

/// What withdrawals set going.
extension ComplianceReport {
    /// A term at whose end a person's content is deleted.
    public struct DeletionTerm: Sendable {
        /// Whose content.
        public let subject: Pseudonym
        /// The withdrawal that started it.
        public let startedAt: Moment
        /// When it ends.
        public let endsAt: Timestamp
    }

    /// Every withdrawal and who made it, in the order of the log.
    public var withdrawals: [(person: Pseudonym, change: ConsentLedger.Change)] {
        ledger.accounts
            .flatMap { account in
                account.changes.filter { $0.standing == .withdrawn }
                    .map { (person: account.pseudonym, change: $0) }
            }
            .sorted { $0.change.at < $1.change.at }
    }

    /// The terms that run or have run: those that no later grant and no hold has cancelled.
    public var deletionTerms: [DeletionTerm] {
        var terms: [Pseudonym: DeletionTerm] = [:]
        for account in ledger.accounts {
            var lacking: Set<Purpose> = []
            for change in account.changes {
                if change.standing == .withdrawn {
                    lacking.formUnion(RetentionSchedule.termPurposes(change.purposes))
                } else if change.standing == .granted {
                    lacking.subtract(change.purposes)
                }
                let running = terms[account.pseudonym]
                terms[account.pseudonym] =
                    lacking.isEmpty ? nil : running ?? term(of: account.pseudonym, from: change.at)
            }
        }
        return terms.values.filter { !isHeld($0.subject) }.sorted { $0.startedAt < $1.startedAt }
    }

    private func term(of subject: Pseudonym, from start: Moment) -> DeletionTerm {
        let end = RetentionSchedule.end(ofTermFrom: start.time)
        return DeletionTerm(subject: subject, startedAt: start, endsAt: end)
    }

    /// Whether a legal hold keeps a person's content.
    public func isHeld(_ subject: Pseudonym) -> Bool {
        custody.entries.reduce(false) { held, entry in
            guard entry.subject == nil || entry.subject == subject else { return held }
            return switch entry.type {
            case RetentionSchedule.holdPlaced: true
            case RetentionSchedule.holdReleased: false
            default: held
            }
        }
    }
}
