public import Events

/// Records one call in the words of a test: who joins, agrees, speaks, withdraws.
///
/// It records what it is told and decides nothing, so that a test can also record what must never
/// happen. Times are seconds from the start of the call; ids are numbered.
public struct CallRecorder: Sendable {
    /// The log.
    public private(set) var log: EventRecorder
    /// The call.
    public let call: CallID
    /// The rep.
    public let rep = Pseudonym("p-00000000000000d1")
    /// When the call starts.
    public let startedAt: Timestamp
    private var made = 0

    /// A call in a log of its own.
    public init(
        call: CallID = CallID("sample-1"),
        startedAt: Timestamp = Timestamp("2026-11-22T18:22:49.000000Z") ?? .epoch
    ) {
        (self.call, self.startedAt) = (call, startedAt)
        log = EventRecorder()
    }

    /// The moment that many seconds into the call.
    public func time(_ seconds: Double) -> Timestamp {
        startedAt.advanced(byMicros: Int64((seconds * 1_000_000).rounded()))
    }

    /// Records any fact, in the call's stream unless told otherwise.
    @discardableResult
    public mutating func record<F: Fact>(
        _ fact: F,
        sealing sealed: SealedFields<F>? = nil,
        of subject: Pseudonym? = nil,
        at seconds: Double,
        actor: Envelope.Actor = .gate,
        in stream: StreamName? = nil
    ) -> RecordedEvent {
        add(fact, sealing: sealed, of: subject, at: seconds, actor: actor, in: stream)
    }

    /// Records a fact of consent or of the gate, with the stopwatch's time.
    @discardableResult
    public mutating func record<F: ConsentFact>(
        _ fact: F,
        sealing sealed: SealedFields<F>? = nil,
        of subject: Pseudonym? = nil,
        at seconds: Double,
        actor: Envelope.Actor = .gate
    ) -> RecordedEvent {
        var fact = fact
        fact.monotonicMicros = time(seconds).micros(since: startedAt)
        return add(fact, sealing: sealed, of: subject, at: seconds, actor: actor, in: nil)
    }

    /// Records what the gate did about an event, in the same step.
    public mutating func answer<F: GateFact>(
        _ cause: RecordedEvent,
        by fact: F,
        at seconds: Double
    ) {
        var fact = fact
        fact.monotonicMicros = time(seconds).micros(since: startedAt)
        _ = add(
            fact,
            sealing: nil,
            of: nil,
            at: seconds,
            actor: .gate,
            in: nil,
            answering: cause
        )
    }

    private mutating func add<F: Fact>(
        _ fact: F,
        sealing sealed: SealedFields<F>?,
        of subject: Pseudonym?,
        at seconds: Double,
        actor: Envelope.Actor,
        in stream: StreamName?,
        answering cause: RecordedEvent? = nil
    ) -> RecordedEvent {
        made += 1
        let number = String(made, radix: 16)
        let id = "00000000-0000-7000-8000-" + String(repeating: "0", count: 12 - number.count)
        let draft = Draft(
            fact,
            sealing: sealed,
            id: EventID(id + number),
            time: time(seconds),
            actor: actor,
            subject: subject,
            causationID: cause?.envelope.id
        )
        return log.append(draft, to: stream ?? .call(call))
    }
}

extension CallRecorder {
    /// The call is opened.
    public mutating func open(_ capture: CallOpened.Capture) {
        let digest = String(repeating: "ab12", count: 16)
        record(
            CallOpened(
                capture: capture,
                startedAt: startedAt,
                rep: rep,
                inputDigest: capture == .live ? "not-applicable" : digest,
                policy: "default/1",
                purposesAsked: Purpose.allCases,
                tableDigest: digest,
                noticesDigest: digest,
                playbookDigest: digest,
                configurationDigest: digest,
                pack: "sales",
                build: "1.0.0-test"
            ),
            sealing: .evidence(.init(rep: "dana", account: "acme", room: "demo.jsonl"), of: rep),
            at: 0,
            actor: .operator
        )
    }

