internal import Events

/// The report's look at the gate itself: whether it may be open, whatever it says.
extension ComplianceReport {
    mutating func checkGate(_ event: RecordedEvent) {
        if let opening = event.fact(GateOpened.self) {
            checkOpening(opening, event)
        } else if event.type == .gateOpened {
            breaches.append(Finding(.gateOpenedForOthers, at: event.index))
        } else if event.type == .gateHeld || event.type == .gateClosed {
            inForceSince = [:]
        }
    }

    /// Notes, once an event is folded, whether the gate may go on being open: once it may not, only another
    /// `gate.opened` opens it, and nothing does when the call is over.
    mutating func noteLapse(_ event: RecordedEvent) {
        if event.type == .callClosed { isOver = true }
        if event.type == .gateOpened {
            hasLapsed = !mayBeOpen
        } else if ["call", "participant", "consent"].contains(event.type.family), !mayBeOpen {
            hasLapsed = true
        }
    }

    private var mayBeOpen: Bool {
        !isOver && hindrances.isEmpty && hasBothSides
            && Purpose.opening.allSatisfy { ledger.lacking($0).isEmpty }
    }

    private var hasBothSides: Bool {
        let roles = ledger.attendance.humansPresent.map(\.role)
        return roles.contains(.rep) && roles.contains(where: \.isOtherSide)
    }

    /// What keeps the gate shut beside who is missing and who has not agreed.
    private var hindrances: Set<GateReason> {
        var found = ledger.hindrances
        if connection.isLost { found.insert(.connectionLost) }
        if purposesStated?.isSuperset(of: Purpose.opening) != true { found.insert(.reconsent) }
        return found
    }

    private mutating func checkOpening(_ opening: GateOpened, _ event: RecordedEvent) {
        let foundBefore = breaches.count
        if isOver { breaches.append(Finding(.gateOpenedAfterEnd, at: event.index)) }
        for purpose in Purpose.opening.union(opening.purposes).sorted() {
            for person in ledger.lacking(purpose) {
                breaches.append(
                    Finding(
                        .gateOpenedWithoutAgreement,
                        at: event.index,
                        subject: person,
                        purpose: purpose
                    )
                )
            }
        }
        if !hasBothSides {
            breaches.append(Finding(.gateOpenedWithoutSides, at: event.index))
        }
        for reason in hindrances.sorted() {
            breaches.append(Finding(.gateOpenedInSpite, at: event.index, reason: reason))
        }
        let agreed = purposesStated?.filter { ledger.lacking($0).isEmpty }
        if breaches.count == foundBefore, agreed != Set(opening.purposes) {
            breaches.append(Finding(.gateOpenedForOthers, at: event.index))
        }
        let before = inForceSince
        inForceSince = Dictionary(
            opening.purposes.map { ($0, before[$0] ?? event.envelope.time) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
