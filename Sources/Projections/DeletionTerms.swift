public import Events

/// The deletion terms that withdrawals set going, and what became of them.
extension ComplianceReport {
    /// A term at whose end a person's content is deleted.
    public struct DeletionTerm: Sendable {
        /// Whose content.
        public let subject: Pseudonym
        /// The withdrawal that started it.
        public let startedAt: Moment
        /// When it ends.
        public let endsAt: Timestamp
        /// The agreement by which everything was granted again, and which cancelled it; nil while none has.
        public fileprivate(set) var cancelledAt: Moment?
    }

    /// How far the deletion at the end of a term has come.
    public enum DeletionProgress: Sendable {
        /// Everything that had been taken back was granted again.
        case cancelled(Moment)
        /// The content is gone; so much later than the term ended where that is more than the grace.
        case done(CustodyHistory.Entry, lateMicros: Int64?)
        /// It was taken up, and nothing shows that it was finished.
        case begun(CustodyHistory.Entry)
        /// A legal hold keeps the content.
        case held
        /// The term has ended, and nothing was done.
        case overdue
        /// The term has not ended.
        case running
    }

    /// Every term that a withdrawal has started, those that were cancelled too, in the order of the log.
    public var deletionTerms: [DeletionTerm] {
        ledger.accounts.flatMap { terms(of: $0) }.sorted { $0.startedAt < $1.startedAt }
    }

    private func terms(of account: ConsentLedger.Account) -> [DeletionTerm] {
        var terms: [DeletionTerm] = []
        var running: DeletionTerm?
        var lacking: Set<Purpose> = []
        for change in account.changes {
            if change.standing == .withdrawn {
                lacking.formUnion(RetentionSchedule.termPurposes(change.purposes))
                guard !lacking.isEmpty else { continue }
                running = running ?? term(of: account.pseudonym, from: change.at)
            } else if change.standing == .granted, var cancelled = running {
                lacking.subtract(change.purposes)
                guard lacking.isEmpty else { continue }
                cancelled.cancelledAt = change.at
                terms.append(cancelled)
                running = nil
            }
        }
        return terms + [running].compactMap { $0 }
    }

    private func term(of subject: Pseudonym, from start: Moment) -> DeletionTerm {
        let end = RetentionSchedule.end(ofTermFrom: start.time)
        return DeletionTerm(subject: subject, startedAt: start, endsAt: end, cancelledAt: nil)
    }

    /// How far the deletion at the end of a term has come at a moment.
    ///
    /// What a hold kept is late from the hold's release on.
    public func progress(of term: DeletionTerm, at moment: Timestamp) -> DeletionProgress {
        let step = custody.deletion(of: term.subject, since: term.startedAt)
        if let cancelled = term.cancelledAt, step.map({ cancelled < $0.at }) ?? true {
            return .cancelled(cancelled)
        }
        if let step {
            guard step.type == .erasureExecuted else { return .begun(step) }
            let late = step.at.time.micros(since: due(term, before: step.at))
            let isLate = late > RetentionSchedule.graceAfterTermMicros
            return .done(step, lateMicros: isLate ? late : nil)
        }
        if isHeld(term.subject) { return .held }
        return term.endsAt <= moment ? .overdue : .running
    }

    /// When a term ended, or the last hold that kept the content beyond it.
    private func due(_ term: DeletionTerm, before step: Moment) -> Timestamp {
        let releases = custody.entries(of: RetentionSchedule.holdReleased).filter { entry in
            (entry.subject == nil || entry.subject == term.subject) && entry.at < step
        }
        return max(term.endsAt, releases.map(\.at.time).max() ?? term.endsAt)
    }

    /// The term that runs when somebody has withdrawn, by that withdrawal or by an earlier one; nil where
    /// none does.
    public func deletionTerm(
        after change: ConsentLedger.Change,
        of person: Pseudonym
    ) -> DeletionTerm? {
        deletionTerms.last { term in
            term.subject == person && term.startedAt <= change.at
                && (term.cancelledAt.map { change.at < $0 } ?? true)
        }
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
