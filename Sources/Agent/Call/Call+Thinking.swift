import ConsentGate
import Events
import Projections

/// A question to the language model that is under way.
///
/// At most one is: a newer turn supersedes it, unless that turn is a quiet one.
struct Thinking {
    var invocation: InvocationID
    var proposal: Proposal
    /// The event that told of the question.
    var cause: EventID
    var step: Int
    /// What was asked: an answer may cite and call what it holds, and nothing else.
    var prompt: Prompt
    /// What must stay in force for what the question carries.
    var purposes: Set<Purpose>
    var began: Int64
    var task: Task<Void, Never>?

    /// The names of the tools that were offered with it.
    var offered: Set<String> { Set(prompt.tools.map(\.name)) }
}

extension Call {
    /// Asks the model about a proposal, if it may be asked and a nudge could follow; else, and where an
    /// urgent play is called for, the playbook coach answers at once.
    func think(about proposal: Proposal) async throws {
        let time = moment(of: proposal)
        guard let model = ports.model, mayAsk(model),
            proposal.judged.contains(where: { isOpen(to: $0, proposal, at: time, isWorthAsking) }),
            !proposal.judged.contains(where: {
                isOpen(to: $0, proposal, at: time) { $0.weighing.isUrgent }
            })
        else {
            return try await answerFromPlaybook(proposal)
        }
        try await ask(model, about: proposal, step: 1, after: [])
    }

    /// The time at which a reaction now is: the turn's, and how long it has taken since.
    func moment(of proposal: Proposal) -> Timestamp {
        max(now, proposal.at.advanced(byMicros: proposal.clock.elapsedMicros))
    }

    /// Whether the policy would let a play through that meets a condition.
    private func isOpen(
        to judged: JudgedPlay,
        _ proposal: Proposal,
        at time: Timestamp,
        _ condition: (JudgedPlay) -> Bool
    ) -> Bool {
        guard condition(judged) else { return false }
        let candidate = candidate(judged, proposal)
        let policy = setup.nudgePolicy
        return policy.reasonForSilence(about: candidate, at: time, given: live.nudges) == nil
    }

    /// Whether a model may see a need for a play: the judge does, or it has no more against it than that
    /// it sees none, and the play answers the words.
    private func isWorthAsking(_ judged: JudgedPlay) -> Bool {
        guard let silence = silence(of: judged) else { return true }
        return judged.isRetrieved && (silence == .noNeed || silence == .weakPassage)
    }

    func mayAsk(_ model: any LanguageModel) -> Bool {
        purposes(of: model).allSatisfy(consent.isInForce)
    }

    /// Asks the model, if there is time for its answer and the call's cap bears what it may cost; else
    /// the log says why not, and the playbook coach answers.
    ///
    /// So it does where what tools answered before may not be used any more, and where the turn itself came
    /// too early for this model.
    func ask(
        _ model: any LanguageModel,
        about proposal: Proposal,
        step: Int,
        after answers: [Prompt.ToolAnswer]
    ) async throws {
        let needed = purposes(of: model)
        guard proposal.withheld.isDisjoint(with: needed) else {
            return try await answerFromPlaybook(proposal)
        }
        let limit = setup.modelSettings.waitMicros - proposal.clock.elapsedMicros
        guard limit > 0 else { return try await goOn(without: .late, proposal) }
        let prompt = PromptWriter(pack: setup.pack, settings: setup.modelSettings).prompt(
            offering: proposal.judged,
            in: live,
            where: { mayUse([$0.at.version], of: $0.speaker, for: needed) },
            frame: frame(for: model),
            after: answers,
            tools: offeredTools,
            providerTools: ports.tools.providerTools(of: model.providers)
        )
        let besides = purposes(besides: prompt)
        guard consent.purposesInForce.isSuperset(of: besides) else {
            return try await answerFromPlaybook(proposal)
        }
        let most = mostTokens(of: prompt, to: model)
        guard isAffordable(most, of: model) else {
            return try await goOn(without: .overBudget, proposal)
        }
        let invocation = ports.ids.invocationID()
        var proposal = proposal
        proposal.subjects = subjects(of: prompt)
        proposal.withheld.formUnion(purposesWithheld(from: prompt))
        let question = ModelInvoked(
            invocation: invocation,
            line: proposal.turn.lastLine.version,
            model: model.name,
            step: step,
            lines: prompt.lines.count,
            passages: prompt.passages.count,
            frame: prompt.frame?.version,
            deadlineMicros: limit,
            mostTextTokens: Int(most.text),
            mostVisionTokens: prompt.frame == nil ? nil : Int(most.vision)
        )
        guard let invoked = try? invoking(question, prompt, proposal),
            try await record(intents: [invoked]) != nil
        else {
            let time = moment(of: proposal)
            try await record([
                dropped(proposal.turn, .notInForce, at: time, cause: proposal.cause)
            ])
            return
        }
        let (alarm, began) = (ports.alarm, ports.stopwatch.nowMicros)
        let errand = EgressErrand(
            purpose: .aiAnalysis,
            besides: besides,
            withheld: proposal.withheld,
            subjects: proposal.subjects,
            proposal: proposal,
            cause: invoked.draft.id
        )
        let door = door(for: errand) { $0.thinking?.invocation == invocation }
        thinking = Thinking(
            invocation: invocation,
            proposal: proposal,
            cause: invoked.draft.id,
            step: step,
            prompt: prompt,
            purposes: besides.union([.aiAnalysis]),
            began: began
        )
        thinking?.task = Task {
            let answer = await Deadline.race(micros: limit, by: alarm, telling: door.time) {
                try await model.answer(prompt, through: door)
            }
            await conclude(invocation, answer)
        }
    }

