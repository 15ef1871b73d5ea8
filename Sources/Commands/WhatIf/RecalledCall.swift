import Agent
import ConsentGate
import Events

/// A past call as a recording, made from its own record so that it can be replayed.
///
/// Nobody's name, region or statement is carried over: people go by the pseudonyms of the record. The
/// acts of consent are, at their own times, so that the coach may think exactly where it might then;
/// and the rep's answers are, each to the nudge of the same play. Pictures of the screen are where a
/// language model may see them, each as it was kept and when, with the share that they are of: so each
/// turn has the picture that it had then.
struct RecalledCall {
    let opened: CallOpened
    let recording: RecordedCall

    /// - Parameter pictures: the JPEGs of the pictures that are shown again, by the events that kept them.
    /// - Throws: `Failure` when something of the record was erased or cannot be read.
    init(
        _ call: CallID,
        _ events: [RecordedEvent],
        showing pictures: [EntryIndex: [UInt8]] = [:]
    ) throws {
        guard !events.contains(where: { $0.content == .erased }) else {
            throw Failure.failed(
                "whatif refused: content of call \(call) was erased, and half a call proves nothing; "
                    + "choose a call that is kept whole"
            )
        }
        guard let start = events.first, let opened = start.fact(CallOpened.self),
            let words = start.opened(CallOpened.self)
        else { throw Self.unreadable(call) }
        var reading = Reading(opened, events, pictures)
        for event in events {
            guard reading.take(event) else { throw Self.unreadable(call) }
        }
        self.opened = opened
        recording = RecordedCall(
            startedAt: opened.startedAt,
            rep: opened.rep.text,
            account: words.account,
            pack: opened.pack,
            capture: opened.capture,
            moments: reading.moments,
            endMicros: reading.newest,
            digest: opened.inputDigest,
            fileName: "what-if"
        )
    }

    private static func unreadable(_ call: CallID) -> Failure {
        .failed(
            "whatif failed: the record of call \(call) has an event that this build cannot read, "
                + "or its keys are not here; see ASIDE_KEYS and `aside log verify`"
        )
    }
}

/// One pass over a call's events.
private struct Reading {
    private(set) var moments: [RecordedCall.Moment] = []
    private(set) var newest: Int64 = 0

    private let startedAt: Timestamp
    private let asserted: Set<Pseudonym>
    private let withBasis: Set<Pseudonym>
    private let plays: [NudgeID: String]
    private let rep: Pseudonym
    private let pictures: [EntryIndex: [UInt8]]

    /// What stands for the words of a basis or an assertion, which are no business of this.
    private static let asRecorded = "as recorded"

