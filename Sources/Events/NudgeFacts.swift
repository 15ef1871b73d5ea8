/// The policy let a nudge through.
public struct NudgeDecided: ContentFact {
    /// The constant `aside.nudge.decided`.
    public static let type = EventType.nudgeDecided
    /// The purpose `ai_analysis`.
    public typealias Needs = AIAnalysis
    /// What `composedBy` says of the embedded coach.
    public static let playbook = "playbook"
    /// The nudge.
    public var nudge: NudgeID
    /// The version of the line it answers; for an unmet statement, up to which it was not said.
    public var line: StreamVersion

    /// The nudge's words and what they rest on.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The kind of playbook entry.
        public var kind: String
        /// The playbook entry's id.
        public var play: String
        /// Hex SHA-256 of the entry's file.
        public var playVersion: String
        /// The headline.
        public var headline: String
        /// The words below it.
        public var body: String
        /// What was weighed; nil for an unmet statement, and in logs from before it was told.
        public var weighing: Weighing?
        /// Who found the words: `playbook`, or the language model's name.
        public var composedBy: String?
        /// The sealed fields.
        public init(
            kind: String,
            play: String,
            playVersion: String,
            headline: String,
            body: String,
            weighing: Weighing? = nil,
            composedBy: String? = nil
        ) {
            self.kind = kind
            self.play = play
            self.playVersion = playVersion
            self.headline = headline
            self.body = body
            self.weighing = weighing
            self.composedBy = composedBy
        }
    }

    /// The fact.
    public init(nudge: NudgeID, line: StreamVersion) { (self.nudge, self.line) = (nudge, line) }
}

/// How strongly a play spoke for interrupting the rep, and why.
public struct Weighing: Codable, Hashable, Sendable {
    /// From 0, silence, to 1,000.
    public var scorePerMille: Int
    /// The named reasons for and against, in the order in which they weighed.
    public var grounds: [String]
    /// A weighing.
    public init(scorePerMille: Int, grounds: [String]) {
        (self.scorePerMille, self.grounds) = (scorePerMille, grounds)
    }
}

/// What would have become a nudge was stopped.
public struct NudgeSuppressed: Fact {
    /// The constant `aside.nudge.suppressed`.
    public static let type = EventType.nudgeSuppressed

    /// Why the coach keeps silent.
    public enum Reason: String, Codable, CaseIterable, Hashable, Sendable {
        /// A nudge was shown less than the interval ago.
        case interval
        /// One of this kind was shown too recently.
        case kindCooldown = "kind-cooldown"
        /// This play was shown already.
        case oncePerPlay = "once-per-play"
        /// The call's budget is spent.
        case callBudget = "call-budget"
        /// The words it answers are too old.
        case stale
        /// A better one answers the same turn.
        case outranked
        /// The words do not call for help, or not clearly enough.
        case noNeed = "no-need"
        /// No passage answers the words well enough.
        case weakPassage = "weak-passage"
        /// The same was said a moment ago, and was answered or passed over then.
        case justSaid = "just-said"
        /// The rep is answering it already.
        case repAnswering = "rep-answering"
        /// The words speak of somebody else's affairs, in passing, or deny the need.
        case inPassing = "in-passing"
        /// The words try to command the coach.
        case injection
        /// It says what a nudge before it said: the same passage, or nearly the same text.
        case duplicate
        /// It rests on no line or no passage, or says what its passage does not.
        case ungrounded
        /// A newer turn came before it was ready.
        case superseded
        /// The language model chose to be silent.
        case modelSilent = "model-silent"
        /// The rep dismissed nudges of this kind, and this one is not better enough.
        case barRaised = "bar-raised"
        /// Its purpose was not in force any more, or the rep had gone, before it could be sent.
        case notInForce = "not-in-force"
    }

    /// What was stopped.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The playbook entry's id.
        public var play: String
        /// What was weighed; nil when the policy stopped it whatever its weight.
        public var weighing: Weighing?
        /// The kind of playbook entry; nil in logs from before it was told.
        public var kind: String?
        /// The entry's own headline; nil in logs from before it was told.
        public var headline: String?
        /// The sealed fields.
        public init(
            play: String,
            weighing: Weighing?,
            kind: String? = nil,
            headline: String? = nil
        ) {
            (self.play, self.weighing) = (play, weighing)
            (self.kind, self.headline) = (kind, headline)
        }
    }

    /// Why.
    public var reason: Reason
    /// The version of the line it would have answered.
    public var line: StreamVersion
    /// The fact.
    public init(reason: Reason, line: StreamVersion) { (self.reason, self.line) = (reason, line) }
}