    /// Somebody joins; gives the event.
    @discardableResult
    public mutating func join(
        _ person: Pseudonym,
        _ role: Role,
        name: String,
        region: String?,
        kind: ParticipantKind = .standard,
        shared: Bool? = nil,
        headCount: Int? = nil,
        minor: Bool? = nil,
        at seconds: Double
    ) -> RecordedEvent {
        record(
            ParticipantJoined(
                role: role,
                kind: kind,
                lookup: region == nil ? .unknown : .resolved,
                shared: shared,
                headCount: headCount,
                minor: minor
            ),
            sealing: .evidence(
                .init(
                    identity: name.lowercased(),
                    name: name,
                    region: region,
                    regionEvidence: region == nil ? "none" : "stated by the script",
                    assurance: "the script's word",
                    rule: region.map {
                        .init(code: $0, recording: .allParty, disclosure: true, optIn: true)
                    } ?? .strictest
                ),
                of: person
            ),
            of: person,
            at: seconds,
            actor: .room
        )
    }

    /// Somebody leaves.
    public mutating func leave(_ person: Pseudonym, at seconds: Double) {
        record(ParticipantLeft(), of: person, at: seconds, actor: .room)
    }

    /// A notice is sent and its display attested.
    public mutating func notice(
        _ person: Pseudonym,
        disclosing disclosure: Disclosure = Self.disclosure,
        sentAt seconds: Double,
        shownAt shown: Double?
    ) {
        let digest = String(repeating: "c0de", count: 16)
        record(
            NoticeSent(
                notice: person == rep ? "rep.en" : "other-side.en",
                noticeVersion: 1,
                locale: "en",
                textDigest: digest,
                channel: "script",
                purposes: Purpose.allCases,
                nonceDigest: String(repeating: "5e", count: 32),
                answerBy: time(seconds + 120).description,
                why: "joined",
                grounds: Self.grounds(person == rep ? .recordedBasis : .consent, under: disclosure)
            ),
            sealing: .evidence(disclosure, of: person),
            of: person,
            at: seconds
        )
        guard let shown else { return }
        record(
            NoticeShown(
                purposes: Purpose.allCases,
                textDigest: digest,
                attestation: "client attested display"
            ),
            of: person,
            at: shown,
            actor: .participant
        )
    }

    /// Somebody agrees; gives the version of the grant.
    @discardableResult
    public mutating func grant(
        _ person: Pseudonym,
        _ purposes: [Purpose] = Purpose.allCases,
        headCount: Int? = nil,
        at seconds: Double
    ) -> StreamVersion {
        var act = act
        act.headCount = headCount
        return record(
            ConsentGranted(purposes: purposes, act: act),
            of: person,
            at: seconds,
            actor: .participant
        ).envelope.version
    }

    /// Somebody refuses.
    public mutating func refuse(_ person: Pseudonym, at seconds: Double) {
        record(
            ConsentRefused(purposes: Purpose.allCases, act: act),
            of: person,
            at: seconds,
            actor: .participant
        )
    }

    /// Somebody withdraws.
    public mutating func withdraw(
        _ person: Pseudonym,
        _ purposes: [Purpose] = Purpose.allCases,
        at seconds: Double
    ) {
        record(
            ConsentWithdrawn(purposes: purposes, act: act),
            of: person,
            at: seconds,
            actor: .participant
        )
    }

    /// The rep takes part on a basis; gives the version of the event.
    @discardableResult
    public mutating func basis(at seconds: Double) -> StreamVersion {
        record(
            BasisRecorded(
                purposes: Purpose.allCases,
                grounds: Self.grounds(.recordedBasis)
            ),
            sealing: .evidence(
                .init(basis: "works-agreement:2026-03", disclosing: Self.disclosure),
                of: rep
            ),
            of: rep,
            at: seconds,
            actor: .operator
        ).envelope.version
    }

    /// An operator gives their word; gives the version of the event.
    @discardableResult
    public mutating func assert(_ person: Pseudonym, at seconds: Double) -> StreamVersion {
        record(
            ConsentAsserted(
                purposes: Purpose.allCases,
                grounds: Self.grounds(.assertedConsent)
            ),
            sealing: .evidence(
                .init(
                    statement: "asked on the recorded line by Kim on 2 November",
                    disclosing: Self.disclosure
                ),
                of: person
            ),
            of: person,
            at: seconds,
            actor: .operator
        ).envelope.version
    }

    /// The gate opens.
    public mutating func openGate(
        _ purposes: [Purpose] = Purpose.allCases,
        relyingOn grants: [StreamVersion],
        at seconds: Double
    ) {
        record(GateOpened(purposes: purposes, grants: grants, droppedLines: [:]), at: seconds)
    }

    private var act: ConsentAct {
        ConsentAct(
            means: "scripted",
            options: ["allow", "refuse"],
            noticeDigest: String(repeating: "c0de", count: 16)
        )
    }
}
