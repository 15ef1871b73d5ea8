internal import Events

/// How long each stage between the end of the words and the nudge on the rep's screen took.
///
/// Times before the sending come from `nudge.sent`, the rest from `nudge.acknowledged`. A nudge
/// counts for a stage only if the log tells when that stage was done.
public struct Latency: Sendable {
    /// One stage; each begins where the one before it was done.
    public enum Stage: String, CaseIterable, Sendable {
        /// From the end of the words until their text was final; in logs that do not tell that apart,
        /// until their turn was complete.
        case speech
        /// Until their turn was complete.
        case turn
        /// Until the passages were found.
        case retrieval
        /// Until it was decided that they are worth an interruption.
        case decision
        /// Until the language model had answered for the last time.
        case model
        /// Until the last tool had answered.
        case tool
        /// Until the nudge's words were ready to be sent.
        case composition
        /// Until the nudge was durable.
        case durability
        /// Until it was handed over to the rep's channel.
        case sending
        /// Until the rep's client had shown it.
        case delivery
        /// All of it, from the end of the words until the nudge was seen.
        case whole
    }

    /// The yardstick: the design's seed budget, from before anything was measured.
    public enum Budget {
        /// The source of every figure here: the design's seed budget.
        public static let source = "the design's seed budget"
        /// What speech recognition may take.
        public static let speechMicros: Int64 = 300_000
        /// What a language model may take.
        public static let modelMicros: Int64 = 400_000
        /// What tools may take.
        public static let toolMicros: Int64 = 500_000
        /// What composing the nudge may take.
        public static let compositionMicros: Int64 = 500_000
        /// What the way to the rep's screen may take.
        public static let deliveryMicros: Int64 = 50_000
        /// What they may take together; the other stages must fit into what these leave.
        public static let wholeMicros =
            speechMicros + modelMicros + toolMicros + compositionMicros + deliveryMicros
    }

    /// What was measured of one stage; there is at least one duration.
    public struct Measure: Sendable {
        /// The stage.
        public let stage: Stage
        /// How long it took, one for each nudge that passed it, the shortest first.
        public let durationsMicros: [Int64]

        init?(_ stage: Stage, _ durations: [Int64]) {
            guard !durations.isEmpty else { return nil }
            (self.stage, durationsMicros) = (stage, durations.sorted())
        }

        /// How many nudges passed the stage.
        public var count: Int { durationsMicros.count }

        /// The shortest duration that at least so many per cent of all do not exceed.
        ///
        /// The nearest rank, without interpolation: it is always a duration that was measured, and
        /// of fewer than twenty the 95th is the longest.
        public func percentile(_ percent: Int) -> Int64 {
            precondition((1...100).contains(percent), "a percentile lies between 1 and 100")
            return durationsMicros[(count * percent + 99) / 100 - 1]
        }

        /// Whether 95 of 100 nudges keep to the budget; nil for a stage without one of its own.
        public var isWithinBudget: Bool? {
            stage.budgetMicros.map { percentile(95) <= $0 }
        }
    }

    /// What was measured, in the order of the stages; a stage that no nudge passed is left out.
    public let measures: [Measure]
    /// How many nudges were sent.
    public let sentCount: Int

    /// Measures a call's nudges.
    public init(_ nudges: [NudgeHistory.Nudge]) {
        let sent = nudges.filter { $0.sent != nil }
        var durations: [Stage: [Int64]] = [:]
        for (stage, micros) in sent.flatMap(Self.durations) {
            durations[stage, default: []].append(micros)
        }
        measures = Stage.allCases.compactMap { Measure($0, durations[$0] ?? []) }
        sentCount = sent.count
    }

    /// What was measured of one stage; nil when no nudge passed it.
    public subscript(_ stage: Stage) -> Measure? { measures.first { $0.stage == stage } }

    private static func durations(of nudge: NudgeHistory.Nudge) -> [(Stage, Int64)] {
        guard let sent = nudge.sent else { return [] }
        var durations: [(Stage, Int64)] = sent.stages.map { marks(of: $0, sent) } ?? []
        guard let delivery = nudge.outcome?.latencyMicros else { return durations }
        durations.append((.delivery, delivery))
        guard let durable = nudge.outcome?.durableMicros else { return durations }
        durations.append((.durability, durable))
        let handOver = nudge.outcome?.handOverMicros
        if let handOver { durations.append((.sending, handOver)) }
        // A reminder answers no words, so its way from them is unknown.
        guard sent.stages != nil else { return durations }
        durations.append((.whole, sent.sinceWordsMicros + durable + (handOver ?? 0) + delivery))
        return durations
    }

    /// Each stage from the one before it.
    ///
    /// A tool that the model asked for was done before the model's last answer, so those two stand
    /// in the order of their times.
    private static func marks(
        of stages: NudgeSent.Stages,
        _ sent: NudgeHistory.Sending
    ) -> [(Stage, Int64)] {
        var asked: [(Stage, Int64)] = []
        if let model = stages.modelMicros { asked.append((.model, model)) }
        if let tool = stages.toolMicros { asked.append((.tool, tool)) }
        asked.sort { $0.1 < $1.1 }
        var done: [(Stage, Int64)] = [(.speech, stages.finalMicros)]
        if let turn = stages.turnMicros { done.append((.turn, turn)) }
        done.append((.retrieval, stages.retrievedMicros))
        done.append((.decision, stages.decidedMicros))
        done += asked
        done.append((.composition, sent.sinceWordsMicros))
        let before = [0] + done.map(\.1)
        return zip(done, before).map { mark, before in (mark.0, max(0, mark.1 - before)) }
    }
}

extension Latency.Stage {
    /// What the seed budget allows it; nil for a stage that it does not name.
    public var budgetMicros: Int64? {
        switch self {
        case .speech: Latency.Budget.speechMicros
        case .model: Latency.Budget.modelMicros
        case .tool: Latency.Budget.toolMicros
        case .composition: Latency.Budget.compositionMicros
        case .delivery: Latency.Budget.deliveryMicros
        case .whole: Latency.Budget.wholeMicros
        case .turn, .retrieval, .decision, .durability, .sending: nil
        }
    }
}
