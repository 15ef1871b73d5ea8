/// How well fitted weights choose plays and moments in calls that they were not fitted on.
///
/// As a coach would: a play once a call, and no two nudges within its interval.
struct FitNudgeScore {
    /// The best candidate of a turn in a call.
    private struct Choice {
        var call: String
        var play: String
        var endMicros: Int64
        var odds: Double
        var isDue: Bool
    }

    /// What would be said with the bar at some odds.
    private struct Said {
        var count = 0
        var right = 0

        func isRight(_ share: Double) -> Bool { Double(right) >= share * Double(count) }
    }

    /// The least time between two nudges in the packs that come with Aside.
    private static let intervalMicros: Int64 = 30_000_000

    /// Call by call, in the order of time.
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
            choices.append(
                Choice(
                    call: best.row.call,
                    play: best.row.play,
                    endMicros: best.row.endMicros,
                    odds: best.odds,
                    isDue: best.row.isDue
                )
            )
            guard ranked.contains(where: \.row.isDue) else { continue }
            firstThree += 1
            if best.row.isDue { first += 1 }
        }
    }

    private func said(above bar: Double) -> Said {
        var said = Said()
        var (call, plays, last): (String?, Set<String>, Int64?) = (nil, [], nil)
        for choice in choices where choice.odds >= bar {
            if choice.call != call { (call, plays, last) = (choice.call, [], nil) }
            let isSoon = last.map { choice.endMicros - $0 < Self.intervalMicros }
            guard isSoon != true, plays.insert(choice.play).inserted else { continue }
            last = choice.endMicros
            said.count += 1
            said.right += choice.isDue ? 1 : 0
        }
        return said
    }

    /// The lowest odds above which at least this share of what is said is right.
    func bar(leastPrecision: Double) -> Double {
        let bars = Set(choices.map(\.odds)).sorted()
        return bars.first { said(above: $0).isRight(leastPrecision) } ?? bars.last ?? 0
    }

    /// What the command tells.
    func figures(leastPrecision: Double) -> EvaluationFigures {
        let said = said(above: bar(leastPrecision: leastPrecision))
        var figures = EvaluationFigures()
        figures.add("n", count: choices.count)
        figures.add("moments", count: due)
        figures.add("first", share: Double(first) / Double(due))
        figures.add("first_three", share: Double(firstThree) / Double(due))
        figures.add("precision", share: Double(said.right) / Double(said.count))
        figures.add("recall", share: Double(said.right) / Double(due))
        return figures
    }
}
