import Foundation

/// A softmax over weighted features, learnt by stochastic descent in a fixed order.
struct Softmax: Sendable {
    /// How it learns.
    struct Schedule: Sendable {
        /// How often each text is learnt from.
        var rounds: Int
        /// How far a text moves the weights at first; in later rounds less.
        var rate: Float
        /// How long a text counts.
        var length: Float
        /// How much of the weights is forgotten after a round, for each step of the rate.
        var decay: Float

        /// For words and pairs, thousands of which stand in few texts: more of any of these only
        /// learns the texts by heart.
        static let words = Schedule(rounds: 3, rate: 0.3, length: 4, decay: 0)
        /// For an embedder's few hundred numbers, all of which every text has; as good as the best
        /// weights under a penalty of half their squares.
        static let vectors = Schedule(rounds: 30, rate: 1, length: 1, decay: 0.5)
    }

    private let schedule: Schedule
    private let classes: Int
    /// By feature, one for each class.
    private var weights: [Float]

    /// Learns from labelled texts.
    init(
        _ rows: [(row: HeardVocabulary.Row, label: Int)],
        classes: Int,
        features: Int,
        by schedule: Schedule
    ) {
        self.classes = classes
        self.schedule = schedule
        weights = Array(repeating: 0, count: features * classes)
        // A step through the rows that is prime to their number visits each once, far from its like.
        var stride = 7919
        while rows.count > 0, rows.count.isMultiple(of: stride) { stride += 1 }
        for round in 0..<schedule.rounds {
            let rate = schedule.rate / Float(1 + round)
            var place = round
            for _ in rows.indices {
                place = (place + stride) % rows.count
                learn(rows[place].row, rows[place].label, rate: rate * schedule.length)
            }
            if schedule.decay > 0 { shrink(to: 1 - rate * schedule.decay) }
        }
    }

    private mutating func shrink(to share: Float) {
        for place in weights.indices { weights[place] *= share }
    }

    private mutating func learn(_ row: HeardVocabulary.Row, _ label: Int, rate: Float) {
        var slopes = chances(of: row)
        slopes[label] -= 1
        weights.withUnsafeMutableBufferPointer { weights in
            guard let weights = weights.baseAddress else { return }
            for entry in row {
                let start = weights + entry.feature * classes
                add(-rate * entry.value, times: slopes, to: start, classes)
            }
        }
    }

    /// How likely a text is of each class.
    func chances(of row: HeardVocabulary.Row) -> [Float] {
        var chances = [Float](repeating: 0, count: classes)
        weights.withUnsafeBufferPointer { weights in
            guard let weights = weights.baseAddress else { return }
            for entry in row {
                let factor = schedule.length * entry.value
                add(factor, times: weights + entry.feature * classes, to: &chances, classes)
            }
        }
        let most = chances.max() ?? 0
        var sum: Float = 0
        for label in chances.indices {
            chances[label] = exp(chances[label] - most)
            sum += chances[label]
        }
        for label in chances.indices { chances[label] /= sum }
        return chances
    }
}

/// Adds a multiple of some numbers to as many others.
///
/// By pointers and without a range: a playbook is learnt in a fifteenth of the time in a build for
/// debugging, in which the tests read one again and again, and no slower in another.
private func add(
    _ factor: Float,
    times numbers: UnsafePointer<Float>,
    to sums: UnsafeMutablePointer<Float>,
    _ count: Int
) {
    var place = 0
    while place < count {
        sums[place] += factor * numbers[place]
        place += 1
    }
}
