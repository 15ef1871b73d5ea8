public import Events

/// What language models were asked and what came of it: the part of a fold that follows `model.*`.
public struct ModelHistory: Sendable, Encodable {
    /// One question, from its intent to its end.
    public struct Question: Sendable, Encodable {
        /// What was asked, without its words; nil for a question that was stopped before it was asked.
        public let asked: ModelInvoked?
        /// When it was asked or stopped.
        public let at: Moment
        /// How it ended; nil while nothing is known.
        public fileprivate(set) var end: End?
    }

    /// How a question ended.
    public struct End: Sendable, Encodable {
        /// The ways in which one ends.
        public enum Result: String, Sendable, Encodable { case completed, failed, superseded }
        /// How it ended.
        public let result: Result
        /// What the model chose, or why it gave no answer, as the log names it; nil when a newer turn came.
        public let reason: String?
        /// The model that answered, where it is another than the one that was asked first.
        public let answeredBy: String?
        /// From the question to its end, on the monotonic clock.
        public let latencyMicros: Int64
        /// What the answer lacked, by its name; nil where that is not why.
        public let missingField: String?
        /// When.
        public let at: Moment
    }

    /// In the order of the log.
    public private(set) var questions: [Question] = []
    private var places: [InvocationID: Int] = [:]

    private enum CodingKeys: CodingKey { case questions }

    /// No questions.
    public init() {}

    /// Whether no model was asked or was to be asked.
    public var isEmpty: Bool { questions.isEmpty }

    mutating func apply(_ event: RecordedEvent) {
        if let fact = event.fact(ModelInvoked.self) {
            guard places[fact.invocation] == nil else { return }
            places[fact.invocation] = questions.count
            questions.append(Question(asked: fact, at: Moment(event)))
        } else if let fact = event.fact(ModelCompleted.self) {
            end(
                fact.invocation,
                .completed,
                fact.choice.rawValue,
                by: fact.model,
                fact.latencyMicros,
                event
            )
        } else if let fact = event.fact(ModelFailed.self) {
            end(
                fact.invocation,
                .failed,
                fact.reason.rawValue,
                lacking: fact.missingField,
                fact.latencyMicros,
                event
            )
        } else if let fact = event.fact(ModelSuperseded.self) {
            end(fact.invocation, .superseded, nil, fact.latencyMicros, event)
        }
    }

    /// One that ends and never began was not asked: the call's budget did not bear it, or no time was
    /// left.
    private mutating func end(
        _ invocation: InvocationID,
        _ result: End.Result,
        _ reason: String?,
        by model: String? = nil,
        lacking missingField: String? = nil,
        _ latencyMicros: Int64,
        _ event: RecordedEvent
    ) {
        let at = Moment(event)
        let place = places[invocation] ?? questions.count
        if place == questions.count {
            places[invocation] = place
            questions.append(Question(asked: nil, at: at))
        }
        guard questions[place].end == nil else { return }
        questions[place].end = End(
            result: result,
            reason: reason,
            answeredBy: model,
            latencyMicros: latencyMicros,
            missingField: missingField,
            at: at
        )
    }
}