    /// Takes the model's answer, unless its question was withdrawn meanwhile.
    private func conclude(
        _ invocation: InvocationID,
        _ answer: Deadline.Outcome<ModelAnswer>
    ) async {
        await serial.run {
            guard let thought = thinking, thought.invocation == invocation else { return }
            thinking = nil
            do {
                switch answer {
                case .done(let answer): try await take(answer, to: thought)
                case .late: try await fail(thought, .late)
                case .failed(let error):
                    let missing = (error as? EgressFault)?.missing
                    try await fail(thought, .unavailable, lacking: missing)
                }
            } catch {
                failure = failure ?? error
            }
        }
    }

    private func take(_ answer: ModelAnswer, to thought: Thinking) async throws {
        let choice: ModelChoice
        do { choice = try ModelChoice(answer, knowing: thought.offered) } catch {
            return try await fail(thought, .invalid, lacking: error.missing, using: answer)
        }
        if case .tools = choice, thought.step >= setup.modelSettings.mostSteps {
            return try await fail(thought, .looped, using: answer)
        }
        var proposal = thought.proposal
        proposal.clock.mark(\.modelMicros)
        let completed = completed(thought, choice.name, answer)
        switch choice {
        case .silence:
            let time = moment(of: proposal)
            try await record([completed] + silences(.modelSilent, about: proposal, at: time))
        case .nudge(let nudge):
            try await record([completed])
            try await hold(
                nudge,
                of: answer.model ?? ports.model?.name ?? "",
                against: proposal,
                asking: thought.prompt
            )
        case .tools(let requests):
            try await record([completed])
            try await look(up: requests, for: proposal, thought)
        }
    }

    /// Lets the model's nudge through if it rests on what it was given and the policy allows it.
    private func hold(
        _ nudge: ModelNudge,
        of name: String,
        against proposal: Proposal,
        asking prompt: Prompt
    ) async throws {
        guard let best = proposal.judged.first else { return }
        let isGiven =
            prompt.lines.contains { $0.version == nudge.line }
            && prompt.passages.contains { $0.id == nudge.passage }
        let cited = proposal.judged.first { $0.entry.id == nudge.passage }
        let judged = isGiven ? cited : nil
        var candidate = candidate(judged ?? best, proposal)
        (candidate.headline, candidate.body) = (nudge.headline, nudge.body)
        candidate.composedBy = name
        candidate.subjects = proposal.subjects
        var isGrounded = false
        if let judged {
            candidate.line = nudge.line
            let grounding = Grounding(
                passage: judged.entry.headline + " " + judged.entry.body,
                toolAnswers: prompt.toolAnswers.map(\.answer)
            )
            isGrounded = grounding.holds(headline: nudge.headline, body: nudge.body)
        }
        let time = moment(of: proposal)
        let own = isGrounded ? [] : [silence(.ungrounded, about: candidate, at: time, proposal)]
        let others = silences(.outranked, about: proposal, but: candidate.entry.id, at: time)
        if !own.isEmpty || !others.isEmpty { try await record(own + others) }
        if isGrounded { try await finish(with: candidate, for: proposal) }
    }

    /// Withdraws what is being thought about, because a newer turn completed.
    func supersede(by turn: Turn, at time: Timestamp) async throws {
        newestTurn = turn.id
        var drafts: [Draft] = []
        if let pondering {
            let heard = pondering.heard
            drafts.append(dropped(heard.turn, .superseded, at: time, cause: heard.cause))
            stopPondering()
        }
        if let thought = thinking {
            thinking = nil
            thought.task?.cancel()
            let withdrawn = ModelSuperseded(
                invocation: thought.invocation,
                line: turn.lastLine.version,
                latencyMicros: max(0, ports.stopwatch.nowMicros - thought.began)
            )
            drafts.append(outcome(withdrawn, of: thought.proposal, at: time, cause: thought.cause))
            drafts += silences(.superseded, about: thought.proposal, at: time)
        }
        if !drafts.isEmpty { try await record(drafts) }
    }

    /// Goes on without asking the model, or without asking it again, and says why.
    private func goOn(without reason: ModelFailed.Reason, _ proposal: Proposal) async throws {
        let failed = ModelFailed(
            invocation: ports.ids.invocationID(),
            reason: reason,
            latencyMicros: 0
        )
        try await record([outcome(failed, of: proposal, cause: proposal.cause)])
        try await answerFromPlaybook(proposal)
    }

    private func fail(
        _ thought: Thinking,
        _ reason: ModelFailed.Reason,
        lacking missing: WireField? = nil,
        using answer: ModelAnswer? = nil
    ) async throws {
        try await record([failed(thought, reason, lacking: missing, using: answer)])
        try await answerFromPlaybook(thought.proposal)
    }
}
