import ConsentGate
import Events

/// What became of a question to the language model, as it is recorded.
extension Call {
    /// That it gave no usable answer.
    ///
    /// - Parameters:
    ///   - missing: what its answer lacked, where that is why.
    ///   - answer: what it gave instead, which costs as much.
    ///   - time: when, if something else than the model's own answer is why; a timer may fire with a
    ///     date that the clock has passed.
    func failed(
        _ thought: Thinking,
        _ reason: ModelFailed.Reason,
        lacking missing: WireField? = nil,
        using answer: ModelAnswer? = nil,
        at time: Timestamp? = nil
    ) -> Draft {
        let failed = ModelFailed(
            invocation: thought.invocation,
            reason: reason,
            usage: answer?.usage,
            latencyMicros: max(0, ports.stopwatch.nowMicros - thought.began),
            missingField: missing?.name
        )
        return outcome(failed, of: thought.proposal, at: time, cause: thought.cause)
    }

    func completed(
        _ thought: Thinking,
        _ choice: ModelCompleted.Choice,
        _ answer: ModelAnswer
    ) -> Draft {
        let completed = ModelCompleted(
            invocation: thought.invocation,
            choice: choice,
            usage: answer.usage,
            firstTokenMicros: answer.firstTokenMicros,
            latencyMicros: max(0, ports.stopwatch.nowMicros - thought.began),
            providerToolCalls: answer.providerTools.isEmpty ? nil : answer.providerTools.count,
            model: answer.model
        )
        return outcome(
            completed,
            // After a closing it is told that tools were used, and not which.
            sealing: answer.providerTools.isEmpty || !mayAnalyse
                ? nil
                : .content(
                    .init(providerTools: answer.providerTools),
                    of: thought.proposal.subjects
                ),
            of: thought.proposal,
            cause: thought.cause
        )
    }

    func outcome<F: Fact>(
        _ fact: F,
        sealing sealed: SealedFields<F>? = nil,
        of proposal: Proposal,
        at time: Timestamp? = nil,
        cause: EventID?
    ) -> Draft {
        draft(
            fact,
            at: time ?? moment(of: proposal),
            by: .coach,
            of: anyone(.rep),
            sealing: sealed,
            turn: proposal.turn.id,
            cause: cause
        )
    }

    /// That every play of a turn but one was stopped: those that were weighed, or the best where none was.
    func silences(
        _ reason: NudgeSuppressed.Reason,
        about proposal: Proposal,
        but chosen: String? = nil,
        at time: Timestamp
    ) -> [Draft] {
        let weighed = proposal.judged.filter(\.isWeighed)
        return (weighed.isEmpty ? Array(proposal.judged.prefix(1)) : weighed)
            .filter { $0.entry.id != chosen }
            .map { silence(reason, about: candidate($0, proposal), at: time, proposal) }
    }

    func candidate(_ judged: JudgedPlay, _ proposal: Proposal) -> NudgeCandidate {
        NudgeCandidate(judged, for: proposal.turn, in: setup)
    }
}
