import ConsentGate
import Events

/// The steps by which what ran is stopped, each with its latency since the act that is why.
struct StopClock {
    private let stopwatch: any Stopwatch
    private let began: Int64
    private(set) var steps: [CaptureStopped.Step] = []

    /// Begins now.
    init(by stopwatch: any Stopwatch) { (self.stopwatch, began) = (stopwatch, stopwatch.nowMicros) }

    mutating func done(_ step: CaptureStopped.Step.Name) {
        let latency = max(0, stopwatch.nowMicros - began)
        steps.append(.init(step: step, latencyMicros: latency))
    }
}

extension Call {
    /// The closing order of CONSENT §2, because the gate left open.
    func stopCapture(_ clock: StopClock, at time: Timestamp) async throws {
        var clock = clock
        clock.done(.gateClosed)
        try await reconcileTracks(at: time)
        clock.done(.tracksUnsubscribed)
        let withdrawn = withdrawWork()
        for approval in approvals.values { approval.task.cancel() }
        let dropped = dropDeliveries(isTakenBack: false)
        clock.done(.workCancelled)
        let discarded = turns.discard()
        speculation = nil
        forgetMeaning()
        clock.done(.buffersDropped)
        let stopped = CaptureStopped(
            steps: clock.steps,
            discardedTurns: discarded,
            droppedNudges: dropped
        )
        try await record(withdrawn + [draft(stopped, at: time, by: .gate)])
    }

    /// The same order for what needs a purpose that is no longer in force, though the gate may be open.
    ///
    /// - Parameters:
    ///   - isTakenBack: whether somebody has just said no to anything.
    ///   - forgotPicture: whether a picture of the screen has been forgotten for it already.
    ///   - clock: of the act that took a purpose out of force while the gate stays open: the log is told of
    ///     the steps for which there was something to stop.
    /// - Returns: the turns that waited for what was stopped and may go on without.
    func stopWorkNotInForce(
        isTakenBack: Bool,
        forgotPicture: Bool,
        narrowing clock: StopClock?,
        at time: Timestamp
    ) async throws -> [WaitingTurn] {
        var clock = clock
        if try await reconcileTracks(at: time) { clock?.done(.tracksUnsubscribed) }
        let dropped = mayAnalyse ? 0 : dropDeliveries(isTakenBack: isTakenBack)
        let hasCancelled = cancelApprovalsNotInForce()
        let withdrawn = withdrawWorkNotInForce()
        var drafts = withdrawn.outcomes
        if !mayAnalyse { drafts += shutOut(withdrawn.turns) }
        if dropped > 0 || hasCancelled || !drafts.isEmpty { clock?.done(.workCancelled) }
        if forgetWordsNotInForce() || forgotPicture { clock?.done(.buffersDropped) }
        if let steps = clock?.steps, !steps.isEmpty {
            let stopped = CaptureStopped(steps: steps, discardedTurns: 0, droppedNudges: dropped)
            drafts.append(draft(stopped, at: time, by: .gate))
        }
        if !drafts.isEmpty { try await record(drafts) }
        return mayAnalyse ? withdrawn.turns : []
    }

    /// - Returns: whether the rep was being asked for something that may not be done any more.
    private func cancelApprovalsNotInForce() -> Bool {
        let inForce = consent.purposesInForce
        let open = approvals.values.filter {
            !$0.task.isCancelled && !inForce.contains($0.invocation.tool.purpose.purpose)
        }
        for approval in open { approval.task.cancel() }
        return !open.isEmpty
    }

    /// - Returns: whether anything was kept that was made of words.
    private func forgetWordsNotInForce() -> Bool {
        let (hadFound, hadVectors) = (speculation != nil, embedding != nil)
        let isUnshared =
            ports.meaning?.embedder.isOutside == true
            && !consent.purposesInForce.contains(.sharing)
        if !mayAnalyse { speculation = nil }
        if !mayAnalyse || isUnshared { forgetMeaning() }
        return hadFound && speculation == nil || hadVectors && embedding == nil
    }
}
