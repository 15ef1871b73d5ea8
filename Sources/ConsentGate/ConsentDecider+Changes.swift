import Events

/// What changes in mid-call: the grants rested on something else, or on less, than is now known.
extension ConsentDecider {
    /// Whoever carries the call on tells everyone who is there what it would tell them now.
    ///
    /// Who agreed to something else is asked again, and what is not asked for any more is granted no more.
    /// Who is waited for, or takes part on a basis, is sent their notice anew if it says something else now,
    /// or if nobody saw it, since the number on it is lost. Whoever has said no is not asked again, and
    /// whoever is away is told when they are back.
    func resume(_ work: inout Work) {
        for (subject, person) in work.state.present.sorted(by: { $0.key < $1.key }) {
            guard let notice = person.notice else { continue }
            let change = changeSinceTold(person)
            if let change, !person.granted.isEmpty {
                askAgain(subject, person, since: change, &work)
            } else if !notice.isShown || change != nil, mayBeTold(person) {
                sendNotice(to: subject, why: "resumed", locale: notice.locale, &work)
            }
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

    /// What would be told otherwise now than it was in the notice that somebody was last sent; nil where
    /// nothing would, or nothing was.
    ///
    /// Words that differ under one version are those on controller and processors.
    func changeSinceTold(_ person: Person) -> ReconsentRequired.Change? {
        guard let notice = person.notice else { return nil }
        let text = notices.text(for: person.role, locale: notice.locale)
        guard text.digest != notice.textDigest else { return nil }
        guard notice.purposes == Set(policy.purposesAsked) else { return .policy }
        return text.version == notice.textVersion ? .processor : .notice
    }

    /// Whoever turns out to share a device is asked again, for everyone behind it; whoever turns out to be
    /// under another rule, if they had agreed.
    ///
    /// Nobody is asked for a minor, and nothing that turns out opens the gate.
    func turnedOut(_ news: TurnedOut, of subject: Pseudonym, _ work: inout Work) {
        guard let person = work.state.people[subject], person.counts else { return }
        let isNewlyShared = news.isShared && !person.isShared
        let isNewlyMinor = news.isMinor && !person.isMinor
        guard isNewlyShared || isNewlyMinor || news.place != nil else { return }
        work.add(
            ParticipantChanged(
                shared: isNewlyShared ? true : nil,
                minor: isNewlyMinor ? true : nil,
                lookup: news.place?.lookup
            ),
            of: subject,
            by: .room,
            sealing: news.place.map {
                SealedFields<ParticipantChanged>.evidence($0.evidence, of: subject)
            }
        )
        let standings = policy.purposesAsked.map { person.standing(on: $0) }
        if isNewlyShared, standings.contains(where: { $0.satisfies || $0.isAwaited }) {
            askAgain(subject, person, since: .identity, &work)
        } else if news.place != nil, !person.granted.isEmpty {
            askAgain(subject, person, since: .jurisdiction, &work)
        }
    }

    /// Asks somebody anew for all that they have granted.
    func askAgain(
        _ subject: Pseudonym,
        _ person: Person,
        since change: ReconsentRequired.Change,
        _ work: inout Work
    ) {
        let granted = person.granted
        if !granted.isEmpty {
            work.append(
                ReconsentRequired(purposes: granted, change: change),
                of: subject,
                by: .gate
            )
        }
        let locale = person.notice?.locale ?? "en"
        sendNotice(to: subject, why: "reconsent", locale: locale, &work)
    }
}