/// A nudge is about to be handed to the rep's private channel.
public struct NudgeSent: ContentFact {
    /// The constant `aside.nudge.sent`.
    public static let type = EventType.nudgeSent
    /// The purpose `ai_analysis`.
    public typealias Needs = AIAnalysis
    /// The nudge.
    public var nudge: NudgeID
    /// The line it answers.
    public var line: StreamVersion
    /// What carries it: `recorder` in a replay.
    public var channel: String
    /// When it is no longer worth showing.
    public var expiresAt: Timestamp
    /// From the end of the words it answers to this event.
    public var sinceWordsMicros: Int64
    /// When each stage before was done; nil in logs from before they were told.
    public var stages: Stages?

    /// When the stages before the sending were done, each from the end of the words it answers.
    public struct Stages: Codable, Hashable, Sendable {
        /// The line was transcribed for good; in logs without `turnMicros`, its turn was complete too.
        public var finalMicros: Int64
        /// Its turn was complete; nil in logs from before it was told apart.
        public var turnMicros: Int64?
        /// The passages were found.
        public var retrievedMicros: Int64
        /// It was decided that it is worth an interruption.
        public var decidedMicros: Int64
        /// The language model had answered; nil when none was asked.
        public var modelMicros: Int64?
        /// The last tool had answered; nil when none was called.
        public var toolMicros: Int64?
        /// The stages.
        public init(
            finalMicros: Int64,
            turnMicros: Int64? = nil,
            retrievedMicros: Int64,
            decidedMicros: Int64,
            modelMicros: Int64? = nil,
            toolMicros: Int64? = nil
        ) {
            (self.finalMicros, self.turnMicros) = (finalMicros, turnMicros)
            self.retrievedMicros = retrievedMicros
            self.decidedMicros = decidedMicros
            self.modelMicros = modelMicros
            self.toolMicros = toolMicros
        }
    }

    /// The fact.
    public init(
        nudge: NudgeID,
        line: StreamVersion,
        channel: String,
        expiresAt: Timestamp,
        sinceWordsMicros: Int64,
        stages: Stages? = nil
    ) {
        self.nudge = nudge
        self.line = line
        self.channel = channel
        self.expiresAt = expiresAt
        self.sinceWordsMicros = sinceWordsMicros
        self.stages = stages
    }
}

/// The rep's client says that it shows the nudge.
public struct NudgeAcknowledged: Fact {
    /// The constant `aside.nudge.acknowledged`.
    public static let type = EventType.nudgeAcknowledged
    /// The nudge.
    public var nudge: NudgeID
    /// What carried it.
    public var channel: String
    /// From the first hand-over to the answer, on the monotonic clock.
    public var latencyMicros: Int64
    /// How long it took to make the nudge durable, on the monotonic clock; nil in older logs.
    public var durableMicros: Int64?
    /// From then to the first hand-over, on the monotonic clock; nil in older logs.
    public var handOverMicros: Int64?
    /// The fact.
    public init(
        nudge: NudgeID,
        channel: String,
        latencyMicros: Int64,
        durableMicros: Int64? = nil,
        handOverMicros: Int64? = nil
    ) {
        (self.nudge, self.channel, self.latencyMicros) = (nudge, channel, latencyMicros)
        (self.durableMicros, self.handOverMicros) = (durableMicros, handOverMicros)
    }
}

/// The private channel could not deliver a nudge.
public struct NudgeUndelivered: Fact {
    /// The constant `aside.nudge.undelivered`.
    public static let type = EventType.nudgeUndelivered
    /// The nudge.
    public var nudge: NudgeID
    /// What should have carried it.
    public var channel: String
    /// The channel's error code (PROVIDERS §8).
    public var code: Int
    /// The fact.
    public init(nudge: NudgeID, channel: String, code: Int) {
        (self.nudge, self.channel, self.code) = (nudge, channel, code)
    }
}

/// A nudge was not shown while it was worth showing, or its outcome was lost in a crash.
public struct NudgeExpired: Fact {
    /// The constant `aside.nudge.expired`.
    public static let type = EventType.nudgeExpired

    /// Why a nudge expires.
    public enum Reason: String, Codable, Sendable {
        case tooLate = "too-late", gateLeftOpen = "gate-left-open", interrupted
    }

    /// The nudge.
    public var nudge: NudgeID
    /// Why.
    public var reason: Reason
    /// The fact.
    public init(nudge: NudgeID, reason: Reason) { (self.nudge, self.reason) = (nudge, reason) }
}

/// What the rep did with a nudge.
public struct NudgeFeedback: Fact {
    /// The constant `aside.nudge.feedback`.
    public static let type = EventType.nudgeFeedback

    /// What a rep can do.
    public enum Act: String, Codable, CaseIterable, Sendable {
        case used, dismissed
    }

    /// The nudge.
    public var nudge: NudgeID
    /// What they did.
    public var act: Act
    /// The fact.
    public init(nudge: NudgeID, act: Act) { (self.nudge, self.act) = (nudge, act) }
}
