import ConsentGate
import Events
import Projections

/// A fact of a content type with the condition that its permit carried.
struct Intent {
    var draft: Draft
    var condition: AppendCondition
}

extension Call {
    /// A draft of a fact of this call.
    func draft<F: Fact>(
        _ fact: F,
        at time: Timestamp,
        by actor: Envelope.Actor,
        of subject: Pseudonym? = nil,
        sealing sealed: SealedFields<F>? = nil,
        turn: String? = nil,
        cause: EventID? = nil
    ) -> Draft {
        Draft(
            fact,
            sealing: sealed,
            id: ports.ids.eventID(),
            time: time,
            actor: actor,
            subject: subject,
            correlationID: turn,
            causationID: cause
        )
    }

    /// An intent to append a content fact: spends the permit for the purpose that the fact needs.
    func intent<F: ContentFact>(
        _ fact: F,
        at time: Timestamp,
        of subject: Pseudonym,
        sealing sealed: SealedFields<F>? = nil,
        turn: String? = nil,
        cause: EventID? = nil,
        under permit: consuming Permit<F.Needs>
    ) -> Intent {
        Intent(
            draft: draft(
                fact,
                at: time,
                by: .coach,
                of: subject,
                sealing: sealed,
                turn: turn,
                cause: cause
            ),
            condition: permit.spend()
        )
    }

    /// Appends facts in one piece and folds them.
    @discardableResult
    func record(
        _ drafts: [Draft],
        expecting expected: ExpectedVersion = .any,
        under condition: AppendCondition? = nil
    ) async throws -> [RecordedEvent] {
        let recorded = try await ports.journal.append(
            drafts,
            to: stream,
            expecting: expected,
            under: condition
        )
        for event in recorded { fold(event) }
        return recorded
    }

    /// Appends intents in one piece, under the strictest of their conditions.
    ///
    /// - Returns: nil when consent changed in between and nothing was written.
    func record(intents: [Intent], and drafts: [Draft] = []) async throws -> [RecordedEvent]? {
        let strictest = intents.map(\.condition).min {
            $0.noConsentChangeSince < $1.noConsentChangeSince
        }
        do {
            return try await record(intents.map(\.draft) + drafts, under: strictest)
        } catch ConcurrencyError.consentChanged {
            return nil
        }
    }

    /// Takes a recorded event into what the gate, the coach and the closing counts go by.
    func fold(_ event: RecordedEvent) {
        consent.evolve(event.envelope)
        follow(ruleOf: event)
        live.apply(event)
        askedApprovals.follow(event)
        if event.type == .shareStarted { isToldOfShares = true }
        follow(topicOf: event)
        if let key = Self.countKey(of: event.type) { counts[key, default: 0] += 1 }
    }
}
