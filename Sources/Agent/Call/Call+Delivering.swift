import ConsentGate
import Events

/// A nudge on its way to the private channel.
struct Handing {
    var nudge: Nudge
    /// The intent to send it.
    var sent: EventID
    var clock: StageClock
}

/// A delivery that has no outcome yet.
struct NudgeUnderWay {
    var handing: Handing
    /// How long it took to make the nudge durable, and when it was, by the stopwatch.
    var durableMicros: Int64
    var durableAt: Int64
    /// When it was first handed over, by the stopwatch; nil before.
    var handedOverAt: Int64?
    /// How often it was handed over.
    var handOvers = 0
    /// The code with which it did not reach the rep, while it waits for them; nil while it is handed over.
    var unreached: Int?
    /// Whether it is not handed over any more, whatever comes before its task has noticed.
    var isGivenUp = false
    var task: Task<Void, Never>?

    /// From the first hand-over until a moment of the stopwatch.
    func latencyMicros(at now: Int64) -> Int64 { handedOverAt.map { max(0, now - $0) } ?? 0 }
}

/// The nudges on their way.
struct Deliveries {
    var underWay: [NudgeID: NudgeUnderWay] = [:]
    /// Whether the call ends, so that nobody is waited for.
    var areEnding = false

    /// What one of them waits for; nil when none is on its way.
    var task: Task<Void, Never>? { underWay.values.compactMap(\.task).first }
}

extension Call {
    /// How long an answer of the channel is waited for: its own time-out is 4 s (LIVEKIT §7.1).
    private static let deliveryPatience: Int64 = 5_000_000

    /// How long before a nudge that did not reach the rep is tried again while they seem to be there: that
    /// they have left may be told a moment after it.
    static let redeliveryMicros: Int64 = 250_000

    /// Starts the delivery; its outcome is appended whenever it comes, and no observation waits.
    func deliver(_ handing: Handing, durableMicros: Int64) {
        let id = handing.nudge.id
        deliveries.underWay[id] = NudgeUnderWay(
            handing: handing,
            durableMicros: durableMicros,
            durableAt: nowMicros
        )
        guard handing.clock.elapsedMicros <= setup.nudgePolicy.freshnessMicros else {
            deliveries.underWay[id]?.task = Task { await conclude(id, .late, at: nowMicros) }
            return
        }
        handOver(id)
    }

    /// Hands over what waited for the rep, now that they are back and everyone's consent is in force.
    func resumeDeliveries() {
        for (id, waiting) in deliveries.underWay.sorted(by: { $0.key < $1.key })
        where waiting.unreached != nil && mayStillReachRep(waiting) {
            waiting.task?.cancel()
            handOver(id)
        }
    }

    /// Gives up the nudges on their way, since consent no longer allows them; where only the rep is
    /// missing, they wait for the rep.
    ///
    /// - Parameter isTakenBack: whether somebody has just said no to anything: then nothing waits.
    /// - Returns: how many were given up.
    @discardableResult
    func dropDeliveries(isTakenBack: Bool) -> Int {
        guard isTakenBack || !waitsForRepAlone else { return 0 }
        let going = deliveries.underWay.filter { !$0.value.isGivenUp }.keys
        for id in going { giveUp(id) }
        return going.count
    }

    /// Lets no nudge wait for the rep any more: the call ends.
    func endDeliveries() {
        deliveries.areEnding = true
        for (id, underWay) in deliveries.underWay where underWay.unreached != nil { giveUp(id) }
    }

    private func giveUp(_ id: NudgeID) {
        deliveries.underWay[id]?.isGivenUp = true
        deliveries.underWay[id]?.task?.cancel()
    }

    private var waitsForRepAlone: Bool { consent.waitsForRepAlone(agreeingTo: .aiAnalysis) }

    private func handOver(_ id: NudgeID) {
        deliveries.underWay[id]?.unreached = nil
        deliveries.underWay[id]?.handOvers += 1
        deliveries.underWay[id]?.task = Task {
            let delivery = await attempt(id)
            await conclude(id, delivery, at: nowMicros)
        }
    }

    private func attempt(_ id: NudgeID) async -> Deadline.Outcome<Delivery> {
        guard let underWay = deliveries.underWay[id], !underWay.isGivenUp else { return .late }
        deliveries.underWay[id]?.handedOverAt = underWay.handedOverAt ?? nowMicros
        let (nudge, channel) = (underWay.handing.nudge, ports.privateChannel)
        return await Deadline.race(micros: Self.deliveryPatience, by: ports.alarm) {
            try Task.checkCancellation()
            return await channel.deliver(nudge)
        }
    }

