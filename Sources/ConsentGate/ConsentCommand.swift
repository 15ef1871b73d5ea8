public import Events

/// What happened, or what somebody did, that consent must take note of.
public enum ConsentCommand: Sendable {
    /// Somebody joined.
    case join(Joining)
    /// Somebody left.
    case leave(Pseudonym)
    /// The same authenticated identity came back, and this has turned out about it.
    case reconnect(Pseudonym, TurnedOut = TurnedOut())
    /// Something turned out about somebody who is there.
    case turnedOut(Pseudonym, TurnedOut)
    /// A client attests that it showed a notice: that of the number, of which nothing follows once a newer
    /// one was sent; without a number the person's newest, and whoever had said no asks for a fresh one by
    /// it, if none is on its way to them.
    case noticeShown(Pseudonym, nonce: String? = nil)
    /// A person acts.
    case act(PersonalAct)
    /// The coach's connection to the room was lost.
    case connectionLost
    /// It is back, after so long by the stopwatch, and whoever is in the room has been told of.
    case connectionRestored(lostMicros: Int64?)
    /// Another process carries the call on: what only the stopped one knew is given out anew, and whoever
    /// agreed to something else than they would be told now is asked again.
    case resumed
    /// Time passed.
    case tick
    /// The call is over: what was granted for the call expires.
    case end
}

/// Somebody joining, with all that is known of them.
public struct Joining: Sendable {
    /// Their pseudonym in this call.
    public var subject: Pseudonym
    /// The fields in the clear.
    public var joined: ParticipantJoined
    /// Who and where they are.
    public var evidence: ParticipantJoined.Sealed
    /// Another basis than consent on which they take part.
    public var basis: String?
    /// An operator's word that they agreed, in place of notice and grant.
    public var assertion: String?

    /// Somebody joining.
    public init(
        subject: Pseudonym,
        joined: ParticipantJoined,
        evidence: ParticipantJoined.Sealed,
        basis: String? = nil,
        assertion: String? = nil
    ) {
        self.subject = subject
        self.joined = joined
        self.evidence = evidence
        self.basis = basis
        self.assertion = assertion
    }
}

/// What has turned out about somebody; what is not said is as it was.
public struct TurnedOut: Sendable {
    /// Whether several people share their device.
    public var isShared: Bool
    /// Whether they are not of age.
    public var isMinor: Bool
    /// Where they are now, if another rule was found there than the one before, and how the look-up ended.
    public var place: (lookup: ParticipantJoined.Lookup, evidence: ParticipantChanged.Sealed)?

    /// What has turned out.
    public init(
        isShared: Bool = false,
        isMinor: Bool = false,
        place: (lookup: ParticipantJoined.Lookup, evidence: ParticipantChanged.Sealed)? = nil
    ) {
        (self.isShared, self.isMinor, self.place) = (isShared, isMinor, place)
    }
}

/// A grant, refusal or withdrawal by the person it is about.
public struct PersonalAct: Sendable {
    /// What they do.
    public enum Kind: String, Sendable {
        case grant, refuse, withdraw
    }

    /// The person.
    public var subject: Pseudonym
    /// What they do.
    public var kind: Kind
    /// What it names; nil stands for all that the policy asks for.
    public var purposes: [Purpose]?
    /// The number that came with the notice; a grant needs it, nothing else does.
    public var nonce: String?
    /// Hex SHA-256 of the notice it answers, where the client says so; a grant of another is refused.
    public var noticeDigest: String?
    /// How it was done: `scripted`, `click`, `dtmf`, `spoken` or `written`.
    public var means: String
    /// How many people it speaks for, where several share a device; nil where nobody said.
    public var headCount: Int?

    /// An act.
    public init(
        subject: Pseudonym,
        kind: Kind,
        purposes: [Purpose]? = nil,
        nonce: String? = nil,
        noticeDigest: String? = nil,
        means: String,
        headCount: Int? = nil
    ) {
        self.subject = subject
        self.kind = kind
        self.purposes = purposes
        self.nonce = nonce
        self.noticeDigest = noticeDigest
        (self.means, self.headCount) = (means, headCount)
    }
}

/// What follows from a command: facts to append in one piece, then words to people.
public struct ConsentDecision: Sendable {
    /// The facts, in order; appended together or not at all.
    public var drafts: [Draft] = []
    /// Notices to send once the facts are durable.
    public var notices: [Notice] = []
    /// Confirmations to give once the facts are durable and the closing order is done.
    public var receipts: [ConsentReceipt] = []
    /// Whether the gate leaves OPEN, so that everything that captures must stop.
    public var stopsCapture = false
}
