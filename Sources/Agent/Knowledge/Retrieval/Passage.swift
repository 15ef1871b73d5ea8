/// A piece of knowledge that retrieval can find: a play, a question with its answer, a remark.
public struct Passage: Hashable, Sendable {
    /// Its id, unique in its index.
    public var id: String
    /// What it answers, in few words: a headline or a question.
    public var title: String
    /// What it says.
    public var body: String
    /// The field it belongs to; nil when there is only one.
    public var domain: String?
    /// What it is about (a company, product, competitor or place); nil when it holds for all.
    public var entity: String?
    /// Other names of the entity.
    public var aliases: [String]

    /// A passage.
    public init(
        id: String,
        title: String,
        body: String,
        domain: String? = nil,
        entity: String? = nil,
        aliases: [String] = []
    ) {
        (self.id, self.title, self.body) = (id, title, body)
        (self.domain, self.entity, self.aliases) = (domain, entity, aliases)
    }
}

extension Passage {
    /// The passage that a play is.
    ///
    /// Its triggers are what people say when they mean it, so they stand beside the headline.
    /// A battlecard is about its competitor; every other play holds for all.
    public init(_ entry: PlaybookEntry) {
        self.init(
            id: entry.id,
            title: ([entry.headline] + entry.triggers).joined(separator: "\n"),
            body: entry.body,
            entity: entry.competitorNames.first,
            aliases: Array(entry.competitorNames.dropFirst())
        )
    }
}