    /// Takes what became of a hand-over: its draft is made in turn, so that the order of ids is that of
    /// the log.
    private func conclude(
        _ id: NudgeID,
        _ delivery: Deadline.Outcome<Delivery>,
        at micros: Int64
    ) async {
        await serial.run {
            guard let underWay = deliveries.underWay[id] else { return }
            if case .done(.unreached(let code)) = delivery, mayStillReachRep(underWay) {
                keepWaiting(id, after: code)
            } else {
                await record(outcome: delivery, of: underWay, at: micros)
            }
        }
    }

    /// Lets a nudge wait: a moment while the rep seems to be there, else until they are back or it is
    /// worth nothing any more.
    private func keepWaiting(_ id: NudgeID, after code: Int) {
        guard let underWay = deliveries.underWay[id] else { return }
        let left = freshMicros(of: underWay)
        let micros = mayAnalyse ? min(left, Self.redeliveryMicros) : left
        let (alarm, count) = (ports.alarm, underWay.handOvers)
        deliveries.underWay[id]?.unreached = code
        deliveries.underWay[id]?.task = Task {
            try? await alarm.ring(afterMicros: micros)
            await wake(id, waitingSince: count)
        }
    }

    /// Goes on with a nudge that has waited, unless it has been handed over meanwhile.
    private func wake(_ id: NudgeID, waitingSince handOvers: Int) async {
        await serial.run {
            guard let underWay = deliveries.underWay[id], let code = underWay.unreached,
                underWay.handOvers == handOvers
            else { return }
            if !mayStillReachRep(underWay) {
                // What consent stopped is told as that; else it is known that it did not arrive.
                let isAllowed = mayAnalyse || waitsForRepAlone
                await record(
                    outcome: isAllowed ? .done(.undelivered(code: code)) : .late,
                    of: underWay,
                    at: nowMicros
                )
            } else if mayAnalyse {
                handOver(id)
            } else {
                keepWaiting(id, after: code)
            }
        }
    }

    private func mayStillReachRep(_ underWay: NudgeUnderWay) -> Bool {
        failure == nil && !deliveries.areEnding && !underWay.isGivenUp
            && freshMicros(of: underWay) > 0 && (mayAnalyse || waitsForRepAlone)
    }

    /// How long a nudge is still worth showing, by the stopwatch.
    private func freshMicros(of underWay: NudgeUnderWay) -> Int64 {
        let decidedAt = underWay.durableAt - underWay.durableMicros
        return decidedAt + setup.nudgePolicy.freshnessMicros - nowMicros
    }

    private var nowMicros: Int64 { ports.stopwatch.nowMicros }

    private func record(
        outcome delivery: Deadline.Outcome<Delivery>,
        of underWay: NudgeUnderWay,
        at micros: Int64
    ) async {
        let nudge = underWay.handing.nudge
        let outcome = outcome(delivery, of: underWay, at: micros)
        do { try await record([outcome]) } catch { failure = failure ?? error }
        if outcome.type == .nudgeUndelivered, let entry = reminders.didNotReach(nudge.play) {
            tryLater(entry)
        }
        deliveries.underWay[nudge.id] = nil
    }

    private func outcome(
        _ delivery: Deadline.Outcome<Delivery>,
        of underWay: NudgeUnderWay,
        at micros: Int64
    ) -> Draft {
        let (nudge, channel) = (underWay.handing.nudge, ports.privateChannel.name)
        let (rep, cause) = (anyone(.rep), underWay.handing.sent)
        let latency = underWay.latencyMicros(at: micros)
        var time = nudge.decidedAt.advanced(byMicros: latency)
        // What has waited did so while other things happened.
        if underWay.handOvers > 1 || underWay.unreached != nil { time = max(now, time) }
        switch delivery {
        case .done(.acknowledged):
            let handedOverAt = underWay.handedOverAt ?? underWay.durableAt
            let seen = NudgeAcknowledged(
                nudge: nudge.id,
                channel: channel,
                latencyMicros: latency,
                durableMicros: underWay.durableMicros,
                handOverMicros: max(0, handedOverAt - underWay.durableAt)
            )
            return draft(seen, at: time, by: .participant, of: rep, cause: cause)
        case .done(.undelivered(let code)), .done(.unreached(let code)):
            let lost = NudgeUndelivered(nudge: nudge.id, channel: channel, code: code)
            return draft(lost, at: time, by: .coach, of: rep, cause: cause)
        case .late, .failed:
            let expired = NudgeExpired(
                nudge: nudge.id,
                reason: mayAnalyse ? .tooLate : .gateLeftOpen
            )
            return draft(expired, at: max(now, time), by: .coach, of: rep, cause: cause)
        }
    }
}
