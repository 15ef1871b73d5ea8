public import Events

/// The list of calls: a fold of the whole log.
public struct CallIndex: Projection {
    /// The constant `call-index`.
    public static let name = "call-index"
    /// The first form.
    public static let codeVersion = 1

    /// How far a call has come.
    public enum Progress: String, Hashable, Sendable, Encodable {
        case open, closed, interrupted, sealed
    }

    /// What the gate let happen, in one word.
    public enum GateSummary: String, Hashable, Sendable, Encodable {
        /// It never opened.
        case neverOpened = "never-opened"
        /// It opened and stayed open to the end, or until now.
        case opened
        /// It opened and was held since.
        case held
        /// It opened and was closed since.
        case closedAgain = "closed-again"
    }

    /// One call.
    public struct Row: Sendable, Encodable {
        /// The call.
        public let call: CallID
        /// When it began.
        public let startedAt: Timestamp
        /// Where it comes from.
        public let capture: CallOpened.Capture
        /// Who and what it is about.
        public let details: Sealable<CallOpened.Sealed>?
        /// How far it has come.
        public fileprivate(set) var progress = Progress.open
        /// Lines captured.
        public fileprivate(set) var lines = 0
        /// Nudges sent.
        public fileprivate(set) var nudges = 0
        /// What the gate let happen.
        public fileprivate(set) var gate = GateSummary.neverOpened
        /// Where it was opened.
        public let at: Moment
    }

    /// In the order in which they were opened.
    public private(set) var rows: [Row] = []
    private var places: [CallID: Int] = [:]

    /// No calls.
    public init() {}

    /// One call; nil when the log does not have it.
    public subscript(_ call: CallID) -> Row? { places[call].map { rows[$0] } }

    /// Takes in one event of any stream.
    public mutating func apply(_ event: RecordedEvent) {
        guard let call = event.envelope.stream.call else { return }
        if let fact = event.fact(CallOpened.self), places[call] == nil {
            places[call] = rows.count
            rows.append(
                Row(
                    call: call,
                    startedAt: fact.startedAt,
                    capture: fact.capture,
                    details: event.sealed(CallOpened.self),
                    at: Moment(event)
                )
            )
        }
        guard let place = places[call] else { return }
        advance(&rows[place], event)
    }

    private func advance(_ row: inout Row, _ event: RecordedEvent) {
        switch event.type {
        case .lineTranscribed: row.lines += 1
        case .nudgeSent: row.nudges += 1
        case .gateOpened: row.gate = .opened
        case .gateHeld where row.gate != .neverOpened: row.gate = .held
        case .gateClosed where row.gate != .neverOpened: row.gate = .closedAgain
        case .callClosed:
            let reason = event.fact(CallClosed.self)?.reason
            row.progress = reason == .interrupted ? .interrupted : .closed
        case .callSealed where row.progress != .interrupted: row.progress = .sealed
        default: break
        }
    }

    /// What the digest covers.
    public var state: JSONObject { JSONObject(stateOf: State(rows: rows)) }

    private struct State: Encodable { let rows: [Row] }
}
