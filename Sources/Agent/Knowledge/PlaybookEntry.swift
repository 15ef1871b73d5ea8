/// One play: what people wrote and reviewed, and when it is worth saying.
public struct PlaybookEntry: Hashable, Sendable {
    /// The kinds of play.
    public enum Kind: String, Hashable, CaseIterable, Sendable {
        case objection, battlecard, question, compliance, fact
        case talkTrack = "talk-track"
    }

    /// The play's id, unique in its playbook.
    public var id: String
    /// Its kind.
    public var kind: Kind
    /// Phrases of the other side that call for it.
    public var triggers: [String]
    /// How people of the other side put what this play answers; they need not be said word for word.
    public var examples: [String]
    /// Phrases that, in the same turn, say that it is not needed.
    public var notWhen: [String]
    /// What the rep reads first.
    public var headline: String
    /// What the rep reads below it.
    public var body: String
    /// How long no other nudge of its kind is shown before it; the policy's own when nil.
    public var cooldownMicros: Int64?
    /// For a battlecard: the competitor and the other names it goes by.
    public var competitorNames: [String]
    /// Whether a trigger that is said and not denied is enough, whatever else the turn holds.
    public var isUrgent: Bool
    /// Whether the rep must make this statement.
    public var isRequired: Bool
    /// Phrases of the rep, any of which proves that the statement was made.
    public var provingPhrases: [String]
    /// The tool whose answer belongs below the advice, if it comes in time.
    public var tool: BuiltInTool?
    /// Hex SHA-256 of the file it came from.
    public var version: String
}