    init(
        _ opened: CallOpened,
        _ events: [RecordedEvent],
        _ pictures: [EntryIndex: [UInt8]]
    ) {
        (startedAt, rep, self.pictures) = (opened.startedAt, opened.rep, pictures)
        func subjects(of type: EventType) -> Set<Pseudonym> {
            Set(events.filter { $0.type == type }.compactMap(\.envelope.subject))
        }
        asserted = subjects(of: .consentAsserted)
        withBasis = subjects(of: .consentBasisRecorded)
        plays = Dictionary(
            events.compactMap { event in
                guard let fact = event.fact(NudgeDecided.self),
                    let words = event.opened(NudgeDecided.self)
                else { return nil }
                return (fact.nudge, words.play)
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// - Returns: false when the event is one to be replayed and cannot be read.
    mutating func take(_ event: RecordedEvent) -> Bool {
        switch event.type {
        case .nudgeFeedback: takeFeedback(event)
        case .participantJoined, .participantLeft, .participantReconnected, .participantChanged,
            .consentNoticeShown, .consentGranted, .consentRefused, .consentWithdrawn,
            .lineTranscribed:
            takeObservation(event)
        case .connectionLost: add(.observation(.connectionLost), at: event)
        case .connectionRestored: add(.observation(.connectionRestored), at: event)
        case .trackPublished, .trackUnpublished, .frameSampled: takeScreen(event)
        case .callClosed: add(nil, at: event)
        default: true
        }
    }

    /// Takes the rep's shared screen and what was kept of it, if it is shown again.
    private mutating func takeScreen(_ event: RecordedEvent) -> Bool {
        guard !pictures.isEmpty, event.envelope.subject == rep else { return true }
        if let jpeg = pictures[event.index] {
            guard let picture = KeptPicture(recorded: event, jpeg: jpeg) else { return false }
            return add(.observation(.keptPicture(identity: rep.text, picture)), at: event)
        }
        let published = event.fact(TrackPublished.self)?.source
        let source = published ?? event.fact(TrackUnpublished.self)?.source
        guard source == .screenshare else { return true }
        let isThere = published != nil
        return add(
            .observation(.track(identity: rep.text, .screenshare, isPublished: isThere)),
            at: event
        )
    }

    private mutating func takeObservation(_ event: RecordedEvent) -> Bool {
        guard let subject = event.envelope.subject, let what = what(event, subject) else {
            return false
        }
        return add(what, at: event)
    }

    private mutating func takeFeedback(_ event: RecordedEvent) -> Bool {
        guard let fact = event.fact(NudgeFeedback.self), let play = plays[fact.nudge] else {
            return false
        }
        return add(.feedback(.play(play), fact.act), at: event)
    }

    private func what(_ event: RecordedEvent, _ subject: Pseudonym) -> RecordedCall.What? {
        let identity = subject.text
        switch event.type {
        case .participantJoined: return arrival(event, subject)
        case .participantLeft: return .observation(.left(identity: identity))
        case .participantReconnected: return .observation(.reconnected(identity: identity))
        case .participantChanged:
            return event.fact(ParticipantChanged.self).map {
                .observation(
                    .turnedOut(
                        identity: identity,
                        isShared: $0.shared ?? false,
                        isMinor: $0.minor ?? false
                    )
                )
            }
        case .consentNoticeShown: return .observation(.noticeShown(identity: identity))
        case .consentGranted:
            return event.fact(ConsentGranted.self).map {
                .consent(
                    identity: identity,
                    .grant,
                    purposes: $0.purposes,
                    headCount: $0.act.headCount
                )
            }
        case .consentRefused:
            return event.fact(ConsentRefused.self)
                .map { .consent(identity: identity, .refuse, purposes: $0.purposes) }
        case .consentWithdrawn:
            return event.fact(ConsentWithdrawn.self)
                .map { .consent(identity: identity, .withdraw, purposes: $0.purposes) }
        default: return line(event, identity)
        }
    }

    private func arrival(_ event: RecordedEvent, _ subject: Pseudonym) -> RecordedCall.What? {
        guard let joined = event.fact(ParticipantJoined.self) else { return nil }
        return .observation(
            .joined(
                Arrival(
                    identity: subject.text,
                    role: joined.role,
                    kind: joined.kind,
                    regionEvidence: Self.asRecorded,
                    assurance: Self.asRecorded,
                    basis: withBasis.contains(subject) ? Self.asRecorded : nil,
                    assertion: asserted.contains(subject) ? Self.asRecorded : nil,
                    isShared: joined.shared ?? false,
                    headCount: joined.headCount,
                    isMinor: joined.minor ?? false
                )
            )
        )
    }

    private func line(_ event: RecordedEvent, _ identity: String) -> RecordedCall.What? {
        guard let fact = event.fact(LineTranscribed.self),
            let words = event.opened(LineTranscribed.self)
        else { return nil }
        let line = SpokenLine(
            text: words.text,
            startMicros: fact.startMicros,
            endMicros: fact.endMicros
        )
        return .observation(.line(identity: identity, line))
    }

    /// Adds a moment; a call's observations never go back in time, whatever a record's clock did.
    private mutating func add(_ what: RecordedCall.What?, at event: RecordedEvent) -> Bool {
        newest = max(newest, event.envelope.time.micros(since: startedAt))
        if let what { moments.append(.init(micros: newest, what: what)) }
        return true
    }
}
