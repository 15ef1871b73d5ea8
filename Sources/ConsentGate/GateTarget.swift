public import Events

/// What the gate should be, given who is present and what they agreed to.
public enum GateTarget: Hashable, Sendable {
    /// Open, with these purposes in force.
    case open(Set<Purpose>)
    /// Not open, but only because somebody has yet to answer or something has yet to heal.
    case held([GateReason])
    /// Not open.
    case closed([GateReason])

    /// Where the gate goes from where it is: from closed to open alone.
    func gate(from gate: GateState) -> GateState {
        switch (gate, self) {
        case (.ended, _): .ended
        case (_, .open): .open
        case (.open, .held): .held
        case (.open, .closed), (.held, .closed): .closed
        case (.closed, _), (.held, .held): gate
        }
    }
}

extension CallConsent {
    /// What the gate should be now: the conditions of CONSENT §2, recomputed from joins, leaves and
    /// consent facts alone.
    public var target: GateTarget {
        let (closing, holding) = obstacles
        if !closing.isEmpty { return .closed(closing.sorted()) }
        if !holding.isEmpty { return .held(holding.sorted()) }
        return .open(agreedByAll)
    }

    /// Whether the gate is shut for nothing but that the rep is away, so that it opens with the purpose in
    /// force as soon as they are back: everyone who is there agrees, nobody has yet to answer, and the rep
    /// has taken nothing back.
    public func waitsForRepAlone(agreeingTo purpose: Purpose) -> Bool {
        let (closing, holding) = obstacles
        guard gate != .ended, closing == [.repAbsent], holding.isEmpty,
            agreedByAll.contains(purpose)
        else { return false }
        let needed = Purpose.opening.union([purpose])
        return people.values.contains { person in
            person.role == .rep && person.kind.isHuman
                && needed.allSatisfy { person.standing(on: $0).satisfies }
        }
    }

    /// What shuts the gate, and what would hold it if nothing shut it.
    private var obstacles: (closing: Set<GateReason>, holding: Set<GateReason>) {
        let humans = present
        var closing: Set<GateReason> = []
        var holding: Set<GateReason> = []
        if !humans.values.contains(where: { $0.role == .rep }) { closing.insert(.repAbsent) }
        if !humans.values.contains(where: { $0.role.isOtherSide }) {
            closing.insert(.otherSideAbsent)
        }
        for person in humans.values {
            if person.lookup == .failed { closing.insert(.lookupFailed) }
            if person.isMinor { closing.insert(.minor) }
            if person.isUnattested { holding.insert(.sharedEndpoint) }
            for purpose in Purpose.opening {
                switch person.standing(on: purpose) {
                case .granted, .basis, .asserted: break
                case .refused: closing.insert(.refused)
                case .withdrawn, .expired: closing.insert(.withdrawn)
                case .timedOut: closing.insert(.timedOut)
                case .reconsentRequired: holding.insert(.reconsent)
                case .unknown, .noticeSent, .disclosed:
                    holding.insert(person.askedAgain.contains(purpose) ? .reconsent : .joiner)
                }
            }
        }
        if hasUnnamedRecorder { holding.insert(.recorderPresent) }
        if isCutOff { holding.insert(.connectionLost) }
        // What was agreed to before, and is not asked for any more, opens nothing.
        if !purposesAsked.isSuperset(of: Purpose.opening) { holding.insert(.reconsent) }
        return (closing, holding)
    }

    private var hasUnnamedRecorder: Bool {
        people.values.contains { $0.isPresent && $0.kind == .egress && !$0.policyNamed }
    }

    /// The versions of everything that `agreedByAll` relies on.
    var grantsReliedOn: [StreamVersion] {
        Set(
            present.values.flatMap { person in
                agreedByAll.compactMap { person.reliedOn[$0]?.version }
            }
        ).sorted()
    }
}
