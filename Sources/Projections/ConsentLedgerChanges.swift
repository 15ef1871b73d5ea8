internal import Events

/// How each `consent.*` event moves a person's standing.
extension ConsentLedger {
    mutating func record(_ event: RecordedEvent, of subject: Pseudonym) {
        let place = account(of: subject)
        switch event.type {
        case .consentNoticeSent, .consentNoticeShown: recordNotice(event, at: place)
        case .consentActRejected:
            guard let fact = event.fact(ActRejected.self) else { return }
            accounts[place].rejections.append(Rejection(rejected: fact, at: Moment(event)))
        default:
            guard let change = change(event) else { return }
            if let count = event.envelope.headCountGranted { accounts[place].headCount = count }
            add(change, of: event, at: place)
        }
    }

    /// Lets a change take effect, and keeps it with what its event states.
    private mutating func add(_ change: Change, of event: RecordedEvent, at place: Int) {
        var change = change
        for purpose in change.purposes {
            change.before[purpose] = accounts[place].standing(for: purpose)
            accounts[place].standings[purpose.rawValue] = change.standing
        }
        (change.monotonicMicros, change.record) = (event.monotonicMicros, event.consentRecord)
        accounts[place].changes.append(change)
    }

    /// The place of a person's account, which is made when there is none.
    mutating func account(of subject: Pseudonym) -> Int {
        if let place = places[subject] { return place }
        places[subject] = accounts.count
        accounts.append(Account(pseudonym: subject))
        return accounts.count - 1
    }

    /// Somebody who joined again or came back too late is asked as if for the first time: as the gate
    /// has it, nothing is known of them any more, neither a basis or an operator's word nor a refusal.
    mutating func forget(_ subject: Pseudonym, after event: RecordedEvent) {
        let place = account(of: subject)
        accounts[place].headCount = nil
        let known = Purpose.allCases.filter { accounts[place].standing(for: $0) != .unknown }
        guard !known.isEmpty else { return }
        let change = Change(
            standing: .unknown,
            purposes: known,
            act: nil,
            words: nil,
            at: Moment(event)
        )
        add(change, of: event, at: place)
    }

    /// A notice moves only who has not agreed, since a rep with a basis is told and not asked; and who said
    /// no only if they asked for it.
    private mutating func recordNotice(_ event: RecordedEvent, at place: Int) {
        if let fact = event.fact(NoticeSent.self) {
            let told = Told(fact.grounds, event.sealed(NoticeSent.self))
            accounts[place].notices.append(
                Notice(sent: fact, told: told, at: Moment(event))
            )
            let isAskedFor = fact.why == NoticeSent.ownInitiative
            move(place, fact.purposes, to: .noticeSent, event) {
                !$0.satisfies && (isAskedFor || !$0.needsFreshNotice)
            }
        } else if let fact = event.fact(NoticeShown.self) {
            let answers = accounts[place].notices.lastIndex {
                $0.sent.textDigest == fact.textDigest && $0.shown == nil
            }
            if let answers {
                accounts[place].notices[answers].shown = Shown(
                    attestation: fact.attestation,
                    textDigest: fact.textDigest,
                    at: Moment(event)
                )
            }
            move(place, fact.purposes, to: .disclosed, event) { $0 == .noticeSent }
        }
    }

    private mutating func move(
        _ place: Int,
        _ purposes: [Purpose],
        to standing: ConsentStanding,
        _ event: RecordedEvent,
        where mayMove: (ConsentStanding) -> Bool
    ) {
        let moved = purposes.filter { mayMove(accounts[place].standing(for: $0)) }
        guard !moved.isEmpty else { return }
        let change = Change(
            standing: standing,
            purposes: moved.sorted(),
            act: nil,
            words: nil,
            at: Moment(event)
        )
        add(change, of: event, at: place)
    }

    private func change(_ event: RecordedEvent) -> Change? {
        guard let (standing, purposes) = event.envelope.changeOfStanding, !purposes.isEmpty else {
            return nil
        }
        var change = Change(
            standing: standing,
            purposes: purposes.sorted(),
            act: event.act,
            words: event.sealed(BasisRecorded.self)?.map(\.basis)
                ?? event.sealed(ConsentAsserted.self)?.map(\.statement),
            at: Moment(event)
        )
        change.since = event.fact(ReconsentRequired.self)?.change
        if let fact = event.fact(BasisRecorded.self) {
            let sealed = event.sealed(BasisRecorded.self)
            change.told = Told(
                fact.grounds,
                sealed?.map { Disclosure($0.controller, $0.processors) }
            )
        } else if let fact = event.fact(ConsentAsserted.self) {
            let sealed = event.sealed(ConsentAsserted.self)
            change.told = Told(
                fact.grounds,
                sealed?.map { Disclosure($0.controller, $0.processors) }
            )
        }
        return change
    }
}

extension ConsentLedger.Told {
    /// Nil for an event of an earlier form, which says nothing of the kind.
    fileprivate init?(_ grounds: Grounds?, _ disclosure: Sealable<Disclosure>?) {
        guard let grounds else { return nil }
        self.init(grounds: grounds, disclosure: disclosure)
    }
}

extension Disclosure {
    /// What an event of an earlier form leaves out was not stated.
    fileprivate init(_ controller: Controller?, _ processors: [Processor]?) {
        self.init(controller: controller ?? .notStated, processors: processors ?? [])
    }
}

extension RecordedEvent {
    /// The act of a grant, a refusal or a withdrawal.
    fileprivate var act: ConsentAct? {
        fact(ConsentGranted.self)?.act ?? fact(ConsentRefused.self)?.act
            ?? fact(ConsentWithdrawn.self)?.act
    }

    /// The stopwatch's reading, of any fact that bears one.
    fileprivate var monotonicMicros: Int64? { envelope.data["monotonicMicros"]?.integer }

    /// What any fact of somebody's consent states; nil in one of an earlier form.
    fileprivate var consentRecord: ConsentRecord? {
        envelope.data["record"]?.object.flatMap {
            try? JSONCoding.value(ConsentRecord.self, from: $0)
        }
    }
}
