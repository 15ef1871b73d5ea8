/// The gate sent a person a notice.
public struct NoticeSent: PersonalConsentFact {
    /// The constant `aside.consent.notice-sent`.
    public static let type = EventType.consentNoticeSent
    /// Who answers for the data and who else gets any of it, as the notice says.
    public typealias Sealed = Disclosure
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
    /// `why` of one that the person asked for: it alone asks again for what they said no to.
    public static let ownInitiative = "own-initiative"
    /// On what each purpose rests, for which data; absent from events of an earlier form.
    public var grounds: Grounds?
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// What it states as every such event does; absent from events of an earlier form.
    public var record: ConsentRecord?

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
        why: String,
        grounds: Grounds? = nil
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
        self.grounds = grounds
    }

    /// Why it was sent.
    public var statedReason: String? { why }
}

/// The person's client attests that it showed the notice.
public struct NoticeShown: PersonalConsentFact {
    /// The constant `aside.consent.notice-shown`.
    public static let type = EventType.consentNoticeShown
    /// What the notice asks for.
    public var purposes: [Purpose]
    /// Hex SHA-256 of the text shown.
    public var textDigest: String
    /// All that a client can prove: "client attested display".
    public var attestation: String
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// What it states as every such event does; absent from events of an earlier form.
    public var record: ConsentRecord?

    /// The fact.
    public init(purposes: [Purpose], textDigest: String, attestation: String) {
        (self.purposes, self.textDigest, self.attestation) = (purposes, textDigest, attestation)
    }
}
