/// Counts hits of retrieval.
///
/// A turn is hit at *k* when any of its gold passages is among the first *k*; its reciprocal rank is
/// that of the first of them, 0 below the depth.
struct RetrievalScore {
    /// How far down a list is looked at.
    static let depth = 5

    private var turns = 0
    private var hits = [Int](repeating: 0, count: Self.depth)
    private var reciprocalRanks = 0.0
    private var micros: [Int] = []

    mutating func add(_ found: [String], gold: Set<String>, micros spent: Int) {
        turns += 1
        micros.append(spent)
        guard let rank = found.prefix(Self.depth).firstIndex(where: gold.contains) else { return }
        for place in rank..<Self.depth { hits[place] += 1 }
        reciprocalRanks += 1 / Double(rank + 1)
    }

    /// The share of turns hit among the first so many.
    func recall(at depth: Int) -> Double { share(Double(hits[depth - 1])) }

    /// The mean reciprocal rank.
    var reciprocalRank: Double { share(reciprocalRanks) }

    private func share(_ part: Double) -> Double { turns > 0 ? part / Double(turns) : 0 }

    /// What the command tells.
    var figures: EvaluationFigures {
        let sorted = micros.sorted()
        func percentile(_ percent: Int) -> Int {
            sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * percent / 100)]
        }
        var figures = EvaluationFigures()
        figures.add("n", count: turns)
        for depth in [1, 3, 5] { figures.add("r@\(depth)", share: recall(at: depth)) }
        figures.add("mrr@\(Self.depth)", share: reciprocalRank)
        figures.add("p50_us", count: percentile(50))
        figures.add("p99_us", count: percentile(99))
        return figures
    }
}
