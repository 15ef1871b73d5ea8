/// A person takes part on a basis other than consent (the rep's works agreement, say).
public struct BasisRecorded: Fact {
    /// The constant `aside.consent.basis-recorded`.
    public static let type = EventType.consentBasisRecorded
    /// What the basis covers.
    public var purposes: [Purpose]

    /// The basis itself.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The basis as the call names it, such as `works-agreement:2026-03`.
        public var basis: String
        /// The basis.
        public init(basis: String) { self.basis = basis }
    }

    /// The fact.
    public init(purposes: [Purpose]) { self.purposes = purposes }
}

/// An operator gave their word that a person agreed, outside this log.
public struct ConsentAsserted: Fact {
    /// The constant `aside.consent.asserted`.
    public static let type = EventType.consentAsserted
    /// What the assertion covers.
    public var purposes: [Purpose]

    /// The operator's words.
    public struct Sealed: Codable, Hashable, Sendable {
        /// Who obtained it, when and how, as the operator wrote it.
        public var statement: String
        /// The statement.
        public init(statement: String) { self.statement = statement }
    }

    /// The fact.
    public init(purposes: [Purpose]) { self.purposes = purposes }
}

/// The gate sent a person a notice.
public struct NoticeSent: Fact {
    /// The constant `aside.consent.notice-sent`.
    public static let type = EventType.consentNoticeSent
    /// The notice's id: audience and locale.
    public var notice: String
    /// The version of its text.
    public var noticeVersion: Int
    /// The language it is in.
    public var locale: String
    /// Hex SHA-256 of its text.
    public var textDigest: String
    /// How it travels: `web`, `phone` or `script`.
    public var channel: String
    /// What it asks for.
    public var purposes: [Purpose]
    /// Hex SHA-256 of the single-use number that a grant must bring back.
    public var nonceDigest: String
    /// Until when an answer is awaited; "not-applicable" for who need not be asked.
    public var answerBy: String
    /// Why it was sent: `joined`, `own-initiative`, `reconsent` or `resumed`.
    public var why: String

    /// The fact.
    public init(
        notice: String,
        noticeVersion: Int,
        locale: String,
        textDigest: String,
        channel: String,
        purposes: [Purpose],
        nonceDigest: String,
        answerBy: String,
        why: String
    ) {
        self.notice = notice
        self.noticeVersion = noticeVersion
        self.locale = locale
        self.textDigest = textDigest
        self.channel = channel
        self.purposes = purposes
        self.nonceDigest = nonceDigest
        self.answerBy = answerBy
        self.why = why
    }
}

/// The person's client attests that it showed the notice.
public struct NoticeShown: Fact {
    /// The constant `aside.consent.notice-shown`.
    public static let type = EventType.consentNoticeShown
    /// What the notice asks for.
    public var purposes: [Purpose]
    /// Hex SHA-256 of the text shown.
    public var textDigest: String
    /// All that a client can prove: "client attested display".
    public var attestation: String

    /// The fact.
    public init(purposes: [Purpose], textDigest: String, attestation: String) {
        (self.purposes, self.textDigest, self.attestation) = (purposes, textDigest, attestation)
    }
}

/// What the act of a grant, refusal or withdrawal consisted of, and what it rested on.
public struct ConsentAct: Codable, Hashable, Sendable {
    /// How it was done: `scripted`, `click`, `dtmf`, `spoken` or `written`.
    public var means: String
    /// The choices that were offered.
    public var options: [String]
    /// Hex SHA-256 of the notice text it answers; "not-applicable" when it answers none.
    public var noticeDigest: String
    /// The legal basis: `consent`.
    public var legalBasis: String
    /// How it can be withdrawn.
    public var withdrawBy: String
    /// How long what it covers is kept.
    public var retentionClass: String
    /// Who acted for whom: "self" unless somebody acts for another.
    public var actedFor: String

    /// An act.
    public init(
        means: String,
        options: [String],
        noticeDigest: String,
        legalBasis: String = "consent",
        withdrawBy: String = "any time, in the same place, without a reason",
        retentionClass: String = "standard",
        actedFor: String = "self"
    ) {
        self.means = means
        self.options = options
        self.noticeDigest = noticeDigest
        self.legalBasis = legalBasis
        self.withdrawBy = withdrawBy
        self.retentionClass = retentionClass
        self.actedFor = actedFor
    }
}

