public import Events

/// What consent a call has: a pure fold of its `participant.*`, `consent.*`, `gate.*` and `call.*`
/// events, from their fields in the clear alone, and of whose words and frames it has.
///
/// The live gate decides on it and the verifier recomputes it, so both see the same thing.
public struct CallConsent: Hashable, Sendable {
    /// The states of the call's gate.
    public typealias Gate = GateState

    /// Everyone who has been in the call.
    public private(set) var people: [Pseudonym: Person] = [:]
    /// The gate, as the newest `gate.*` event left it.
    public private(set) var gate = Gate.closed
    /// What the newest `gate.opened` put in force, and since when each.
    public private(set) var inForceSince: [Purpose: Timestamp] = [:]
    /// The version of the newest event that ends permits.
    public private(set) var newestChange = StreamVersion.none
    /// The version of the stream's newest event.
    public private(set) var version = StreamVersion.none
    /// When the call began.
    public private(set) var startedAt: Timestamp?
    /// What the policy of this call asks for.
    public private(set) var purposesAsked: Set<Purpose> = []
    /// The version of the event that states the settings of this call.
    private(set) var settingsAt: StreamVersion?

    /// Whether the coach's connection to the room is lost, so that nobody sees who comes and goes.
    public private(set) var isCutOff = false

    /// Everyone of whom something was captured, however they stand now.
    public private(set) var captured: Set<Pseudonym> = []
    /// Everyone who was ever known not to be of age, there or away: nobody could agree for them.
    private var minors: Set<Pseudonym> = []
    /// The lines and pictures that began before a purpose was in force, by their versions, and for which
    /// purposes they are withheld (`CallConsent+Withheld.swift`).
    var withheld: [StreamVersion: Set<Purpose>] = [:]

    /// A call in which nothing has happened.
    public init() {}

    /// The humans in the call now.
    public var present: [Pseudonym: Person] {
        people.filter { $0.value.counts }
    }

    /// What everyone present agrees to, and the policy asks for.
    public var agreedByAll: Set<Purpose> { purposesAsked.filter(isAgreedByAll) }

    /// What is in force now: nothing unless the gate is open.
    public var purposesInForce: Set<Purpose> { purposesAsked.filter(isInForce) }

    /// Whether a purpose is in force now.
    public func isInForce(_ purpose: Purpose) -> Bool {
        gate == .open && inForceSince[purpose] != nil && isAgreedByAll(purpose)
    }

    private func isAgreedByAll(_ purpose: Purpose) -> Bool {
        purposesAsked.contains(purpose)
            && people.values.allSatisfy { !$0.counts || $0.standing(on: purpose).satisfies }
    }

    /// Whether what was captured may be worked on now that the call is over: everyone of whom
    /// something was captured agrees to `follow_up`, which runs on after the end (CONSENT §2).
    public var isFollowUpInForce: Bool {
        gate == .ended && !captured.isEmpty && objectionsToFollowUp.isEmpty
    }

    /// Whether an outside processor may work on what was captured, now that the call is over.
    public var isSharingAgreedAfterCall: Bool { isFollowUpInForce && objectionsToSharing.isEmpty }

    /// Where those stand who do not agree to work after the call: one for each person of whom something
    /// was captured, whether they stayed to the end or not, in a fixed order.
    ///
    /// What the call does not ask for any more nobody agrees to, whatever they said before; nor does anybody
    /// for one who is not of age.
    public var objectionsToFollowUp: [ConsentStanding] {
        standings(on: .followUp).filter { !$0.satisfies }
    }

    /// Where those stand who did not let an outside processor read the call, or no longer do.
    ///
    /// What was agreed to for the call and only ended with it counts: `follow_up` is what carries the
    /// work over the end, and `sharing` says who may do it.
    public var objectionsToSharing: [ConsentStanding] { objections(toHaving: .sharing) }

    /// Where those stand who did not let pictures of the screen be kept, or no longer do; that it only
    /// ended with the call is no objection here either.
    public var objectionsToPictures: [ConsentStanding] { objections(toHaving: .screenFrames) }

    private func objections(toHaving purpose: Purpose) -> [ConsentStanding] {
        standings(on: purpose).filter { !$0.satisfies && $0 != .expired }
    }

    private func standings(on purpose: Purpose) -> [ConsentStanding] {
        let agreeing = purposesAsked.contains(purpose) ? captured.subtracting(minors) : []
        return captured.map { one in
            agreeing.contains(one) ? people[one]?.standing(on: purpose) ?? .unknown : .unknown
        }
        .sorted { $0.rawValue < $1.rawValue }
    }

    /// Folds one event of the call's stream.
    public mutating func evolve(_ event: Envelope) {
        version = event.version
        if event.type.endsPermits { newestChange = event.version }
        switch event.type.family {
        case "call": evolveCall(event)
        case "participant": evolveParticipant(event)
        case "consent": evolveConsent(event)
        case "gate": evolveGate(event)
        default:
            guard event.type.isCapture else { return }
            if let subject = event.subject { captured.insert(subject) }
            withhold(event)
        }
    }

