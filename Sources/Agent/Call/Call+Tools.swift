import ConsentGate
import Events

/// What happens when the tools of a turn have answered.
enum AfterTools: Sendable {
    /// The model is asked again.
    case ask(step: Int, answers: [Prompt.ToolAnswer])
    /// The nudge that was waiting for them goes on.
    case interrupt(NudgeCandidate)
}

/// Tools at work for a turn.
struct Lookup {
    var proposal: Proposal
    var invocations: [ToolInvocation]
    var began: Int64
    /// The events that told of them.
    var causes: Set<EventID>
    /// What waits for them; nil once the turn has gone on without them.
    var next: AfterTools?
    var task: Task<Void, Never>
    /// Rings when the turn can wait no longer.
    var bell: Task<Void, Never>
}

extension Call {
    /// The tools that a model may call, beside those of every model.
    var offeredTools: [Prompt.OfferedTool] {
        ports.tools.tools.map { .init(name: $0.name, summary: $0.summary, schema: $0.schema) }
            + (mayLookCloser ? [LookCloser.offered] : [])
    }

    /// Calls the tools that a model asked for; one that acts is the rep's to approve, and the model
    /// does not wait for that.
    func look(
        up requests: [ModelChoice.Request],
        for proposal: Proposal,
        _ thought: Thinking
    ) async throws {
        var answers = thought.prompt.toolAnswers
        var invocations: [ToolInvocation] = []
        for request in requests {
            let id = ports.ids.toolCallID()
            let arguments = String(
                decoding: CanonicalJSON.encode(request.arguments),
                as: UTF8.self
            )
            func answer(_ text: String) -> Prompt.ToolAnswer {
                .init(tool: request.tool, arguments: arguments, answer: text)
            }
            guard request.tool != LookCloser.name else {
                if mayLookCloser { sampler.requestDetail() }
                answers.append(answer(LookCloser.answer))
                continue
            }
            do {
                let invocation = try ports.tools.invocation(
                    of: request.tool,
                    request.arguments,
                    id: id
                )
                if invocation.tool.access == .acting {
                    answers.append(answer(try await requestApproval(of: invocation, proposal)))
                } else {
                    invocations.append(invocation)
                }
            } catch is ToolRefusal {
                answers.append(answer("refused: these are not its arguments"))
            }
        }
        try await run(
            invocations,
            for: proposal,
            then: .ask(step: thought.step + 1, answers: answers)
        )
    }

    /// Asks the rep about an act, as far as they may be asked.
    ///
    /// - Returns: what the model reads of it.
    private func requestApproval(
        of invocation: ToolInvocation,
        _ proposal: Proposal
    ) async throws -> String {
        let refusal = askedApprovals.refusal(
            of: invocation,
            inTurn: proposal.turn.id,
            at: moment(of: proposal)
        )
        if let refusal { return refusal.rawValue }
        return try await askApproval(of: invocation, for: proposal)
            ? "the rep was asked whether to do it" : "refused: the rep may not be asked now"
    }

    /// Starts the tool that a play names, if the turn's words give its arguments.
    ///
    /// - Returns: whether the nudge now waits for it.
    func look(upFor candidate: NudgeCandidate, _ proposal: Proposal) async throws -> Bool {
        guard let tool = candidate.entry.tool,
            let arguments = tool.arguments(
                fromTurn: proposal.turn.text,
                knowing: setup.playbook
            ),
            let invocation = try? ports.tools.invocation(
                of: tool.rawValue,
                arguments,
                id: ports.ids.toolCallID()
            )
        else { return false }
        return try await run([invocation], for: proposal, then: .interrupt(candidate))
    }

