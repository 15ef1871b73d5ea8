public import Events

/// How withdrawals were answered.
extension ComplianceReport {
    /// What the gate did about a withdrawal.
    public enum GateAnswer: Sendable {
        /// Nothing: it was not open, so nothing was running.
        case wasNotOpen
        /// Nothing: whoever withdrew had left, and the call went on without them.
        case hadLeft
        /// Nothing: none of the purposes was in force.
        case wasNotInForce
        /// It stayed open, and put the purposes out of force; the stop is nil when there was nothing to stop.
        case narrowed(GateHistory.Change, stop: GateHistory.Stop?)
        /// It shut for the withdrawal; the stop is nil when no record of one follows.
        case shut(GateHistory.Change, stop: GateHistory.Stop?)
        /// It had to answer, and the log does not show that it did.
        case missing
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

    /// What the gate did about a withdrawal.
    ///
    /// Only its next change can be the answer, and only a stop before it opens again belongs to
    /// that: what shuts it an hour later, for somebody else, says nothing of how fast this one was
    /// obeyed.
    public func gateAnswer(
        to change: ConsentLedger.Change,
        of person: Pseudonym
    ) -> GateAnswer {
        guard let before = gate.changes.last(where: { $0.at < change.at }),
            before.standing == .open
        else { return .wasNotOpen }
        guard isPresent(person, at: change.at) else { return .hadLeft }
        let next = gate.changes.first { change.at < $0.at }
        guard Purpose.opening.isDisjoint(with: change.purposes) else { return shutting(next) }
        let withdrawn = Set(change.purposes)
        guard !withdrawn.isDisjoint(with: before.purposes) else { return .wasNotInForce }
        guard let opening = next, opening.standing == .open,
            withdrawn.isDisjoint(with: opening.purposes)
        else { return .missing }
        return .narrowed(opening, stop: stop(after: opening) { _ in true })
    }

    /// What there is of an answer that should be there and is not whole; nil where nothing is missing.
    func partialAnswer(
        to change: ConsentLedger.Change,
        of person: Pseudonym
    ) -> Finding.PartialAnswer? {
        switch gateAnswer(to: change, of: person) {
        case .missing:
            return Finding.PartialAnswer(
                closedAt: nil,
                processHadEnded: processHadEnded(at: change.at)
            )
        case .shut(let closing, stop: nil):
            return Finding.PartialAnswer(
                closedAt: closing.at.index,
                processHadEnded: processHadEnded(at: closing.at)
            )
        case .wasNotOpen, .hadLeft, .wasNotInForce, .narrowed, .shut: return nil
        }
    }

    /// Whether nothing later than a moment is known of the process: a call that another one closes as
    /// interrupted ends at the time of its last fact.
    private func processHadEnded(at moment: Moment) -> Bool {
        guard let closed, closed.fact.reason == .interrupted else { return false }
        return closed.at.time <= moment.time
    }

    /// The answer to whoever takes back what the gate needs to be open at all: a change that names
    /// the withdrawal.
    private func shutting(_ next: GateHistory.Change?) -> GateAnswer {
        guard let next, next.standing != .open, next.reasons.contains(.withdrawn) else {
            return .missing
        }
        return .shut(next, stop: stop(after: next) { $0.standing == .open })
    }

    /// The stop that belongs to a change of the gate: the first one before another change that ends its
    /// time.
    private func stop(
        after change: GateHistory.Change,
        before ends: (GateHistory.Change) -> Bool
    ) -> GateHistory.Stop? {
        let end = gate.changes.first { change.at < $0.at && ends($0) }
        return gate.stops.first { stop in
            change.at < stop.at && (end.map { stop.at < $0.at } ?? true)
        }
    }

    /// Whether somebody was in the call; one of whom no join is on record counts as there.
    private func isPresent(_ person: Pseudonym, at moment: Moment) -> Bool {
        guard let stays = ledger.attendance[person]?.stays else { return true }
        return stays.contains { stay in
            stay.from < moment && (stay.until.map { moment < $0 } ?? true)
        }
    }
}
