public import Events

/// Decides what follows from a command, given the consent that a call has.
///
/// Pure but for its ids. Every decision ends with the gate moved to where `CallConsent.target` says
/// it must be, in the same piece, so that no index lies between a change of consent and the gate's
/// answer to it.
public struct ConsentDecider: Sendable {
    let policy: ConsentPolicy
    let notices: NoticeCatalog
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
        self.notices = notices.under(policy)
        self.channel = channel
        self.ids = ids
    }

    /// When the next unanswered notice times out; nil when nobody is awaited.
    public func nextDeadline(given state: CallConsent) -> Timestamp? {
        awaited(in: state).map { deadline(of: $0.notice) }.min()
    }

    /// What follows from a command at a moment.
    ///
    /// - Parameters:
    ///   - monotonicMicros: the stopwatch's reading since the call was opened or resumed; nil where
    ///     nobody holds it.
    ///   - dropped: lines not captured since the gate last changed, by reason.
    public func decide(
        _ command: ConsentCommand,
        at time: Timestamp,
        monotonicMicros: Int64?,
        given state: CallConsent,
        dropped: [String: Int]
    ) -> ConsentDecision {
        guard state.gate != .ended else { return ConsentDecision() }
        let isEnd = if case .end = command { true } else { false }
        var work = Work(
            state: state,
            time: time,
            monotonicMicros: monotonicMicros,
            endsCall: isEnd,
            ids: ids
        )
        switch command {
        case .join(let joining): join(joining, &work)
        case .leave(let subject): leave(subject, &work)
        case .reconnect(let subject, let news):
            reconnect(subject, &work)
            turnedOut(news, of: subject, &work)
        case .turnedOut(let subject, let news): turnedOut(news, of: subject, &work)
        case .noticeShown(let subject, let nonce): noticeShown(subject, nonce, &work)
        case .act(let act): self.act(act, &work)
        case .connectionLost: loseConnection(&work)
        case .connectionRestored(let lostMicros): restoreConnection(lostMicros, &work)
        case .resumed: resume(&work)
        case .tick: timeOut(&work)
        case .end: expire(&work)
        }
        if !isEnd { work.moveGate(dropped: dropped) }
        return work.decision
    }

    private func join(_ joining: Joining, _ work: inout Work) {
        work.add(
            joining.joined,
            of: joining.subject,
            by: .room,
            sealing: .evidence(joining.evidence, of: joining.subject)
        )
        // Nobody is asked for a minor, and no basis or word of an operator stands for one.
        guard joining.joined.kind.isHuman, joining.joined.minor != true else { return }
        if let assertion = joining.assertion {
            return record(assertion: assertion, of: joining.subject, &work)
        }
        if let basis = joining.basis { record(basis: basis, of: joining.subject, &work) }
        let locale = NoticeCatalog.locale(ofRegion: joining.evidence.region)
        sendNotice(to: joining.subject, why: "joined", locale: locale, &work)
    }

    private func record(assertion: String, of subject: Pseudonym, _ work: inout Work) {
        work.append(
            ConsentAsserted(
                purposes: policy.purposesAsked,
                grounds: policy.grounds { _ in .assertedConsent }
            ),
            of: subject,
            by: .operator,
            sealing: .evidence(
                .init(statement: assertion, disclosing: policy.disclosure),
                of: subject
            )
        )
    }

    private func record(basis: String, of subject: Pseudonym, _ work: inout Work) {
        work.append(
            BasisRecorded(
                purposes: policy.purposesAsked,
                grounds: policy.grounds { _ in .recordedBasis }
            ),
            of: subject,
            by: .operator,
            sealing: .evidence(.init(basis: basis, disclosing: policy.disclosure), of: subject)
        )
    }

    private func leave(_ subject: Pseudonym, _ work: inout Work) {
        guard work.state.people[subject]?.isPresent == true else { return }
        work.add(ParticipantLeft(), of: subject, by: .room)
    }

    private func reconnect(_ subject: Pseudonym, _ work: inout Work) {
        guard let person = work.state.people[subject] else { return }
        let away = person.leftAt.map { work.time.micros(since: $0) } ?? 0
        let isInTime = away <= policy.reconnectWindowMicros
        let kept = person.isPresent || person.granted.isEmpty || isInTime
        work.add(ParticipantReconnected(grantKept: kept), of: subject, by: .room)
        guard person.kind.isHuman else { return }
        let change = changeSinceTold(person)
        if kept, let change, !person.granted.isEmpty {
            askAgain(subject, person, since: change, &work)
        } else if !kept || hasMissedNotice(person) || change != nil && mayBeTold(person) {
            sendNotice(to: subject, why: "joined", locale: person.notice?.locale ?? "en", &work)
        }
    }

    /// Whether somebody's time to answer ran out on a notice that they never saw; whoever has said no to
    /// anything is not asked again.
    private func hasMissedNotice(_ person: Person) -> Bool {
        let standings = policy.purposesAsked.map { person.standing(on: $0) }
        return person.notice?.isShown == false && standings.contains(.timedOut)
            && !standings.contains(where: \.needsFreshNotice)
    }

    /// Whether somebody may be sent a notice that they did not ask for: they are waited for, or have said
    /// no to nothing.
    func mayBeTold(_ person: Person) -> Bool {
        let standings = policy.purposesAsked.map { person.standing(on: $0) }
        return standings.contains(where: \.isAwaited) || !standings.contains(where: \.isOver)
    }

    private func noticeShown(_ subject: Pseudonym, _ nonce: String?, _ work: inout Work) {
        guard let person = work.state.people[subject], person.counts else { return }
        let standings = policy.purposesAsked.map { person.standing(on: $0) }
        if let nonce {
            guard hexDigest(of: nonce) == person.notice?.nonceDigest else { return }
        } else if standings.contains(where: \.needsFreshNotice), !standings.contains(.noticeSent) {
            sendNotice(
                to: subject,
                why: NoticeSent.ownInitiative,
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
            let over = person.granted.filter { !Purpose.outlivingTheCall.contains($0) }
            guard !over.isEmpty else { continue }
            work.append(ConsentExpired(purposes: over), of: subject, by: .gate)
        }
    }

    func sendNotice(
        to subject: Pseudonym,
        why: String,
        locale: String,
        _ work: inout Work
    ) {
        guard let person = work.state.people[subject], !person.isMinor else { return }
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
                why: why,
                grounds: policy.grounds { person.standing(on: $0).legalBasis }
            ),
            of: subject,
            by: .gate,
            sealing: .evidence(policy.disclosure, of: subject)
        )
        work.decision.notices.append(
            Notice(
                person: subject,
                text: text,
                purposes: policy.purposesAsked,
                nonce: nonce,
                isForSeveral: person.isShared
            )
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
