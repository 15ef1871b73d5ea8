/// How well fitted weights choose plays and moments in calls that they were not fitted on.
struct FitNudgeScore {
    /// The best candidate of a turn in a call.
    private struct Choice {
        var odds: Double
        var isDue: Bool
    }

    private var choices: [Choice] = []
    /// The moments in all, those without a candidate included.
    private let due: Int
    private var first = 0
    private var firstThree = 0

    /// Scores judged candidates; those of sayings that stand alone are passed over.
    init(_ judged: [(row: FitNudges.Row, odds: Double)], due: Int) {
        self.due = due
        let turns = Dictionary(grouping: judged.filter { $0.row.weight == 1 }, by: \.row.turn)
        for turn in turns.keys.sorted() {
            let ranked = (turns[turn] ?? []).sorted { $0.odds > $1.odds }
            guard let best = ranked.first else { continue }
            choices.append(Choice(odds: best.odds, isDue: best.row.isDue))
            guard ranked.contains(where: \.row.isDue) else { continue }
            firstThree += 1
            if best.row.isDue { first += 1 }
        }
        choices.sort { $0.odds > $1.odds }
    }

    /// The lowest odds above which at least this share of the choices is right.
    func bar(leastPrecision: Double) -> Double {
        var (right, bar) = (0, choices.first?.odds ?? 0)
        for (place, choice) in choices.enumerated() {
            right += choice.isDue ? 1 : 0
            if Double(right) >= leastPrecision * Double(place + 1) { bar = choice.odds }
        }
        return bar
    }

    /// What the command tells.
    func figures(leastPrecision: Double) -> EvaluationFigures {
        let bar = bar(leastPrecision: leastPrecision)
        let chosen = choices.filter { $0.odds >= bar }
        let right = chosen.count(where: \.isDue)
        var figures = EvaluationFigures()
        figures.add("n", count: choices.count)
        figures.add("moments", count: due)
        figures.add("first", share: Double(first) / Double(due))
        figures.add("first_three", share: Double(firstThree) / Double(due))
        figures.add("precision", share: Double(right) / Double(chosen.count))
        figures.add("recall", share: Double(right) / Double(due))
        return figures
    }
}
