/// The playbook that coaches this call was read.
public struct PlaybookLoaded: Fact {
    /// The constant `aside.knowledge.playbook-loaded`.
    public static let type = EventType.playbookLoaded
    /// How many entries it has.
    public var entries: Int
    /// How many statements it requires.
    public var requiredStatements: Int
    /// Hex SHA-256 over its files.
    public var digest: String

    /// What it requires, so that a report can name what was missed.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The ids of the entries that require a statement.
        public var required: [String]
        /// The sealed fields.
        public init(required: [String]) { self.required = required }
    }

    /// The fact.
    public init(entries: Int, requiredStatements: Int, digest: String) {
        (self.entries, self.requiredStatements) = (entries, requiredStatements)
        self.digest = digest
    }
}

/// Passages of the playbook answer a turn.
public struct PassagesRetrieved: ContentFact {
    /// The constant `aside.knowledge.passages-retrieved`.
    public static let type = EventType.passagesRetrieved
    /// The purpose `ai_analysis`.
    public typealias Needs = AIAnalysis
    /// How many.
    public var count: Int

    /// One passage.
    public struct Passage: Codable, Hashable, Sendable {
        /// The playbook entry's id.
        public var id: String
        /// Hex SHA-256 of the entry's file.
        public var version: String
        /// How well it answers, in thousandths.
        public var scorePerMille: Int
        /// A passage.
        public init(id: String, version: String, scorePerMille: Int) {
            (self.id, self.version, self.scorePerMille) = (id, version, scorePerMille)
        }
    }

    /// Which passages.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The best first.
        public var passages: [Passage]
        /// The passages.
        public init(passages: [Passage]) { self.passages = passages }
    }

    /// The fact.
    public init(count: Int) { self.count = count }
}
