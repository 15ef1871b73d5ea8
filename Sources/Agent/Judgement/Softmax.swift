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
        static let words = Schedule(rounds: 8, rate: 0.3, length: 4, decay: 0)
        /// For an embedder's few hundred numbers, all of which every text has; as good as the best
        /// weights under a penalty of half their squares.
        static let vectors = Schedule(rounds: 30, rate: 1, length: 1, decay: 0.5)
    }

    /// The weights of one feature for sixteen classes, which are moved at once.
    private typealias Lane = SIMD16<Float>

    private let schedule: Schedule
    private let classes: Int
    private let lanes: Int
    /// By feature, the lanes of all classes.
    private var weights: [Lane]

    /// Learns from labelled texts.
    init(
        _ rows: [(row: HeardVocabulary.Row, label: Int)],
        classes: Int,
        features: Int,
        by schedule: Schedule
    ) {
        self.classes = classes
        self.schedule = schedule
        lanes = (classes + Lane.scalarCount - 1) / Lane.scalarCount
        weights = Array(repeating: .zero, count: features * lanes)
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
        var slopes = chanceLanes(of: row)
        slopes[label / Lane.scalarCount][label % Lane.scalarCount] -= 1
        weights.withUnsafeMutableBufferPointer { weights in
            for (feature, value) in row {
                for lane in slopes.indices {
                    weights[feature * lanes + lane] -= slopes[lane] * (rate * value)
                }
            }
        }
    }

    /// How likely a text is of each class.
    func chances(of row: HeardVocabulary.Row) -> [Float] {
        chanceLanes(of: row).flatMap { lane in lane.indices.map { lane[$0] } }
            .dropLast(lanes * Lane.scalarCount - classes)
    }

    private func chanceLanes(of row: HeardVocabulary.Row) -> [Lane] {
        var logits = [Lane](repeating: .zero, count: lanes)
        weights.withUnsafeBufferPointer { weights in
            for (feature, value) in row {
                for lane in logits.indices {
                    logits[lane] += weights[feature * lanes + lane] * (schedule.length * value)
                }
            }
        }
        let most = logits.map { $0.max() }.max() ?? 0
        var sum: Float = 0
        for number in 0..<lanes * Lane.scalarCount {
            let (lane, place) = (number / Lane.scalarCount, number % Lane.scalarCount)
            let chance = number < classes ? exp(logits[lane][place] - most) : 0
            logits[lane][place] = chance
            sum += chance
        }
        for lane in logits.indices { logits[lane] /= sum }
        return logits
    }
}

extension SIMD16<Float> {
    fileprivate static func /= (lane: inout Self, number: Float) { lane = lane / number }
}
