/// The states of a call's gate.
public enum GateState: String, Codable, Hashable, Sendable {
    case closed, open, held, ended
}

/// The gate let these purposes come, or stay, in force.
public struct GateOpened: GateFact {
    /// The constant `aside.gate.opened`.
    public static let type = EventType.gateOpened
    /// The purposes in force for everyone present.
    public var purposes: [Purpose]
    /// The versions of the grants, bases and assertions relied on.
    public var grants: [StreamVersion]
    /// Lines not captured since the gate last changed, by reason.
    public var droppedLines: [String: Int]
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// The fact.
    public init(purposes: [Purpose], grants: [StreamVersion], droppedLines: [String: Int]) {
        (self.purposes, self.grants, self.droppedLines) = (purposes, grants, droppedLines)
    }
}

/// Why the gate is not open.
public enum GateReason: String, Codable, Hashable, Comparable, Sendable {
    case joiner
    case reconsent
    case recorderPresent = "recorder-present"
    /// A device with several people behind it, of whom nobody has said how many they are.
    case sharedEndpoint = "shared-endpoint"
    /// Somebody who is not of age.
    case minor
    /// The coach cannot see who is in the room.
    case connectionLost = "connection-lost"
    case lookupFailed = "lookup-failed"
    case refused
    case timedOut = "timed-out"
    case withdrawn
    case repAbsent = "rep-absent"
    case otherSideAbsent = "other-side-absent"

    /// By name.
    public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// The gate was held: nothing is captured until somebody has answered or something has gone.
public struct GateHeld: GateFact {
    /// The constant `aside.gate.held`.
    public static let type = EventType.gateHeld
    /// Why.
    public var reasons: [GateReason]
    /// Lines not captured since the gate last changed, by reason.
    public var droppedLines: [String: Int]
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// The fact.
    public init(reasons: [GateReason], droppedLines: [String: Int]) {
        (self.reasons, self.droppedLines) = (reasons, droppedLines)
    }
}

/// The gate closed: nothing is captured.
public struct GateClosed: GateFact {
    /// The constant `aside.gate.closed`.
    public static let type = EventType.gateClosed
    /// Why.
    public var reasons: [GateReason]
    /// Lines not captured since the gate last changed, by reason.
    public var droppedLines: [String: Int]
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// The fact.
    public init(reasons: [GateReason], droppedLines: [String: Int]) {
        (self.reasons, self.droppedLines) = (reasons, droppedLines)
    }
}

/// Everything that captures has stopped, step by step, after the gate left OPEN; or, where it stayed open
/// without a purpose, what needed that: then with the steps for which there was something to stop.
public struct CaptureStopped: Fact {
    /// The constant `aside.capture.stopped`.
    public static let type = EventType.captureStopped

    /// One step of the closing order (CONSENT §2) and when it was done.
    public struct Step: Codable, Hashable, Sendable {
        /// The step's name.
        public var step: Name
        /// From the act that took the gate out of OPEN, or a purpose out of force, on the monotonic clock.
        public var latencyMicros: Int64

        /// The steps, in their order.
        public enum Name: String, Codable, CaseIterable, Hashable, Sendable {
            case gateClosed = "gate-closed"
            case tracksUnsubscribed = "tracks-unsubscribed"
            case workCancelled = "work-cancelled"
            case buffersDropped = "buffers-dropped"
        }

        /// A step.
        public init(step: Name, latencyMicros: Int64) {
            (self.step, self.latencyMicros) = (step, latencyMicros)
        }
    }

    /// The steps, in their order.
    public var steps: [Step]
    /// Turns that were open and were discarded.
    public var discardedTurns: Int
    /// Nudges that were decided and not delivered.
    public var droppedNudges: Int

    /// The fact.
    public init(steps: [Step], discardedTurns: Int, droppedNudges: Int) {
        self.steps = steps
        self.discardedTurns = discardedTurns
        self.droppedNudges = droppedNudges
    }
}
