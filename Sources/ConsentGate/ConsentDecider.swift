public import Events

/// Decides what follows from a command, given the consent that a call has.
///
/// Pure but for its ids.
///
/// Every decision ends with the gate moved to where `CallConsent.target` says it must be, in the same
/// piece, so that no index lies between a change of consent and the gate's answer to it.
public struct ConsentDecider: Sendable {
    private let policy: ConsentPolicy
    private let notices: NoticeCatalog
    private let channel: String
    private let ids: IDGenerator

    /// A decider.
    ///
    /// - Parameter channel: how notices travel: `web`, `phone` or `script`.
    public init(
        policy: ConsentPolicy,
        notices: NoticeCatalog,
        channel: String,
        ids: IDGenerator
    ) {
        self.policy = policy
        self.notices = notices
        self.channel = channel
        self.ids = ids
    }

    /// When the next unanswered notice times out; nil when nobody is awaited.
    public func nextDeadline(given state: CallConsent) -> Timestamp? {
        awaited(in: state).map { deadline(of: $0.notice) }.min()
    }

    /// What follows from a command at a moment.
    ///
    /// - Parameter dropped: lines not captured since the gate last changed, by reason.
    public func decide(
        _ command: ConsentCommand,
        at time: Timestamp,
        given state: CallConsent,
        dropped: [String: Int]
    ) -> ConsentDecision {
        guard state.gate != .ended else { return ConsentDecision() }
        var work = Work(state: state, time: time, ids: ids)
        switch command {
        case .join(let joining): join(joining, &work)
        case .leave(let subject): leave(subject, &work)
        case .reconnect(let subject): reconnect(subject, &work)
        case .noticeShown(let subject): noticeShown(subject, &work)
        case .act(let act): self.act(act, &work)
        case .changed(let change, let purposes): changed(change, purposes, &work)
        case .tick: timeOut(&work)
        case .end: expire(&work)
        }
        if case .end = command { return work.decision }
        work.moveGate(dropped: dropped)
        return work.decision
    }

    private func join(_ joining: Joining, _ work: inout Work) {
        work.append(
            joining.joined,
            of: joining.subject,
            by: .room,
            sealing: .evidence(joining.evidence, of: joining.subject)
        )
        guard joining.joined.kind.isHuman else { return }
        if let assertion = joining.assertion {
            work.append(
                ConsentAsserted(purposes: policy.purposesAsked),
                of: joining.subject,
                by: .operator,
                sealing: .evidence(.init(statement: assertion), of: joining.subject)
            )
            return
        }
        if let basis = joining.basis {
            work.append(
                BasisRecorded(purposes: policy.purposesAsked),
                of: joining.subject,
                by: .operator,
                sealing: .evidence(.init(basis: basis), of: joining.subject)
            )
        }
        let locale = NoticeCatalog.locale(ofRegion: joining.evidence.region)
        sendNotice(to: joining.subject, why: "joined", locale: locale, &work)
    }

    private func leave(_ subject: Pseudonym, _ work: inout Work) {
        guard work.state.people[subject]?.isPresent == true else { return }
        work.append(ParticipantLeft(), of: subject, by: .room)
    }

    private func reconnect(_ subject: Pseudonym, _ work: inout Work) {
        guard let person = work.state.people[subject] else { return }
        let away = person.leftAt.map { work.time.micros(since: $0) } ?? 0
        let kept = person.isPresent || away <= policy.reconnectWindowMicros
        work.append(ParticipantReconnected(grantKept: kept), of: subject, by: .room)
        guard !kept, person.kind.isHuman else { return }
        sendNotice(to: subject, why: "joined", locale: person.notice?.locale ?? "en", &work)
    }

