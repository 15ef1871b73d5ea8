/// The playbook that coaches this call was read.
public struct PlaybookLoaded: Fact {
    /// The constant `aside.knowledge.playbook-loaded`.
    public static let type = EventType.playbookLoaded
    /// How many entries it has.
    public var entries: Int
    /// How many statements it requires.
    public var requiredStatements: Int
    /// Hex SHA-256 over its files.
    public var digest: String

    /// What it requires, so that a report can name what was missed.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The ids of the entries that require a statement.
        public var required: [String]
        /// The sealed fields.
        public init(required: [String]) { self.required = required }
    }

    /// The fact.
    public init(entries: Int, requiredStatements: Int, digest: String) {
        (self.entries, self.requiredStatements) = (entries, requiredStatements)
        self.digest = digest
    }
}

/// Passages of the playbook answer a turn.
public struct PassagesRetrieved: ContentFact {
    /// The constant `aside.knowledge.passages-retrieved`.
    public static let type = EventType.passagesRetrieved
    /// The purpose `ai_analysis`.
    public typealias Needs = AIAnalysis
    /// How many.
    public var count: Int

    /// One passage.
    public struct Passage: Codable, Hashable, Sendable {
        /// The playbook entry's id.
        public var id: String
        /// Hex SHA-256 of the entry's file.
        public var version: String
        /// How well it answers, in thousandths.
        public var scorePerMille: Int
        /// A passage.
        public init(id: String, version: String, scorePerMille: Int) {
            (self.id, self.version, self.scorePerMille) = (id, version, scorePerMille)
        }
    }

    /// Which passages.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The best first.
        public var passages: [Passage]
        /// The passages.
        public init(passages: [Passage]) { self.passages = passages }
    }

    /// The fact.
    public init(count: Int) { self.count = count }
}

/// The policy let a nudge through.
public struct NudgeDecided: ContentFact {
    /// The constant `aside.nudge.decided`.
    public static let type = EventType.nudgeDecided
    /// The purpose `ai_analysis`.
    public typealias Needs = AIAnalysis
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
        /// The sealed fields.
        public init(kind: String, play: String, playVersion: String, headline: String, body: String)
        {
            self.kind = kind
            self.play = play
            self.playVersion = playVersion
            self.headline = headline
            self.body = body
        }
    }

    /// The fact.
    public init(nudge: NudgeID, line: StreamVersion) { (self.nudge, self.line) = (nudge, line) }
}

/// The policy stopped what would have become a nudge.
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
    /// The fact.
    public init(
        nudge: NudgeID,
        line: StreamVersion,
        channel: String,
        expiresAt: Timestamp,
        sinceWordsMicros: Int64
    ) {
        self.nudge = nudge
        self.line = line
        self.channel = channel
        self.expiresAt = expiresAt
        self.sinceWordsMicros = sinceWordsMicros
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
    /// From the hand-over to the answer, on the monotonic clock.
    public var latencyMicros: Int64
    /// The fact.
    public init(nudge: NudgeID, channel: String, latencyMicros: Int64) {
        (self.nudge, self.channel, self.latencyMicros) = (nudge, channel, latencyMicros)
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
