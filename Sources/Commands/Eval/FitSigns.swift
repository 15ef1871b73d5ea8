import Foundation

/// Logistic regression over named numbers with an L2 penalty, by Newton's step on one weight at a time.
///
/// It draws no random numbers: the same rows give the same weights. The penalty is on weights of
/// signs that were brought to the same spread, so that none is favoured for its unit.
struct FitSigns {
    /// How dear large weights are, in rows.
    var penalty: Double
    /// Sweeps over the weights; after these nothing moves in the third decimal.
    private static let sweeps = 80
    /// The sign that is always there.
    private static let start = "start"

    /// The weights by name, `start` among them.
    func weights(of rows: [FitNudges.Row], names: [String]) -> [String: Double] {
        let columns = names.map { name in rows.map { $0.signs[name] ?? 0 } }
        let spreads = zip(names, columns).map(Self.spread)
        var weights = [Double](repeating: 0, count: names.count)
        var odds = [Double](repeating: 0, count: rows.count)
        for _ in 0..<Self.sweeps {
            for (place, column) in columns.enumerated() where spreads[place] > 0 {
                // Nothing pulls the start towards zero.
                let pull =
                    names[place] == Self.start ? 0 : penalty * spreads[place] * spreads[place]
                let step = Self.step(column, rows, odds, pull, from: weights[place])
                weights[place] += step
                for row in rows.indices { odds[row] += step * column[row] }
            }
        }
        return Dictionary(uniqueKeysWithValues: zip(names, weights))
    }

    private static func step(
        _ column: [Double],
        _ rows: [FitNudges.Row],
        _ odds: [Double],
        _ pull: Double,
        from weight: Double
    ) -> Double {
        var slope = pull * weight
        var bend = pull
        for (place, value) in column.enumerated() where value != 0 {
            let chance = 1 / (1 + exp(-odds[place]))
            slope += rows[place].weight * (chance - (rows[place].isDue ? 1 : 0)) * value
            bend += rows[place].weight * max(chance * (1 - chance), leastBend) * value * value
        }
        return bend > 0 ? -slope / bend : 0
    }

    /// What spreads less is the same in every row, and rounded.
    private static let leastSquare = 1e-12
    /// Keeps a step finite where every row is judged surely.
    private static let leastBend = 0.01

    /// The root mean square about the mean; one for the start, which is always there.
    private static func spread(_ name: String, _ column: [Double]) -> Double {
        if name == start { return 1 }
        let count = Double(max(column.count, 1))
        let mean = column.reduce(0, +) / count
        let square = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        return square > leastSquare ? square.squareRoot() : 0
    }
}
