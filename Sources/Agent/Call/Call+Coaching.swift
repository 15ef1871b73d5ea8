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
        // Without its purpose the words are not looked at, not even to find nothing in them.
        let isQuiet = mayCoach(on: turn.lines) && quietTurns.needNothing(turn.text)
        if !isQuiet { try await supersede(by: turn, at: time) }
        guard var advice = try? completion(of: turn, at: time) else { return }
        var (proposal, waiting): (Proposal?, HeardTurn?)
        if mayCoach(on: turn.lines), let role = consent.people[turn.speaker]?.role {
            if role == .rep { try? note(statementsIn: turn, at: time, &advice) }
            if role.isOtherSide, !isQuiet {
                let heard = HeardTurn(turn, at: time, in: self, cause: advice.cause)
                if !judge.hearsUrgency(in: heard.moment), waitsForMeaning(turn) {
                    waiting = heard
                } else {
                    proposal = try? propose(for: heard, at: time, &advice)
                }
            }
        }
        // What was not written, since consent changed at that moment, is not acted on.
        guard try await carryOut(advice) else { return }
        if let waiting { ponder(waiting) }
        if let proposal { try await think(about: proposal) }
        if mayCoach(on: turn.lines), coach.isClosing(turn.words) {
            reminders.closingWasSaid(at: time, firstOpenedAt: live.firstOpened?.time)
        }
        try await remind(at: time)
    }

    /// Answers a turn that has waited for its vectors, unless a newer one completed meanwhile.
    func answer(_ heard: HeardTurn) async throws {
        guard newestTurn == heard.turn.id, mayCoach(on: heard.turn.lines) else { return }
        let time = max(now, heard.at.advanced(byMicros: heard.clock.elapsedMicros))
        var advice = Advice()
        guard let proposal = try? propose(for: heard, at: time, &advice),
            try await carryOut(advice)
        else { return }
        try await think(about: proposal)
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
        let lead = lead(
            to: turn.lines[0].startMicros,
            of: turn.speaker,
            own: Set(turn.lines.map(\.version))
        )
        let words = lead?.text?.value.map { Words($0 + " " + turn.text) } ?? turn.words
        for (entry, phrase) in coach.statements(in: words) where !met.contains(entry.id) {
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

    /// Finds what answers a turn of the other side, and weighs whether it is worth an interruption.
    private func propose(
        for heard: HeardTurn,
        at time: Timestamp,
        _ advice: inout Advice
    ) throws(Refusal) -> Proposal? {
        var clock = heard.clock
        let found = found(for: heard.moment, about: heard.topic)
        clock.mark(\.retrievedMicros)
        guard !found.isEmpty else { return nil }
        try record(found, for: heard, at: time, &advice)
        clock.mark(\.decidedMicros)
        return Proposal(
            turn: heard.turn,
            at: heard.at,
            judged: found,
            clock: clock,
            cause: advice.cause,
            subjects: [heard.turn.speaker],
            withheld: consent.purposesWithheld(from: heard.turn.lines.map(\.version))
        )
    }

    private func record(
        _ judged: [JudgedPlay],
        for heard: HeardTurn,
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
            of: heard.turn.speaker,
            sealing: .content(.init(passages: passages), of: [heard.turn.speaker]),
            turn: heard.turn.id,
            cause: heard.cause,
            under: permit
        )
        advice.intents.append(found)
    }

    /// Answers a turn from the playbook alone: with the best play that nothing speaks against, after
    /// its tool has answered if it names one.
    func answerFromPlaybook(_ proposal: Proposal) async throws {
        let time = moment(of: proposal)
        var silences: [Draft] = []
        var chosen: NudgeCandidate?
        for judged in proposal.judged where judged.isWeighed {
            let candidate = NudgeCandidate(judged, for: proposal.turn, in: setup)
            let reason =
                silence(of: judged) ?? reasonForSilence(about: candidate, proposal, at: time)
                ?? (chosen == nil ? nil : .outranked)
            if let reason {
                silences.append(silence(reason, about: candidate, at: time, proposal))
            } else {
                chosen = candidate
            }
        }
        if !silences.isEmpty { try await record(silences) }
        guard let chosen, try await !look(upFor: chosen, proposal) else { return }
        try await finish(with: chosen, for: proposal)
    }

    /// The judge's silence, unless the rep has used nudges of this kind and it was a near thing.
    func silence(of judged: JudgedPlay) -> NudgeSuppressed.Reason? {
        guard let silence = judged.silence else { return nil }
        guard silence == .noNeed || silence == .weakPassage else { return silence }
        let moved = setup.nudgePolicy.barMoved(for: judged.entry.kind, given: live.nudges)
        return judged.weighing.scorePerMille >= PlayJudge.bar + min(0, moved) ? nil : silence
    }

    /// Sends a nudge that was chosen, unless time has passed it by.
    func finish(with candidate: NudgeCandidate, for proposal: Proposal) async throws {
        let time = moment(of: proposal)
        if let reason = reasonForSilence(about: candidate, proposal, at: time) {
            try await record([silence(reason, about: candidate, at: time, proposal)])
            return
        }
        var advice = Advice()
        if (try? interrupt(with: candidate, at: time, for: proposal, &advice)) != nil,
            try await carryOut(advice)
        {
            return
        }
        try await record([shutOut(candidate, at: time, proposal)])
    }

    /// Why a candidate is not shown now; nil when it may be.
    func reasonForSilence(
        about candidate: NudgeCandidate,
        _ proposal: Proposal,
        at time: Timestamp
    ) -> NudgeSuppressed.Reason? {
        if proposal.clock.elapsedMicros > setup.modelSettings.turnMicros { return .stale }
        if !candidate.isUrgent, isToldByRep(candidate, at: time) { return .repAnswering }
        return setup.nudgePolicy.reasonForSilence(about: candidate, at: time, given: live.nudges)
    }

    /// Whether the rep is saying, or has just said, what a candidate would tell them.
    private func isToldByRep(_ candidate: NudgeCandidate, at time: Timestamp) -> Bool {
        let words = RepsOwnWords(
            of: anyone(.rep),
            in: live.transcript,
            before: time.micros(since: setup.startedAt),
            where: { mayCoach(on: $0) }
        )
        return words.cover(candidate.body)
    }

    var statementsMet: Set<String> {
        Set(live.transcript.statementsMet.compactMap { $0.details?.value?.entry })
    }
}