    private func noticeShown(_ subject: Pseudonym, _ work: inout Work) {
        guard let person = work.state.people[subject], person.counts else { return }
        let standings = policy.purposesAsked.map { person.standing(on: $0) }
        if standings.contains(where: \.needsFreshNotice) {
            sendNotice(
                to: subject,
                why: "own-initiative",
                locale: person.notice?.locale ?? "en",
                &work
            )
        }
        guard let notice = work.state.people[subject]?.notice, !notice.isShown else { return }
        work.append(
            NoticeShown(
                purposes: policy.purposesAsked,
                textDigest: notice.textDigest,
                attestation: "client attested display"
            ),
            of: subject,
            by: .participant
        )
    }

    private func act(_ act: PersonalAct, _ work: inout Work) {
        let asked = Set(policy.purposesAsked)
        let named = (act.purposes ?? policy.purposesAsked).filter(asked.contains)
        guard let person = work.state.people[act.subject], person.counts else {
            return work.reject(act, named, .notPresent)
        }
        guard !named.isEmpty else { return work.reject(act, act.purposes ?? [], .notAsked) }
        let fact = ConsentAct(
            means: act.means,
            options: ["allow", "refuse"],
            noticeDigest: person.notice?.textDigest ?? "not-applicable"
        )
        switch act.kind {
        case .grant: grant(act, named, person, fact, &work)
        case .refuse:
            work.append(
                ConsentRefused(purposes: named, act: fact),
                of: act.subject,
                by: .participant
            )
            work.confirm(.consentRefused, named, to: act.subject)
        case .withdraw:
            let held = named.filter { person.standing(on: $0).satisfies }
            guard !held.isEmpty else { return work.reject(act, named, .nothingToWithdraw) }
            work.append(
                ConsentWithdrawn(purposes: held, act: fact),
                of: act.subject,
                by: .participant
            )
            work.confirm(.consentWithdrawn, held, to: act.subject)
        }
    }

    private func grant(
        _ act: PersonalAct,
        _ named: [Purpose],
        _ person: Person,
        _ fact: ConsentAct,
        _ work: inout Work
    ) {
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
            guard standings.contains(where: \.needsFreshNotice) else {
                return work.reject(act, named, .noticeNotShown)
            }
            work.reject(act, named, .noticeAnswered)
            let locale = person.notice?.locale ?? "en"
            return sendNotice(to: act.subject, why: "own-initiative", locale: locale, &work)
        }
        guard let nonce = act.nonce, hexDigest(of: nonce) == person.notice?.nonceDigest else {
            return work.reject(act, named, .nonceMismatch)
        }
        work.append(
            ConsentGranted(purposes: answerable, act: fact),
            of: act.subject,
            by: .participant
        )
        work.confirm(.consentGranted, answerable, to: act.subject)
    }

    private func changed(
        _ change: ReconsentRequired.Change,
        _ purposes: [Purpose],
        _ work: inout Work
    ) {
        for (subject, person) in work.state.present.sorted(by: { $0.key < $1.key }) {
            let held = purposes.filter { person.standing(on: $0) == .granted }
            guard !held.isEmpty else { continue }
            work.append(
                ReconsentRequired(purposes: held, change: change),
                of: subject,
                by: .gate
            )
            let locale = person.notice?.locale ?? "en"
            sendNotice(to: subject, why: "reconsent", locale: locale, &work)
        }
    }

    /// Whoever drives the gate ticks at `nextDeadline`, so that a time-out bears its own time.
    private func timeOut(_ work: inout Work) {
        for (subject, notice) in awaited(in: work.state)
        where deadline(of: notice) <= work.time {
            guard let person = work.state.people[subject] else { continue }
            let late = policy.purposesAsked.filter { person.standing(on: $0).isAwaited }
            work.append(ConsentTimedOut(purposes: late), of: subject, by: .gate)
        }
    }

    private func expire(_ work: inout Work) {
        for (subject, person) in work.state.people.sorted(by: { $0.key < $1.key }) {
            let over = policy.purposesAsked.filter {
                person.standing(on: $0) == .granted && !Purpose.outlivingTheCall.contains($0)
            }
            guard !over.isEmpty else { continue }
            work.append(ConsentExpired(purposes: over), of: subject, by: .gate)
        }
    }

    private func sendNotice(
        to subject: Pseudonym,
        why: String,
        locale: String,
        _ work: inout Work
    ) {
        guard let person = work.state.people[subject] else { return }
        let text = notices.text(for: person.role, locale: locale)
        let nonce = ids.nonce()
        let isAsked = policy.purposesAsked.contains { !person.standing(on: $0).satisfies }
        let answerBy = work.time.advanced(byMicros: policy.answerTimeoutMicros)
        work.append(
            NoticeSent(
                notice: text.id,
                noticeVersion: text.version,
                locale: text.locale,
                textDigest: text.digest,
                channel: channel,
                purposes: policy.purposesAsked,
                nonceDigest: hexDigest(of: nonce),
                answerBy: isAsked ? answerBy.description : "not-applicable",
                why: why
            ),
            of: subject,
            by: .gate
        )
        work.decision.notices.append(
            Notice(person: subject, text: text, purposes: policy.purposesAsked, nonce: nonce)
        )
    }

    private func deadline(of notice: Person.SentNotice) -> Timestamp {
        notice.sentAt.advanced(byMicros: policy.answerTimeoutMicros)
    }

    /// The people present who have been asked and have not answered everything.
    private func awaited(
        in state: CallConsent
    ) -> [(subject: Pseudonym, notice: Person.SentNotice)] {
        state.present.sorted { $0.key < $1.key }.compactMap { subject, person in
            guard let notice = person.notice,
                policy.purposesAsked.contains(where: { person.standing(on: $0).isAwaited })
            else { return nil }
            return (subject, notice)
        }
    }
}

