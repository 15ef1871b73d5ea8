import Events

extension CallConsent {
    /// What a fact of somebody's consent states as every such fact does.
    ///
    /// - Parameters:
    ///   - after: the consent of the call with the fact.
    ///   - endsCall: whether the call is over then.
    func record(
        of fact: some PersonalConsentFact,
        about subject: Pseudonym,
        by actor: Envelope.Actor,
        leadingTo after: CallConsent,
        endsCall: Bool
    ) -> ConsentRecord {
        let person = after.people[subject]
        var record = ConsentRecord(
            standings: standings(of: subject, on: fact.purposes, leadingTo: after),
            gateBefore: gate,
            gateAfter: endsCall ? .ended : after.target.gate(from: gate)
        )
        record.settings = Applicable(after.settingsAt)
        record.joined = Applicable(person?.joinedAt)
        record.role = Applicable(person?.role)
        record.kind = Applicable(person?.kind)
        record.shared = Applicable(person?.isShared)
        record.actedFor = Applicable(actor.actsFor(by: type(of: fact).type))
        record.reason = Applicable(fact.statedReason)
        record.notice = Applicable(person?.notice?.version)
        record.shown = Applicable(person?.notice?.shownAt)
        if record.standings.contains(where: \.after.satisfies) {
            record.withdrawBy = .applies(ConsentRecord.freeWithdrawal)
            record.retentionClass = .applies(ConsentRecord.standardRetention)
        }
        return record
    }

    private func standings(
        of subject: Pseudonym,
        on purposes: [Purpose],
        leadingTo after: CallConsent
    ) -> [ConsentRecord.Standings] {
        let (before, now) = (people[subject], after.people[subject])
        return ConsentRecord.Standings.grouped(
            purposes.map { purpose in
                let standing = now?.standing(on: purpose) ?? .unknown
                return .init(
                    [purpose],
                    before: before?.standing(on: purpose) ?? .unknown,
                    after: standing,
                    legalBasis: standing.legalBasis,
                    from: standing.satisfies ? now?.reliedOn[purpose]?.since : nil,
                    until: standing.end(of: purpose)
                )
            }
        )
    }
}

extension Envelope.Actor {
    /// For whom somebody acts who records a fact of consent; nil where nobody does: something follows, or
    /// another ground than consent is written down.
    fileprivate func actsFor(by type: EventType) -> String? {
        switch self {
        case .participant: ConsentRecord.ownAct
        case .operator: type == .consentAsserted ? ConsentRecord.actForPerson : nil
        case .gate, .coach, .room, .log: nil
        }
    }
}
