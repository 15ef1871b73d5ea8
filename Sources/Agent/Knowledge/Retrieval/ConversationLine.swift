/// One line of a conversation, as retrieval reads it.
public struct ConversationLine: Hashable, Sendable {
    /// Whose words they are.
    public enum Speaker: String, Hashable, Sendable, Codable {
        /// The person who is coached.
        case rep
        /// The other side.
        case prospect
    }

    /// Who spoke.
    public var speaker: Speaker
    /// The words.
    public var text: String

    /// A line.
    public init(speaker: Speaker, text: String) { (self.speaker, self.text) = (speaker, text) }
}
