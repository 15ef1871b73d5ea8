public import Events

/// What a manager reads of one call: what was said, shown, advised and looked up, and what came of it.
public struct CallReview: Projection {
    /// The constant `call-review`.
    public static let name = "call-review"
    /// The tenth form: it has every silence, each nudge tells whom it is for, and what cannot be read counts
    /// as the gate counts it.
    public static let codeVersion = 10

    /// A picture of the rep's screen share.
    public struct Frame: Sendable, Encodable {
        /// Its size and when it was shown.
        public let sampled: FrameSampled
        /// Hex SHA-256 of the JPEG.
        public let digest: Sealable<String>?
        /// Its place in the log.
        public let at: Moment
    }

    /// The call.
    public private(set) var call: CallID?
    /// How the call was opened.
    public private(set) var opened: CallOpened?
    /// Who and what the call is about.
    public private(set) var details: Sealable<CallOpened.Sealed>?
    /// How it ended.
    public private(set) var closed: CallClosed?
    /// When it ended.
    public private(set) var closedAt: Moment?
    /// Who was there.
    public private(set) var attendance = Attendance()
    /// What was said.
    public private(set) var transcript = Transcript()
    /// What was shown.
    public private(set) var frames: [Frame] = []
    /// What was advised.
    public private(set) var nudges = NudgeHistory()
    /// What was found and not shown.
    public private(set) var kept = SilenceHistory()
    /// What was looked up in the call.
    public private(set) var tools = ToolHistory()
    /// What the gate did.
    public private(set) var gate = GateHistory()
    /// How many statements the playbook requires.
    public private(set) var requiredCount = 0
    /// Which statements the playbook requires.
    public private(set) var required: Sealable<[String]>?
    /// What left for others, in the call and after it.
    public private(set) var egress = EgressHistory()
    /// What was drafted after the call.
    public private(set) var followUp = FollowUpHistory()
    /// The last event of the call's stream.
    public private(set) var last: Moment?

    /// A review of nothing.
    public init() {}

    /// Takes in one event of the call's stream, or of the one that comes after it.
    public mutating func apply(_ event: RecordedEvent) {
        if let call, event.envelope.stream == .after(call) {
            followUp.apply(event)
            egress.apply(event)
            return
        }
        guard let stream = event.envelope.stream.call, stream == call ?? stream else { return }
        call = stream
        attendance.apply(event)
        transcript.apply(event)
        nudges.apply(event)
        kept.apply(event)
        tools.apply(event)
        gate.apply(event)
        egress.apply(event)
        applyCall(event)
        last = Moment(event)
    }

    private mutating func applyCall(_ event: RecordedEvent) {
        if let fact = event.fact(CallOpened.self) {
            opened = fact
            details = event.sealed(CallOpened.self)
        } else if let fact = event.fact(CallClosed.self) {
            (closed, closedAt) = (fact, Moment(event))
        } else if let fact = event.fact(FrameSampled.self) {
            let digest = event.sealed(FrameSampled.self)?.map(\.digest)
            frames.append(Frame(sampled: fact, digest: digest, at: Moment(event)))
        } else if let fact = event.fact(PlaybookLoaded.self) {
            requiredCount = fact.requiredStatements
            required = event.sealed(PlaybookLoaded.self)?.map(\.required)
        }
    }

    /// What the digest covers.
    public var state: JSONObject { JSONObject(stateOf: State(self)) }

    private struct State: Encodable {
        let call: CallID?
        let opened: CallOpened?
        let details: Sealable<CallOpened.Sealed>?
        let closed: CallClosed?
        let closedAt: Moment?
        let attendance: Attendance
        let transcript: Transcript
        let frames: [Frame]
        let nudges: NudgeHistory
        let kept: SilenceHistory?
        let tools: ToolHistory?
        let gate: GateHistory
        let requiredCount: Int
        let required: Sealable<[String]>?
        let egress: EgressHistory?
        let followUp: FollowUpHistory?
        let last: Moment?

        init(_ review: CallReview) {
            (call, opened, details) = (review.call, review.opened, review.details)
            (closed, closedAt) = (review.closed, review.closedAt)
            (attendance, transcript) = (review.attendance, review.transcript)
            (frames, nudges, gate) = (review.frames, review.nudges, review.gate)
            kept = review.kept.silences.isEmpty ? nil : review.kept
            tools = review.tools.isEmpty ? nil : review.tools
            (requiredCount, required) = (review.requiredCount, review.required)
            egress = review.egress.isEmpty ? nil : review.egress
            followUp = review.followUp.isEmpty ? nil : review.followUp
            last = review.last
        }
    }
}
