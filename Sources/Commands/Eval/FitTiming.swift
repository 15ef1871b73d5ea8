import Agent
import Events

/// Fits the model of when a turn needs knowledge.
enum FitTiming {
    /// Found by cross-validation; half and double of it do as well.
    static let logistic = FitLogistic(cost: 30)
    /// Rarer features say more about one call than about calls.
    private static let leastCount = 3
    /// A word of fewer turns is not yet known.
    private static let leastTurns = 3
    private static let thresholdPerMille: Int64 = 500

    /// The model file that some turns give.
    static func model(of rows: [TimingRow]) -> [UInt8] {
        var features = FitFeatures(words: NeedFeatures.spellings)
        var examples: [FitExample] = []
        var turnsOfWord: [String: Int] = [:]
        for row in rows {
            let texts = row.turn.before.map(\.text) + [row.turn.turn]
            for text in texts { features.learn(textOf: text) }
            for word in Set(texts.flatMap(WordSplitter.words)) {
                turnsOfWord[word, default: 0] += 1
            }
            let held = NeedFeatures(of: row.turn.turn, after: row.turn.before).features
            examples.append(FitExample(ids: features.ids(of: held), label: row.needsKnowledge))
        }
        let common = features.common(atLeast: leastCount)
        let fitted = logistic.fit(examples, features: common)
        let vocabulary = turnsOfWord.filter { $0.value >= leastTurns }.map(\.key).sorted()
        var model = NamedWeight.object(
            features.named(fitted.weights, of: common)[FitFeatures.nobody] ?? []
        )
        model["kind"] = .string("need")
        model["version"] = .integer(1)
        model["bias"] = NamedWeight.units(fitted.bias)
        model["threshold_per_mille"] = .integer(thresholdPerMille)
        model["vocabulary"] = .array(vocabulary.map(JSON.string))
        return CanonicalJSON.encode(model) + [0x0A]
    }

    /// Judges each fold of calls by a model that the others gave.
    static func crossValidate(
        _ rows: [TimingRow],
        folds: Int
    ) throws -> (plain: JudgementTally, wordsOnly: JudgementTally) {
        var tallies = (plain: JudgementTally(), wordsOnly: JudgementTally())
        for fold in FitFolds(rows.map(\.call), count: folds).folds {
            let file = SourceFile(path: "fold", bytes: model(of: fold.fitted.map { rows[$0] }))
            let detector = try NeedDetector(parsing: file)
            let held = fold.held.map { rows[$0] }
            tallies.plain += TimingEvaluation.tally(held, by: detector, wordsOnly: false)
            tallies.wordsOnly += TimingEvaluation.tally(held, by: detector, wordsOnly: true)
        }
        return tallies
    }
}
