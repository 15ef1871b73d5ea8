public import Events

/// Asks a language model whether a moment is worth an interruption.
///
/// An implementation MUST send nothing but the prompt and that only through the door, MUST stop and
/// close its stream when its task is cancelled, and MUST NOT call a tool itself other than those the
/// provider owns. What it throws is recorded as `unavailable`: nothing of it is shown or logged.
public protocol LanguageModel: Sendable {
    /// The model, as the deployment names it.
    var name: String { get }
    /// The providers whose own tools it may be given; empty for none.
    ///
    /// Of several models that are tried in turn they are those of all, and each MUST be told of its
    /// own provider's tools alone.
    var providers: Set<String> { get }
    /// Whether the prompt can go nowhere but to an outside processor, which needs `sharing` as well; of
    /// several that are tried in turn, the door tells each whether it may be asked.
    var isOutside: Bool { get }
    /// The companies outside that may get a prompt, by the names that people are told; none of a model that
    /// asks nobody outside.
    var outsideProcessors: Set<String> { get }
    /// Whether it looks at the screen; one that does not is given no picture.
    var seesPictures: Bool { get }
    /// The most tokens of one answer, for the cap on what a call costs; of several models, of the one
    /// that may say most.
    var mostAnswerTokens: Int { get }
    /// How often one question may be charged for: by each of several models that it may go to, and by one
    /// for each request that an answer may take.
    var mostCharges: Int { get }
    /// Answers a prompt by calling tools; an answer in plain words is no answer.
    func answer(_ prompt: Prompt, through door: EgressDoor) async throws -> ModelAnswer
}

extension LanguageModel {
    /// None: most models own no tools.
    public var providers: Set<String> { [] }
    /// Yes: most models do.
    public var seesPictures: Bool { true }
    /// Several times the longest tip.
    public var mostAnswerTokens: Int { 600 }
    /// Once: most answers come in one piece.
    public var mostCharges: Int { 1 }
}

/// What a language model answered.
public struct ModelAnswer: Hashable, Sendable {
    /// One call of a tool, as the model wrote it.
    public struct ToolCall: Hashable, Sendable {
        /// The name it wrote.
        public var name: String
        /// The arguments it wrote: JSON, if it kept to the rules.
        public var arguments: [UInt8]

        /// A call of a tool.
        public init(name: String, arguments: [UInt8]) {
            (self.name, self.arguments) = (name, arguments)
        }
    }

    /// The tools it called, in its order.
    public var calls: [ToolCall]
    /// The tools of its provider that it used on the way, each as often as it used it.
    public var providerTools: [String]
    /// What the provider counted.
    public var usage: ModelUsage
    /// From the question to the first token.
    public var firstTokenMicros: Int64
    /// The model that answered, where several are tried in turn; nil for the one that was asked.
    public var model: String?

    /// An answer.
    public init(
        calls: [ToolCall],
        providerTools: [String] = [],
        usage: ModelUsage,
        firstTokenMicros: Int64,
        model: String? = nil
    ) {
        (self.calls, self.providerTools) = (calls, providerTools)
        (self.usage, self.firstTokenMicros) = (usage, firstTokenMicros)
        self.model = model
    }
}

/// How far the coach goes with a language model.
public struct ModelSettings: Hashable, Sendable {
    /// How long one turn may take, from its completion to its tip: what the rep waits for.
    public var turnMicros: Int64 = 2_000_000
    /// The end of a turn is the playbook coach's, whatever was waited for before: its answer, three
    /// commits and the hand-over take a tenth of this on a slow disk.
    public static let reserveMicros: Int64 = 100_000
    /// How long a turn waits for a model and for tools, so that the playbook coach can still answer it.
    public var waitMicros: Int64 { max(0, turnMicros - Self.reserveMicros) }
    /// How often a turn may be asked about: once, and again with what its tools answered.
    public var mostSteps = 3
    /// How many lines of the conversation go along: some minutes of talk.
    public var lines = 24
    /// How many passages go along.
    public var passages = 4
    /// What the models of one call may cost: a question that could cost more is not asked, and the
    /// playbook coach answers.
    public var costCapMicroUSD: Int64 = 500_000

    /// The settings that fit nearly everyone.
    public static let standard = ModelSettings()

    /// The settings above.
    public init() {}

    /// The settings as numbers, for the digest in `call.opened`.
    var numbers: [Int64] {
        [turnMicros, Int64(mostSteps), Int64(lines), Int64(passages), costCapMicroUSD]
    }
}
