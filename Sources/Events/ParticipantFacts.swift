/// What somebody is in the call.
public enum Role: String, Codable, CaseIterable, Hashable, Sendable {
    case rep, prospect, colleague, observer

    /// Whether this role is the other side, without whom there is nothing to coach.
    public var isOtherSide: Bool { self != .rep && self != .colleague && self != .observer }
}

/// What joined: a person, or a machine.
public enum ParticipantKind: String, Codable, CaseIterable, Hashable, Sendable {
    case standard, sip, connector, agent, egress, ingress

    /// Whether a human is behind it, who must be asked.
    public var isHuman: Bool { self == .standard || self == .sip || self == .connector }
}

/// Somebody joined the call.
public struct ParticipantJoined: Fact {
    /// The constant `aside.participant.joined`.
    public static let type = EventType.participantJoined

    /// How the look-up of the person's jurisdiction ended.
    public enum Lookup: String, Codable, Hashable, Sendable {
        /// The table has the region.
        case resolved
        /// No region, or none the table knows: the strictest rule applies.
        case unknown
        /// The table could not be read: the gate stays shut.
        case failed
    }

    /// What they are in the call.
    public var role: Role
    /// A person or a machine.
    public var kind: ParticipantKind
    /// How the look-up of their jurisdiction ended.
    public var lookup: Lookup
    /// For an egress or recorder: whether the policy names it.
    public var policyNamed: Bool?
    /// Whether several people may be behind it, as behind the device of a meeting room.
    public var shared: Bool?
    /// How many people are behind it, where somebody has attested that.
    public var headCount: Int?
    /// Whether they are known not to be of age.
    public var minor: Bool?

    /// The most people that may share a device: a hall is not a call.
    public static let mostHeads = 1_000

    /// Who they are and where, and how that is known.
    public struct Sealed: Codable, Hashable, Sendable {
        /// Their identity in the room or script.
        public var identity: String
        /// The name they go by; absent when none was given.
        public var name: String?
        /// Their region as stated; absent when none was.
        public var region: String?
        /// What the region rests on.
        public var regionEvidence: String
        /// How their identity was assured.
        public var assurance: String
        /// The rule that was looked up.
        public var rule: JurisdictionRule

        /// The sealed fields.
        public init(
            identity: String,
            name: String?,
            region: String?,
            regionEvidence: String,
            assurance: String,
            rule: JurisdictionRule
        ) {
            self.identity = identity
            self.name = name
            self.region = region
            self.regionEvidence = regionEvidence
            self.assurance = assurance
            self.rule = rule
        }
    }

    /// The fact.
    public init(
        role: Role,
        kind: ParticipantKind,
        lookup: Lookup,
        policyNamed: Bool? = nil,
        shared: Bool? = nil,
        headCount: Int? = nil,
        minor: Bool? = nil
    ) {
        (self.role, self.kind) = (role, kind)
        (self.lookup, self.policyNamed) = (lookup, policyNamed)
        (self.shared, self.headCount, self.minor) = (shared, headCount, minor)
    }
}

/// The rule that applies to a person, from the jurisdiction table or the strictest one.
public struct JurisdictionRule: Codable, Hashable, Sendable {
    /// What the law asks for before a call is recorded, the strictest last.
    public enum Recording: String, Codable, Hashable, Comparable, Sendable {
        case oneParty = "one-party"
        case notice
        case allParty = "all-party"

        /// The weaker rule sorts first.
        public static func < (one: Self, other: Self) -> Bool { one.rank < other.rank }

        private var rank: Int {
            switch self {
            case .oneParty: 0
            case .notice: 1
            case .allParty: 2
            }
        }
    }

    /// The table's code of the row, or "unknown".
    public var code: String
    /// What recording needs.
    public var recording: Recording
    /// Whether somebody must be told of the AI.
    public var disclosure: Bool
    /// Whether agreement must be explicit.
    public var optIn: Bool

    /// A rule.
    public init(code: String, recording: Recording, disclosure: Bool, optIn: Bool) {
        (self.code, self.recording) = (code, recording)
        (self.disclosure, self.optIn) = (disclosure, optIn)
    }

    /// What applies where nothing is known, or what is known is mixed or disputed.
    public static let strictest = JurisdictionRule(
        code: "unknown",
        recording: .allParty,
        disclosure: true,
        optIn: true
    )
}

/// Somebody left the call.
public struct ParticipantLeft: Fact {
    /// The constant `aside.participant.left`.
    public static let type = EventType.participantLeft
    /// The fact.
    public init() {}
}

/// The same authenticated identity came back.
public struct ParticipantReconnected: Fact {
    /// The constant `aside.participant.reconnected`.
    public static let type = EventType.participantReconnected
    /// Whether it came back soon enough to keep what it had granted.
    public var grantKept: Bool

    /// The fact.
    public init(grantKept: Bool) { self.grantKept = grantKept }
}

/// Something turned out about somebody in the call that holds or closes the gate, or has them asked again.
///
/// It only ever adds: what a join said, or an earlier change, is never taken back.
public struct ParticipantChanged: Fact {
    /// The constant `aside.participant.changed`.
    public static let type = EventType.participantChanged
    /// Whether several people are behind it now, none of whose number is known yet.
    public var shared: Bool?
    /// Whether they are known now not to be of age.
    public var minor: Bool?
    /// How the look-up ended where another rule was found for them than before; else absent.
    public var lookup: ParticipantJoined.Lookup?

    /// Where they are now, where another rule holds there.
    public struct Sealed: Codable, Hashable, Sendable {
        /// Their region as stated.
        public var region: String
        /// What the region rests on.
        public var regionEvidence: String
        /// The rule that was looked up.
        public var rule: JurisdictionRule

        /// The sealed fields.
        public init(region: String, regionEvidence: String, rule: JurisdictionRule) {
            (self.region, self.regionEvidence, self.rule) = (region, regionEvidence, rule)
        }
    }

    /// The fact.
    public init(
        shared: Bool? = nil,
        minor: Bool? = nil,
        lookup: ParticipantJoined.Lookup? = nil
    ) {
        (self.shared, self.minor, self.lookup) = (shared, minor, lookup)
    }
}
