extension PassageIndex {
    /// The passages that answer a turn by its words and by its meaning, the best first.
    ///
    /// Both rankings stand under the same topic; they are joined by reciprocal-rank fusion, since
    /// their scores have nothing in common.
    ///
    /// - Parameters:
    ///   - turn: The words of the turn.
    ///   - topic: The topic before the turn.
    ///   - vectors: The passages' vectors.
    ///   - turnVector: The turn's vector, by the embedder that made the passages'.
    ///   - limit: How many passages at most.
    /// - Throws: `Problem.size` when the turn's vector is of another size.
    public func search(
        _ turn: String,
        about topic: ConversationTopic,
        vectors: PassageVectors,
        turnVector: [Float],
        limit: Int
    ) throws(PassageVectors.Problem) -> [FoundPassage] {
        let byWords = rank(turn, about: topic)
        let likeness = try vectors.likeness(to: turnVector)
        let byMeaning = PassageRanking(
            relevance: likeness.map { max(0, $0) * RankFusion.likenessWorth },
            boosts: byWords.boosts,
            scopes: byWords.scopes,
            named: byWords.named
        )
        let fused = RankFusion.fuse([
            byWords.best(RankFusion.depth), byMeaning.best(RankFusion.depth),
        ])
        return fused.prefix(max(0, limit)).map { place in
            // A full answer and full likeness are both one: the better of them says how well it answers.
            let relevance = max(byWords.relevance[place], likeness[place])
            return found(place, score: byWords.score(of: place), relevance: relevance)
        }
    }
}

/// Joins rankings by their ranks alone.
enum RankFusion {
    /// What full likeness is worth beside a topic's boosts; cosines differ less than word scores.
    static let likenessWorth: Float = 2
    /// Below this rank a passage gains nothing.
    static let depth = 50
    /// How slowly a rank's worth falls.
    ///
    /// The usual 60 is for lists of thousands; of an entity's few dozen passages the first count.
    private static let slowness = 5.0

    /// The places in the order of their fused ranks; equals in the order of the first ranking.
    static func fuse(_ rankings: [[Int]]) -> [Int] {
        var worth: [Int: Double] = [:]
        var order: [Int] = []
        for ranking in rankings {
            for (rank, place) in ranking.enumerated() {
                if worth[place] == nil { order.append(place) }
                worth[place, default: 0] += 1 / (slowness + Double(rank))
            }
        }
        let firstSeen = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
        return order.sorted { one, other in
            (worth[one] ?? 0, -(firstSeen[one] ?? 0)) > (
                worth[other] ?? 0, -(firstSeen[other] ?? 0)
            )
        }
    }
}
