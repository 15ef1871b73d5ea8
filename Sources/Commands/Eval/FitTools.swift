import Agent
import Events

/// Fits the model of which tool is due.
struct FitTools {
    let shelf: ToolShelf
    var logistic = FitLogistic(cost: 20)
    /// Rarer features say more about one call than about calls.
    private static let leastCount = 4
    /// Every example is shown again as if its tool were unknown, and counts this much then: so
    /// what holds for any tool is learnt too, and not left to the words of each.
    private static let strangerWeight = 0.3
    /// Thresholds that are tried, per mille.
    private static let thresholds = stride(from: 150, through: 600, by: 10)
    /// What of F1 is given up for a higher threshold: a coach had rather be silent.
    private static let givenUp = 0.01

    /// The model file that some turns give, with a threshold of its own choice or a given one.
    func model(of rows: [ToolTurnRow], thresholdPerMille: Int) -> [UInt8] {
        var features = FitFeatures()
        for tool in shelf.tools {
            for input in tool.inputs {
                features.learn(textOf: CandidateTool.spelling(of: input))
            }
        }
        let shown = rows.flatMap { examples(of: $0, &features) }
        let common = features.common(atLeast: Self.leastCount)
        let fitted = logistic.fit(shown, features: common)
        var named = features.named(fitted.weights, of: common)
        var model = NamedWeight.object(named.removeValue(forKey: FitFeatures.nobody) ?? [])
        var tools = JSONObject()
        for (owner, weights) in named { tools[owner] = .object(NamedWeight.object(weights)) }
        model["kind"] = .string("tools")
        model["version"] = .integer(1)
        model["bias"] = NamedWeight.units(fitted.bias)
        model["threshold_per_mille"] = .integer(Int64(thresholdPerMille))
        model["tools"] = .object(tools)
        return CanonicalJSON.encode(model) + [0x0A]
    }

    private func examples(of row: ToolTurnRow, _ features: inout FitFeatures) -> [FitExample] {
        for line in row.turn.lines { features.learn(textOf: line.text) }
        let tools = shelf.candidates(of: row)
        let held = ToolFeatures(of: row.turn.turn, after: row.turn.before, among: tools)
        var examples: [FitExample] = []
        for (place, tool) in tools.enumerated() {
            let isDue = row.due.contains(tool.name)
            let open = features.ids(of: held.shared + held.general[place])
            let own = features.ids(of: held.shared + held.special[place], owner: tool.name)
            examples.append(FitExample(ids: open + own, label: isDue))
            examples.append(FitExample(ids: open, label: isDue, weight: Self.strangerWeight))
        }
        return examples
    }

    /// A turn's best candidate as judged by a model that its call had no part in.
    struct Judged {
        var row: ToolTurnRow
        var choice: ToolChooser.Choice
        var wordsOnly: ToolChooser.Choice
    }

    /// Judges each fold of calls by a model that the others gave.
    func judge(_ rows: [ToolTurnRow], folds: [FitFolds.Fold]) throws -> [[Judged]] {
        try folds.map { fold in
            let bytes = model(of: fold.fitted.map { rows[$0] }, thresholdPerMille: 500)
            let chooser = try ToolChooser(parsing: SourceFile(path: "fold", bytes: bytes))
            return fold.held.map { place in
                let row = rows[place]
                let tools = shelf.candidates(of: row)
                let bare = row.turn.wordsOnly
                return Judged(
                    row: row,
                    choice: chooser.choice(
                        among: tools,
                        on: row.turn.turn,
                        after: row.turn.before
                    ),
                    wordsOnly: chooser.choice(among: tools, on: bare.turn, after: bare.before)
                )
            }
        }
    }

    /// The highest threshold that gives up next to nothing against the best one.
    static func threshold(for judged: [Judged]) -> Int {
        let tried = thresholds.map { ($0, tally(judged, threshold: $0).f1) }
        let best = tried.map(\.1).max() ?? 0
        return tried.last { $0.1 >= best - givenUp }?.0 ?? 500
    }

    /// What a threshold makes of judged turns.
    static func tally(
        _ judged: [Judged],
        threshold: Int,
        wordsOnly: Bool = false
    ) -> JudgementTally {
        var tally = JudgementTally()
        for turn in judged {
            let choice = wordsOnly ? turn.wordsOnly : turn.choice
            tally.count(
                called: choice.scorePerMille >= threshold && choice.best != nil,
                due: !turn.row.due.isEmpty,
                rightTool: choice.best.map(turn.row.due.contains) ?? false
            )
        }
        return tally
    }

    /// The figures of each fold under the threshold that the other folds choose.
    static func crossValidated(
        _ judged: [[Judged]]
    ) -> (plain: JudgementTally, wordsOnly: JudgementTally) {
        var tallies = (plain: JudgementTally(), wordsOnly: JudgementTally())
        for fold in judged.indices {
            let others = judged.indices.filter { $0 != fold }.flatMap { judged[$0] }
            let threshold = threshold(for: others)
            tallies.plain += tally(judged[fold], threshold: threshold)
            tallies.wordsOnly += tally(judged[fold], threshold: threshold, wordsOnly: true)
        }
        return tallies
    }
}
