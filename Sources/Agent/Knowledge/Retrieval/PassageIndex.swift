/// Finds the passages that answer a turn, in view of what the conversation is about.
///
/// It is built once and never changes; any number of tasks may search it at the same time. What it
/// needs to know of a field (who is talked about, which words mean the same, which mean nothing) it
/// learns from the passages alone.
public struct PassageIndex: Sendable {
    /// The passages, as they were given.
    public let passages: [Passage]

    private let lexicon: Lexicon
    private let table: ScopeTable
    private let names: EntityNames
    private let domains: DomainWords
    private let postings: PassagePostings
    /// For each domain, whether it has passages that hold for all of it.
    private let hasPassagesForAll: [Bool]

    /// Learns the passages; a few seconds' work for tens of thousands of them.
    public init(_ passages: [Passage]) {
        self.passages = passages
        table = ScopeTable(passages)
        let read = passages.map { (TermReader.terms(of: $0.title), TermReader.terms(of: $0.body)) }
        let named = (table.scopes.flatMap(\.names) + table.domains).map(TermReader.terms)
        var lexicon = Lexicon(read.flatMap { [$0.0, $0.1] } + named)
        let texts = read.map { (title: lexicon.joining($0.0), body: lexicon.joining($0.1)) }
        let terms = PassageTerms(texts, table, lexicon)
        lexicon.learnSpellings(uses: terms.documentCounts)
        self.lexicon = lexicon
        names = EntityNames(texts.map { $0.title + $0.body }, table, lexicon)
        domains = DomainWords(terms, table, lexicon)
        postings = PassagePostings(weighing: terms, table)
        var hasPassagesForAll = [Bool](repeating: false, count: table.domains.count)
        for scope in table.scopes where scope.entity == nil {
            hasPassagesForAll[scope.domain] = true
        }
        self.hasPassagesForAll = hasPassagesForAll
    }

    /// The topic of a conversation in which nothing has been said.
    public var openTopic: ConversationTopic {
        ConversationTopic(scopes: table.scopes.count, domains: domains.count)
    }

    /// The topic after one more line.
    public func topic(_ topic: ConversationTopic, after line: ConversationLine)
        -> ConversationTopic
    {
        var next = topic
        next.take(hear(line.text))
        return next
    }

    /// What the talk may be about, the likeliest first; at equal weight in the passages' order.
    public func candidates(for topic: ConversationTopic) -> [ConversationTopic.Candidate] {
        var candidates: [(scope: Int, weight: Float)] = []
        for (scope, weight) in topic.entities.enumerated() where weight > 0 {
            candidates.append((scope, weight))
        }
        candidates.sort { ($0.weight, $1.scope) > ($1.weight, $0.scope) }
        return candidates.compactMap { candidate in
            let scope = table.scopes[candidate.scope]
            guard let entity = scope.entity else { return nil }
            let domain = table.domains[scope.domain]
            return ConversationTopic.Candidate(
                entity: entity,
                domain: domain.isEmpty ? nil : domain,
                weightPerMille: perMille(candidate.weight)
            )
        }
    }

    /// The passages that answer a turn, the best first; equals in the passages' order.
    ///
    /// - Parameters:
    ///   - turn: The words of the turn.
    ///   - topic: The topic before the turn; the turn's own words are added to it here.
    ///   - limit: How many passages at most.
    public func search(
        _ turn: String,
        about topic: ConversationTopic,
        limit: Int
    ) -> [FoundPassage] {
        let ranking = rank(turn, about: topic)
        return ranking.best(limit).map { place in
            found(place, score: ranking.score(of: place), relevance: ranking.relevance[place])
        }
    }

    /// A place with its scores, as they leave the index.
    func found(_ place: Int, score: Float, relevance: Float) -> FoundPassage {
        FoundPassage(
            passage: passages[place],
            scorePerMille: perMille(score),
            relevancePerMille: perMille(relevance)
        )
    }

    /// How every passage stands to a turn.
    func rank(_ turn: String, about before: ConversationTopic) -> PassageRanking {
        let heard = hear(turn)
        var topic = before
        topic.take(heard)
        let boosts = boosts(of: topic, lastTerms: before.lastTerms)
        return PassageRanking(
            relevance: postings.relevance(of: heard.terms, after: before.lastTerms),
            boosts: boosts,
            scopes: table.scopeOfPassage,
            named: Set(heard.mentions.map { Int32($0.scope) })
        )
    }

    private func hear(_ text: String) -> ConversationTopic.Heard {
        let words = lexicon.terms(of: text)
        let terms = lexicon.content(of: words)
        let named = domains.named(by: terms)
        return ConversationTopic.Heard(
            mentions: names.mentions(in: words),
            terms: terms,
            domainOdds: domains.odds(of: terms),
            namedDomains: named,
            namesDomainForAll: zip(named, hasPassagesForAll).contains { $0 && $1 }
        )
    }

    /// What each scope's passages gain from the topic.
    private func boosts(of topic: ConversationTopic, lastTerms: [Int32]) -> [Float] {
        var boosts = [Float](repeating: 0, count: table.scopes.count)
        if !lastTerms.isEmpty {
            for (place, relevance) in postings.relevance(of: lastTerms).enumerated() {
                let scope = Int(table.scopeOfPassage[place])
                boosts[scope] = max(boosts[scope], relevance * RankingWeights.justSaid)
            }
        }
        let likeliest = topic.domainOdds.max() ?? 0
        for (number, scope) in table.scopes.enumerated() {
            let isForAll = scope.entity == nil
            let odds = topic.domainOdds[scope.domain] - likeliest
            boosts[number] += RankingWeights.name * topic.entities[number]
            boosts[number] +=
                RankingWeights.domainWords * max(RankingWeights.lowestDomainWords, odds)
            boosts[number] +=
                topic.domainNames[scope.domain]
                * (isForAll
                    ? RankingWeights.domainNameForAll : RankingWeights.domainNameForEntity)
            if isForAll { boosts[number] += RankingWeights.forAll }
        }
        return boosts
    }

    private func perMille(_ score: Float) -> Int { max(0, Int((score * 1000).rounded())) }
}