/// A person agreed.
public struct ConsentGranted: Fact {
    /// The constant `aside.consent.granted`.
    public static let type = EventType.consentGranted
    /// What they agreed to.
    public var purposes: [Purpose]
    /// The act.
    public var act: ConsentAct
    /// The fact.
    public init(purposes: [Purpose], act: ConsentAct) {
        (self.purposes, self.act) = (purposes, act)
    }
}

/// A person said no.
public struct ConsentRefused: Fact {
    /// The constant `aside.consent.refused`.
    public static let type = EventType.consentRefused
    /// What they refused.
    public var purposes: [Purpose]
    /// The act.
    public var act: ConsentAct
    /// The fact.
    public init(purposes: [Purpose], act: ConsentAct) {
        (self.purposes, self.act) = (purposes, act)
    }
}

/// A person took back what they had agreed to, or objected to a basis.
public struct ConsentWithdrawn: Fact {
    /// The constant `aside.consent.withdrawn`.
    public static let type = EventType.consentWithdrawn
    /// What they took back.
    public var purposes: [Purpose]
    /// The act.
    public var act: ConsentAct
    /// The fact.
    public init(purposes: [Purpose], act: ConsentAct) {
        (self.purposes, self.act) = (purposes, act)
    }
}

/// A person did not answer in time: silence is not consent.
public struct ConsentTimedOut: Fact {
    /// The constant `aside.consent.timed-out`.
    public static let type = EventType.consentTimedOut
    /// What they were asked for.
    public var purposes: [Purpose]
    /// The fact.
    public init(purposes: [Purpose]) { self.purposes = purposes }
}

/// A grant ran out because what it was for is over.
public struct ConsentExpired: Fact {
    /// The constant `aside.consent.expired`.
    public static let type = EventType.consentExpired
    /// What ran out.
    public var purposes: [Purpose]
    /// The fact.
    public init(purposes: [Purpose]) { self.purposes = purposes }
}

/// What a person agreed to has changed, so they must be asked again.
public struct ReconsentRequired: Fact {
    /// The constant `aside.consent.reconsent-required`.
    public static let type = EventType.consentReconsentRequired

    /// What changed.
    public enum Change: String, Codable, Sendable {
        case notice, policy, identity, processor, jurisdiction
    }

    /// What they must be asked for again.
    public var purposes: [Purpose]
    /// What changed.
    public var change: Change
    /// The fact.
    public init(purposes: [Purpose], change: Change) {
        (self.purposes, self.change) = (purposes, change)
    }
}

/// An act that changes nothing, kept because somebody made it.
public struct ActRejected: Fact {
    /// The constant `aside.consent.act-rejected`.
    public static let type = EventType.consentActRejected

    /// Why an act changes nothing.
    public enum Reason: String, Codable, Hashable, Sendable {
        /// The notice has not been shown to the person.
        case noticeNotShown = "notice-not-shown"
        /// The notice was answered already; a fresh one has to be shown.
        case noticeAnswered = "notice-answered"
        /// The single-use number is not the one that was sent.
        case nonceMismatch = "nonce-mismatch"
        /// It answers another notice than the newest one sent.
        case noticeMismatch = "notice-mismatch"
        /// The person had already agreed to all of it.
        case alreadyGranted = "already-granted"
        /// There is nothing to withdraw.
        case nothingToWithdraw = "nothing-to-withdraw"
        /// The person is not in the call.
        case notPresent = "not-present"
        /// The policy does not ask for any of it.
        case notAsked = "not-asked"
    }

    /// What the act was: `grant`, `refuse` or `withdraw`.
    public var act: String
    /// What it named.
    public var purposes: [Purpose]
    /// Why it changes nothing.
    public var reason: Reason
    /// The fact.
    public init(act: String, purposes: [Purpose], reason: Reason) {
        (self.act, self.purposes, self.reason) = (act, purposes, reason)
    }
}
