import Foundation

/// One labelled example of a linear model.
struct FitExample {
    /// The features that hold of it, by number.
    var ids: [UInt64]
    var label: Bool
    /// How much it counts beside the others.
    var weight = 1.0
}

/// Logistic regression with an L2 penalty, by coordinate descent on its dual.
///
/// It starts at the same point, takes the examples in the same order and draws no random numbers,
/// so the same examples give the same weights. An example's features share its length of one, so
/// that a long turn pulls no harder than a short one.
struct FitLogistic {
    /// How dearly a wrong example is paid for, against large weights.
    var cost: Double
    /// Rounds over the examples at most; the verdicts stop changing well before.
    private static let mostRounds = 200
    /// A round that moves no example further than this share of its range is the last.
    private static let tolerance = 0.002

    /// Features as places in a list of weights, and the examples in them.
    private struct Problem {
        var rows: [[Int]] = []
        var scales: [Double] = []
        var signs: [Double] = []
        var costs: [Double] = []
    }

    /// The weights of the features by number, and the bias.
    func fit(_ examples: [FitExample], features: [UInt64]) -> (weights: [Double], bias: Double) {
        let places = Dictionary(uniqueKeysWithValues: zip(features, features.indices))
        var problem = Problem()
        for example in examples {
            problem.rows.append(example.ids.compactMap { places[$0] })
            problem.scales.append(1 / Double(max(example.ids.count, 1)).squareRoot())
            problem.signs.append(example.label ? 1 : -1)
            problem.costs.append(cost * example.weight)
        }
        return Self.solve(problem, features: features.count)
    }

    private static func solve(
        _ problem: Problem,
        features: Int
    ) -> (weights: [Double], bias: Double) {
        var weights = [Double](repeating: 0, count: features)
        var bias = 0.0
        var shares = [Double](repeating: 0, count: problem.rows.count)
        let order = order(of: problem.rows.count)
        for _ in 0..<mostRounds {
            var furthest = 0.0
            for place in order {
                let row = problem.rows[place]
                let scale = problem.scales[place]
                var sum = 0.0
                for feature in row { sum += weights[feature] }
                let share = optimum(
                    margin: problem.signs[place] * (sum * scale + bias),
                    length: Double(row.count) * scale * scale + 1,
                    cost: problem.costs[place],
                    from: shares[place]
                )
                let change = share - shares[place]
                furthest = max(furthest, abs(change))
                let step = change * problem.costs[place] * problem.signs[place]
                for feature in row { weights[feature] += step * scale }
                bias += step
                shares[place] = share
            }
            if furthest < tolerance { break }
        }
        return (weights, bias)
    }

    /// The share of its cost that an example takes when all others stand still.
    ///
    /// It is the root of `margin + length·cost·(σ(t) − old) + t` at `σ(t)`: rising in `t`, so
    /// Newton's step is taken while it stays between the bounds, and their middle otherwise.
    private static func optimum(
        margin: Double,
        length: Double,
        cost: Double,
        from old: Double
    ) -> Double {
        let pull = length * cost
        var low = -margin - pull * (1 - old)
        var high = -margin + pull * old
        var point = min(max(-margin, low), high)
        for _ in 0..<40 {
            let share = 1 / (1 + exp(-point))
            let value = margin + pull * (share - old) + point
            if abs(value) < 1e-7 { break }
            if value > 0 { high = point } else { low = point }
            let next = point - value / (1 + pull * share * (1 - share))
            point = next > low && next < high ? next : (low + high) / 2
        }
        return 1 / (1 + exp(-point))
    }

    /// An order that keeps the turns of a call apart, the same in every run.
    private static func order(of count: Int) -> [Int] {
        // A prime shares no factor with a count that it does not divide.
        let stride = 7_919
        guard count % stride != 0 else { return Array(0..<count) }
        return (0..<count).map { $0 * stride % count }
    }
}
