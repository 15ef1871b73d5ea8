import Events

/// What the rep was asked to approve in a call, and whether they may be asked about another act.
///
/// A fold of what is recorded, so that a call that is carried on asks no more than one that was not
/// stopped.
struct AskedApprovals {
    /// The same act is not asked about again for so long after its answer: a no stands for the matter,
    /// not for the minute.
    static let cooldownMicros: Int64 = 600_000_000
    /// One card is all that a rep reads in the time of a turn.
    static let mostOfTurn = 1
    /// More cards in a call are a model that loops, not help.
    static let mostOfCall = 6

    /// Why the rep is not asked about an act.
    enum Refusal: String {
        case isOpen = "refused: the rep is being asked about this already"
        case wasAnswered = "refused: the rep has answered this already"
        case turn = "refused: the rep was asked about something else in this turn"
        case call = "refused: the rep was asked often enough in this call"
    }

    private struct Question {
        /// Nil when what was asked was erased.
        var act: ToolInvocation.Fingerprint?
        var turn: String?
        var answeredAt: Timestamp?
    }

    private var questions: [ToolCallID: Question] = [:]

    /// Takes in one event of the call's stream.
    mutating func follow(_ event: RecordedEvent) {
        switch event.type {
        case .toolApprovalAsked:
            guard let asked = event.fact(ToolApprovalAsked.self) else { return }
            let act = event.opened(ToolApprovalAsked.self).map {
                ToolInvocation.Fingerprint(tool: $0.tool, arguments: Array($0.arguments.utf8))
            }
            questions[asked.toolCall] = Question(act: act, turn: event.envelope.correlationID)
        case .toolApprovalGiven:
            guard let given = event.fact(ToolApprovalGiven.self) else { return }
            questions[given.toolCall]?.answeredAt = event.envelope.time
        case .toolApprovalRefused:
            guard let refused = event.fact(ToolApprovalRefused.self) else { return }
            questions[refused.toolCall]?.answeredAt = event.envelope.time
        default: break
        }
    }

    /// Why the rep is not asked about an act; nil when they may be.
    func refusal(
        of invocation: ToolInvocation,
        inTurn turn: String,
        at time: Timestamp
    ) -> Refusal? {
        let same = questions.values.filter { $0.act == invocation.fingerprint }
        if same.contains(where: { $0.answeredAt == nil }) { return .isOpen }
        let answered = same.compactMap(\.answeredAt).max()
        if let answered, time.micros(since: answered) < Self.cooldownMicros { return .wasAnswered }
        if questions.values.count(where: { $0.turn == turn }) >= Self.mostOfTurn { return .turn }
        return questions.count >= Self.mostOfCall ? .call : nil
    }
}
