import Events

/// What a person's own act leads to: a grant needs the notice and its number, a no needs nothing.
extension ConsentDecider {
    func act(_ act: PersonalAct, _ work: inout Work) {
        let asked = Set(policy.purposesAsked)
        let stated = act.purposes?.uniqued ?? policy.purposesAsked
        let named = stated.filter(asked.contains)
        // Whoever has left may still say no: it must not be lost if they come back.
        guard let person = work.state.people[act.subject], person.kind.isHuman,
            person.isPresent || act.kind != .grant
        else { return work.reject(act, named, .notPresent) }
        guard !named.isEmpty else { return work.reject(act, stated, .notAsked) }
        let fact = ConsentAct(
            means: act.means,
            options: ["allow", "refuse"],
            noticeDigest: person.notice?.textDigest ?? "not-applicable",
            headCount: act.kind == .grant ? act.headCount ?? person.headCount : nil
        )
        let agreed = named.filter(person.agreedTo.contains)
        switch act.kind {
        case .grant: grant(act, named, person, fact, &work)
        case .refuse:
            let refused = named.filter {
                !agreed.contains($0) && person.standing(on: $0) != .refused
            }
            guard !refused.isEmpty || !agreed.isEmpty else {
                return work.reject(act, named, .alreadyRefused)
            }
            refuse(refused, act.subject, fact, &work)
            withdraw(agreed, act.subject, fact, &work)
        case .withdraw where agreed.isEmpty: work.reject(act, named, .nothingToWithdraw)
        case .withdraw: withdraw(agreed, act.subject, fact, &work)
        }
    }

    private func refuse(
        _ purposes: [Purpose],
        _ subject: Pseudonym,
        _ fact: ConsentAct,
        _ work: inout Work
    ) {
        guard !purposes.isEmpty else { return }
        work.append(ConsentRefused(purposes: purposes, act: fact), of: subject, by: .participant)
        work.confirm(.consentRefused, purposes, to: subject)
    }

    /// Refusing what was agreed to is withdrawing it, with all that follows for what was captured, also
    /// where it does not stand any more because they are asked again.
    private func withdraw(
        _ purposes: [Purpose],
        _ subject: Pseudonym,
        _ fact: ConsentAct,
        _ work: inout Work
    ) {
        guard !purposes.isEmpty else { return }
        work.append(ConsentWithdrawn(purposes: purposes, act: fact), of: subject, by: .participant)
        work.confirm(.consentWithdrawn, purposes, to: subject)
    }

    private func grant(
        _ act: PersonalAct,
        _ named: [Purpose],
        _ person: Person,
        _ fact: ConsentAct,
        _ work: inout Work
    ) {
        guard !person.isMinor else { return work.reject(act, named, .minor) }
        let answerable = named.filter { purpose in
            let standing = person.standing(on: purpose)
            return standing.isAnswerable && person.notice?.isShown == true
                || standing == .basis && person.notice?.isShown == true
        }
        guard !answerable.isEmpty else {
            let standings = named.map { person.standing(on: $0) }
            if standings.allSatisfy(\.satisfies) {
                return work.reject(act, named, .alreadyGranted)
            }
            let isAnswered = standings.contains(where: \.needsFreshNotice)
            let reason = isAnswered ? ActRejected.Reason.noticeAnswered : .noticeNotShown
            return turnAway(act, named, reason, standing: standings, &work)
        }
        let answering = answerable.map { person.standing(on: $0) }
        guard !person.isShared || (fact.headCount ?? 0) >= 1 else {
            return turnAway(act, named, .headCountMissing, standing: answering, &work)
        }
        guard changeSinceTold(person) == nil else {
            return turnAway(act, named, .noticeMismatch, standing: answering, &work)
        }
        guard let nonce = act.nonce, hexDigest(of: nonce) == person.notice?.nonceDigest else {
            return turnAway(act, named, .nonceMismatch, standing: answering, &work)
        }
        guard act.noticeDigest == nil || act.noticeDigest == person.notice?.textDigest else {
            return turnAway(act, named, .noticeMismatch, standing: answering, &work)
        }
        work.append(
            ConsentGranted(purposes: answerable, act: fact),
            of: act.subject,
            by: .participant
        )
        work.confirm(.consentGranted, answerable, to: act.subject)
    }

    /// A grant that is not taken: whoever has no notice left to answer asks for a fresh one by it.
    ///
    /// That is whoever has said no, and whoever let the time pass and has not, or no longer, what a grant
    /// must bring. Whoever is still waited for has their notice.
    ///
    /// - Parameter standings: where they stand on what it could have granted.
    private func turnAway(
        _ act: PersonalAct,
        _ named: [Purpose],
        _ reason: ActRejected.Reason,
        standing standings: [ConsentStanding],
        _ work: inout Work
    ) {
        work.reject(act, named, reason)
        guard standings.contains(where: \.isOver) else { return }
        sendNotice(
            to: act.subject,
            why: NoticeSent.ownInitiative,
            locale: work.state.people[act.subject]?.notice?.locale ?? "en",
            &work
        )
    }
}

extension [Purpose] {
    /// Each of them once, in their order: a client may name one twice.
    fileprivate var uniqued: Self {
        reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
