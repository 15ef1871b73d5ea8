import Foundation

/// What is known of the words that somebody learnt from: their numbers, and how rare each is.
struct HeardVocabulary: Sendable {
    /// A text's features by number, in order.
    typealias Row = [Entry]

    /// A feature that a text has, and what it counts.
    ///
    /// A struct and not a tuple, whose type a build for debugging looks up at every touch: the tests
    /// learn playbooks again and again.
    struct Entry {
        var feature: Int
        var value: Float
    }

    /// How much an unknown word counts towards the length of what was said: it may be about anything.
    private static let unknown: Float = 0.15

    private var numbers: [UInt64: Int] = [:]
    private var rarity: [Float] = []

    /// How many features are known.
    var count: Int { rarity.count }

    /// The vocabulary of some texts.
    init(_ texts: [HeardTerms]) {
        var uses: [Int] = []
        var lastUse: [Int] = []
        for (place, text) in texts.enumerated() {
            for feature in text.features {
                let number = numbers[feature.id] ?? uses.count
                if number == uses.count {
                    numbers[feature.id] = number
                    uses.append(0)
                    lastUse.append(-1)
                }
                if lastUse[number] != place { uses[number] += 1 }
                lastUse[number] = place
            }
        }
        let all = Float(texts.count)
        rarity = uses.map { log(1 + all / Float($0)) / log(1 + all) }
    }

    /// The features of a text, brought to length one together with what is not known.
    func row(of text: HeardTerms) -> Row {
        var row: Row = []
        var length: Float = 0
        for feature in text.features {
            if let number = numbers[feature.id] {
                row.append(Entry(feature: number, value: feature.weight * rarity[number]))
            } else if !feature.isPair {
                length += Self.unknown * feature.weight * feature.weight
            }
        }
        row.sort { one, other in
            one.feature == other.feature
                ? one.value > other.value : one.feature < other.feature
        }
        // Said twice is said once.
        var kept = 0
        for entry in row where kept == 0 || row[kept - 1].feature != entry.feature {
            row[kept] = entry
            kept += 1
            length += entry.value * entry.value
        }
        row.removeLast(row.count - kept)
        let scale = length > 0 ? 1 / length.squareRoot() : 0
        for place in row.indices { row[place].value *= scale }
        return row
    }
}
