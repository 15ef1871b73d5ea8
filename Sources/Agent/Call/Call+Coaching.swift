import ConsentGate
import Events
import Projections

/// What the coach makes of a moment: intents under permits, silences, and at most one nudge.
struct Advice {
    var intents: [Intent] = []
    var silences: [Draft] = []
    var nudge: Nudge?
}

extension Call {
    /// Reacts to a completed turn: everything that follows is appended in one piece, and only then
    /// is a nudge handed over.
    func react(to turn: Turn, at time: Timestamp) async throws {
        guard var advice = try? completion(of: turn, at: time) else { return }
        let words = turn.words
        if let analysis = try? analysis(of: turn, words, at: time) {
            advice.intents += analysis.intents
            advice.silences += analysis.silences
            advice.nudge = analysis.nudge
        }
        try await carryOut(advice)
        if coach.isClosing(words) { reminders.callIsClosing() }
        try await remind(at: time)
    }

    /// Reminds the rep of required statements that are due and unmet, as far as the policy lets it.
    func remind(at time: Timestamp) async throws {
        let rep = consent.present.first { $0.value.role == .rep }?.key
        guard let rep, let line = live.transcript.lines.last?.at.version
        else { return }
        for entry in reminders.due(met: statementsMet) {
            let candidate = NudgeCandidate(
                entry: entry,
                line: line,
                wordsEndedAt: time,
                subjects: [rep]
            )
            let reason = setup.nudgePolicy.reasonForSilence(
                about: candidate,
                at: time,
                given: live.nudges
            )
            if let reason {
                if reminders.isNews(reason, about: entry) {
                    try await record([silence(reason, about: candidate, at: time)])
                }
                if reason == .oncePerPlay { reminders.reminded(of: entry) }
                continue
            }
            guard let advice = try? interruption(with: candidate, rep: rep, at: time) else {
                return
            }
            if try await carryOut(advice) { reminders.reminded(of: entry) }
        }
    }

    /// Records the rep's answer to a nudge.
    func note(_ act: NudgeFeedback.Act, about nudge: NudgeID?, at time: Timestamp) async throws {
        guard let nudge = nudge ?? live.nudges.nudges.last?.id, live.nudges[nudge] != nil else {
            return
        }
        let rep = consent.people.first { $0.value.role == .rep }?.key
        let feedback = NudgeFeedback(nudge: nudge, act: act)
        try await record([draft(feedback, at: time, by: .participant, of: rep)])
    }

