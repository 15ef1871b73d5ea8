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
            for change in account.changes {
                if change.standing == .withdrawn, terms[account.pseudonym] == nil,
                    RetentionSchedule.startsTerm(change.purposes)
                {
                    terms[account.pseudonym] = DeletionTerm(
                        subject: account.pseudonym,
                        startedAt: change.at,
                        endsAt: RetentionSchedule.end(ofTermFrom: change.at.time)
                    )
                } else if change.standing == .granted, change.purposes.contains(.storage) {
                    terms[account.pseudonym] = nil
                }
            }
        }
        return terms.values.filter { !isHeld($0.subject) }.sorted { $0.startedAt < $1.startedAt }
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
