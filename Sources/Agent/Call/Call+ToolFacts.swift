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
            withheld: proposal.withheld,
            subjects: proposal.subjects,
            proposal: proposal,
            cause: cause
        )
    }

    func called(
        _ invocation: ToolInvocation,
        _ proposal: Proposal
    ) throws(Refusal) -> Intent {
        try requireUsable(proposal, for: invocation.tool.purpose.purpose)
        let (fact, sealed) = (ToolCalled(invocation), ToolCalled.Sealed(invocation))
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
        // After a closing the outcome is told, and what was answered is not kept.
        let isKept = consent.isInForce(invocation.tool.purpose.purpose)
        return outcome.draft(
            of: invocation.id,
            sealedFor: isKept ? proposal.subjects : nil,
            id: ports.ids.eventID(),
            time: moment(of: proposal),
            subject: proposal.turn.speaker,
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
            let draft = draft(
                stale,
                at: moment(of: proposal),
                by: .coach,
                of: proposal.turn.speaker,
                turn: proposal.turn.id,
                cause: proposal.cause
            )
            do { try await record([draft]) } catch { failure = error }
        }
    }
}
