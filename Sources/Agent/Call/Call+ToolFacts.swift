import ConsentGate
import Events
import Projections

/// What the log is told of tools: that they are called, what became of it, and of what they send out.
extension Call {
    /// What a tool's source may send: the arguments, and they come from everyone in the prompt or turn.
    func errand(
        of invocation: ToolInvocation,
        _ proposal: Proposal,
        _ cause: EventID
    ) -> EgressErrand {
        EgressErrand(
            purpose: invocation.tool.purpose.purpose,
            subjects: proposal.subjects,
            turn: proposal.turn.id,
            cause: cause
        )
    }

    func called(
        _ invocation: ToolInvocation,
        _ proposal: Proposal
    ) throws(Refusal) -> Intent {
        let fact = ToolCalled(
            toolCall: invocation.id,
            purpose: invocation.tool.purpose,
            acting: invocation.tool.access == .acting,
            deadlineMicros: invocation.tool.limits.deadlineMicros
        )
        let sealed = ToolCalled.Sealed(
            tool: invocation.tool.name,
            arguments: invocation.argumentsText
        )
        switch invocation.tool.purpose {
        case .aiAnalysis:
            return toolIntent(
                Under<AIAnalysis, ToolCalled>(fact),
                sealed,
                proposal,
                under: try consent.permit(for: AIAnalysis.self)
            )
        case .crmLookup:
            return toolIntent(
                Under<CRMLookup, ToolCalled>(fact),
                sealed,
                proposal,
                under: try consent.permit(for: CRMLookup.self)
            )
        case .followUp: throw Refusal.callNotOver
        }
    }

    func toolIntent<F: ContentFact>(
        _ fact: F,
        _ sealed: F.Sealed,
        _ proposal: Proposal,
        under permit: consuming Permit<F.Needs>
    ) -> Intent {
        intent(
            fact,
            at: moment(of: proposal),
            of: proposal.turn.speaker,
            sealing: .content(sealed, of: proposal.subjects),
            turn: proposal.turn.id,
            cause: proposal.cause,
            under: permit
        )
    }

    func outcome(
        _ outcome: ToolOutcome,
        of invocation: ToolInvocation,
        _ proposal: Proposal
    ) -> Draft {
        let id = invocation.id
        switch outcome {
        case .completed(let result):
            let completed = ToolCompleted(
                toolCall: id,
                latencyMicros: result.latencyMicros,
                resultBytes: result.bytes,
                origin: result.origin
            )
            // After a closing the outcome is told, and what was answered is not kept.
            let isOpen = consent.purposesInForce.contains(invocation.tool.purpose.purpose)
            return toolDraft(
                completed,
                sealing: isOpen
                    ? .content(.init(result: result.text), of: proposal.subjects) : nil,
                proposal
            )
        case .failed(let reason, let latency, let missing):
            let failed = ToolFailed(
                toolCall: id,
                reason: reason,
                latencyMicros: latency,
                missingField: missing?.name
            )
            return toolDraft(failed, proposal)
        case .timedOut(let latency):
            return toolDraft(ToolTimedOut(toolCall: id, latencyMicros: latency), proposal)
        case .wentStale(let latency):
            let stale = ToolWentStale(toolCall: id, reason: .notFresh, latencyMicros: latency)
            return toolDraft(stale, proposal)
        }
    }

    private func toolDraft<F: Fact>(
        _ fact: F,
        sealing sealed: SealedFields<F>? = nil,
        _ proposal: Proposal
    ) -> Draft {
        draft(
            fact,
            at: moment(of: proposal),
            by: .coach,
            of: proposal.turn.speaker,
            sealing: sealed,
            turn: proposal.turn.id,
            cause: proposal.cause
        )
    }

    /// Records that an answer came after its deadline, while the call still takes events.
    func noteStale(
        _ id: ToolCallID,
        latencyMicros: Int64,
        _ proposal: Proposal
    ) async {
        await serial.run {
            guard failure == nil, !live.isClosed else { return }
            let stale = ToolWentStale(
                toolCall: id,
                reason: .afterDeadline,
                latencyMicros: latencyMicros
            )
            do { try await record([toolDraft(stale, proposal)]) } catch { failure = error }
        }
    }
}