    private var statementsMet: Set<String> {
        Set(live.transcript.statementsMet.compactMap { $0.details?.value?.entry })
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
            under: permit
        )
        return Advice(intents: [intent])
    }

    private func analysis(
        of turn: Turn,
        _ words: Words,
        at time: Timestamp
    ) throws(Refusal) -> Advice {
        guard let role = consent.people[turn.speaker]?.role else { return Advice() }
        if role == .rep { return try statements(in: turn, words, at: time) }
        return role.isOtherSide ? try plays(for: turn, words, at: time) : Advice()
    }

    private func statements(
        in turn: Turn,
        _ words: Words,
        at time: Timestamp
    ) throws(Refusal) -> Advice {
        var advice = Advice()
        let met = statementsMet
        for (entry, phrase) in coach.statements(in: words) where !met.contains(entry.id) {
            let permit = try consent.permit(for: AIAnalysis.self)
            advice.intents.append(
                intent(
                    StatementMet(line: turn.lastLine.version),
                    at: time,
                    of: turn.speaker,
                    sealing: .content(
                        .init(entry: entry.id, entryVersion: entry.version, phrase: phrase),
                        of: [turn.speaker]
                    ),
                    turn: turn.id,
                    under: permit
                )
            )
        }
        return advice
    }

    private func plays(
        for turn: Turn,
        _ words: Words,
        at time: Timestamp
    ) throws(Refusal) -> Advice {
        let matches = coach.matches(in: words)
        guard !matches.isEmpty else { return Advice() }
        var advice = Advice()
        let passages = matches.map {
            PassagesRetrieved.Passage(
                id: $0.entry.id,
                version: $0.entry.version,
                scorePerMille: $0.scorePerMille
            )
        }
        let permit = try consent.permit(for: AIAnalysis.self)
        advice.intents.append(
            intent(
                PassagesRetrieved(count: passages.count),
                at: time,
                of: turn.speaker,
                sealing: .content(.init(passages: passages), of: [turn.speaker]),
                turn: turn.id,
                under: permit
            )
        )
        for match in matches {
            try consider(match.entry, for: turn, at: time, &advice)
        }
        return advice
    }

    private func consider(
        _ entry: PlaybookEntry,
        for turn: Turn,
        at time: Timestamp,
        _ advice: inout Advice
    ) throws(Refusal) {
        let candidate = NudgeCandidate(
            entry: entry,
            line: turn.lastLine.version,
            wordsEndedAt: setup.startedAt.advanced(byMicros: turn.lastLine.endMicros),
            subjects: [turn.speaker]
        )
        let policy = setup.nudgePolicy
        let reason =
            policy.reasonForSilence(about: candidate, at: time, given: live.nudges)
            ?? (advice.nudge == nil ? nil : .outranked)
        if let reason {
            advice.silences.append(silence(reason, about: candidate, at: time, turn: turn.id))
            return
        }
        let rep = consent.present.first { $0.value.role == .rep }?.key
        guard let rep else { return }
        let interruption = try interruption(with: candidate, rep: rep, at: time, turn: turn.id)
        advice.intents += interruption.intents
        advice.nudge = interruption.nudge
    }

    private func silence(
        _ reason: NudgeSuppressed.Reason,
        about candidate: NudgeCandidate,
        at time: Timestamp,
        turn: String? = nil
    ) -> Draft {
        let suppressed = NudgeSuppressed(reason: reason, line: candidate.line)
        let rep = consent.people.first { $0.value.role == .rep }?.key
        return draft(suppressed, at: time, by: .coach, of: rep, turn: turn)
    }

    /// The two intents of a nudge: that it was decided, and that it is about to be handed over.
    private func interruption(
        with candidate: NudgeCandidate,
        rep: Pseudonym,
        at time: Timestamp,
        turn: String? = nil
    ) throws(Refusal) -> Advice {
        let entry = candidate.entry
        let nudge = Nudge(
            id: ports.ids.nudgeID(),
            kind: entry.kind,
            headline: entry.headline,
            body: entry.body,
            line: candidate.line,
            play: entry.id,
            playVersion: entry.version,
            decidedAt: time,
            expiresAt: time.advanced(byMicros: setup.nudgePolicy.freshnessMicros)
        )
        let decided = intent(
            NudgeDecided(nudge: nudge.id, line: nudge.line),
            at: time,
            of: rep,
            sealing: .content(nudge.sealed, of: candidate.subjects),
            turn: turn,
            under: try consent.permit(for: AIAnalysis.self)
        )
        let sent = intent(
            NudgeSent(
                nudge: nudge.id,
                line: nudge.line,
                channel: ports.privateChannel.name,
                expiresAt: nudge.expiresAt,
                sinceWordsMicros: max(0, time.micros(since: candidate.wordsEndedAt))
            ),
            at: time,
            of: rep,
            turn: turn,
            under: try consent.permit(for: AIAnalysis.self)
        )
        return Advice(intents: [decided, sent], nudge: nudge)
    }

    /// Makes advice durable, then hands its nudge over.
    ///
    /// - Returns: whether it was written; it is not when consent changed in between.
    @discardableResult
    private func carryOut(_ advice: Advice) async throws -> Bool {
        guard try await record(intents: advice.intents, and: advice.silences) != nil else {
            return false
        }
        if let nudge = advice.nudge { handOver(nudge) }
        return true
    }

    /// Starts the delivery; its outcome is appended whenever it comes, and no observation waits.
    private func handOver(_ nudge: Nudge) {
        let channel = ports.privateChannel
        let stopwatch = ports.stopwatch
        deliveries[nudge.id] = Task {
            let began = stopwatch.nowMicros
            let delivery = await channel.deliver(nudge)
            await finish(nudge, delivery, tookMicros: stopwatch.nowMicros - began)
        }
    }

    /// Records an outcome; its draft is made in turn, so that the order of ids is that of the log.
    private func finish(_ nudge: Nudge, _ delivery: Delivery, tookMicros: Int64) async {
        await serial.run {
            let outcome = outcome(of: nudge, delivery, tookMicros: tookMicros)
            do { try await record([outcome]) } catch { failure = failure ?? error }
            deliveries[nudge.id] = nil
        }
    }

    private func outcome(of nudge: Nudge, _ delivery: Delivery, tookMicros: Int64) -> Draft {
        let rep = consent.people.first { $0.value.role == .rep }?.key
        let time = nudge.decidedAt.advanced(byMicros: tookMicros)
        let channel = ports.privateChannel.name
        switch delivery {
        case .acknowledged:
            let fact = NudgeAcknowledged(
                nudge: nudge.id,
                channel: channel,
                latencyMicros: tookMicros
            )
            return draft(fact, at: time, by: .participant, of: rep)
        case .undelivered(let code):
            let fact = NudgeUndelivered(nudge: nudge.id, channel: channel, code: code)
            return draft(fact, at: time, by: .coach, of: rep)
        }
    }
}

extension Nudge {
    var sealed: NudgeDecided.Sealed {
        .init(
            kind: kind.rawValue,
            play: play,
            playVersion: playVersion,
            headline: headline,
            body: body
        )
    }
}
