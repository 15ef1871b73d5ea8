public import Events

/// The question whether a tool may act, as the rep reads it.
public struct ApprovalQuestion: Hashable, Sendable {
    /// The call of the tool it is about; a client shows it once.
    public let id: ToolCallID
    /// What would be done, in plain words.
    public let summary: String
    /// When an answer comes too late.
    public let expiresAt: Timestamp
    private let invocation: ToolInvocation

    /// How long the rep has to answer: they are in a conversation.
    public static let answerMicros: Int64 = 30_000_000

    /// The question about an invocation, from a moment on and for so long.
    public init(
        about invocation: ToolInvocation,
        at time: Timestamp,
        forMicros micros: Int64 = Self.answerMicros
    ) {
        (id, summary, self.invocation) = (invocation.id, invocation.question, invocation)
        expiresAt = time.advanced(byMicros: micros)
    }

    /// What the rep's answer licenses: exactly the invocation that was asked about, once.
    public func licence(
        from answer: ApprovalAnswer,
        at time: Timestamp
    ) throws(ApprovalDenial) -> ApprovedInvocation {
        switch answer {
        case .approved:
            guard time <= expiresAt else { throw ApprovalDenial(reason: .tooLate) }
            return ApprovedInvocation(invocation)
        case .refused: throw ApprovalDenial(reason: .refused)
        case .unanswered: throw ApprovalDenial(reason: .unanswered)
        }
    }
}

/// What the rep said to an approval question.
public enum ApprovalAnswer: Hashable, Sendable {
    /// Yes.
    case approved
    /// No.
    case refused
    /// Nothing in time, or the question did not arrive: not a yes.
    case unanswered
}

/// Why a tool may not act.
public struct ApprovalDenial: Error, Hashable, Sendable {
    /// Why, as the log writes it.
    public let reason: ToolApprovalRefused.Reason
}

/// An invocation that the rep approved, with the arguments that they saw.
///
/// Only `ApprovalQuestion.licence(from:at:)` makes one; `ToolRunner` runs it once.
public struct ApprovedInvocation: Hashable, Sendable {
    /// What may be run.
    public let invocation: ToolInvocation
    fileprivate init(_ invocation: ToolInvocation) { self.invocation = invocation }
}
