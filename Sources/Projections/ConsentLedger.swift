public import Events

/// Who agreed to what, how and when: one account per person.
public struct ConsentLedger: Projection {
    /// The constant `consent-ledger`.
    public static let name = "consent-ledger"
    /// The second form: who joins or comes back anew has agreed to nothing, whatever it rested on.
    public static let codeVersion = 2

    /// How a person stands to a purpose (CONSENT §2).
    public enum Standing: String, Hashable, Sendable, Encodable {
        case unknown, disclosed, granted, basis, asserted, refused, withdrawn, expired
        case noticeSent = "notice-sent"
        case timedOut = "timed-out"
        case reconsentRequired = "reconsent-required"

        /// Whether it lets the purpose be in force.
        public var satisfies: Bool { self == .granted || self == .basis || self == .asserted }
    }

    /// One change of standing.
    public struct Change: Sendable, Encodable {
        /// The standing from then on.
        public let standing: Standing
        /// For which purposes.
        public let purposes: [Purpose]
        /// How it was done, when a person did it.
        public let act: ConsentAct?
        /// The basis or the operator's words, when it rests on them.
        public let words: Sealable<String>?
        /// When.
        public let at: Moment
    }

    /// A notice that was sent.
    public struct Notice: Sendable, Encodable {
        /// What was sent.
        public let sent: NoticeSent
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
        public internal(set) var standings: [String: Standing] = [:]
        /// Every change, in order.
        public internal(set) var changes: [Change] = []
        /// Every notice, in order.
        public internal(set) var notices: [Notice] = []
        /// Every act that changed nothing, in order.
        public internal(set) var rejections: [Rejection] = []

        /// How they stand to a purpose.
        public func standing(for purpose: Purpose) -> Standing {
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
                event.fact(ParticipantReconnected.self).map { !$0.grantKept }
                ?? (isKnown && event.type == .participantJoined)
            if isAnew { forget(subject, Moment(event)) }
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
