public import Events

/// Everything that the compliance report says of one call (CONSENT §4).
///
/// It folds the call's stream, the one that comes after it, and the custody stream, from which it
/// takes what is about its call; a projection made without a call takes the first one it meets.
public struct ComplianceReport: Projection {
    /// The constant `compliance-report`.
    public static let name = "compliance-report"
    /// The twelfth form: each nudge tells whom it is for, and entries of a type that is not known are told;
    /// it reads what cannot be read as the gate does, and finds whose words a line is not, what came after
    /// the end, what a gate opened in spite of, what came for a purpose that it cannot have, a grant that
    /// answers no notice and a nudge of somebody who is not the rep.
    public static let codeVersion = 12

    /// A fact of the call and where it stands.
    public struct Placed<Value: Sendable & Encodable>: Sendable, Encodable {
        /// The fact.
        public let fact: Value
        /// When.
        public let at: Moment
    }

    /// The call.
    public private(set) var call: CallID?
    /// The log's origin.
    public private(set) var origin: String?
    /// How it was opened.
    public private(set) var opened: Placed<CallOpened>?
    /// Who and what it is about; nil when nothing of it was sealed.
    public private(set) var details: Sealable<CallOpened.Sealed>?
    /// When another process carried it on.
    public private(set) var resumptions: [Placed<CallResumed>] = []
    /// How it ended.
    public private(set) var closed: Placed<CallClosed>?
    /// How its stream was sealed.
    public private(set) var sealed: Placed<CallSealed>?
    /// The playbook that coached it.
    public private(set) var playbook: Placed<PlaybookLoaded>?
    /// Who was there, and who agreed to what.
    public private(set) var ledger = ConsentLedger()
    /// What the gate did.
    public private(set) var gate = GateHistory()
    /// What each opening of the gate relied on, and what came in after it.
    public private(set) var openings = OpeningHistory()
    /// What kept the gate shut when it last could have opened, in a call in which it never did; nil where the
    /// rep and the other side were never there together.
    public internal(set) var lastObstacles: Set<GateReason>?
    /// What the gate did about whoever came.
    public private(set) var arrivals = ArrivalHistory()
    /// When the coach could not see who was in the room.
    public private(set) var connection = ConnectionHistory()
    /// Who was said not to be of age.
    public private(set) var minors = MinorHistory()
    /// What was captured or done.
    public private(set) var captures = CaptureHistory()
    /// What the coach advised.
    public private(set) var nudges = NudgeHistory()
    /// Which tools were called in the call.
    public private(set) var tools = ToolHistory()
    /// What language models were asked in the call.
    public private(set) var models = ModelHistory()
    /// What left for others, in the call and after it.
    public private(set) var egress = EgressHistory()
    /// What was drafted after the call.
    public private(set) var followUp = FollowUpHistory()
    /// What this build does not know.
    public private(set) var unknown = UnknownEntries()
    /// What became of keys and evidence.
    public private(set) var custody = CustodyHistory()
    /// What the fold found that should not be there; `findings(asOf:)` adds what is missing.
    public internal(set) var breaches: [Finding] = []
    /// The last event of the call's stream.
    public private(set) var last: Moment?
    var inForceSince: [Purpose: Timestamp] = [:]
    /// The lines and pictures that began before `ai_analysis` came into force, by their versions.
    var begunBeforeAnalysis: Set<StreamVersion> = []
    /// Everyone of whom something was captured: what comes after the call needs their word.
    var captured: Set<Pseudonym> = []
    /// Whether the call is over, however it says so.
    var isOver = false
    /// Whether the gate could not stay open at some time since it last opened.
    var hasLapsed = false
    /// The notice that each person would answer by a grant.
    var newestNotices: [Pseudonym: NewestNotice] = [:]
    private var entries: [StreamVersion: EntryIndex] = [:]

    /// A report of the first call it meets.
    public init() {}

    /// A report of one call.
    public init(call: CallID) { self.call = call }