/// A completed turn of the other side, as it was heard when it completed.
struct HeardTurn {
    var turn: Turn
    /// When it completed.
    var at: Timestamp
    /// The turn and the lines before it.
    var moment: JudgedMoment
    /// What the conversation was about before it.
    var topic: ConversationTopic
    var clock: StageClock
    /// The event that told that it completed.
    var cause: EventID?

    init(_ turn: Turn, at time: Timestamp, in call: isolated Call, cause: EventID?) {
        (self.turn, at, self.cause) = (turn, time, cause)
        clock = StageClock(turn, completedAt: time, of: call)
        moment = call.moment(
            saying: turn.text,
            by: turn.speaker,
            from: turn.lines[0].startMicros,
            to: turn.lastLine.endMicros,
            own: Set(turn.lines.map(\.version))
        )
        topic = call.topicBeforeTurn[turn.speaker] ?? call.topic
    }
}

/// What was found for a turn of the other side, on its way to becoming a nudge or a silence.
struct Proposal {
    var turn: Turn
    /// When the turn completed.
    var at: Timestamp
    /// The plays that may answer it, the best first.
    var judged: [JudgedPlay]
    var clock: StageClock
    /// The event that told of the plays.
    var cause: EventID?
    /// Everyone whose words or screen it is derived from: the speaker, and whoever is in a prompt.
    var subjects: [Pseudonym]
    /// The purposes for which some of what it is derived from is not used, since it came too early.
    var withheld: Set<Purpose>
}
