public import ConsentGate
public import Events

/// Closes a call that a stopped process left open, from nothing but its recorded events.
///
/// No fact is lost and no nudge is repeated: an intent without an outcome is closed as expired or
/// interrupted. The closing bears the time of the last fact, since nothing is known of what came after.
public struct CallRecovery: Sendable {
    private let journal: any Journal
    private let decider: ConsentDecider
    private let ids: IDGenerator

    /// A recovery over a journal.
    public init(journal: any Journal, policy: ConsentPolicy = .standard, ids: IDGenerator) {
        self.journal = journal
        self.ids = ids
        decider = ConsentDecider(policy: policy, notices: .standard, channel: "none", ids: ids)
    }

    /// Closes and seals a call if it was not; returns whether there was anything to do.
    ///
    /// - Parameter events: the whole stream of the call, in order.
    @discardableResult
    public func close(_ call: CallID, recorded events: [RecordedEvent]) async throws -> Bool {
        guard let last = events.last, last.type != .callSealed else { return false }
        let time = events.map(\.envelope.time).max() ?? last.envelope.time
        if !events.contains(where: { $0.type == .callClosed }) {
            _ = try await journal.append(
                closing(of: events, at: time),
                to: .call(call),
                expecting: .exactly(last.envelope.version),
                under: nil
            )
        }
        _ = try await journal.seal(call, id: ids.eventID(), at: time)
        return true
    }

    private func closing(of events: [RecordedEvent], at time: Timestamp) -> [Draft] {
        var consent = CallConsent()
        var counts: [String: Int] = [:]
        var open = OpenIntents()
        var dropped: [String: Int] = [:]
        for event in events {
            consent.evolve(event.envelope)
            if let key = Call.countKey(of: event.type) { counts[key, default: 0] += 1 }
            dropped.merge(event.linesDroppedBeforeIt, uniquingKeysWith: +)
            open.follow(event)
        }
        let rep = consent.people.first { $0.value.role == .rep }?.key
        let expired = open.outcomes(at: time, of: rep, ids)
        let over = decider.decide(
            .end,
            at: time,
            monotonicMicros: nil,
            given: consent,
            dropped: [:]
        ).drafts
        let closed = Draft(
            CallClosed(reason: .interrupted, counts: counts, droppedLines: dropped),
            id: ids.eventID(),
            time: time,
            actor: .log
        )
        return expired + over + [closed]
    }
}

extension RecordedEvent {
    /// The lines that a `gate.*` event counts as not captured since the one before it.
    var linesDroppedBeforeIt: [String: Int] {
        fact(GateOpened.self)?.droppedLines ?? fact(GateHeld.self)?.droppedLines
            ?? fact(GateClosed.self)?.droppedLines ?? [:]
    }
}

extension Call {
    /// The key under which events of a type are counted in `call.closed`.
    static func countKey(of type: EventType) -> String? {
        switch type {
        case .lineTranscribed: "lines"
        case .turnCompleted: "turns"
        case .frameSampled: "frames"
        case .nudgeSent: "nudges"
        default: nil
        }
    }
}
