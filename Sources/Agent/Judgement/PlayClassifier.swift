import Foundation

/// Tells which play a stretch of speech is about, or which sort of ordinary talk it is.
///
/// A softmax over the words, learnt when the playbook is read from its own triggers and examples
/// against each other and against ordinary talk of each kind. It is deterministic: the same playbook always
/// gives the same weights.
struct PlayClassifier: Sendable {
    /// How often each example is learnt from, how far at first, and how long a text counts: more of
    /// any of them only learns the examples by heart.
    private static let rounds = 20
    private static let rate: Float = 0.27
    private static let length: Float = 4
    /// How much an unknown word counts towards the length of what was said: it may be about anything.
    private static let unknown: Float = 0.15

    private let classes: Int
    private var numbers: [String: Int] = [:]
    private var rarity: [Float] = []
    /// For each feature, a weight for every class; the last classes are the kinds of ordinary talk.
    private var weights: [Float] = []

    private typealias Row = [(feature: Int, value: Float)]

    /// Learns from what is said for each play, by its place.
    init(saying: [[String]]) {
        let ordinary = OrdinaryTalk.Kind.allCases.map(\.lines)
        classes = saying.count + ordinary.count
        var texts: [(terms: [(name: String, weight: Float)], label: Int)] = []
        for (label, lines) in (saying + ordinary).enumerated() {
            for line in lines {
                texts.append((HeardTerms(HeardTerms.terms(of: line)).features, label))
            }
        }
        guard saying.contains(where: { !$0.isEmpty }) else { return }
        count(texts.map(\.terms))
        weights = Array(repeating: 0, count: rarity.count * classes)
        fit(texts.map { (row($0.terms), $0.label) })
    }

    private mutating func count(_ texts: [[(name: String, weight: Float)]]) {
        var uses: [Int] = []
        for text in texts {
            for name in Set(text.map(\.name)).sorted() {
                if let number = numbers[name] {
                    uses[number] += 1
                } else {
                    numbers[name] = uses.count
                    uses.append(1)
                }
            }
        }
        let all = Float(texts.count)
        rarity = uses.map { log(1 + all / Float($0)) / log(1 + all) }
    }

    /// The features of a text by number, brought to length one with what is not known.
    private func row(_ features: [(name: String, weight: Float)]) -> Row {
        var values: [Int: Float] = [:]
        var length: Float = 0
        for (name, weight) in features {
            if let number = numbers[name] {
                values[number] = max(values[number] ?? 0, weight * rarity[number])
            } else if !name.contains(" ") {
                length += Self.unknown * weight * weight
            }
        }
        for value in values.values { length += value * value }
        let scale = length > 0 ? Self.length / length.squareRoot() : 0
        return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value * scale) }
    }

    private mutating func fit(_ rows: [(row: Row, label: Int)]) {
        // A step through the rows that is prime to their number visits each once, far from its like.
        var stride = 7919
        while rows.count.isMultiple(of: stride) { stride += 1 }
        for round in 0..<Self.rounds {
            let rate = Self.rate / Float(1 + round)
            var place = round
            for _ in rows.indices {
                place = (place + stride) % rows.count
                let (row, label) = rows[place]
                var slopes = chances(row)
                slopes[label] -= 1
                for (feature, value) in row {
                    let start = feature * classes
                    for number in 0..<classes {
                        weights[start + number] -= rate * slopes[number] * value
                    }
                }
            }
        }
    }

    private func chances(_ row: Row) -> [Float] {
        var logits = [Float](repeating: 0, count: classes)
        for (feature, value) in row {
            let start = feature * classes
            for number in 0..<classes { logits[number] += weights[start + number] * value }
        }
        let most = logits.max() ?? 0
        var sum: Float = 0
        for number in 0..<classes {
            logits[number] = exp(logits[number] - most)
            sum += logits[number]
        }
        for number in 0..<classes { logits[number] /= sum }
        return logits
    }

    /// How likely a stretch of speech is about each play, by its place, and then how likely it is
    /// each kind of ordinary talk.
    func chances(of terms: some Sequence<String>) -> [Float] {
        guard !weights.isEmpty else { return Array(repeating: 0, count: classes) }
        return chances(row(HeardTerms(terms).features))
    }
}
