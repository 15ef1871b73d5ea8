import ConsentGate
public import Events
import Projections

extension Call {
    /// The two intents of a nudge: that it was decided, and that it is about to be handed over.
    ///
    /// - Throws: when it may not be sent: its purpose is not in force, or the rep is away, which shuts the
    ///   gate.
    func interrupt(
        with candidate: NudgeCandidate,
        at time: Timestamp,
        for proposal: Proposal? = nil,
        _ advice: inout Advice
    ) throws(Refusal) {
        guard let rep = present(.rep) else { throw .gateNotOpen }
        let clock = proposal?.clock ?? StageClock(by: ports.stopwatch)
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

    /// That a candidate could not be sent any more: what follows a closing carries no content.
    func shutOut(
        _ candidate: NudgeCandidate,
        at time: Timestamp,
        _ proposal: Proposal? = nil
    ) -> Draft {
        draft(
            NudgeSuppressed(reason: .notInForce, line: candidate.line),
            at: time,
            by: .coach,
            of: anyone(.rep),
            turn: proposal?.turn.id,
            cause: proposal?.cause
        )
    }

    /// That nothing came of a turn, told without content: nothing had been sought for it, or nothing may
    /// be said of it any more.
    func dropped(
        _ turn: Turn,
        _ reason: NudgeSuppressed.Reason,
        at time: Timestamp,
        cause: EventID?
    ) -> Draft {
        draft(
            NudgeSuppressed(reason: reason, line: turn.lastLine.version),
            at: time,
            by: .coach,
            of: anyone(.rep),
            turn: turn.id,
            cause: cause
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
        if let nudge = advice.nudge { deliver(nudge, durableMicros: durable) }
        return true
    }

    /// Whether a nudge of this id was decided in the call: only of such a one can anything be said.
    public func knows(_ nudge: NudgeID) -> Bool { live.nudges[nudge] != nil }

    /// Records the rep's answer to a nudge; the same once more says nothing new and is not kept.
    func note(_ act: NudgeFeedback.Act, about nudge: NudgeID?, at time: Timestamp) async throws {
        guard let nudge = nudge ?? live.nudges.nudges.last?.id, let known = live.nudges[nudge],
            known.feedback?.act != act
        else { return }
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
