public import Events

/// Who was in the call, and when: the part of a fold that follows joins and leaves.
public struct Attendance: Sendable, Encodable {
    /// One person or machine, the same however often it came back.
    public struct Person: Sendable, Encodable {
        /// Who, as the log calls them.
        public let pseudonym: Pseudonym
        /// What they are in the call, as last joined.
        public fileprivate(set) var role: Role
        /// A person or a machine, as last joined.
        public fileprivate(set) var kind: ParticipantKind
        /// Whether they were ever there as a person: what is on record of one stands in every report, also
        /// where a machine has come back under the same name.
        public fileprivate(set) var wasHuman: Bool
        /// How the look-up of their jurisdiction ended when they first joined.
        public let lookup: ParticipantJoined.Lookup
        /// Whether it failed, as last joined or turned out since; nil when it did not.
        public fileprivate(set) var lookupFailed: Bool?
        /// For a recorder: whether the policy names it, as last joined.
        public fileprivate(set) var policyNamed: Bool?
        /// Whether several people may be behind it, as last joined or turned out since.
        public fileprivate(set) var shared: Bool?
        /// How many they are, as attested when it joined.
        public fileprivate(set) var headCount: Int?
        /// Whether they are known not to be of age, as last joined or turned out since.
        public fileprivate(set) var minor: Bool?
        /// When the one or the other turned out in the call; nil when it did not, or came with the join.
        public fileprivate(set) var sharedSince: Moment?
        /// As `sharedSince`.
        public fileprivate(set) var minorSince: Moment?
        /// Who they are and where; nil when the join sealed nothing.
        public let details: Sealable<ParticipantJoined.Sealed>?
        /// Where they were when they joined again, the same place or another, and where they turned out to
        /// be; in order, nil when neither happened.
        public fileprivate(set) var places: [Place]?
        /// When they came and went.
        public fileprivate(set) var stays: [Stay]

        /// Whether they are in the call.
        public var isPresent: Bool {
            guard let last = stays.last else { return false }
            return last.until == nil
        }
    }

    /// Where somebody turned out to be, or was when they joined again.
    public struct Place: Sendable, Encodable {
        /// How the look-up of the jurisdiction ended.
        public let lookup: ParticipantJoined.Lookup
        /// Where, and under which rule; nil when the event sealed nothing.
        public let details: Sealable<Details>?
        /// When it was found.
        public let at: Moment

        /// A place and its rule.
        public struct Details: Hashable, Sendable {
            /// The region as stated; nil when none was.
            public let region: String?
            /// What it rests on.
            public let evidence: String
            /// The rule that was looked up.
            public let rule: JurisdictionRule
        }
    }

    /// One stretch of time in the call.
    public struct Stay: Sendable, Encodable {
        /// When it began.
        public let from: Moment
        /// Whether it began by coming back, and then whether the grant was kept.
        public let grantKept: Bool?
        /// When it ended; nil while it lasts.
        public fileprivate(set) var until: Moment?
        /// Whether several people were behind it, from its beginning or as it turned out in it.
        public fileprivate(set) var shared: Bool?
        /// Whether they were known not to be of age, from its beginning or as it turned out in it.
        public fileprivate(set) var minor: Bool?
        /// How many they were, each time somebody attested another number; in order, nil where nobody did.
        public fileprivate(set) var headCounts: [Int]?
    }

    /// Everyone and everything, in the order in which they first joined.
    public private(set) var people: [Person] = []
    private var places: [Pseudonym: Int] = [:]

    private enum CodingKeys: CodingKey { case people }

    /// Nobody.
    public init() {}

    /// One person; nil when they never joined.
    public subscript(_ pseudonym: Pseudonym) -> Person? {
        places[pseudonym].map { people[$0] }
    }

    /// Whoever was ever in the call as a person.
    public var everyPerson: [Person] { people.filter(\.wasHuman) }

    /// The people, not machines, who are in the call.
    public var humansPresent: [Person] {
        people.filter { $0.isPresent && $0.kind.isHuman }
    }

    /// Whether somebody is there who is not of age.
    public var hasMinor: Bool { humansPresent.contains { $0.minor == true } }

    /// Whether somebody is there whose place could not be looked up, or whose join cannot be read.
    public var hasFailedLookup: Bool { humansPresent.contains { $0.lookupFailed == true } }

    /// Whether a recorder is there that the policy does not name.
    public var hasUnnamedRecorder: Bool {
        people.contains { $0.isPresent && $0.kind == .egress && $0.policyNamed != true }
    }

    mutating func apply(_ event: RecordedEvent) {
        guard let subject = event.envelope.subject else { return }
        switch event.type {
        case .participantJoined: join(subject, event)
        case .participantReconnected:
            let kept = event.fact(ParticipantReconnected.self)?.grantKept
            reenter(subject, at: Moment(event), grantKept: kept ?? false)
            if kept != true, let place = places[subject] { people[place].headCount = nil }
        case .consentGranted:
            guard let count = event.envelope.headCountGranted else { return }
            changeStay(of: subject) { $0.attest(count) }
        case .participantChanged: change(subject, event)
        case .participantLeft: leave(subject, at: Moment(event))
        default: break
        }
    }