    /// Makes the calls durable and runs them beside everything else; the turn waits for them no longer
    /// than it can.
    ///
    /// - Returns: whether they were started; they are not where their purpose is not in force, nor where
    ///   the turn has no time left for them.
    @discardableResult
    private func run(
        _ invocations: [ToolInvocation],
        for proposal: Proposal,
        then next: AfterTools
    ) async throws -> Bool {
        let limit = setup.modelSettings.waitMicros - proposal.clock.elapsedMicros
        let allowed = (limit > 0 ? invocations : []).compactMap { invocation in
            (try? called(invocation, proposal)).map { (invocation, $0) }
        }
        guard !allowed.isEmpty, try await record(intents: allowed.map(\.1)) != nil else {
            if case .ask = next { try await go(on: next, for: proposal, with: []) }
            return false
        }
        let (runner, alarm, first) = (toolRunner, ports.alarm, allowed[0].0.id)
        let started = allowed.map { invocation, called in
            let door = door(for: errand(of: invocation, proposal, called.draft.id)) {
                $0.lookups[first] != nil
            }
            return (invocation, door)
        }
        let task = Task {
            await withTaskGroup(of: (ToolInvocation, ToolOutcome).self) { group in
                for (invocation, door) in started {
                    group.addTask {
                        let outcome = await runner.run(invocation, through: door) {
                            [weak self] id, latency in
                            await self?.noteStale(id, latencyMicros: latency, proposal)
                        }
                        return (invocation, outcome)
                    }
                }
                var outcomes: [(ToolInvocation, ToolOutcome)] = []
                for await outcome in group { outcomes.append(outcome) }
                await self.returned(outcomes, from: first, for: proposal)
            }
        }
        let bell = Task {
            guard (try? await alarm.ring(afterMicros: limit)) != nil else { return }
            await self.stopWaiting(for: first)
        }
        lookups[first] = Lookup(
            proposal: proposal,
            invocations: allowed.map(\.0),
            began: ports.stopwatch.nowMicros,
            causes: Set(allowed.map(\.1.draft.id)),
            next: next,
            task: task,
            bell: bell
        )
        return true
    }

    /// Takes what tools answered, unless the gate left open meanwhile and their outcome is recorded.
    private func returned(
        _ outcomes: [(ToolInvocation, ToolOutcome)],
        from first: ToolCallID,
        for proposal: Proposal
    ) async {
        await serial.run {
            guard let lookup = lookups.removeValue(forKey: first) else { return }
            lookup.bell.cancel()
            do {
                let sorted = outcomes.sorted { $0.0.id < $1.0.id }
                try await record(sorted.map { outcome($0.1, of: $0.0, proposal) })
                guard let next = lookup.next else { return }
                var proposal = proposal
                proposal.clock.mark(\.toolMicros)
                try await goOn(next, for: proposal, with: sorted)
            } catch {
                failure = failure ?? error
            }
        }
    }

    /// Lets a turn go on with what its tools answered, unless a newer one came before that.
    func goOn(
        _ next: AfterTools,
        for proposal: Proposal,
        with outcomes: [(ToolInvocation, ToolOutcome)]
    ) async throws {
        if newestTurn == proposal.turn.id {
            try await go(on: next, for: proposal, with: outcomes)
        } else {
            try await record(superseded(next, proposal))
        }
    }

    /// Lets a turn go on without tools that are not back: what they answer later stands for the same
    /// call again while it is fresh.
    private func stopWaiting(for first: ToolCallID) async {
        await serial.run {
            guard failure == nil, let lookup = lookups[first], let next = lookup.next,
                newestTurn == lookup.proposal.turn.id
            else { return }
            lookups[first]?.next = nil
            do {
                try await go(on: next, for: lookup.proposal, with: [])
            } catch {
                failure = failure ?? error
            }
        }
    }

    /// That a newer turn came before the tools were back.
    private func superseded(_ next: AfterTools, _ proposal: Proposal) -> [Draft] {
        let time = moment(of: proposal)
        return switch next {
        case .ask: silences(.superseded, about: proposal, at: time)
        case .interrupt(let candidate):
            [silence(.superseded, about: candidate, at: time, proposal)]
        }
    }

    private func go(
        on next: AfterTools,
        for proposal: Proposal,
        with outcomes: [(ToolInvocation, ToolOutcome)]
    ) async throws {
        switch next {
        case .ask(let step, let answers):
            guard let model = ports.model, mayAsk(model) else {
                return try await answerFromPlaybook(proposal)
            }
            let new = outcomes.map { invocation, outcome in
                Prompt.ToolAnswer(
                    tool: invocation.tool.name,
                    arguments: invocation.argumentsText,
                    answer: outcome.result?.text ?? "no answer"
                )
            }
            try await ask(model, about: proposal, step: step, after: answers + new)
        case .interrupt(var candidate):
            for line in outcomes.compactMap({ $0.1.result?.line }) { candidate.body += "\n" + line }
            try await finish(with: candidate, for: proposal)
        }
    }
}
