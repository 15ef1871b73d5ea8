import Agent
import Events

/// The features that examples hold, with the names that a model file gives them.
struct FitFeatures {
    private struct Entry {
        var owner: String?
        var feature: Feature
        var count = 0
    }

    private var entries: [UInt64: Entry] = [:]
    private var spelling: [UInt64: String] = [:]

    init(words: [String] = []) {
        for word in words + ["#", "<", ">"] { learn(word) }
        for count in 0...WordHash.largestCount { learn(String(count)) }
    }

    /// Learns how the words of a text are spelt.
    mutating func learn(textOf text: String) {
        WordSplitter.split(text) { letters in
            spelling[WordHash.of(letters)] = String(decoding: letters, as: UTF8.self)
        }
    }

    private mutating func learn(_ word: String) { spelling[WordHash.of(word.utf8)] = word }

    /// The numbers of some features, each once; those of an owner are its own.
    mutating func ids(of features: [Feature], owner: String? = nil) -> [UInt64] {
        let salt = owner.map { WordHash.of($0.utf8) }
        var ids: [UInt64] = []
        for feature in Set(features) {
            let id = salt.map { WordHash.mix($0, feature.id) } ?? feature.id
            entries[id, default: Entry(owner: owner, feature: feature)].count += 1
            ids.append(id)
        }
        ids.sort()
        return ids
    }

    /// The features that hold at least so often, in an order of their own.
    func common(atLeast count: Int) -> [UInt64] {
        entries.filter { $0.value.count >= count }.map(\.key).sorted()
    }

    /// Stands for no owner: features that any tool shares.
    static let nobody = ""

    /// Named weights by owner, without those that round to nothing.
    func named(_ weights: [Double], of ids: [UInt64]) -> [String: [NamedWeight]] {
        var named: [String: [NamedWeight]] = [:]
        for (id, weight) in zip(ids, weights) {
            let units = Int64((weight * WeightTable.unitsPerOne).rounded())
            guard units != 0, let entry = entries[id],
                let name = entry.feature.name(by: spelling)
            else { continue }
            named[entry.owner ?? Self.nobody, default: []]
                .append(NamedWeight(name: name, units: units))
        }
        return named.mapValues { $0.sorted { $0.name < $1.name } }
    }
}

/// A feature's weight as a model file gives it.
struct NamedWeight {
    var name: String
    var units: Int64

    /// Weights as two lists of the same order.
    static func object(_ weights: [NamedWeight]) -> JSONObject {
        [
            "features": .array(weights.map { .string($0.name) }),
            "weights": .array(weights.map { .integer($0.units) }),
        ]
    }

    /// A number in the units of weights.
    static func units(_ value: Double) -> JSON {
        .integer(Int64((value * WeightTable.unitsPerOne).rounded()))
    }
}
