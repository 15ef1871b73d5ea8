import Events

/// A field of work (sales, telemedicine, …) as data: its words, its defaults, what it leaves alone.
///
/// Nothing of a field is in code; docs/PACKS.md says how to write a pack.
public struct DomainPack: Hashable, Sendable {
    /// The pack's id, which is also its file's name.
    public private(set) var id: String
    /// What the coach is called in the list of participants.
    public private(set) var coachName: String
    /// What people call the roles, by their names in the log.
    public private(set) var roles: [String: String]
    /// What people call the kinds of play, by their names in a playbook.
    public private(set) var kinds: [String: String]
    /// When a coach of this field may interrupt, as far as it differs from the standard.
    public private(set) var defaults: NudgeDefaults
    /// Phrases that mark that a call is closing.
    public private(set) var closingPhrases: [String]
    /// Phrases that point at the shared screen ("as you can see here").
    public private(set) var screenPhrases: [String]
    /// Phrases that ask what is too small to read on it ("can you read that").
    public private(set) var detailPhrases: [String]
    /// Phrases of small talk, in which nothing is worth a tip.
    public private(set) var smallTalkPhrases: [String]
    /// Short answers that need nothing ("yeah", "sounds good").
    public private(set) var acknowledgements: [String]
    /// What a coach of this field never advises on.
    public private(set) var topicsNever: [String]
    /// What is left to do after a call, in the words of the field.
    public private(set) var followUp: FollowUpWords
    /// Who the rep is and what a good tip is, for a language model; empty when the pack is silent.
    public private(set) var prompt: String
    /// The folder's name of the playbook that comes with the pack.
    public private(set) var playbook: String
    /// Hex SHA-256 of the pack's file.
    public private(set) var digest: String

    /// What the coach is called when its pack does not say.
    public static let standardCoachName = "AI coach, listening"

    /// What a pack without `screen_phrases` has: how people point at a screen in any field.
    public static let standardScreenPhrases = [
        "as you can see", "you can see here", "on this slide", "on my screen", "on the screen",
        "look at this", "this chart", "this table", "this number here",
    ]

    /// What a pack without `detail_phrases` has.
    public static let standardDetailPhrases = [
        "small print", "fine print", "too small to read", "zoom in", "can you read that",
        "can't read that", "what does that say", "read that number", "what is that number",
    ]

    /// The prompt with what the coach never advises on; empty when the pack says neither.
    public var instructions: String {
        guard !topicsNever.isEmpty else { return prompt }
        let never = "Never advise on: " + topicsNever.joined(separator: "; ") + "."
        return prompt.isEmpty ? never : prompt + "\n" + never
    }
}

extension DomainPack {
    /// A label stands in a table's cell or in a list of participants.
    private static let longestLabel = 60
    /// A prompt goes along with every request to a model.
    private static let longestPrompt = 1_000
    /// Ids are file names.
    private static let longestID = 64

    private static let fields: Set<String> = [
        "id", "coach_name", "roles", "kinds", "defaults", "closing_phrases", "screen_phrases",
        "detail_phrases", "small_talk_phrases", "acknowledgements", "topics_never", "follow_up",
        "prompt", "playbook",
    ]

    /// Parses a pack's YAML file.
    ///
    /// - Throws: what is wrong first, by its line; an unknown field is wrong, at any depth.
    public init(parsing file: SourceFile) throws(InputError) {
        let fields = try YAMLFields(file, knowing: Self.fields)
        guard let id = try Self.folderName("id", in: fields) else {
            throw fields.error("id", "nothing", "a name")
        }
        guard let closing = try fields.phrases("closing_phrases") else {
            throw fields.error("closing_phrases", "nothing", "a list of phrases")
        }
        self.id = id
        closingPhrases = closing
        coachName =
            try fields.text("coach_name", longest: Self.longestLabel) ?? Self.standardCoachName
        roles = try Self.labels("roles", of: Role.allCases.map(\.rawValue), in: fields)
        kinds = try Self.labels(
            "kinds",
            of: PlaybookEntry.Kind.allCases.map(\.rawValue),
            in: fields
        )
        defaults = try NudgeDefaults(fields)
        screenPhrases = try fields.phrases("screen_phrases") ?? Self.standardScreenPhrases
        detailPhrases = try fields.phrases("detail_phrases") ?? Self.standardDetailPhrases
        smallTalkPhrases = try fields.phrases("small_talk_phrases") ?? []
        acknowledgements = try fields.phrases("acknowledgements") ?? []
        topicsNever = try fields.phrases("topics_never") ?? []
        followUp = try FollowUpWords(fields)
        prompt = try fields.text("prompt", longest: Self.longestPrompt) ?? ""
        playbook = try Self.folderName("playbook", in: fields) ?? id
        digest = file.digest
    }

    private static func labels(
        _ name: String,
        of known: [String],
        in fields: YAMLFields
    ) throws(InputError) -> [String: String] {
        let below = try fields.fields(name, knowing: Set(known))
        var labels: [String: String] = [:]
        for key in below.names {
            labels[key] = try below.text(key, longest: longestLabel)
        }
        return labels
    }

    /// A name that leads out of no folder.
    private static func folderName(
        _ name: String,
        in fields: YAMLFields
    ) throws(InputError) -> String? {
        guard let text = try fields.text(name, longest: longestID) else { return nil }
        guard isName(text) else {
            throw fields.error(name, "other characters", "lower-case letters, digits and hyphens")
        }
        return text
    }

    /// Whether a text has no other characters than names of ours have.
    static func isName(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
    }
}
