public import Events

/// What became of every nudge: the part of a fold that follows `nudge.*`.
public struct NudgeHistory: Sendable, Encodable {
    /// One nudge, from the decision to what the rep did with it.
    public struct Nudge: Sendable, Encodable {
        /// The nudge.
        public let id: NudgeID
        /// Whom it is for, as the sending says, and the decision before that; nil when neither does.
        public fileprivate(set) var subject: Pseudonym?
        /// The line it answers.
        public let line: StreamVersion
        /// Its words, and what they rest on; nil when the decision sealed nothing.
        public let words: Sealable<NudgeDecided.Sealed>?
        /// When the policy let it through.
        public let decided: Moment
        /// When it was handed to the rep's channel; nil when it never was.
        public fileprivate(set) var sent: Sending?
        /// What became of the sending; nil while nothing is known.
        public fileprivate(set) var outcome: Outcome?
        /// What the rep did with it; nil when they did nothing.
        public fileprivate(set) var feedback: Feedback?
    }

    /// The intent to deliver.
    public struct Sending: Sendable, Encodable {
        /// What carries it.
        public let channel: String
        /// When it is no longer worth showing.
        public let expiresAt: Timestamp
        /// From the end of the words it answers to the sending.
        public let sinceWordsMicros: Int64
        /// When each stage before was done; nil when the log does not tell.
        public let stages: NudgeSent.Stages?
        /// When.
        public let at: Moment
    }

    /// What became of a sending.
    public struct Outcome: Sendable, Encodable {
        /// The ways in which a sending ends.
        public enum Result: String, Sendable, Encodable { case acknowledged, undelivered, expired }
        /// How it ended.
        public let result: Result
        /// The channel's error code, or why it expired.
        public let reason: String?
        /// From the hand-over to the rep's client's answer.
        public let latencyMicros: Int64?
        /// How long it took to make the nudge durable; nil when the log does not tell.
        public let durableMicros: Int64?
        /// From then to the hand-over; nil when the log does not tell.
        public let handOverMicros: Int64?
        /// When.
        public let at: Moment
    }

    /// What the rep did.
    public struct Feedback: Sendable, Encodable {
        /// What.
        public let act: NudgeFeedback.Act
        /// When.
        public let at: Moment
    }

    /// In the order of their decisions.
    public private(set) var nudges: [Nudge] = []
    /// How often the policy kept silent, by reason.
    public private(set) var suppressed: [String: Int] = [:]
    private var places: [NudgeID: Int] = [:]

    private enum CodingKeys: CodingKey { case nudges, suppressed }

    /// No nudges.
    public init() {}

    /// One nudge; nil when it was never decided.
    public subscript(_ id: NudgeID) -> Nudge? { places[id].map { nudges[$0] } }

    mutating func apply(_ event: RecordedEvent) {
        switch event.type {
        case .nudgeDecided: decide(event)
        case .nudgeSuppressed:
            guard let fact = event.fact(NudgeSuppressed.self) else { return }
            suppressed[fact.reason.rawValue, default: 0] += 1
        case .nudgeSent: send(event)
        case .nudgeAcknowledged, .nudgeUndelivered, .nudgeExpired: settle(event)
        case .nudgeFeedback:
            guard let fact = event.fact(NudgeFeedback.self) else { return }
            change(fact.nudge) { $0.feedback = Feedback(act: fact.act, at: Moment(event)) }
        default: break
        }
    }

    private mutating func decide(_ event: RecordedEvent) {
        guard let fact = event.fact(NudgeDecided.self), places[fact.nudge] == nil else { return }
        places[fact.nudge] = nudges.count
        nudges.append(
            Nudge(
                id: fact.nudge,
                subject: event.envelope.subject,
                line: fact.line,
                words: event.sealed(NudgeDecided.self),
                decided: Moment(event)
            )
        )
    }

    private mutating func send(_ event: RecordedEvent) {
        guard let fact = event.fact(NudgeSent.self) else { return }
        change(fact.nudge) {
            $0.subject = event.envelope.subject
            $0.sent = Sending(
                channel: fact.channel,
                expiresAt: fact.expiresAt,
                sinceWordsMicros: fact.sinceWordsMicros,
                stages: fact.stages,
                at: Moment(event)
            )
        }
    }

    private mutating func settle(_ event: RecordedEvent) {
        let id: NudgeID
        var (result, reason) = (Outcome.Result.expired, String?.none)
        let shown = event.fact(NudgeAcknowledged.self)
        if let shown {
            (id, result) = (shown.nudge, .acknowledged)
        } else if let fact = event.fact(NudgeUndelivered.self) {
            (id, result, reason) = (fact.nudge, .undelivered, String(fact.code))
        } else if let fact = event.fact(NudgeExpired.self) {
            (id, reason) = (fact.nudge, fact.reason.rawValue)
        } else {
            return
        }
        let outcome = Outcome(
            result: result,
            reason: reason,
            latencyMicros: shown?.latencyMicros,
            durableMicros: shown?.durableMicros,
            handOverMicros: shown?.handOverMicros,
            at: Moment(event)
        )
        change(id) { $0.outcome = outcome }
    }

    private mutating func change(_ id: NudgeID, _ body: (inout Nudge) -> Void) {
        guard let place = places[id] else { return }
        body(&nudges[place])
    }
}
