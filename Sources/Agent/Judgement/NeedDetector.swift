/// Says whether a completed turn of the prospect asks for something that must be looked up.
///
/// It hears words only: punctuation and case change nothing, since speech-to-text may give neither.
/// Where the talk is of the kind it was fitted on, its fitted words decide; where most words are
/// new to it, the form of the turn decides (a question, a request for information).
///
/// Offered for building with: a `Call` does not ask it but weighs the plays.
public struct NeedDetector: Sendable {
    /// What it found.
    public struct Verdict: Hashable, Sendable {
        /// How likely the turn needs knowledge, per mille.
        public var scorePerMille: Int
        /// Whether that is enough to look something up.
        public var needsKnowledge: Bool
    }

    private let weights: WeightTable
    private let bias: Int
    private let thresholdPerMille: Int
    private let vocabulary: Set<UInt64>

    /// Reads a fitted model.
    ///
    /// - Throws: `InputError` that names the file when it is not a model of this kind and version.
    public init(parsing file: SourceFile) throws(InputError) {
        let model = try ModelFile(
            parsing: file,
            kind: "need",
            fields: ["bias", "features", "threshold_per_mille", "vocabulary", "weights"]
        )
        bias = try model.integer("bias", in: -1_000_000...1_000_000)
        thresholdPerMille = try model.integer("threshold_per_mille", in: 1...999)
        vocabulary = Set(try model.strings("vocabulary").map { WordHash.of($0.utf8) })
        weights = try model.weights()
    }

    /// Judges a completed turn after the lines before it, oldest first.
    public func verdict(on turn: String, after lines: [ConversationLine]) -> Verdict {
        let features = NeedFeatures(of: turn, after: lines)
        guard !features.words.list.isEmpty else {
            return Verdict(scorePerMille: 0, needsKnowledge: false)
        }
        let ids = Feature.ids(of: features.features)
        let fitted = WeightTable.chance(
            sum: weights.sum(of: ids),
            features: ids.count,
            bias: bias
        )
        let trust = Self.trust(inFamiliarity: familiarity(of: features))
        let form = Double(features.form.perMille) / 1_000
        let score = Int(((trust * fitted + (1 - trust) * form) * 1_000).rounded())
        return Verdict(scorePerMille: score, needsKnowledge: score >= thresholdPerMille)
    }

    /// Below this share of known words the form alone decides, above the other the fitted words.
    private static let foreign = 0.5
    private static let athome = 0.8

    private static func trust(inFamiliarity share: Double) -> Double {
        min(1, max(0, (share - foreign) / (athome - foreign)))
    }

    /// The share of words with meaning, here and just before, that the model was fitted on.
    private func familiarity(of features: NeedFeatures) -> Double {
        // One word is counted as known, so that a turn of everyday words is at home anywhere.
        var known = 1
        var all = 1
        for words in features.before + [features.words] {
            for word in words.list
            where !word.isNumber && !EverydayWords.ids.contains(word.id) {
                all += 1
                known += vocabulary.contains(word.id) ? 1 : 0
            }
        }
        return Double(known) / Double(all)
    }
}
