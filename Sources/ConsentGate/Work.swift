import Events

/// A decision in the making: the facts so far, and the state as they will leave it.
struct Work {
    var state: CallConsent
    var decision = ConsentDecision()
    /// Why the gate could not have stayed open after some fact of this piece, though it may again.
    private var interruption: [GateReason] = []
    /// Whether the call is over after this piece.
    private let endsCall: Bool
    let time: Timestamp
    private let monotonicMicros: Int64?
    let ids: IDGenerator

    init(
        state: CallConsent,
        time: Timestamp,
        monotonicMicros: Int64?,
        endsCall: Bool,
        ids: IDGenerator
    ) {
        (self.state, self.time, self.ids) = (state, time, ids)
        (self.monotonicMicros, self.endsCall) = (monotonicMicros, endsCall)
    }

    /// Appends a fact of the gate, with the stopwatch's reading.
    mutating func append<F: GateFact>(_ fact: F) {
        var fact = fact
        fact.monotonicMicros = monotonicMicros
        add(fact, of: nil, by: .gate)
    }

    /// Appends a fact of somebody's consent, with the stopwatch's reading and what every such fact states.
    mutating func append<F: PersonalConsentFact>(
        _ fact: F,
        of subject: Pseudonym,
        by actor: Envelope.Actor,
        sealing sealed: SealedFields<F>? = nil
    ) {
        var fact = fact
        fact.monotonicMicros = monotonicMicros
        let before = state
        add(fact, of: subject, by: actor, sealing: sealed)
        decision.drafts[decision.drafts.count - 1].add(
            before.record(
                of: fact,
                about: subject,
                by: actor,
                leadingTo: state,
                endsCall: endsCall
            )
        )
    }

    mutating func add<F: Fact>(
        _ fact: F,
        of subject: Pseudonym?,
        by actor: Envelope.Actor,
        sealing sealed: SealedFields<F>? = nil
    ) {
        let draft = Draft(
            fact,
            sealing: sealed,
            id: ids.eventID(),
            time: time,
            actor: actor,
            subject: subject,
            causationID: decision.drafts.first?.id
        )
        state.evolve(Envelope(foreseen: draft, version: state.version.next))
        decision.drafts.append(draft)
        if state.gate == .open, interruption.isEmpty, case .held(let reasons) = state.target {
            interruption = reasons
        }
    }

    mutating func reject(
        _ act: PersonalAct,
        _ purposes: [Purpose],
        _ reason: ActRejected.Reason
    ) {
        append(
            ActRejected(act: act.kind.rawValue, purposes: purposes, reason: reason),
            of: act.subject,
            by: .gate
        )
    }

    mutating func confirm(_ act: EventType, _ purposes: [Purpose], to subject: Pseudonym) {
        decision.receipts.append(
            ConsentReceipt(person: subject, act: act, purposes: purposes)
        )
    }

    mutating func moveGate(dropped: [String: Int]) {
        let before = state.gate
        // Somebody who joins on a basis holds the gate like any joiner, if only until their basis is
        // recorded: nothing that began before they came is captured.
        if before == .open, !interruption.isEmpty, case .open = state.target {
            append(GateHeld(reasons: interruption, droppedLines: dropped))
            moveGate(dropped: [:])
            decision.stopsCapture = true
            return
        }
        let target = state.target
        switch (target.gate(from: before), target) {
        case (.open, .open(let agreed))
        where before != .open || Set(state.inForceSince.keys) != agreed:
            append(
                GateOpened(
                    purposes: agreed.sorted(),
                    grants: state.grantsReliedOn,
                    droppedLines: dropped
                )
            )
        case (.held, .held(let reasons)) where before != .held:
            append(GateHeld(reasons: reasons, droppedLines: dropped))
        case (.closed, .closed(let reasons)) where before != .closed:
            append(GateClosed(reasons: reasons, droppedLines: dropped))
        default: return
        }
        decision.stopsCapture = before == .open && state.gate != .open
    }
}

extension Envelope {
    /// A draft as it will stand in its call's stream, for folding before it is recorded.
    fileprivate init(foreseen draft: Draft, version: StreamVersion) {
        self.init(
            draft,
            source: "foreseen",
            stream: StreamName("foreseen"),
            version: version,
            recordedTime: draft.time
        )
    }
}
