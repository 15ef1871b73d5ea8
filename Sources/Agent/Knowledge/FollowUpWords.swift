/// What a domain pack calls the parts of a follow-up, and the ways in which a conversation of its field
/// can end.
public struct FollowUpWords: Hashable, Sendable {
    /// What the conversation is called in the middle of a sentence.
    public private(set) var call = "call"
    /// What the doubts of the other side are called in the middle of a sentence.
    public private(set) var objections = "objections"
    /// Stands above those doubts in the message.
    public private(set) var raised = "You raised:"
    /// Stands below a doubt to which the rep said nothing.
    public private(set) var unanswered = "I still owe you an answer to this."
    /// Stands above what the rep's side owes.
    public private(set) var owed = "What we owe you:"
    /// Stands above what the other side owes.
    public private(set) var wanted = "What you wanted to do:"
    /// Stands above what both owe.
    public private(set) var together = "What we do together:"
    /// The outcome where a next step was said.
    public private(set) var agreed = "next-step-agreed"
    /// The outcome where none was.
    public private(set) var undecided = "undecided"
    /// The outcomes that no words give away: a person chooses them.
    public private(set) var others = ["lost", "won", "not-a-fit"]

    /// The words of a pack that has none of its own.
    public static let standard = FollowUpWords()

    /// How a conversation can end, as its outcome is written down.
    public var outcomes: [String] { [agreed, undecided] + others }

    /// What the doubts are called at the beginning of a line.
    public var objectionsTitle: String {
        objections.prefix(1).uppercased() + objections.dropFirst()
    }

    private init() {}
}

extension FollowUpWords {
    /// A heading stands on a line of its own.
    private static let longestHeading = 60
    /// Whoever chooses an outcome reads all of them.
    private static let mostOthers = 10

    private static let fields: Set<String> = [
        "call", "objections", "raised", "unanswered", "owed", "wanted", "together", "outcomes",
    ]

    /// Reads the field `follow_up` of a pack; what it leaves out stays standard.
    init(_ pack: YAMLFields) throws(InputError) {
        self.init()
        let fields = try pack.fields("follow_up", knowing: Self.fields)
        call = try Self.heading("call", in: fields) ?? call
        objections = try Self.heading("objections", in: fields) ?? objections
        raised = try Self.heading("raised", in: fields) ?? raised
        unanswered = try Self.heading("unanswered", in: fields) ?? unanswered
        owed = try Self.heading("owed", in: fields) ?? owed
        wanted = try Self.heading("wanted", in: fields) ?? wanted
        together = try Self.heading("together", in: fields) ?? together
        guard fields.has("outcomes") else { return }
        let names = try fields.fields("outcomes", knowing: ["agreed", "undecided", "others"])
        guard let agreed = try Self.outcome("agreed", in: names),
            let undecided = try Self.outcome("undecided", in: names)
        else {
            throw fields.error("outcomes", "not both agreed and undecided", "a name for each")
        }
        (self.agreed, self.undecided) = (agreed, undecided)
        others = try names.phrases("others") ?? []
        guard others.count <= Self.mostOthers, others.allSatisfy(DomainPack.isName),
            Set(outcomes).count == outcomes.count
        else {
            throw names.error(
                "others",
                "names that are not taken",
                "at most \(Self.mostOthers), each another, of lower-case letters, digits and hyphens"
            )
        }
    }

    private static func heading(
        _ name: String,
        in fields: YAMLFields
    ) throws(InputError) -> String? {
        try fields.text(name, longest: longestHeading)
    }

    private static func outcome(
        _ name: String,
        in fields: YAMLFields
    ) throws(InputError) -> String? {
        guard let text = try fields.text(name, longest: longestHeading) else { return nil }
        guard DomainPack.isName(text) else {
            throw fields.error(name, "other characters", "lower-case letters, digits and hyphens")
        }
        return text
    }
}
