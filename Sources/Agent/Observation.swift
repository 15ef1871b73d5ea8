public import ConsentGate
public import Events

/// Something that happened in the room, or in the recording that stands for it.
public struct Observation: Sendable {
    /// When it became known; never earlier than the observation before it.
    public var at: Timestamp
    /// What happened.
    public var what: What

    /// An observation.
    public init(at: Timestamp, _ what: What) { (self.at, self.what) = (at, what) }

    /// What can happen in a room.
    ///
    /// People are named by their identity there.
    public enum What: Sendable {
        /// Somebody joined.
        case joined(Arrival)
        /// Somebody left.
        case left(identity: String)
        /// The same authenticated identity came back, and what is known of it then.
        case reconnected(
            identity: String,
            isShared: Bool = false,
            isMinor: Bool = false,
            region: StatedRegion? = nil
        )
        /// Somebody who is there turned out to share their device, not to be of age, or to be elsewhere.
        ///
        /// False and nil say nothing: the first two are never taken back.
        case turnedOut(
            identity: String,
            isShared: Bool = false,
            isMinor: Bool = false,
            region: StatedRegion? = nil
        )
        /// The coach's own connection to the room is lost: nobody sees who comes and goes.
        case connectionLost
        /// It is back, and whoever is in the room has been told of.
        case connectionRestored
        /// A client attests that it showed the notice of a number; nil stands for the newest, which
        /// somebody brought up themselves if they had said no.
        case noticeShown(identity: String, nonce: String? = nil)
        /// A person grants, refuses or withdraws.
        case consent(
            identity: String,
            PersonalAct.Kind,
            purposes: [Purpose]?,
            nonce: String?,
            noticeDigest: String? = nil,
            means: String,
            headCount: Int? = nil
        )
        /// A track appeared (true) or went away (false).
        case track(identity: String, TrackSource, isPublished: Bool)
        /// A track that was asked for did not come, or cannot be received; it is still there.
        case trackFailed(identity: String, TrackSource)
        /// A person said something.
        case line(identity: String, SpokenLine)
        /// What a person is saying, as far as the transcriber makes it out now: never stored.
        case partial(identity: String, SpokenLine)
        /// A picture of a track arrived, in a reception of it; of a recording, whose tracks end where it
        /// says so, in none.
        case frame(identity: String, TrackSource, Frame, in: TrackReception? = nil)
        /// A picture of somebody's shared screen that a past call kept, in a run of that call.
        case keptPicture(identity: String, KeptPicture)
        /// The rep used or dismissed a nudge; nil stands for the newest.
        case feedback(nudge: NudgeID?, NudgeFeedback.Act)
    }
}

/// Where somebody is said to be.
public struct StatedRegion: Hashable, Sendable {
    /// The region, such as `DE` or `US-CA`.
    public var region: String
    /// Who says so.
    public var evidence: String

    /// A region, on somebody's word.
    public init(_ region: String, evidence: String) {
        (self.region, self.evidence) = (region, evidence)
    }
}

/// Somebody arriving in the room.
public struct Arrival: Hashable, Sendable {
    /// Their identity in the room.
    public var identity: String
    /// What they are in the call, from the call's own metadata.
    public var role: Role
    /// A person or a machine.
    public var kind: ParticipantKind
    /// The name they go by.
    public var name: String?
    /// Their region as stated.
    public var region: String?
    /// What the region rests on.
    public var regionEvidence: String
    /// How their identity was assured.
    public var assurance: String
    /// Another basis than consent on which they take part.
    public var basis: String?
    /// An operator's word that they agreed.
    public var assertion: String?
    /// Whether several people may be behind it, as behind the device of a meeting room.
    public var isShared: Bool
    /// How many people are behind it, where somebody has attested that.
    public var headCount: Int?
    /// Whether they are known not to be of age.
    public var isMinor: Bool

    /// Somebody arriving.
    public init(
        identity: String,
        role: Role,
        kind: ParticipantKind = .standard,
        name: String? = nil,
        region: String? = nil,
        regionEvidence: String,
        assurance: String,
        basis: String? = nil,
        assertion: String? = nil,
        isShared: Bool = false,
        headCount: Int? = nil,
        isMinor: Bool = false
    ) {
        self.identity = identity
        self.role = role
        self.kind = kind
        self.name = name
        self.region = region
        self.regionEvidence = regionEvidence
        self.assurance = assurance
        self.basis = basis
        self.assertion = assertion
        (self.isShared, self.headCount, self.isMinor) = (isShared, headCount, isMinor)
    }
}

/// What one person said, as the transcriber made it out, before masking.
public struct SpokenLine: Hashable, Sendable {
    /// The words.
    public var text: String
    /// When the speech began, from the start of the call.
    public var startMicros: Int64
    /// When it ended, from the start of the call.
    public var endMicros: Int64

    /// A line.
    public init(text: String, startMicros: Int64, endMicros: Int64) {
        (self.text, self.startMicros, self.endMicros) = (text, startMicros, endMicros)
    }
}
