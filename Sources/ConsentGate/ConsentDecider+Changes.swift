import Events

/// What changes in mid-call: the grants rested on something else, or on less, than is now known.
extension ConsentDecider {
    func changed(
        _ change: ReconsentRequired.Change,
        _ purposes: [Purpose],
        _ work: inout Work
    ) {
        for (subject, person) in work.state.present.sorted(by: { $0.key < $1.key }) {
            let held = purposes.filter { person.standing(on: $0) == .granted }
            guard !held.isEmpty else { continue }
            askAgain(subject, person, for: held, since: change, &work)
        }
    }

    /// Nobody sees any more who comes, so the gate may not stay open.
    func loseConnection(_ work: inout Work) {
        guard !work.state.isCutOff else { return }
        work.add(ConnectionLost(), of: nil, by: .room)
    }

    /// Whoever is in the room is known again.
    func restoreConnection(_ lostMicros: Int64?, _ work: inout Work) {
        guard work.state.isCutOff else { return }
        work.add(ConnectionRestored(lostMicros: lostMicros), of: nil, by: .room)
    }

    /// Whoever turns out to share a device is asked again, for everyone behind it.
    ///
    /// Nobody is asked for a minor, and nothing that turns out opens the gate.
    func turnedOut(_ change: ParticipantChanged, of subject: Pseudonym, _ work: inout Work) {
        guard let person = work.state.people[subject], person.counts else { return }
        let isNewlyShared = change.shared == true && !person.isShared
        let isNewlyMinor = change.minor == true && !person.isMinor
        guard isNewlyShared || isNewlyMinor else { return }
        work.add(
            ParticipantChanged(
                shared: isNewlyShared ? true : nil,
                minor: isNewlyMinor ? true : nil
            ),
            of: subject,
            by: .room
        )
        let standings = policy.purposesAsked.map { person.standing(on: $0) }
        guard isNewlyShared, standings.contains(where: { $0.satisfies || $0.isAwaited }) else {
            return
        }
        let held = policy.purposesAsked.filter { person.standing(on: $0) == .granted }
        askAgain(subject, person, for: held, since: .identity, &work)
    }

    private func askAgain(
        _ subject: Pseudonym,
        _ person: Person,
        for held: [Purpose],
        since change: ReconsentRequired.Change,
        _ work: inout Work
    ) {
        if !held.isEmpty {
            work.append(ReconsentRequired(purposes: held, change: change), of: subject, by: .gate)
        }
        let locale = person.notice?.locale ?? "en"
        sendNotice(to: subject, why: "reconsent", locale: locale, &work)
    }
}
