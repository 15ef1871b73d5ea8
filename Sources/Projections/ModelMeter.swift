import Events

/// What the language models of a call have used: the part of a fold that follows `model.*` and the
/// requests that left for them.
///
/// A question that was called off, or whose answer was lost, may have been worked on all the same. It
/// counts at the most that its `model.invoked` says, once for each request that may have been. So does
/// one that was answered by a provider that counts nothing, or what cannot be.
public struct ModelMeter: Sendable {
    /// Tokens of text, in and out, and of pictures.
    public struct Tokens: Hashable, Sendable {
        /// Of text.
        public var text: Int64
        /// Of pictures.
        public var vision: Int64

        /// Tokens.
        public init(text: Int64 = 0, vision: Int64 = 0) {
            (self.text, self.vision) = (text, vision)
        }

        /// So many times these.
        public func times(_ count: Int) -> Tokens {
            Tokens(text: Self.product(text, count), vision: Self.product(vision, count))
        }

        /// Both together.
        public func adding(_ more: Tokens) -> Tokens {
            Tokens(text: Self.sum(text, more.text), vision: Self.sum(vision, more.vision))
        }

        /// A provider may count what it likes: no count becomes a number that JSON does not hold.
        private static func sum(_ one: Int64, _ other: Int64) -> Int64 {
            let (sum, isTooMuch) = max(0, one).addingReportingOverflow(max(0, other))
            return isTooMuch ? JSON.largestInteger : min(sum, JSON.largestInteger)
        }

        private static func product(_ one: Int64, _ count: Int) -> Int64 {
            let (product, isTooMuch) = max(0, one).multipliedReportingOverflow(by: Int64(count))
            return isTooMuch ? JSON.largestInteger : min(product, JSON.largestInteger)
        }
    }

    /// What was used, as providers counted it.
    public private(set) var counted = Tokens()
    /// The most that may have been used beside it, which nobody counted.
    public private(set) var uncounted = Tokens()

    /// A question that has no outcome yet.
    private struct Question {
        var most: Tokens
        var underWay = 0
        var answered = 0
        /// Requests without an answer that somebody may have begun to work on.
        var lost = 0
    }

    private var questions: [EventID: Question] = [:]
    private var invocations: [InvocationID: EventID] = [:]
    private var requests: [EgressID: EventID] = [:]

    /// Nothing was used.
    public init() {}

    /// What all of it costs at these prices, and so much more with it.
    public func microUSD(at prices: Prices, with more: Tokens = Tokens()) -> Int64 {
        let all = counted.adding(uncounted).adding(more)
        var reading = Meters.Reading()
        (reading.textTokens, reading.visionTokens) = (all.text, all.vision)
        return Cost(reading, at: prices).totalMicroUSD
    }

    mutating func apply(_ event: RecordedEvent) {
        switch event.type {
        case .modelInvoked: ask(event)
        case .egressRequested: leave(event)
        case .egressEnded: end(event)
        case .modelCompleted:
            guard let fact = event.fact(ModelCompleted.self) else { return }
            conclude(fact.invocation, using: fact.usage)
        case .modelFailed:
            guard let fact = event.fact(ModelFailed.self) else { return }
            conclude(
                fact.invocation,
                using: fact.usage,
                hasCalledOff: fact.reason != .unavailable
            )
        case .modelSuperseded:
            guard let fact = event.fact(ModelSuperseded.self) else { return }
            conclude(fact.invocation, using: nil, hasCalledOff: true)
        default: break
        }
    }

    private mutating func ask(_ event: RecordedEvent) {
        guard let fact = event.fact(ModelInvoked.self) else { return }
        invocations[fact.invocation] = event.envelope.id
        questions[event.envelope.id] = Question(
            most: Tokens(
                text: Int64(fact.mostTextTokens ?? 0),
                vision: Int64(fact.mostVisionTokens ?? 0)
            )
        )
    }

    private mutating func leave(_ event: RecordedEvent) {
        guard let cause = event.envelope.causationID, questions[cause] != nil,
            let fact = event.fact(EgressRequested.self), fact.service == .model
        else { return }
        requests[fact.request] = cause
        questions[cause]?.underWay += 1
    }

    private mutating func end(_ event: RecordedEvent) {
        guard let fact = event.fact(EgressEnded.self),
            let cause = requests.removeValue(forKey: fact.request)
        else { return }
        questions[cause]?.underWay -= 1
        if fact.outcome == .answered {
            questions[cause]?.answered += 1
        } else if fact.outcome.mayHaveBeenWorkedOn {
            questions[cause]?.lost += 1
        }
    }

    /// - Parameter hasCalledOff: whether it was given up while it may have been worked on, by a model
    ///   that asks nobody through the door as well.
    private mutating func conclude(
        _ invocation: InvocationID,
        using usage: ModelUsage?,
        hasCalledOff: Bool = false
    ) {
        let usage = usage.flatMap { $0.isCount ? $0 : nil }
        if let usage {
            let text = usage.tokensIn + usage.tokensOut + usage.tokensCached
            counted = counted.adding(
                Tokens(text: Int64(text), vision: Int64(usage.tokensVision))
            )
        }
        guard let event = invocations.removeValue(forKey: invocation),
            let question = questions.removeValue(forKey: event)
        else { return }
        var notCounted = question.lost
        if usage == nil { notCounted += question.answered + question.underWay }
        if usage == nil, hasCalledOff { notCounted = max(1, notCounted) }
        uncounted = uncounted.adding(question.most.times(notCounted))
    }
}

extension ModelUsage {
    /// Whether a provider counted it: no answer comes of an empty prompt, and none is empty.
    fileprivate var isCount: Bool {
        tokensOut > 0 && (tokensIn > 0 || tokensCached > 0 || tokensVision > 0)
    }
}

extension EgressEnded.Outcome {
    /// Whether somebody may have begun to work on a request that ended so, and may charge for it.
    fileprivate var mayHaveBeenWorkedOn: Bool {
        switch self {
        case .answered, .cancelled, .serverFailed, .late, .malformed, .tooLarge, .interrupted: true
        case .refusedKey, .unknownName, .overQuota, .tooMany, .rejected, .tlsFailed, .unreachable:
            false
        }
    }
}
