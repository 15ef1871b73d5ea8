public import Events

/// A call as the coach sees it while it runs: the fold of one call's stream.
///
/// Every event costs a constant amount of work, however long the call.
public struct LiveCall: Projection {
    /// The constant `live-call`.
    public static let name = "live-call"
    /// The tenth form: each nudge tells whom it is for, a question whose provider counted nothing counts at
    /// the most that it may come to, and what cannot be read counts as the gate counts it.
    public static let codeVersion = 10

    /// When the call began; nil before `call.opened`.
    public private(set) var startedAt: Timestamp?
    /// Who is there.
    public private(set) var attendance = Attendance()
    /// What was said.
    public private(set) var transcript = Transcript()
    /// What the coach advised.
    public private(set) var nudges = NudgeHistory()
    /// What language models have used.
    public private(set) var models = ModelMeter()
    /// What the gate said last.
    public private(set) var gate = GateHistory.Standing.closed
    /// The purposes in force, as `gate.opened` last told them.
    public private(set) var purposesInForce: [Purpose] = []
    /// When the gate first opened.
    public private(set) var firstOpened: Moment?
    /// Whether the call has ended.
    public private(set) var isClosed = false
    /// Whether nothing can come any more.
    public private(set) var isSealed = false
    /// The version of the newest event folded.
    public private(set) var version = StreamVersion.none

    /// A call of which nothing is known.
    public init() {}

    /// Takes in one event of the call's stream.
    public mutating func apply(_ event: RecordedEvent) {
        version = event.envelope.version
        switch event.type.family {
        case "participant": attendance.apply(event)
        case "speech": transcript.apply(event)
        case "nudge": nudges.apply(event)
        case "model", "egress": models.apply(event)
        case "gate": applyGate(event)
        case "call": applyCall(event)
        default: break
        }
    }

    private mutating func applyGate(_ event: RecordedEvent) {
        if let fact = event.fact(GateOpened.self) {
            (gate, purposesInForce) = (.open, fact.purposes.sorted())
            firstOpened = firstOpened ?? Moment(event)
        } else {
            gate = event.type == .gateHeld ? .held : .closed
            purposesInForce = []
        }
    }

    private mutating func applyCall(_ event: RecordedEvent) {
        switch event.type {
        case .callOpened: startedAt = event.fact(CallOpened.self)?.startedAt
        case .callClosed: isClosed = true
        case .callSealed: isSealed = true
        default: break
        }
    }

    /// What the digest covers.
    public var state: JSONObject { JSONObject(stateOf: State(self)) }

    private struct State: Encodable {
        let startedAt: Timestamp?
        let attendance: Attendance
        let transcript: Transcript
        let nudges: NudgeHistory
        let textTokens: Int64
        let visionTokens: Int64
        let uncountedTextTokens: Int64?
        let uncountedVisionTokens: Int64?
        let gate: GateHistory.Standing
        let purposesInForce: [Purpose]
        let firstOpened: Moment?
        let isClosed: Bool
        let isSealed: Bool
        let version: StreamVersion

        init(_ call: LiveCall) {
            startedAt = call.startedAt
            attendance = call.attendance
            transcript = call.transcript
            nudges = call.nudges
            let (counted, uncounted) = (call.models.counted, call.models.uncounted)
            (textTokens, visionTokens) = (counted.text, counted.vision)
            uncountedTextTokens = uncounted.text > 0 ? uncounted.text : nil
            uncountedVisionTokens = uncounted.vision > 0 ? uncounted.vision : nil
            gate = call.gate
            purposesInForce = call.purposesInForce
            firstOpened = call.firstOpened
            isClosed = call.isClosed
            isSealed = call.isSealed
            version = call.version
        }
    }
}
