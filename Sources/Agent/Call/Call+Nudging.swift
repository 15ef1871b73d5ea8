import ConsentGate
import Events
import Projections

/// A nudge on its way to the private channel.
struct Handing {
    var nudge: Nudge
    /// The intent to send it.
    var sent: EventID
    var clock: StageClock
}

/// How long the last stages of a nudge took, each from the one before.
private struct DeliveryTimes {
    var durableMicros: Int64
    var handOverMicros: Int64
    /// From the hand-over to the answer.
    var latencyMicros: Int64
}

extension Call {
    /// The two intents of a nudge: that it was decided, and that it is about to be handed over.
    func interrupt(
        with candidate: NudgeCandidate,
        at time: Timestamp,
        for proposal: Proposal? = nil,
        _ advice: inout Advice
    ) throws(Refusal) {
        guard let rep = present(.rep) else { return }
        let clock =
            proposal?.clock
            ?? StageClock(words: time.micros(since: setup.startedAt), final: time, of: self)
        let nudge = Nudge(
            id: ports.ids.nudgeID(),
            kind: candidate.entry.kind,
            headline: candidate.headline,
            body: candidate.body,
            line: candidate.line,
            play: candidate.entry.id,
            playVersion: candidate.entry.version,
            decidedAt: time,
            expiresAt: time.advanced(byMicros: setup.nudgePolicy.freshnessMicros)
        )
        let decided = intent(
            NudgeDecided(nudge: nudge.id, line: nudge.line),
            at: time,
            of: rep,
            sealing: .content(candidate.sealed, of: candidate.subjects),
            turn: proposal?.turn.id,
            cause: proposal?.cause,
            under: try consent.permit(for: AIAnalysis.self)
        )
        let sent = intent(
            NudgeSent(
                nudge: nudge.id,
                line: nudge.line,
                channel: ports.privateChannel.name,
                expiresAt: nudge.expiresAt,
                sinceWordsMicros: max(0, time.micros(since: candidate.wordsEndedAt)),
                stages: proposal == nil ? nil : clock.stages
            ),
            at: time,
            of: rep,
            turn: proposal?.turn.id,
            cause: decided.draft.id,
            under: try consent.permit(for: AIAnalysis.self)
        )
        advice.intents += [decided, sent]
        advice.nudge = Handing(nudge: nudge, sent: sent.draft.id, clock: clock)
    }

    /// That a candidate was stopped, and why.
    func silence(
        _ reason: NudgeSuppressed.Reason,
        about candidate: NudgeCandidate,
        at time: Timestamp,
        _ proposal: Proposal? = nil
    ) -> Draft {
        draft(
            NudgeSuppressed(reason: reason, line: candidate.line),
            at: time,
            by: .coach,
            of: anyone(.rep),
            sealing: .content(
                .init(
                    play: candidate.entry.id,
                    weighing: candidate.weighing,
                    kind: candidate.entry.kind.rawValue,
                    // What a language model wrote may be just what was stopped.
                    headline: candidate.entry.headline
                ),
                of: candidate.subjects
            ),
            turn: proposal?.turn.id,
            cause: proposal?.cause
        )
    }

    /// Makes advice durable, then hands its nudge over.
    ///
    /// - Returns: whether it was written; it is not when consent changed in between.
    @discardableResult
    func carryOut(_ advice: Advice) async throws -> Bool {
        let began = ports.stopwatch.nowMicros
        guard try await record(intents: advice.intents, and: advice.silences) != nil else {
            return false
        }
        let durable = max(0, ports.stopwatch.nowMicros - began)
        if let nudge = advice.nudge { handOver(nudge, durableMicros: durable) }
        return true
    }

    /// Starts the delivery; its outcome is appended whenever it comes, and no observation waits.
    private func handOver(_ handing: Handing, durableMicros: Int64) {
        let (channel, stopwatch, alarm) = (ports.privateChannel, ports.stopwatch, ports.alarm)
        let (nudge, durableAt) = (handing.nudge, ports.stopwatch.nowMicros)
        let isFresh = handing.clock.elapsedMicros <= setup.nudgePolicy.freshnessMicros
        deliveries[nudge.id] = Task {
            let began = stopwatch.nowMicros
            var delivery: Deadline.Outcome<Delivery> = .late
            if isFresh, !Task.isCancelled {
                delivery = await Deadline.race(micros: Self.deliveryPatience, by: alarm) {
                    await channel.deliver(nudge)
                }
            }
            let times = DeliveryTimes(
                durableMicros: durableMicros,
                handOverMicros: max(0, began - durableAt),
                latencyMicros: max(0, stopwatch.nowMicros - began)
            )
            await finish(handing, delivery, times)
        }
    }

    /// How long an answer of the channel is waited for: its own time-out is 4 s (LIVEKIT §7.1).
    private static let deliveryPatience: Int64 = 5_000_000

    /// Records an outcome; its draft is made in turn, so that the order of ids is that of the log.
    private func finish(
        _ handing: Handing,
        _ delivery: Deadline.Outcome<Delivery>,
        _ times: DeliveryTimes
    ) async {
        await serial.run {
            let time = handing.nudge.decidedAt.advanced(byMicros: times.latencyMicros)
            let rep = anyone(.rep)
            let (nudge, channel) = (handing.nudge.id, ports.privateChannel.name)
            let outcome: Draft
            switch delivery {
            case .done(.acknowledged):
                let seen = NudgeAcknowledged(
                    nudge: nudge,
                    channel: channel,
                    latencyMicros: times.latencyMicros,
                    durableMicros: times.durableMicros,
                    handOverMicros: times.handOverMicros
                )
                outcome = draft(seen, at: time, by: .participant, of: rep, cause: handing.sent)
            case .done(.undelivered(let code)):
                let lost = NudgeUndelivered(nudge: nudge, channel: channel, code: code)
                outcome = draft(lost, at: time, by: .coach, of: rep, cause: handing.sent)
            case .late, .failed:
                let expired = NudgeExpired(
                    nudge: nudge,
                    reason: mayAnalyse ? .tooLate : .gateLeftOpen
                )
                outcome = draft(
                    expired,
                    at: max(now, time),
                    by: .coach,
                    of: rep,
                    cause: handing.sent
                )
            }
            do { try await record([outcome]) } catch { failure = failure ?? error }
            deliveries[nudge] = nil
        }
    }

    /// Records the rep's answer to a nudge.
    func note(_ act: NudgeFeedback.Act, about nudge: NudgeID?, at time: Timestamp) async throws {
        guard let nudge = nudge ?? live.nudges.nudges.last?.id, live.nudges[nudge] != nil else {
            return
        }
        let feedback = NudgeFeedback(nudge: nudge, act: act)
        try await record([draft(feedback, at: time, by: .participant, of: anyone(.rep))])
    }

    /// Who is present in a role.
    func present(_ role: Role) -> Pseudonym? {
        consent.present.first { $0.value.role == role }?.key
    }

    /// Who is or was in the call in a role.
    func anyone(_ role: Role) -> Pseudonym? {
        consent.people.first { $0.value.role == role }?.key
    }
}