    private mutating func join(_ subject: Pseudonym, _ event: RecordedEvent) {
        guard let fact = event.envelope.participantJoined else { return }
        if let place = places[subject] {
            let details = event.sealed(ParticipantJoined.self)?.map(Place.Details.init)
            people[place].found(.init(lookup: fact.lookup, details: details, at: Moment(event)))
        } else {
            places[subject] = people.count
            people.append(
                Person(
                    pseudonym: subject,
                    role: fact.role,
                    kind: fact.kind,
                    wasHuman: fact.kind.isHuman,
                    lookup: fact.lookup,
                    details: event.sealed(ParticipantJoined.self),
                    stays: []
                )
            )
        }
        if let place = places[subject] {
            (people[place].role, people[place].kind) = (fact.role, fact.kind)
            people[place].policyNamed = fact.policyNamed
            people[place].lookupFailed = fact.lookup == .failed ? true : nil
            people[place].wasHuman = people[place].wasHuman || fact.kind.isHuman
            (people[place].shared, people[place].headCount) = (fact.shared, fact.headCount)
            people[place].minor = fact.minor
            (people[place].sharedSince, people[place].minorSince) = (nil, nil)
        }
        enter(subject, at: Moment(event), grantKept: nil)
        changeStay(of: subject) { stay in
            stay.shared = stay.shared == true ? true : fact.shared
            stay.minor = stay.minor == true ? true : fact.minor
            if let count = fact.headCount { stay.attest(count) }
        }
    }

    private mutating func change(_ subject: Pseudonym, _ event: RecordedEvent) {
        guard let place = places[subject], let fact = event.envelope.participantChanged else {
            return
        }
        if fact.shared == true {
            (people[place].shared, people[place].headCount) = (true, nil)
            people[place].sharedSince = Moment(event)
            changeStay(of: subject) { ($0.shared, $0.headCounts) = (true, nil) }
        }
        if fact.minor == true {
            (people[place].minor, people[place].minorSince) = (true, Moment(event))
            changeStay(of: subject) { $0.minor = true }
        }
        if fact.lookup == .failed { people[place].lookupFailed = true }
        if let lookup = fact.lookup {
            let details = event.sealed(ParticipantChanged.self)?.map(Place.Details.init)
            people[place].found(.init(lookup: lookup, details: details, at: Moment(event)))
        }
    }

    private mutating func enter(_ subject: Pseudonym, at moment: Moment, grantKept: Bool?) {
        guard let place = places[subject], !people[place].isPresent else { return }
        people[place].stays.append(Stay(from: moment, grantKept: grantKept, until: nil))
    }

    /// Somebody comes back as what they were; a head count goes with the grant that stated it.
    private mutating func reenter(
        _ subject: Pseudonym,
        at moment: Moment,
        grantKept: Bool
    ) {
        guard let place = places[subject], !people[place].isPresent else { return }
        let (person, before) = (people[place], people[place].stays.last)
        enter(subject, at: moment, grantKept: grantKept)
        changeStay(of: subject) { stay in
            (stay.shared, stay.minor) = (person.shared, person.minor)
            if grantKept, let count = before?.headCounts?.last { stay.attest(count) }
        }
    }

    /// In the newest stay of somebody who is there.
    private mutating func changeStay(of subject: Pseudonym, _ body: (inout Stay) -> Void) {
        guard let place = places[subject], people[place].isPresent else { return }
        body(&people[place].stays[people[place].stays.count - 1])
    }

    private mutating func leave(_ subject: Pseudonym, at moment: Moment) {
        guard let place = places[subject], people[place].isPresent else { return }
        people[place].stays[people[place].stays.count - 1].until = moment
    }
}

extension Attendance.Stay {
    /// Somebody says how many are behind the device.
    fileprivate mutating func attest(_ count: Int) {
        guard headCounts?.last != count else { return }
        headCounts = (headCounts ?? []) + [count]
    }
}

extension Attendance.Person {
    /// In place: there may be as many as somebody's client makes.
    fileprivate mutating func found(_ place: Attendance.Place) {
        if places == nil { places = [] }
        places?.append(place)
    }

    /// Every rule that was found for them, in order; nil for one that cannot be read any more.
    ///
    /// An event that sealed none leaves the strictest.
    public var rules: [JurisdictionRule?] {
        func rule<Details: Sendable>(
            _ sealed: Sealable<Details>?,
            _ rule: (Details) -> JurisdictionRule
        ) -> JurisdictionRule? {
            guard let sealed else { return JurisdictionRule.strictest }
            return sealed.value.map(rule)
        }
        return [rule(details) { $0.rule }] + (places ?? []).map { rule($0.details) { $0.rule } }
    }
}

extension Attendance.Place.Details {
    fileprivate init(_ joined: ParticipantJoined.Sealed) {
        self.init(region: joined.region, evidence: joined.regionEvidence, rule: joined.rule)
    }

    fileprivate init(_ changed: ParticipantChanged.Sealed) {
        self.init(region: changed.region, evidence: changed.regionEvidence, rule: changed.rule)
    }
}
