import ConsentGate
import Events
import Projections

/// What the coach makes of a moment: intents under permits, silences, and at most one nudge.
struct Advice {
    var intents: [Intent] = []
    var silences: [Draft] = []
    var nudge: Handing?

    /// The event that the next one follows from.
    var cause: EventID? { intents.last?.draft.id }
}

extension Call {
    /// Reacts to a completed turn: everything that follows at once is appended in one piece, and only
    /// then is a nudge handed over or a model asked.
    func react(to turn: Turn, at time: Timestamp) async throws {
        guard var advice = try? completion(of: turn, at: time) else { return }
        if let role = consent.people[turn.speaker]?.role {
            if role == .rep { try? note(statementsIn: turn, at: time, &advice) }
            if role.isOtherSide { try? answer(turn, at: time, &advice) }
        }
        try await carryOut(advice)
        if coach.isClosing(turn.words) { reminders.callIsClosing() }
        try await remind(at: time)
    }

    private func completion(of turn: Turn, at time: Timestamp) throws(Refusal) -> Advice {
        let completed = TurnCompleted(
            startMicros: turn.lines[0].startMicros,
            endMicros: turn.lastLine.endMicros,
            lines: turn.lines.map(\.version),
            sign: turn.sign
        )
        let permit = try consent.permit(for: LiveTranscription.self)
        let intent = intent(
            completed,
            at: time,
            of: turn.speaker,
            turn: turn.id,
            cause: turn.lastLine.event,
            under: permit
        )
        return Advice(intents: [intent])
    }

    private func note(
        statementsIn turn: Turn,
        at time: Timestamp,
        _ advice: inout Advice
    ) throws(Refusal) {
        let met = statementsMet
        for (entry, phrase) in coach.statements(in: turn.words) where !met.contains(entry.id) {
            let permit = try consent.permit(for: AIAnalysis.self)
            let statement = intent(
                StatementMet(line: turn.lastLine.version),
                at: time,
                of: turn.speaker,
                sealing: .content(
                    .init(entry: entry.id, entryVersion: entry.version, phrase: phrase),
                    of: [turn.speaker]
                ),
                turn: turn.id,
                cause: turn.lastLine.event,
                under: permit
            )
            advice.intents.append(statement)
        }
    }

    /// Finds what answers a turn of the other side, and decides whether it is worth an interruption.
    private func answer(
        _ turn: Turn,
        at time: Timestamp,
        _ advice: inout Advice
    ) throws(Refusal) {
        var clock = StageClock(words: turn.lastLine.endMicros, final: time, of: self)
        let judged = judge.judge(moment(of: turn))
        clock.mark(\.retrievedMicros)
        guard !judged.isEmpty else { return }
        try retrieved(judged, for: turn, at: time, &advice)
        clock.mark(\.decidedMicros)
        let proposal = Proposal(turn: turn, judged: judged, clock: clock, cause: advice.cause)
        try settle(proposal, at: time, &advice)
    }

    private func retrieved(
        _ judged: [JudgedPlay],
        for turn: Turn,
        at time: Timestamp,
        _ advice: inout Advice
    ) throws(Refusal) {
        let passages = judged.map {
            PassagesRetrieved.Passage(
                id: $0.entry.id,
                version: $0.entry.version,
                scorePerMille: $0.weighing.scorePerMille
            )
        }
        let permit = try consent.permit(for: AIAnalysis.self)
        let found = intent(
            PassagesRetrieved(count: passages.count),
            at: time,
            of: turn.speaker,
            sealing: .content(.init(passages: passages), of: [turn.speaker]),
            turn: turn.id,
            cause: advice.cause,
            under: permit
        )
        advice.intents.append(found)
    }

    /// The turn with the lines before it, as judgement reads them.
    private func moment(of turn: Turn) -> JudgedMoment {
        let own = Set(turn.lines.map(\.version))
        let recent = live.transcript.lines.suffix(JudgedMoment.mostLines + own.count)
        let before = recent.filter { !own.contains($0.at.version) }.compactMap { line in
            line.text?.value.map { text in
                JudgedMoment.Line(
                    version: line.at.version,
                    isRep: consent.people[line.speaker]?.role == .rep,
                    startMicros: line.startMicros,
                    endMicros: line.endMicros,
                    text: text
                )
            }
        }
        return JudgedMoment(
            turn: turn.text,
            startMicros: turn.lines[0].startMicros,
            endMicros: turn.lastLine.endMicros,
            before: before
        )
    }

    /// What a turn calls for by the playbook alone: the best play that nothing speaks against.
    func settle(
        _ proposal: Proposal,
        at time: Timestamp,
        _ advice: inout Advice
    ) throws(Refusal) {
        for judged in proposal.judged {
            let candidate = NudgeCandidate(judged, for: proposal.turn, in: setup)
            let policy = setup.nudgePolicy
            let reason =
                judged.silence
                ?? policy.reasonForSilence(about: candidate, at: time, given: live.nudges)
                ?? (advice.nudge == nil ? nil : .outranked)
            if let reason {
                advice.silences.append(silence(reason, about: candidate, at: time, proposal))
            } else {
                try interrupt(with: candidate, at: time, for: proposal, &advice)
            }
        }
    }

    var statementsMet: Set<String> {
        Set(live.transcript.statementsMet.compactMap { $0.details?.value?.entry })
    }
}

/// What was found for a turn of the other side, on its way to becoming a nudge or a silence.
struct Proposal {
    var turn: Turn
    /// The plays that may answer it, the best first.
    var judged: [JudgedPlay]
    var clock: StageClock
    /// The event that told of the plays.
    var cause: EventID?
}

/// When the stages of a reaction were done, from the end of the words it answers.
struct StageClock {
    private let stopwatch: any Stopwatch
    private let began: Int64
    private let finalMicros: Int64
    private(set) var stages: NudgeSent.Stages

    /// Starts where the line became final; what follows is measured on the monotonic clock.
    init(words endMicros: Int64, final time: Timestamp, of call: isolated Call) {
        stopwatch = call.ports.stopwatch
        began = stopwatch.nowMicros
        finalMicros = max(0, time.micros(since: call.setup.startedAt) - endMicros)
        stages = .init(
            finalMicros: finalMicros,
            retrievedMicros: finalMicros,
            decidedMicros: finalMicros
        )
    }

    /// How long the reaction has taken.
    var elapsedMicros: Int64 { max(0, stopwatch.nowMicros - began) }

    /// From the end of the words until now.
    var sinceWordsMicros: Int64 { finalMicros + elapsedMicros }

    mutating func mark(_ stage: WritableKeyPath<NudgeSent.Stages, Int64>) {
        stages[keyPath: stage] = sinceWordsMicros
    }

    mutating func mark(_ stage: WritableKeyPath<NudgeSent.Stages, Int64?>) {
        stages[keyPath: stage] = sinceWordsMicros
    }
}
