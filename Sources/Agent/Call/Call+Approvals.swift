import ConsentGate
import Events

/// A tool that acts, from the question to the rep to the end of what it did.
struct Approval {
    var invocation: ToolInvocation
    var task: Task<Void, Never>
}

extension Call {
    /// Asks the rep, through their private channel, whether a tool may act; what follows from their
    /// answer comes beside everything else.
    ///
    /// - Returns: whether they are asked; they are not where its purpose is not in force.
    func askApproval(of invocation: ToolInvocation, for proposal: Proposal) async throws -> Bool {
        let time = moment(of: proposal)
        let question = ApprovalQuestion(about: invocation, at: time)
        guard let asked = try? asking(question, of: invocation, proposal, at: time),
            try await record(intents: [asked]) != nil
        else { return false }
        let (channel, stopwatch, alarm) = (ports.privateChannel, ports.stopwatch, ports.alarm)
        let cause = asked.draft.id
        let task = Task {
            let began = stopwatch.nowMicros
            let answer = await Deadline.race(micros: ApprovalQuestion.answerMicros, by: alarm) {
                await channel.ask(question)
            }
            let taken = max(0, stopwatch.nowMicros - began)
            await take(answer, to: question, of: invocation, proposal, taken, cause)
        }
        approvals[invocation.id] = Approval(invocation: invocation, task: task)
        return true
    }

    private func asking(
        _ question: ApprovalQuestion,
        of invocation: ToolInvocation,
        _ proposal: Proposal,
        at time: Timestamp
    ) throws(Refusal) -> Intent {
        try requireUsable(proposal, for: invocation.tool.purpose.purpose)
        let fact = ToolApprovalAsked(
            toolCall: invocation.id,
            purpose: invocation.tool.purpose,
            channel: ports.privateChannel.name,
            expiresAt: question.expiresAt
        )
        let sealed = ToolApprovalAsked.Sealed(
            tool: invocation.tool.name,
            arguments: invocation.argumentsText,
            question: question.summary
        )
        switch invocation.tool.purpose {
        case .aiAnalysis:
            return toolIntent(
                Under<AIAnalysis, ToolApprovalAsked>(fact),
                sealed,
                proposal,
                under: try consent.permit(for: AIAnalysis.self)
            )
        case .crmLookup:
            return toolIntent(
                Under<CRMLookup, ToolApprovalAsked>(fact),
                sealed,
                proposal,
                under: try consent.permit(for: CRMLookup.self)
            )
        case .followUp: throw Refusal.callNotOver
        }
    }

    private func take(
        _ answer: Deadline.Outcome<ApprovalAnswer>,
        to question: ApprovalQuestion,
        of invocation: ToolInvocation,
        _ proposal: Proposal,
        _ tookMicros: Int64,
        _ cause: EventID
    ) async {
        await serial.run {
            guard approvals[invocation.id] != nil else { return }
            let time = moment(of: proposal)
            let channel = ports.privateChannel.name
            let given: ApprovalAnswer =
                if case .done(let answer) = answer { answer } else { .unanswered }
            do {
                let licence = try question.licence(from: given, at: time)
                let yes = ToolApprovalGiven(
                    toolCall: invocation.id,
                    channel: channel,
                    latencyMicros: tookMicros
                )
                try await record([
                    draft(yes, at: time, by: .participant, of: anyone(.rep), cause: cause)
                ])
                try await act(on: licence, proposal)
            } catch let denial as ApprovalDenial {
                let no = ToolApprovalRefused(
                    toolCall: invocation.id,
                    reason: denial.reason,
                    channel: channel,
                    latencyMicros: tookMicros
                )
                let refused = draft(no, at: time, by: .participant, of: anyone(.rep), cause: cause)
                do { try await record([refused]) } catch { failure = failure ?? error }
                approvals[invocation.id] = nil
            } catch {
                failure = failure ?? error
                approvals[invocation.id] = nil
            }
        }
    }

    /// Does what the rep approved, under a permit of its own.
    private func act(on licence: ApprovedInvocation, _ proposal: Proposal) async throws {
        let invocation = licence.invocation
        guard let called = try? called(invocation, proposal),
            try await record(intents: [called]) != nil
        else {
            approvals[invocation.id] = nil
            return
        }
        let runner = toolRunner
        let door = door(for: errand(of: invocation, proposal, called.draft.id)) {
            $0.approvals[invocation.id] != nil
        }
        let task = Task {
            let outcome = await runner.run(licence, through: door)
            await serial.run {
                guard approvals.removeValue(forKey: invocation.id) != nil else { return }
                do {
                    try await record([self.outcome(outcome, of: invocation, proposal)])
                } catch {
                    failure = failure ?? error
                }
            }
        }
        approvals[invocation.id] = Approval(invocation: invocation, task: task)
    }
}