    /// Takes in one event; those of other calls are passed over.
    public mutating func apply(_ event: RecordedEvent) {
        if event.envelope.stream == .custody {
            guard let about = event.envelope.data["call"]?.string, about == call?.text else {
                return
            }
            custody.apply(event)
            unknown.apply(event)
        } else if let call, event.envelope.stream == .after(call) {
            checkAfter(event)
            followUp.apply(event)
            egress.apply(event)
            unknown.apply(event)
        } else if let stream = event.envelope.stream.call, stream == call ?? stream {
            call = stream
            origin = event.envelope.source
            check(event)
            applyToCall(event)
            ledger.apply(event)
            gate.apply(event)
            openings.apply(event)
            arrivals.apply(event)
            connection.apply(event)
            minors.apply(event, after: captures)
            captures.apply(event)
            nudges.apply(event)
            tools.apply(event)
            models.apply(event)
            egress.apply(event)
            unknown.apply(event)
            noteObstacles(event)
            noteLapse(event)
            entries[event.envelope.version] = event.index
            last = Moment(event)
        }
    }

    /// The entry that holds a version of the call's stream; nil where the log has none.
    public func entry(of version: StreamVersion) -> EntryIndex? { entries[version] }

    private mutating func applyToCall(_ event: RecordedEvent) {
        let moment = Moment(event)
        if let fact = event.fact(CallOpened.self) {
            opened = Placed(fact: fact, at: moment)
            details = event.sealed(CallOpened.self)
        } else if let fact = event.fact(CallResumed.self) {
            resumptions.append(Placed(fact: fact, at: moment))
        } else if let fact = event.fact(CallClosed.self) {
            closed = Placed(fact: fact, at: moment)
        } else if let fact = event.fact(CallSealed.self) {
            sealed = Placed(fact: fact, at: moment)
        } else if let fact = event.fact(PlaybookLoaded.self) {
            playbook = Placed(fact: fact, at: moment)
        }
    }

    /// Lines that were not captured, by reason: of the end of the call, or told so far by the gate.
    public var droppedLines: [String: Int] {
        if let closed { return closed.fact.droppedLines }
        return gate.changes.reduce(into: [:]) { sum, change in
            sum.merge(change.droppedLines) { $0 + $1 }
        }
    }

    /// What the digest covers.
    public var state: JSONObject { JSONObject(stateOf: State(self)) }

    private struct State: Encodable {
        let call: CallID?
        let origin: String?
        let opened: Placed<CallOpened>?
        let details: Sealable<CallOpened.Sealed>?
        let resumptions: [Placed<CallResumed>]?
        let closed: Placed<CallClosed>?
        let sealed: Placed<CallSealed>?
        let playbook: Placed<PlaybookLoaded>?
        let attendance: Attendance
        let accounts: [ConsentLedger.Account]
        let gate: GateHistory
        let openings: OpeningHistory?
        let lastObstacles: [GateReason]?
        let arrivals: ArrivalHistory?
        let connection: ConnectionHistory?
        let minors: MinorHistory?
        let captures: CaptureHistory
        let nudges: NudgeHistory
        let tools: ToolHistory?
        let models: ModelHistory?
        let egress: EgressHistory?
        let followUp: FollowUpHistory?
        let unknown: UnknownEntries?
        let custody: CustodyHistory
        let breaches: [Finding]
        let last: Moment?

        init(_ report: ComplianceReport) {
            (call, origin) = (report.call, report.origin)
            (opened, details) = (report.opened, report.details)
            resumptions = report.resumptions.isEmpty ? nil : report.resumptions
            (closed, sealed, playbook) = (report.closed, report.sealed, report.playbook)
            (attendance, accounts) = (report.ledger.attendance, report.ledger.accounts)
            (gate, captures, nudges) = (report.gate, report.captures, report.nudges)
            openings = report.openings.openings.isEmpty ? nil : report.openings
            arrivals = report.arrivals.answers.isEmpty ? nil : report.arrivals
            lastObstacles =
                report.gate.firstOpened == nil ? report.lastObstacles?.sorted() : nil
            connection = report.connection.isEmpty ? nil : report.connection
            minors = report.minors.minors.isEmpty ? nil : report.minors
            tools = report.tools.isEmpty ? nil : report.tools
            models = report.models.isEmpty ? nil : report.models
            egress = report.egress.isEmpty ? nil : report.egress
            followUp = report.followUp.isEmpty ? nil : report.followUp
            unknown = report.unknown.entries.isEmpty ? nil : report.unknown
            (custody, breaches, last) = (report.custody, report.breaches, report.last)
        }
    }
}
