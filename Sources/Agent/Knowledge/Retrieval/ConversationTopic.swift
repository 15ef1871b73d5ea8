/// What a conversation is about so far: a fold over its lines, oldest first.
///
/// The context chooses the topic, the last turn the passage. An entity that was named stays the
/// topic through "it", "there" and silence about it, until another one is named. Several candidates
/// are kept, each with its weight. Both sides' lines count alike: reps name what they offer, and
/// prospects what they ask for.
public struct ConversationTopic: Hashable, Sendable {
    /// An entity that the talk may be about.
    public struct Candidate: Hashable, Sendable {
        /// Its name as the passages have it.
        public var entity: String
        /// Its domain, when the passages have any.
        public var domain: String?
        /// How surely; 1,000 for one that was just named in full.
        public var weightPerMille: Int
    }

    /// What is kept of an entity's weight from line to line.
    private static let nameKept: Float = 0.95
    /// How much of the others' weight a full name takes.
    private static let nameTakes: Float = 0.5
    /// How much of the entities' weight the name of a domain takes that has passages for all.
    private static let domainTakes: Float = 0.3
    /// Naming somebody again and again makes no more of them than this.
    private static let mostWeight: Float = 1.5
    /// From this coverage on a name was said in full; "the" may be missing.
    private static let fullCoverage: Float = 0.95
    /// Said words of a name that tell less than this many words of its own leave doubt.
    private static let tellingWeight: Float = 1.2
    /// What is kept of the domains' words from line to line.
    private static let wordsKept: Float = 0.7
    /// What is kept of a domain's name from line to line.
    private static let labelKept: Float = 0.8
    /// How much of the other domains' weight a domain's name takes.
    private static let labelTakes: Float = 0.5

    /// By scope.
    private(set) var entities: [Float]
    /// Log odds by domain.
    private(set) var domainOdds: [Float]
    /// By domain: how lately its own name was said.
    private(set) var domainNames: [Float]
    /// The terms of the line heard last.
    private(set) var lastTerms: [Int32] = []

    init(scopes: Int, domains: Int) {
        entities = Array(repeating: 0, count: scopes)
        domainOdds = Array(repeating: 0, count: domains)
        domainNames = Array(repeating: 0, count: domains)
    }

    /// What a line changes, as an index reads it.
    struct Heard {
        var mentions: [EntityNames.Mention]
        var terms: [Int32]
        var domainOdds: [Float]
        var namedDomains: [Bool]
        /// Whether a domain is named that has passages for all of it.
        var namesDomainForAll: Bool
    }

    mutating func take(_ heard: Heard) {
        let weights = heard.mentions.map { mention in
            let said = mention.coverage * min(1, mention.weight / Self.tellingWeight)
            return mention.coverage >= Self.fullCoverage ? max(1, said) : said
        }
        var kept = Self.nameKept * (1 - Self.nameTakes * min(1, weights.max() ?? 0))
        if heard.namesDomainForAll { kept *= 1 - Self.domainTakes }
        for scope in entities.indices { entities[scope] *= kept }
        for (mention, weight) in zip(heard.mentions, weights) {
            entities[mention.scope] = min(Self.mostWeight, entities[mention.scope] + weight)
        }
        let isNamed = heard.namedDomains.contains(true)
        for domain in domainOdds.indices {
            domainOdds[domain] = domainOdds[domain] * Self.wordsKept + heard.domainOdds[domain]
            domainNames[domain] *= Self.labelKept * (isNamed ? 1 - Self.labelTakes : 1)
            if heard.namedDomains[domain] { domainNames[domain] += 1 }
        }
        lastTerms = heard.terms
    }
}
