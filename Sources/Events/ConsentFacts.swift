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
    /// How many people speak through this act, where several share a device; else absent.
    public var headCount: Int?

    /// An act.
    public init(
        means: String,
        options: [String],
        noticeDigest: String,
        legalBasis: String = "consent",
        withdrawBy: String = ConsentRecord.freeWithdrawal,
        retentionClass: String = ConsentRecord.standardRetention,
        actedFor: String = ConsentRecord.ownAct,
        headCount: Int? = nil
    ) {
        self.means = means
        self.options = options
        self.noticeDigest = noticeDigest
        self.legalBasis = legalBasis
        self.withdrawBy = withdrawBy
        self.retentionClass = retentionClass
        self.actedFor = actedFor
        self.headCount = headCount
    }
}

/// A person agreed.
public struct ConsentGranted: PersonalConsentFact {
    /// The constant `aside.consent.granted`.
    public static let type = EventType.consentGranted
    /// What they agreed to.
    public var purposes: [Purpose]
    /// The act.
    public var act: ConsentAct
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// What it states as every such event does; absent from events of an earlier form.
    public var record: ConsentRecord?
    /// The fact.
    public init(purposes: [Purpose], act: ConsentAct) {
        (self.purposes, self.act) = (purposes, act)
    }
}

/// A person said no.
public struct ConsentRefused: PersonalConsentFact {
    /// The constant `aside.consent.refused`.
    public static let type = EventType.consentRefused
    /// What they refused.
    public var purposes: [Purpose]
    /// The act.
    public var act: ConsentAct
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// What it states as every such event does; absent from events of an earlier form.
    public var record: ConsentRecord?
    /// The fact.
    public init(purposes: [Purpose], act: ConsentAct) {
        (self.purposes, self.act) = (purposes, act)
    }
}

/// A person took back what they had agreed to, or objected to a basis.
public struct ConsentWithdrawn: PersonalConsentFact {
    /// The constant `aside.consent.withdrawn`.
    public static let type = EventType.consentWithdrawn
    /// What they took back.
    public var purposes: [Purpose]
    /// The act.
    public var act: ConsentAct
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// What it states as every such event does; absent from events of an earlier form.
    public var record: ConsentRecord?
    /// The fact.
    public init(purposes: [Purpose], act: ConsentAct) {
        (self.purposes, self.act) = (purposes, act)
    }
}

/// A person did not answer in time: silence is not consent.
public struct ConsentTimedOut: PersonalConsentFact {
    /// The constant `aside.consent.timed-out`.
    public static let type = EventType.consentTimedOut
    /// What they were asked for.
    public var purposes: [Purpose]
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// What it states as every such event does; absent from events of an earlier form.
    public var record: ConsentRecord?
    /// The fact.
    public init(purposes: [Purpose]) { self.purposes = purposes }
}

/// A grant ran out because what it was for is over.
public struct ConsentExpired: PersonalConsentFact {
    /// The constant `aside.consent.expired`.
    public static let type = EventType.consentExpired
    /// What ran out.
    public var purposes: [Purpose]
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// What it states as every such event does; absent from events of an earlier form.
    public var record: ConsentRecord?
    /// The fact.
    public init(purposes: [Purpose]) { self.purposes = purposes }
}

/// What a person agreed to has changed, so they must be asked again.
public struct ReconsentRequired: PersonalConsentFact {
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
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// What it states as every such event does; absent from events of an earlier form.
    public var record: ConsentRecord?
    /// The fact.
    public init(purposes: [Purpose], change: Change) {
        (self.purposes, self.change) = (purposes, change)
    }

    /// What changed.
    public var statedReason: String? { change.rawValue }
}

/// An act that changes nothing, kept because somebody made it.
public struct ActRejected: PersonalConsentFact {
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
        /// The person had already refused all of it.
        case alreadyRefused = "already-refused"
        /// There is nothing to withdraw.
        case nothingToWithdraw = "nothing-to-withdraw"
        /// The person is not in the call.
        case notPresent = "not-present"
        /// The policy does not ask for any of it.
        case notAsked = "not-asked"
        /// Several people share the device, and nobody has said how many they are.
        case headCountMissing = "head-count-missing"
        /// The person is not of age: nobody can agree for the call on their behalf.
        case minor
    }

    /// What the act was: `grant`, `refuse` or `withdraw`.
    public var act: String
    /// What it named.
    public var purposes: [Purpose]
    /// Why it changes nothing.
    public var reason: Reason
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// What it states as every such event does; absent from events of an earlier form.
    public var record: ConsentRecord?
    /// The fact.
    public init(act: String, purposes: [Purpose], reason: Reason) {
        (self.act, self.purposes, self.reason) = (act, purposes, reason)
    }

    /// Why it changes nothing.
    public var statedReason: String? { reason.rawValue }
}
