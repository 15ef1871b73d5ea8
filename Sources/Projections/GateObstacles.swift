public import Events

/// What keeps the gate shut, by simpler means than the gate's.
extension ConsentLedger {
    /// What stands against opening: of everyone present, and of what they answered for what the gate
    /// needs to be open at all.
    ///
    /// A grant that ended with the call had been given. Nobody is asked for somebody who is not of age, nor
    /// for a purpose that the policy leaves out.
    func obstacles(asking asked: Set<Purpose>) -> Set<GateReason> {
        let humans = attendance.humansPresent
        var found = hindrances
        if !humans.contains(where: { $0.role == .rep }) { found.insert(.repAbsent) }
        if !humans.contains(where: \.role.isOtherSide) { found.insert(.otherSideAbsent) }
        for person in humans {
            guard person.minor != true else { continue }
            for purpose in Purpose.opening.intersection(asked) {
                let standing = self[person.pseudonym]?.standing(for: purpose) ?? .unknown
                if let obstacle = standing.obstacle { found.insert(obstacle) }
            }
        }
        return found
    }

    /// What stands against opening whatever anybody has answered: what is known of those who are there.
    var hindrances: Set<GateReason> {
        var found: Set<GateReason> = []
        if attendance.hasFailedLookup { found.insert(.lookupFailed) }
        if attendance.hasMinor { found.insert(.minor) }
        if attendance.hasUnnamedRecorder { found.insert(.recorderPresent) }
        if hasUnattestedDevice { found.insert(.sharedEndpoint) }
        return found
    }
}

extension ConsentStanding {
    fileprivate var obstacle: GateReason? {
        switch self {
        case .granted, .basis, .asserted, .expired: nil
        case .refused: .refused
        case .withdrawn: .withdrawn
        case .timedOut: .timedOut
        case .reconsentRequired: .reconsent
        case .unknown, .noticeSent, .disclosed: .joiner
        }
    }
}

extension ComplianceReport {
    /// The purposes that the policy asks for, as last stated.
    public var purposesAsked: Set<Purpose> {
        purposesStated ?? Purpose.opening
    }

    /// The same; nil where nothing states any.
    var purposesStated: Set<Purpose>? {
        let resumed = resumptions.last { $0.fact.terms != nil }?.fact.terms
        let asked = resumed?.purposesAsked ?? opened?.fact.purposesAsked
        return asked.map { Set($0) }
    }

    /// Notes what keeps the gate shut while it might open: as long as the rep and the other side are both
    /// there, in a call in which it has never opened.
    mutating func noteObstacles(_ event: RecordedEvent) {
        switch event.type.family {
        case "call", "participant", "consent": break
        default: return
        }
        guard closed == nil, gate.firstOpened == nil else { return }
        var found = ledger.obstacles(asking: purposesAsked)
        guard found.isDisjoint(with: [.repAbsent, .otherSideAbsent]) else { return }
        if connection.isLost { found.insert(.connectionLost) }
        lastObstacles = found
    }
}
