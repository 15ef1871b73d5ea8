public import Events

/// What the gate did: the part of a fold that follows `gate.*` and `capture.stopped`.
public struct GateHistory: Sendable, Encodable {
    /// How the gate stands.
    public enum Standing: String, Hashable, Sendable, Encodable {
        case closed, held, open
    }

    /// One `gate.*` event.
    public struct Change: Sendable, Encodable {
        /// How the gate stood from then on.
        public let standing: Standing
        /// The purposes in force from then on.
        public let purposes: [Purpose]
        /// The grants, bases and assertions that an opening relied on.
        public let grants: [StreamVersion]
        /// Why it was held or closed.
        public let reasons: [GateReason]
        /// Lines not captured since the change before, by reason.
        public let droppedLines: [String: Int]
        /// When.
        public let at: Moment
    }

    /// One `capture.stopped` event.
    public struct Stop: Sendable, Encodable {
        /// The steps that were done, with their latencies.
        public let steps: [CaptureStopped.Step]
        /// Turns that were open and were discarded.
        public let discardedTurns: Int
        /// Nudges that were decided and not delivered.
        public let droppedNudges: Int
        /// When.
        public let at: Moment
    }

    /// Every change, in order.
    public private(set) var changes: [Change] = []
    /// Every stop, in order.
    public private(set) var stops: [Stop] = []

    /// A gate that has never opened.
    public init() {}

    /// How the gate stands.
    public var standing: Standing { changes.last?.standing ?? .closed }
    /// The purposes in force as last told.
    public var purposesInForce: [Purpose] { changes.last?.purposes ?? [] }
    /// The first time it opened.
    public var firstOpened: Change? { changes.first { $0.standing == .open } }

    mutating func apply(_ event: RecordedEvent) {
        if let fact = event.fact(GateOpened.self) {
            changes.append(
                Change(
                    standing: .open,
                    purposes: fact.purposes.sorted(),
                    grants: fact.grants,
                    reasons: [],
                    droppedLines: fact.droppedLines,
                    at: Moment(event)
                )
            )
        } else if event.type == .gateHeld {
            let fact = event.fact(GateHeld.self)
            shut(.held, fact?.reasons ?? [], fact?.droppedLines ?? [:], event)
        } else if event.type == .gateClosed {
            let fact = event.fact(GateClosed.self)
            shut(.closed, fact?.reasons ?? [], fact?.droppedLines ?? [:], event)
        } else if let fact = event.fact(CaptureStopped.self) {
            stops.append(
                Stop(
                    steps: fact.steps,
                    discardedTurns: fact.discardedTurns,
                    droppedNudges: fact.droppedNudges,
                    at: Moment(event)
                )
            )
        }
    }

    private mutating func shut(
        _ standing: Standing,
        _ reasons: [GateReason],
        _ droppedLines: [String: Int],
        _ event: RecordedEvent
    ) {
        changes.append(
            Change(
                standing: standing,
                purposes: [],
                grants: [],
                reasons: reasons.sorted(),
                droppedLines: droppedLines,
                at: Moment(event)
            )
        )
    }
}
