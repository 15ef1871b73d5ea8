import ConsentGate
import Events

extension Call {
    /// Stops all work that waits for an answer, because the gate left open.
    ///
    /// - Returns: the outcome of each, to be recorded.
    func withdrawWork() -> [Draft] {
        withdraw(unless: { _ in false }, question: { false })
    }

    /// Stops the work whose purpose is no longer in force, though the gate may be open.
    ///
    /// - Parameter isTakenBack: whether somebody has just said no to anything.
    func stopWorkNotInForce(_ isTakenBack: Bool) async throws {
        let inForce = consent.purposesInForce
        if !mayAnalyse {
            speculation = nil
            stopPondering()
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
        if !withdrawn.isEmpty { try await record(withdrawn) }
    }

    private func withdraw(
        unless isInForce: (Purpose) -> Bool,
        question isPermitted: () -> Bool
    ) -> [Draft] {
        var drafts: [Draft] = []
        for (first, lookup) in lookups.sorted(by: { $0.key < $1.key })
        where !lookup.invocations.allSatisfy({ isInForce($0.tool.purpose.purpose) })
            || (!isInForce(.sharing) && hasOutside(lookup.causes))
        {
            lookups[first] = nil
            lookup.task.cancel()
            lookup.bell.cancel()
            let latency = max(0, ports.stopwatch.nowMicros - lookup.began)
            drafts += lookup.invocations.map {
                outcome(.failed(.interrupted, latencyMicros: latency), of: $0, lookup.proposal)
            }
        }
        if let thought = thinking,
            !isPermitted() || !thought.purposes.allSatisfy(isInForce)
                || (!isInForce(.sharing) && hasOutside([thought.cause]))
        {
            thinking = nil
            thought.task?.cancel()
            drafts.append(failed(thought, .gateLeftOpen, at: now))
        }
        return drafts
    }
}
