/// A passage that was found.
public struct FoundPassage: Hashable, Sendable {
    /// The passage.
    public var passage: Passage
    /// How well it fits turn and topic together; only for comparing passages of one search.
    public var scorePerMille: Int
    /// How well it answers the turn's own words, whatever the topic; a full answer is about 1,000.
    public var relevancePerMille: Int
}

/// How every passage of an index stands to a turn.
struct PassageRanking {
    /// By passage: how well it answers the turn's own words.
    let relevance: [Float]
    /// By scope: what the topic adds.
    let boosts: [Float]
    let scopes: [Int32]
    /// The scopes that the turn itself names.
    let named: Set<Int32>

    func score(of place: Int) -> Float { relevance[place] + boosts[Int(scopes[place])] }

    /// Whether a turn calls for a passage at all: by its words or by naming what it is about.
    private func isCalledFor(_ place: Int) -> Bool {
        relevance[place] > 0 || (!named.isEmpty && named.contains(scopes[place]))
    }

    /// The places of the best passages, the best first; equals in their order.
    func best(_ limit: Int) -> [Int] {
        guard limit > 0 else { return [] }
        var best: [(place: Int, score: Float)] = []
        for place in relevance.indices {
            let score = score(of: place)
            if best.count == limit, let last = best.last, score <= last.score { continue }
            guard isCalledFor(place) else { continue }
            let rank = best.firstIndex { $0.score < score } ?? best.count
            best.insert((place, score), at: rank)
            if best.count > limit { best.removeLast() }
        }
        return best.map(\.place)
    }
}
