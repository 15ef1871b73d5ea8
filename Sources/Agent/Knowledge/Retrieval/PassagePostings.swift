/// An inverted index: for each term the passages that answer to it, and how much.
///
/// A posting's weight holds everything that does not depend on the turn (BM25, rarity, paraphrase),
/// so a look-up is one addition a posting.
struct PassagePostings: Sendable {
    /// Where each term's postings begin; one more than there are terms.
    private var starts: [Int32]
    private var passages: [Int32]
    private var weights: [Float]
    /// A term's weight in a turn: its rarity in all passages.
    let rarity: [Float]
    private let passageCount: Int

    /// Turns the passages' rows of (term, weight) around.
    init(rows: [[(term: Int32, weight: Float)]], rarity: [Float]) {
        self.rarity = rarity
        passageCount = rows.count
        starts = Array(repeating: 0, count: rarity.count + 1)
        for row in rows { for posting in row { starts[Int(posting.term) + 1] += 1 } }
        for term in rarity.indices { starts[term + 1] += starts[term] }
        let total = Int(starts[rarity.count])
        passages = Array(repeating: 0, count: total)
        weights = Array(repeating: 0, count: total)
        var next = starts
        for (passage, row) in rows.enumerated() {
            for posting in row {
                let place = Int(next[Int(posting.term)])
                next[Int(posting.term)] += 1
                passages[place] = Int32(passage)
                weights[place] = posting.weight
            }
        }
    }

    /// How well each passage answers to the terms, in parts of what the terms weigh.
    func relevance(of terms: [Int32]) -> [Float] {
        var sums = [Float](repeating: 0, count: passageCount)
        var weight = RankingWeights.turnPrior
        for term in terms {
            weight += rarity[Int(term)]
            for place in Int(starts[Int(term)])..<Int(starts[Int(term) + 1]) {
                sums[Int(passages[place])] += weights[place]
            }
        }
        let scale = 1 / weight
        for place in sums.indices { sums[place] *= scale }
        return sums
    }

    /// The same, with what was said just before, which counts the more the less the turn says.
    ///
    /// "And does this one?" asks again what the line before it asked.
    func relevance(of terms: [Int32], after lastTerms: [Int32]) -> [Float] {
        var relevance = relevance(of: terms)
        guard !lastTerms.isEmpty else { return relevance }
        let said = terms.reduce(0) { $0 + rarity[Int($1)] }
        let share =
            RankingWeights.lineBefore * RankingWeights.turnPrior / (RankingWeights.turnPrior + said)
        for (place, before) in self.relevance(of: lastTerms).enumerated() {
            relevance[place] += share * before
        }
        return relevance
    }
}
