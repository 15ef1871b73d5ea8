import Events

/// The intents of a call that have no outcome yet: what a stopped process left in flight.
struct OpenIntents {
    private var nudges: [NudgeID] = []
    private var questions: [InvocationID] = []
    private var toolCalls: [ToolCallID] = []
    private var approvals: [ToolApprovalAsked] = []
    private(set) var requests: [EgressID] = []

    /// Takes in one event of the call's stream.
    mutating func follow(_ event: RecordedEvent) {
        if let sent = event.fact(NudgeSent.self) { nudges.append(sent.nudge) }
        if let asked = event.fact(ModelInvoked.self) { questions.append(asked.invocation) }
        if let called = event.fact(ToolCalled.self) { toolCalls.append(called.toolCall) }
        if let asked = event.fact(ToolApprovalAsked.self) { approvals.append(asked) }
        if let requested = event.fact(EgressRequested.self) { requests.append(requested.request) }
        if let ended = event.fact(EgressEnded.self) { requests.removeAll { $0 == ended.request } }
        if let nudge = event.nudgeWithOutcome { nudges.removeAll { $0 == nudge } }
        if let question = event.questionWithOutcome { questions.removeAll { $0 == question } }
        if let call = event.toolCallWithOutcome { toolCalls.removeAll { $0 == call } }
        if let call = event.approvalWithAnswer { approvals.removeAll { $0.toolCall == call } }
    }

    /// An outcome for each: nobody knows what became of it, and it is not tried again.
    ///
    /// What the rep was asked to approve counts as not answered.
    func outcomes(at time: Timestamp, of rep: Pseudonym?, _ ids: IDGenerator) -> [Draft] {
        func draft(_ fact: some Fact) -> Draft {
            Draft(fact, id: ids.eventID(), time: time, actor: .log, subject: rep)
        }
        let failed = questions.map { question in
            draft(ModelFailed(invocation: question, reason: .interrupted, latencyMicros: 0))
        }
        let stopped = toolCalls.map { call in
            draft(ToolFailed(toolCall: call, reason: .interrupted, latencyMicros: 0))
        }
        let unanswered = approvals.map { asked in
            draft(
                ToolApprovalRefused(
                    toolCall: asked.toolCall,
                    reason: .unanswered,
                    channel: asked.channel,
                    latencyMicros: 0
                )
            )
        }
        let expired = nudges.map { draft(NudgeExpired(nudge: $0, reason: .interrupted)) }
        return endsOfRequests(at: time, ids) + failed + stopped + unanswered + expired
    }

    /// That each request that had left was interrupted.
    func endsOfRequests(at time: Timestamp, _ ids: IDGenerator) -> [Draft] {
        requests.map { request in
            Draft(
                EgressEnded(
                    request: request,
                    outcome: .interrupted,
                    bytesOut: 0,
                    bytesIn: 0,
                    micros: 0
                ),
                id: ids.eventID(),
                time: time,
                actor: .log
            )
        }
    }
}

extension RecordedEvent {
    fileprivate var nudgeWithOutcome: NudgeID? {
        fact(NudgeAcknowledged.self)?.nudge ?? fact(NudgeUndelivered.self)?.nudge
            ?? fact(NudgeExpired.self)?.nudge
    }

    fileprivate var questionWithOutcome: InvocationID? {
        fact(ModelCompleted.self)?.invocation ?? fact(ModelFailed.self)?.invocation
            ?? fact(ModelSuperseded.self)?.invocation
    }

    fileprivate var toolCallWithOutcome: ToolCallID? {
        fact(ToolCompleted.self)?.toolCall ?? fact(ToolFailed.self)?.toolCall
            ?? fact(ToolTimedOut.self)?.toolCall ?? fact(ToolWentStale.self)?.toolCall
    }

    fileprivate var approvalWithAnswer: ToolCallID? {
        fact(ToolApprovalGiven.self)?.toolCall ?? fact(ToolApprovalRefused.self)?.toolCall
    }
}
