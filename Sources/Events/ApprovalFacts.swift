/// The rep is about to be asked whether a tool may act.
public struct ToolApprovalAsked: ToolContent {
    /// The constant `aside.tool.approval-asked`.
    public static let type = EventType.toolApprovalAsked
    /// The call of the tool.
    public var toolCall: ToolCallID
    /// What it would be called for.
    public var purpose: ToolPurpose
    /// What carries the question.
    public var channel: String
    /// When an answer comes too late.
    public var expiresAt: Timestamp

    /// What would be done.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The tool's name.
        public var tool: String
        /// The arguments, as canonical JSON.
        public var arguments: String
        /// The question as the rep reads it.
        public var question: String
        /// The sealed fields.
        public init(tool: String, arguments: String, question: String) {
            (self.tool, self.arguments, self.question) = (tool, arguments, question)
        }
    }

    /// The fact.
    public init(
        toolCall: ToolCallID,
        purpose: ToolPurpose,
        channel: String,
        expiresAt: Timestamp
    ) {
        (self.toolCall, self.purpose) = (toolCall, purpose)
        (self.channel, self.expiresAt) = (channel, expiresAt)
    }
}

/// The rep allowed a tool to act, once.
public struct ToolApprovalGiven: Fact {
    /// The constant `aside.tool.approval-given`.
    public static let type = EventType.toolApprovalGiven
    /// The call of the tool.
    public var toolCall: ToolCallID
    /// What carried the answer.
    public var channel: String
    /// From the question to the answer, on the monotonic clock.
    public var latencyMicros: Int64
    /// The fact.
    public init(toolCall: ToolCallID, channel: String, latencyMicros: Int64) {
        (self.toolCall, self.channel, self.latencyMicros) = (toolCall, channel, latencyMicros)
    }
}

/// The rep did not allow a tool to act.
public struct ToolApprovalRefused: Fact {
    /// The constant `aside.tool.approval-refused`.
    public static let type = EventType.toolApprovalRefused

    /// Why there is no approval.
    public enum Reason: String, Codable, CaseIterable, Hashable, Sendable {
        /// The rep said no.
        case refused
        /// No answer came, or the question did not arrive.
        case unanswered
        /// The answer came too late.
        case tooLate = "too-late"
    }

    /// The call of the tool.
    public var toolCall: ToolCallID
    /// Why.
    public var reason: Reason
    /// What should have carried the answer.
    public var channel: String
    /// From the question to this, on the monotonic clock.
    public var latencyMicros: Int64
    /// The fact.
    public init(
        toolCall: ToolCallID,
        reason: Reason,
        channel: String,
        latencyMicros: Int64
    ) {
        (self.toolCall, self.reason) = (toolCall, reason)
        (self.channel, self.latencyMicros) = (channel, latencyMicros)
    }
}
