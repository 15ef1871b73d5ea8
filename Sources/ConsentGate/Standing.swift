public import Events

extension ConsentStanding {
    /// What ends it on a purpose, if it holds.
    func end(of purpose: Purpose) -> ConsentRecord.Standings.End? {
        switch self {
        case .granted: Purpose.outlivingTheCall.contains(purpose) ? .retentionEnds : .callEnds
        case .basis, .asserted: .withdrawn
        default: nil
        }
    }

    /// The ground on which a purpose is asked for, or held already.
    var legalBasis: LegalBasis {
        switch self {
        case .basis: .recordedBasis
        case .asserted: .assertedConsent
        default: .consent
        }
    }

    /// Whether an answer is still awaited.
    public var isAwaited: Bool {
        self == .unknown || self == .noticeSent || self == .disclosed
            || self == .reconsentRequired
    }

    /// Whether a grant that answers the current notice may be taken.
    ///
    /// After a time-out the notice is still valid, and answering it is the person's own initiative.
    var isAnswerable: Bool {
        self == .disclosed || self == .timedOut
    }

    /// Whether no answer is awaited any more, and none was given that satisfies.
    var isOver: Bool { needsFreshNotice || self == .timedOut }
}

/// One person (or machine) of a call, as consent sees them.
public struct Person: Hashable, Sendable {
    /// What they are in the call.
    public internal(set) var role: Role
    /// A person or a machine.
    public internal(set) var kind: ParticipantKind
    /// How the look-up of their jurisdiction ended.
    public internal(set) var lookup: ParticipantJoined.Lookup
    /// Whether the policy names this recorder.
    public internal(set) var policyNamed: Bool
    /// Whether several people may be behind it.
    public internal(set) var isShared = false
    /// How many of them there are, as somebody has attested.
    public internal(set) var headCount: Int?
    /// Whether they are known not to be of age.
    public internal(set) var isMinor = false
    /// Whether they are in the call now.
    public internal(set) var isPresent = true
    /// When they last left.
    public internal(set) var leftAt: Timestamp?
    /// The notice they were last sent.
    public internal(set) var notice: SentNotice?
    /// The version of the event by which they joined.
    var joinedAt: StreamVersion?
    var standings: [Purpose: ConsentStanding] = [:]
    var reliedOn: [Purpose: Reliance] = [:]
    /// What they must be asked for again and have not answered since.
    var askedAgain: Set<Purpose> = []
    /// What they have agreed to in this call, on whatever ground, and not said no to since.
    ///
    /// It need not stand any more: they may be asked again, have let the time pass or have come back too
    /// late. What was captured under it is there all the same, so it can be taken back.
    public internal(set) var agreedTo: Set<Purpose> = []

    init(_ joined: ParticipantJoined) {
        (role, kind, lookup) = (joined.role, joined.kind, joined.lookup)
        policyNamed = joined.policyNamed ?? false
        (isShared, headCount) = (joined.shared ?? false, joined.headCount)
        isMinor = joined.minor ?? false
    }

    /// The event on which a purpose is held.
    struct Reliance: Hashable, Sendable {
        var version: StreamVersion
        var since: Timestamp
    }

    /// A notice on its way, or shown.
    public struct SentNotice: Hashable, Sendable {
        /// The version of the event that sent it.
        let version: StreamVersion
        /// When it was sent.
        public let sentAt: Timestamp
        /// What it asks for.
        let purposes: Set<Purpose>
        /// The version of its words.
        let textVersion: Int
        /// The language it is in.
        public let locale: String
        /// Hex SHA-256 of its text.
        public let textDigest: String
        /// Hex SHA-256 of its nonce.
        public let nonceDigest: String
        /// The version of the client's attestation that it was shown; nil while there is none.
        var shownAt: StreamVersion?
        /// Whether the client attested that it was shown.
        public var isShown: Bool { shownAt != nil }
    }

    /// Whether several people share a device and nobody has said how many they are.
    public var isUnattested: Bool { isShared && (headCount ?? 0) < 1 }

    /// Where they stand on a purpose.
    public func standing(on purpose: Purpose) -> ConsentStanding {
        standings[purpose] ?? .unknown
    }

    /// What they hold by a grant, asked for now or not.
    var granted: [Purpose] { Purpose.allCases.filter { standing(on: $0) == .granted } }

    /// Whether they are a human in the call, who must have agreed.
    public var counts: Bool { isPresent && kind.isHuman }
}
