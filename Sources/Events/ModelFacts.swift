/// The coach is about to ask a language model.
public struct ModelInvoked: ContentFact {
    /// The constant `aside.model.invoked`.
    public static let type = EventType.modelInvoked
    /// The purpose `ai_analysis`; a model outside needs `sharing` as well.
    public typealias Needs = AIAnalysis
    /// This question and its outcome.
    public var invocation: InvocationID
    /// The version of the line that completed the turn.
    public var line: StreamVersion
    /// The model, as the deployment names it.
    public var model: String
    /// Which question of the turn this is, from 1: a model that calls a tool is asked again.
    public var step: Int
    /// How many lines of the conversation it carries.
    public var lines: Int
    /// How many passages of the playbook it carries.
    public var passages: Int
    /// The version of the screen frame that it carries; nil when it carries none.
    public var frame: StreamVersion?
    /// How long the answer is waited for.
    public var deadlineMicros: Int64
    /// The most tokens of text that one request for it comes to, its answer included, as they were
    /// reckoned before; nil in logs from before they were told.
    public var mostTextTokens: Int?
    /// The same of its frame; nil when it carries none.
    public var mostVisionTokens: Int?

    /// What is asked.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The prompt as canonical JSON, the frame by its digest.
        public var prompt: String
        /// Hex SHA-256 of the prompt.
        public var promptDigest: String
        /// The prompt and its digest.
        public init(prompt: String, promptDigest: String) {
            (self.prompt, self.promptDigest) = (prompt, promptDigest)
        }
    }

    /// The fact.
    public init(
        invocation: InvocationID,
        line: StreamVersion,
        model: String,
        step: Int,
        lines: Int,
        passages: Int,
        frame: StreamVersion?,
        deadlineMicros: Int64,
        mostTextTokens: Int? = nil,
        mostVisionTokens: Int? = nil
    ) {
        self.invocation = invocation
        self.line = line
        self.model = model
        self.step = step
        self.lines = lines
        self.passages = passages
        self.frame = frame
        self.deadlineMicros = deadlineMicros
        (self.mostTextTokens, self.mostVisionTokens) = (mostTextTokens, mostVisionTokens)
    }
}

/// A language model answered.
public struct ModelCompleted: Fact {
    /// The constant `aside.model.completed`.
    public static let type = EventType.modelCompleted

    /// What it chose.
    public enum Choice: String, Codable, CaseIterable, Hashable, Sendable {
        case silence, nudge, tools
    }

    /// The question.
    public var invocation: InvocationID
    /// What it chose.
    public var choice: Choice
    /// What it cost.
    public var usage: ModelUsage
    /// From the question to the first token, on the monotonic clock.
    public var firstTokenMicros: Int64
    /// From the question to the whole answer, on the monotonic clock.
    public var latencyMicros: Int64
    /// How often it used tools that its provider runs; absent when it did not.
    public var providerToolCalls: Int?
    /// The model that answered, as the deployment names it, where it is another than the one that
    /// `model.invoked` names; absent where it is that one, and in logs from before it was told.
    public var model: String?

    /// What it used on the way.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The names of the tools that its provider ran, each as often as it was used.
        public var providerTools: [String]

        /// The sealed fields.
        public init(providerTools: [String]) { self.providerTools = providerTools }
    }

    /// The fact.
    public init(
        invocation: InvocationID,
        choice: Choice,
        usage: ModelUsage,
        firstTokenMicros: Int64,
        latencyMicros: Int64,
        providerToolCalls: Int? = nil,
        model: String? = nil
    ) {
        self.invocation = invocation
        self.choice = choice
        self.usage = usage
        self.firstTokenMicros = firstTokenMicros
        self.latencyMicros = latencyMicros
        (self.providerToolCalls, self.model) = (providerToolCalls, model)
    }
}

/// The tokens of one answer, as the model's provider counts them.
public struct ModelUsage: Codable, Hashable, Sendable {
    /// Text tokens of the prompt that were not cached.
    public var tokensIn: Int
    /// Tokens of the answer.
    public var tokensOut: Int
    /// Text tokens of the prompt that were cached.
    public var tokensCached: Int
    /// Tokens of the frame.
    public var tokensVision: Int

    /// A usage.
    public init(tokensIn: Int, tokensOut: Int, tokensCached: Int = 0, tokensVision: Int = 0) {
        self.tokensIn = tokensIn
        self.tokensOut = tokensOut
        self.tokensCached = tokensCached
        self.tokensVision = tokensVision
    }
}

/// A language model gave no usable answer; the playbook coach goes on in its place.
public struct ModelFailed: Fact {
    /// The constant `aside.model.failed`.
    public static let type = EventType.modelFailed

    /// Why there is no answer.
    public enum Reason: String, Codable, CaseIterable, Hashable, Sendable {
        /// It did not answer in time, or the turn had no time left to ask it.
        case late
        /// It could not be reached, or refused.
        case unavailable
        /// What it answered is neither silence nor a nudge nor a known tool.
        case invalid
        /// It went on calling tools.
        case looped
        /// The call's budget does not bear the question: it was not asked.
        case overBudget = "over-budget"
        /// The gate left open, or the purpose ceased to be in force, while it was thinking.
        case gateLeftOpen = "gate-left-open"
        /// The process stopped while it was thinking.
        case interrupted
    }

    /// The question; for one that was not asked, an id of its own.
    public var invocation: InvocationID
    /// Why.
    public var reason: Reason
    /// What an answer that could not be used cost; absent where none came.
    public var usage: ModelUsage?
    /// From the question to the failure, on the monotonic clock.
    public var latencyMicros: Int64
    /// What the answer lacked, or had not in its form: a field of it, or of the tool that it called, by its
    /// name; absent where that is not why.
    public var missingField: String?

    /// The fact.
    public init(
        invocation: InvocationID,
        reason: Reason,
        usage: ModelUsage? = nil,
        latencyMicros: Int64,
        missingField: String? = nil
    ) {
        self.invocation = invocation
        self.reason = reason
        self.usage = usage
        (self.latencyMicros, self.missingField) = (latencyMicros, missingField)
    }
}

/// A newer turn came while a language model was thinking, and its question was withdrawn.
public struct ModelSuperseded: Fact {
    /// The constant `aside.model.superseded`.
    public static let type = EventType.modelSuperseded
    /// The question.
    public var invocation: InvocationID
    /// The version of the line that completed the newer turn.
    public var line: StreamVersion
    /// From the question to its withdrawal, on the monotonic clock.
    public var latencyMicros: Int64

    /// The fact.
    public init(invocation: InvocationID, line: StreamVersion, latencyMicros: Int64) {
        (self.invocation, self.line, self.latencyMicros) = (invocation, line, latencyMicros)
    }
}
