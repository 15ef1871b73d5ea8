import Events

/// A decision in the making: the facts so far, and the state as they will leave it.
struct Work {
    var state: CallConsent
    var decision = ConsentDecision()
    /// Why the gate could not have stayed open after some fact of this piece, though it may again.
    private var interruption: [GateReason] = []
    let time: Timestamp
    private let monotonicMicros: Int64?
    let ids: IDGenerator

    init(state: CallConsent, time: Timestamp, monotonicMicros: Int64?, ids: IDGenerator) {
        (self.state, self.time, self.ids) = (state, time, ids)
        self.monotonicMicros = monotonicMicros
    }

    /// Appends a fact of consent or of the gate, with the stopwatch's reading.
    mutating func append<F: ConsentFact>(
        _ fact: F,
        of subject: Pseudonym? = nil,
        by actor: Envelope.Actor,
        sealing sealed: SealedFields<F>? = nil
    ) {
        var fact = fact
        fact.monotonicMicros = monotonicMicros
        add(fact, of: subject, by: actor, sealing: sealed)
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
            append(GateHeld(reasons: interruption, droppedLines: dropped), by: .gate)
            moveGate(dropped: [:])
            decision.stopsCapture = true
            return
        }
        switch (before, state.target) {
        case (.open, .open(let agreed)) where Set(state.inForceSince.keys) == agreed: return
        case (_, .open(let agreed)):
            append(
                GateOpened(
                    purposes: agreed.sorted(),
                    grants: state.grantsReliedOn,
                    droppedLines: dropped
                ),
                by: .gate
            )
        case (.open, .held(let reasons)):
            append(GateHeld(reasons: reasons, droppedLines: dropped), by: .gate)
        case (.open, .closed(let reasons)), (.held, .closed(let reasons)):
            append(GateClosed(reasons: reasons, droppedLines: dropped), by: .gate)
        case (.closed, _), (.held, .held), (.ended, _): return
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
