import Foundation

/// The weights of a fitted linear model, by feature.
package struct WeightTable: Sendable {
    /// Weights are whole hundredths: finer ones change no verdict and only lengthen the file.
    package static let unitsPerOne = 100.0

    private let weights: [UInt64: Int32]

    /// The sum of the weights of some features.
    func sum(of ids: [UInt64]) -> Int {
        var sum = 0
        for id in ids { sum += Int(weights[id] ?? 0) }
        return sum
    }

    /// Weights by features' names; a name that is no feature is refused by its place.
    package init(names: [String], weights values: [Int64]) throws(ModelFault) {
        guard names.count == values.count else {
            throw ModelFault(
                found: "\(values.count) weights of \(names.count) features",
                expected: "one weight for each feature"
            )
        }
        var weights: [UInt64: Int32] = Dictionary(minimumCapacity: names.count)
        for (place, (name, value)) in zip(names, values).enumerated() {
            guard let feature = Feature(name: name), let weight = Int32(exactly: value) else {
                throw ModelFault(
                    found: "no usable feature or weight at place \(place)",
                    expected: "a letter and up to two words, and a whole number"
                )
            }
            guard weights.updateValue(weight, forKey: feature.id) == nil else {
                throw ModelFault(
                    found: "a repeated feature at place \(place)",
                    expected: "each feature once"
                )
            }
        }
        self.weights = weights
    }

    /// The chance that a sum of weights stands for, from 0 to 1.
    ///
    /// The sum is divided by the root of how many features spoke, so that long turns do not shout.
    static func chance(sum: Int, features: Int, bias: Int) -> Double {
        let share = Double(sum) / Double(max(features, 1)).squareRoot() + Double(bias)
        return 1 / (1 + exp(-share / unitsPerOne))
    }
}

/// What is wrong with a model; the file's reader adds the file's name.
package struct ModelFault: Error, Hashable {
    package var found: String
    package var expected: String
}
