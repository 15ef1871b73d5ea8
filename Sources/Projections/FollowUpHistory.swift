public import Events

/// What was drafted after a call, and what the rep was asked to approve: the part of a fold that
/// follows the stream `after/<id>`.
public struct FollowUpHistory: Sendable, Encodable {
    /// A follow-up that was drafted.
    public struct Drafting: Sendable, Encodable {
        /// The draft as JSON text; nil while there is none, or when it sealed nothing.
        public fileprivate(set) var result: Sealable<String>?
        /// When.
        public let at: Moment
    }

    /// Something that the rep was asked to approve.
    public struct Question: Sendable, Encodable {
        /// What the rep was asked; nil when nothing was sealed.
        public let words: Sealable<String>?
        /// When it was asked.
        public let at: Moment
        /// What the rep said; nil while nothing is known.
        public fileprivate(set) var answer: Answer?
        /// What became of the act; nil when it was not done, or nothing is known of it.
        public fileprivate(set) var end: End?
    }

    /// What the rep said to a question.
    public struct Answer: Sendable, Encodable {
        /// Why it is no yes; nil for a yes.
        public let refusal: ToolApprovalRefused.Reason?
        /// When.
        public let at: Moment
    }

    /// How an approved act ended.
    public struct End: Sendable, Encodable {
        /// Whether it was done.
        public let isDone: Bool
        /// When.
        public let at: Moment
    }

    /// In the order of the log.
    public private(set) var drafts: [Drafting] = []
    /// In the order of the log.
    public private(set) var questions: [Question] = []
    private var drafting: [ToolCallID: Int] = [:]
    private var asking: [ToolCallID: Int] = [:]

    private enum CodingKeys: CodingKey { case drafts, questions }

    /// Nothing.
    public init() {}

    /// Whether nothing came after the call.
    public var isEmpty: Bool { drafts.isEmpty && questions.isEmpty }

    mutating func apply(_ event: RecordedEvent) {
        let moment = Moment(event)
        if let called = event.fact(ToolCalled.self) {
            guard !called.acting else { return }
            drafting[called.toolCall] = drafts.count
            drafts.append(Drafting(at: moment))
        } else if let asked = event.fact(ToolApprovalAsked.self) {
            asking[asked.toolCall] = questions.count
            let words = event.sealed(ToolApprovalAsked.self)?.map(\.question)
            questions.append(Question(words: words, at: moment))
        } else if let given = event.fact(ToolApprovalGiven.self) {
            change(given.toolCall) { $0.answer = Answer(refusal: nil, at: moment) }
        } else if let refused = event.fact(ToolApprovalRefused.self) {
            change(refused.toolCall) { $0.answer = Answer(refusal: refused.reason, at: moment) }
        } else if let completed = event.fact(ToolCompleted.self) {
            let result = event.sealed(ToolCompleted.self)?.map(\.result)
            if let place = drafting[completed.toolCall] { drafts[place].result = result }
            change(completed.toolCall) { $0.end = End(isDone: true, at: moment) }
        } else if let call = event.fact(ToolFailed.self)?.toolCall
            ?? event.fact(ToolTimedOut.self)?.toolCall ?? event.fact(ToolWentStale.self)?.toolCall
        {
            change(call) { $0.end = End(isDone: false, at: moment) }
        }
    }

    private mutating func change(_ call: ToolCallID, _ body: (inout Question) -> Void) {
        guard let place = asking[call] else { return }
        body(&questions[place])
    }
}
