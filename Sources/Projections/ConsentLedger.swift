public import Events

/// Who agreed to what, how and when: one account per person.
public struct ConsentLedger: Projection {
    /// The constant `consent-ledger`.
    public static let name = "consent-ledger"
    /// The seventh form: what cannot be read counts as the gate counts it.
    public static let codeVersion = 7

    /// One change of standing.
    public struct Change: Sendable, Encodable {
        /// The standing from then on.
        public let standing: ConsentStanding
        /// For which purposes.
        public let purposes: [Purpose]
        /// The standing on each of them until then.
        public var before: [Purpose: ConsentStanding] = [:]
        /// How it was done, when a person did it and it can be read.
        public let act: ConsentAct?
        /// The basis or the operator's words, when it rests on them.
        public let words: Sealable<String>?
        /// What the person was told of the use of their data, where the event states it.
        public var told: Told?
        /// What has changed, of somebody who must be asked again for it.
        public var since: ReconsentRequired.Change?
        /// What the event states beside its own fields; nil for an event of an earlier form.
        public var record: ConsentRecord?
        /// The stopwatch's reading since the call was opened.
        public var monotonicMicros: Int64?
        /// When.
        public let at: Moment
    }

    /// On what the purposes rest, for which data, and who uses it.
    public struct Told: Sendable, Encodable {
        /// What stands in the clear.
        public let grounds: Grounds
        /// The controller and the processors; nil when the event sealed nothing.
        public let disclosure: Sealable<Disclosure>?
    }

    /// A notice that was sent.
    public struct Notice: Sendable, Encodable {
        /// What was sent.
        public let sent: NoticeSent
        /// What it said of the use of data; nil for an event of an earlier form.
        public let told: Told?
        /// When.
        public let at: Moment
        /// The client's attestation that it was shown; nil without one.
        public internal(set) var shown: Shown?
    }

    /// A client's attestation.
    public struct Shown: Sendable, Encodable {
        /// What it attests.
        public let attestation: String
        /// Hex SHA-256 of the text shown.
        public let textDigest: String
        /// When.
        public let at: Moment
    }

    /// An act that changed nothing.
    public struct Rejection: Sendable, Encodable {
        /// The act.
        public let rejected: ActRejected
        /// When.
        public let at: Moment
    }

    /// Everything about one person.
    public struct Account: Sendable, Encodable {
        /// Who.
        public let pseudonym: Pseudonym
        /// How they stand now, by purpose.
        public internal(set) var standings: [String: ConsentStanding] = [:]
        /// Every change, in order.
        public internal(set) var changes: [Change] = []
        /// Every notice, in order.
        public internal(set) var notices: [Notice] = []
        /// Every act that changed nothing, in order.
        public internal(set) var rejections: [Rejection] = []
        /// How many people share their device, as their newest grant says.
        public internal(set) var headCount: Int?

        /// How they stand to a purpose.
        public func standing(for purpose: Purpose) -> ConsentStanding {
            standings[purpose.rawValue] ?? .unknown
        }
    }

    /// Who is in the call.
    public private(set) var attendance = Attendance()
    /// In the order in which something was first recorded about them.
    public internal(set) var accounts: [Account] = []
    var places: [Pseudonym: Int] = [:]

    /// An empty ledger.
    public init() {}

    /// One person's account; nil when nothing was recorded about them.
    public subscript(_ pseudonym: Pseudonym) -> Account? {
        places[pseudonym].map { accounts[$0] }
    }

    /// The people present who do not stand so that the purpose may be in force.
    public func lacking(_ purpose: Purpose) -> [Pseudonym] {
        attendance.humansPresent.map(\.pseudonym).filter { person in
            self[person]?.standing(for: purpose).satisfies != true
        }
    }

    /// How many people are behind somebody's device, as attested; nil where nobody said.
    public func headCount(of pseudonym: Pseudonym) -> Int? {
        self[pseudonym]?.headCount ?? attendance[pseudonym]?.headCount
    }

    /// Whether a device is there that several people share, and nobody has said how many they are.
    public var hasUnattestedDevice: Bool {
        attendance.humansPresent.contains { person in
            person.shared == true && (headCount(of: person.pseudonym) ?? 0) < 1
        }
    }

    /// Takes in one event of the call's stream.
    public mutating func apply(_ event: RecordedEvent) {
        attendance.apply(event)
        guard let subject = event.envelope.subject else { return }
        switch event.type.family {
        case "consent": record(event, of: subject)
        case "participant":
            let isKnown = places[subject] != nil
            _ = account(of: subject)
            let isAnew =
                event.type == .participantReconnected
                ? event.fact(ParticipantReconnected.self)?.grantKept != true
                : event.type == .participantJoined && isKnown
            if isAnew { forget(subject, after: event) }
            if event.envelope.participantChanged?.shared == true {
                accounts[account(of: subject)].headCount = nil
            }
        default: break
        }
    }

    /// What the digest covers.
    public var state: JSONObject {
        JSONObject(stateOf: State(attendance: attendance, accounts: accounts))
    }

    private struct State: Encodable {
        let attendance: Attendance
        let accounts: [Account]
    }
}
