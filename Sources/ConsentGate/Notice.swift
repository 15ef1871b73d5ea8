import Crypto
public import Events

/// The words of a notice in one language, for one audience, in one version.
///
/// Counsel signs off a version; any change of a word is a new version and another digest.
public struct NoticeText: Hashable, Sendable {
    /// Whom it speaks to.
    public enum Audience: String, Hashable, Sendable {
        /// The rep, who takes part under an agreement or is asked like everyone else.
        case rep
        /// Everyone else.
        case guest
    }

    /// Whom it speaks to.
    public let audience: Audience
    /// The language, as an ISO 639-1 code.
    public let locale: String
    /// The version of the words.
    public let version: Int
    /// The heading.
    public let title: String
    /// Who, what, where data goes, how long, freely.
    public let paragraphs: [String]
    /// The label of the button that grants.
    public let allow: String
    /// The label of the button that refuses, equal in every respect.
    public let refuse: String
    /// The label of the control that stops it at any time.
    public let stop: String

    /// Everything that is shown, a line each: the title, the paragraphs, the labels.
    public let shown: String
    /// Hex SHA-256 of everything that is shown.
    public let digest: String

    /// The id under which it is recorded.
    public var id: String { audience.rawValue + "/" + locale }

    /// A notice; a catalog says what the purposes allow and who gets the data.
    public init(
        audience: Audience,
        locale: String,
        version: Int,
        title: String,
        paragraphs: [String],
        allow: String,
        refuse: String,
        stop: String
    ) {
        (self.audience, self.locale, self.version) = (audience, locale, version)
        (self.title, self.paragraphs) = (title, paragraphs)
        (self.allow, self.refuse, self.stop) = (allow, refuse, stop)
        shown = ([title] + paragraphs + [allow, refuse, stop]).joined(separator: "\n")
        digest = hexDigest(of: shown)
    }

    /// The same notice with more to say.
    func adding(_ more: [String]) -> NoticeText {
        NoticeText(
            audience: audience,
            locale: locale,
            version: version,
            title: title,
            paragraphs: paragraphs + more,
            allow: allow,
            refuse: refuse,
            stop: stop
        )
    }
}

/// A notice on its way to one person: all that `NoticeChannel` can carry to them, with a receipt.
public struct Notice: Hashable, Sendable {
    /// The person.
    public let person: Pseudonym
    /// The words.
    public let text: NoticeText
    /// What it asks for.
    public let purposes: [Purpose]
    /// The single-use number that a grant must bring back.
    public let nonce: String
    /// Whether several people share the device: a grant must then say how many.
    public let isForSeveral: Bool
}

/// What is confirmed to a person after their act, or after the coach has stopped.
public struct ConsentReceipt: Hashable, Sendable {
    /// The person.
    public let person: Pseudonym
    /// The type of the event that records their act.
    public let act: EventType
    /// What it named.
    public let purposes: [Purpose]
}

/// The notices of a deployment.
public struct NoticeCatalog: Sendable {
    private let texts: [String: NoticeText]

    /// A catalog of these texts; English must be among them for both audiences.
    public init(_ texts: [NoticeText]) {
        self.texts = Dictionary(texts.map { ($0.id, $0) }) { first, _ in first }
        precondition(
            self.texts["rep/en"] != nil && self.texts["guest/en"] != nil,
            "a notice catalog needs English for both audiences"
        )
    }

    /// The notices that come with Aside.
    public static let standard = NoticeCatalog(
        NoticeText.english + NoticeText.german + NoticeText.french + NoticeText.spanish
    )

    /// The same texts as a policy has them: what each purpose allows that it asks for, then who answers for
    /// the data and who else gets any of it.
    public func under(_ policy: ConsentPolicy) -> NoticeCatalog {
        asking(for: policy.purposesAsked).disclosing(policy.disclosure)
    }

    /// The same texts, each with what the purposes allow.
    public func asking(for purposes: [Purpose]) -> NoticeCatalog {
        NoticeCatalog(all.map { $0.asking(for: purposes) })
    }

    /// The same texts, each with what it has to say of the controller and of processors.
    public func disclosing(_ disclosure: Disclosure) -> NoticeCatalog {
        NoticeCatalog(all.map { $0.disclosing(disclosure) })
    }

    /// Every text, in the order of the ids.
    public var all: [NoticeText] { texts.values.sorted { $0.id < $1.id } }

    /// Hex SHA-256 over the ids, versions and digests of all texts.
    public var digest: String {
        hexDigest(of: all.map { "\($0.id) \($0.version) \($0.digest)" }.joined(separator: "\n"))
    }

    /// The text for a role in a language, in English where the language is missing.
    public func text(for role: Role, locale: String) -> NoticeText {
        let audience: NoticeText.Audience = role == .rep ? .rep : .guest
        guard
            let text = texts[audience.rawValue + "/" + locale]
                ?? texts[audience.rawValue + "/en"]
        else { preconditionFailure("a notice catalog has English for both audiences") }
        return text
    }

    /// The language most likely read in a region; English where nothing is known.
    public static func locale(ofRegion region: String?) -> String {
        switch region?.split(separator: "-").first {
        case "DE", "AT", "LI": "de"
        case "FR", "LU", "MC": "fr"
        case "CH": "de"
        case "BE": "fr"
        case "ES", "MX", "AR", "CL", "CO", "PE": "es"
        case "CA" where region == "CA-QC": "fr"
        default: "en"
        }
    }
}

func hexDigest(of text: String) -> String {
    hexDigest(of: Array(text.utf8))
}

func hexDigest(of bytes: [UInt8]) -> String {
    Hex.text(of: SHA256.hash(data: bytes))
}
