import ConsentGate
import Events

/// Work that was stopped because what it needs is no longer in force.
struct WithdrawnWork {
    /// The outcome of each piece, to be recorded.
    var outcomes: [Draft] = []
    /// The turns that were waiting for it.
    var turns: [WaitingTurn] = []
}

/// A turn whose tools or model will not be back.
struct WaitingTurn {
    var proposal: Proposal
    /// What was to happen when its tools had answered; nil of one whose model was asked.
    var next: AfterTools?
}

extension Call {
    /// Stops all work that waits for an answer, because the gate left open.
    ///
    /// - Returns: the outcome of each piece, and that nothing came of the turns that waited for it, to be
    ///   recorded.
    func withdrawWork() -> [Draft] {
        let withdrawn = withdraw(unless: { _ in false }, question: { false })
        return withdrawn.outcomes + shutOut(withdrawn.turns) + shutOutPondering()
    }

    /// Stops the work whose purpose is no longer in force, though the gate may be open.
    ///
    /// - Parameter isTakenBack: whether somebody has just said no to anything.
    /// - Returns: the turns that waited for it and may go on without.
    func stopWorkNotInForce(_ isTakenBack: Bool) async throws -> [WaitingTurn] {
        let inForce = consent.purposesInForce
        var drafts: [Draft] = []
        if !mayAnalyse {
            speculation = nil
            drafts += shutOutPondering()
            forgetMeaning()
            dropDeliveries(isTakenBack: isTakenBack)
        }
        if ports.meaning?.embedder.isOutside == true, !inForce.contains(.sharing) {
            forgetMeaning()
        }
        for approval in approvals.values
        where !inForce.contains(approval.invocation.tool.purpose.purpose) {
            approval.task.cancel()
        }
        let withdrawn = withdraw {
            inForce.contains($0)
        } question: {
            ports.model.map(mayAsk) ?? false
        }
        drafts += withdrawn.outcomes
        if !mayAnalyse { drafts += shutOut(withdrawn.turns) }
        if !drafts.isEmpty { try await record(drafts) }
        return mayAnalyse ? withdrawn.turns : []
    }

    /// Lets turns go on without what was stopped.
    func goOn(with turns: [WaitingTurn]) async throws {
        for turn in turns {
            if let next = turn.next {
                try await goOn(next, for: turn.proposal, with: [])
            } else {
                try await answerFromPlaybook(turn.proposal)
            }
        }
    }

    private func shutOut(_ turns: [WaitingTurn]) -> [Draft] {
        turns.map { dropped($0.proposal.turn, .notInForce, at: now, cause: $0.proposal.cause) }
    }

    private func shutOutPondering() -> [Draft] {
        defer { stopPondering() }
        guard let heard = pondering?.heard else { return [] }
        return [dropped(heard.turn, .notInForce, at: now, cause: heard.cause)]
    }

    private func withdraw(
        unless isInForce: (Purpose) -> Bool,
        question isPermitted: () -> Bool
    ) -> WithdrawnWork {
        var work = WithdrawnWork()
        for (first, lookup) in lookups.sorted(by: { $0.key < $1.key })
        where !lookup.invocations.allSatisfy({ isInForce($0.tool.purpose.purpose) })
            || (!isInForce(.sharing) && hasOutside(lookup.causes))
        {
            lookups[first] = nil
            lookup.task.cancel()
            lookup.bell.cancel()
            let latency = max(0, ports.stopwatch.nowMicros - lookup.began)
            work.outcomes += lookup.invocations.map {
                outcome(.failed(.interrupted, latencyMicros: latency), of: $0, lookup.proposal)
            }
            guard let next = lookup.next else { continue }
            work.turns.append(WaitingTurn(proposal: lookup.proposal, next: next))
        }
        if let thought = thinking,
            !isPermitted() || !thought.purposes.allSatisfy(isInForce)
                || (!isInForce(.sharing) && hasOutside([thought.cause]))
        {
            thinking = nil
            thought.task?.cancel()
            work.outcomes.append(failed(thought, .gateLeftOpen, at: now))
            work.turns.append(WaitingTurn(proposal: thought.proposal))
        }
        return work
    }
}
