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

    /// Stops the work that waits for an answer and whose purpose is no longer in force.
    ///
    /// - Returns: the outcome of each piece, that nothing comes of a turn that waited for its vectors, and
    ///   the turns that waited for the rest.
    func withdrawWorkNotInForce() -> WithdrawnWork {
        let inForce = consent.purposesInForce
        let pondered = mayAnalyse ? [] : shutOutPondering()
        var withdrawn = withdraw {
            inForce.contains($0)
        } question: {
            ports.model.map(mayAsk) ?? false
        }
        withdrawn.outcomes = pondered + withdrawn.outcomes
        return withdrawn
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

    /// That nothing comes of turns that waited, told without content.
    func shutOut(_ turns: [WaitingTurn]) -> [Draft] {
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