    private mutating func evolveCall(_ event: Envelope) {
        if let opened = event.fact(CallOpened.self) {
            startedAt = opened.startedAt
            purposesAsked = Set(opened.purposesAsked)
            settingsAt = event.version
        } else if event.type == .connectionLost {
            isCutOff = true
        } else if event.type == .connectionRestored {
            isCutOff = false
        } else if let terms = event.fact(CallResumed.self)?.terms {
            purposesAsked = Set(terms.purposesAsked)
            settingsAt = event.version
        } else if event.type == .callClosed {
            gate = .ended
            inForceSince = [:]
        }
    }

    private mutating func evolveParticipant(_ event: Envelope) {
        guard let subject = event.subject else { return }
        defer { if people[subject]?.isMinor == true { minors.insert(subject) } }
        if let joined = event.participantJoined {
            var person = Person(joined)
            person.joinedAt = event.version
            person.agreedTo = people[subject]?.agreedTo ?? []
            people[subject] = person
        } else if event.type == .participantLeft {
            people[subject]?.isPresent = false
            people[subject]?.leftAt = event.time
        } else if event.type == .participantReconnected {
            people[subject]?.isPresent = true
            if event.fact(ParticipantReconnected.self)?.grantKept != true {
                people[subject]?.standings = [:]
                people[subject]?.notice = nil
                // Who sits behind a shared device may have changed meanwhile.
                people[subject]?.headCount = nil
            }
        } else if let change = event.participantChanged {
            if change.shared == true {
                people[subject]?.isShared = true
                people[subject]?.headCount = nil
            }
            if change.minor == true { people[subject]?.isMinor = true }
            if change.lookup == .failed { people[subject]?.lookup = .failed }
        }
    }

    private mutating func evolveConsent(_ event: Envelope) {
        guard let subject = event.subject, var person = people[subject] else { return }
        if let sent = event.fields(SentFields.self, of: .consentNoticeSent) {
            person.notice = .init(
                version: event.version,
                sentAt: event.time,
                purposes: Set(sent.purposes),
                textVersion: sent.noticeVersion,
                locale: sent.locale,
                textDigest: sent.textDigest,
                nonceDigest: sent.nonceDigest
            )
            let isAskedFor = sent.why == NoticeSent.ownInitiative
            person.set(.noticeSent, on: sent.purposes) {
                !$0.satisfies && (isAskedFor || !$0.needsFreshNotice)
            }
        } else if let shown = event.fact(NoticeShown.self) {
            person.notice?.shownAt = event.version
            person.set(.disclosed, on: shown.purposes) { $0 == .noticeSent }
        } else if let (standing, purposes) = event.changeOfStanding {
            person.set(standing, on: purposes) { _ in true }
            person.headCount = event.headCountGranted ?? person.headCount
            if standing.satisfies {
                person.agreedTo.formUnion(purposes)
            } else if standing.needsFreshNotice {
                person.agreedTo.subtract(purposes)
            }
            for purpose in purposes {
                person.reliedOn[purpose] =
                    standing.satisfies
                    ? Person.Reliance(version: event.version, since: event.time) : nil
            }
            if standing == .reconsentRequired {
                person.askedAgain.formUnion(purposes)
            } else {
                person.askedAgain.subtract(purposes)
            }
        }
        people[subject] = person
    }

    private mutating func evolveGate(_ event: Envelope) {
        guard gate != .ended else { return }
        if let opened = event.fact(GateOpened.self) {
            var since: [Purpose: Timestamp] = [:]
            for purpose in opened.purposes { since[purpose] = inForceSince[purpose] ?? event.time }
            (gate, inForceSince) = (.open, since)
        } else if event.type == .gateHeld || event.type == .gateClosed {
            (gate, inForceSince) = (event.type == .gateHeld ? .held : .closed, [:])
        }
    }
}

extension Person {
    mutating func set(
        _ standing: ConsentStanding,
        on purposes: [Purpose],
        where condition: (ConsentStanding) -> Bool
    ) {
        for purpose in purposes where condition(self.standing(on: purpose)) {
            standings[purpose] = standing
        }
    }
}

/// What is needed of a `NoticeSent`; it says much more, and a whole log of them is read.
private struct SentFields: Decodable {
    var purposes: [Purpose]
    var noticeVersion: Int
    var locale: String
    var textDigest: String
    var nonceDigest: String
    var why: String
}

extension Envelope {
    /// Some of the fields in the clear, when the event is of a type and they have the form.
    fileprivate func fields<Fields: Decodable>(
        _ fields: Fields.Type,
        of type: EventType
    ) -> Fields? {
        guard self.type == type else { return nil }
        return try? JSONCoding.value(fields, from: data)
    }
}