/// A decision in the making: the facts so far, and the state as they will leave it.
private struct Work {
    var state: CallConsent
    var decision = ConsentDecision()
    /// Why the gate could not have stayed open between two facts of this decision: somebody joins
    /// and is agreed for in the same breath. The gate is then held and opened anew, so that it is
    /// open for everyone present by a statement of its own.
    var lapsed: [GateReason]?
    let time: Timestamp
    let ids: IDGenerator

    init(state: CallConsent, time: Timestamp, ids: IDGenerator) {
        (self.state, self.time, self.ids) = (state, time, ids)
    }

    mutating func append<F: Fact>(
        _ fact: F,
        of subject: Pseudonym? = nil,
        by actor: Envelope.Actor,
        sealing sealed: SealedFields<F>? = nil
    ) {
        let draft = Draft(
            fact,
            sealing: sealed,
            id: ids.eventID(),
            time: time,
            actor: actor,
            subject: subject
        )
        state.evolve(Envelope(foreseen: draft, version: state.version.next))
        decision.drafts.append(draft)
        if state.gate == .open, case .held(let reasons) = state.target { lapsed = reasons }
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
        if let lapsed, before == .open, case .open = state.target {
            append(GateHeld(reasons: lapsed, droppedLines: dropped), by: .gate)
            append(opening(dropped: [:]), by: .gate)
            return
        }
        switch (before, state.target) {
        case (.open, .open(let agreed)) where Set(state.inForceSince.keys) == agreed: return
        case (_, .open):
            append(opening(dropped: dropped), by: .gate)
        case (.open, .held(let reasons)):
            append(GateHeld(reasons: reasons, droppedLines: dropped), by: .gate)
        case (.open, .closed(let reasons)), (.held, .closed(let reasons)):
            append(GateClosed(reasons: reasons, droppedLines: dropped), by: .gate)
        case (.closed, _), (.held, .held), (.ended, _): return
        }
        decision.stopsCapture = before == .open && state.gate != .open
    }

    private func opening(dropped: [String: Int]) -> GateOpened {
        GateOpened(
            purposes: state.agreedByAll.sorted(),
            grants: state.grantsReliedOn,
            droppedLines: dropped
        )
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
