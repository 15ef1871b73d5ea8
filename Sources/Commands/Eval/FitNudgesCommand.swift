import Agent
import ArgumentParser
import Foundation

/// Fits the weights of when to interrupt, with what.
struct FitNudgesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nudges",
        abstract: "Fit the weights of when to interrupt, and say how well they generalise."
    )

    /// Parts for cross-validation; no call stands in two of them.
    static let folds = 5
    /// Found by cross-validation; half and double of it do as well.
    private static let fit = FitSigns(penalty: 3)
    /// The weights are moved to where this share of the nudges is right; in calls by other authors it
    /// is some ten points less.
    private static let leastPrecision = 0.85

    @Argument(help: "Folders of call scripts with gold beside them.")
    var folders: [String]

    @Option(help: "Where to write the weights, as Swift.")
    var out: String

    @OptionGroup var options: HomeOptions

    func run() async throws {
        let fit = try readCalls()
        let names = Set(fit.rows.flatMap(\.signs.keys)).sorted()
        let judged = Self.crossValidated(fit.rows, names)
        let score = FitNudgeScore(judged, due: fit.momentsDue)
        var weights = Self.fit.weights(of: fit.rows, names: names)
        weights["start", default: 0] -= score.bar(leastPrecision: Self.leastPrecision)
        weights[FitNudges.alone] = nil
        try FitCommand.write(Array(NudgeWeightSource.text(of: weights).utf8), to: out)
        score.figures(leastPrecision: Self.leastPrecision).tell(options.terminal)
    }

    private func readCalls() throws -> FitNudges {
        var fit = FitNudges()
        var playbooks: [String: [Playbook]] = [:]
        var part = 0
        for folder in folders {
            for name in try NudgeEvaluation.scripts(in: folder) {
                let path = folder + "/" + name
                let gold = try NudgeGold(path + NudgeEvaluation.goldEnding)
                let recording = try RecordingFile(path + NudgeEvaluation.scriptEnding)
                    .parse(.init())
                let parts = try playbooks[recording.pack] ?? Self.playbooks(of: recording.pack)
                playbooks[recording.pack] = parts
                let turns = FitNudges.Turn.turns(of: recording, gold: gold)
                fit.add(name, turns, under: parts[part % FitNudges.parts])
                part += 1
            }
        }
        for pack in playbooks.keys.sorted() {
            fit.add(sayingsOf: try Self.playbook(of: pack), named: pack)
        }
        return fit
    }

    private static func playbook(of pack: String) throws -> Playbook {
        try Installation.playbook(in: Installation.playbookFolder(of: Installation.pack(pack)))
    }

    /// A pack's playbook as if it had not heard each part of its sayings.
    private static func playbooks(of pack: String) throws -> [Playbook] {
        let whole = try playbook(of: pack)
        return (0..<FitNudges.parts).map { FitNudges.playbook(whole, without: $0) }
    }

    /// The rows with their odds, by weights that their calls had no part in.
    private static func crossValidated(
        _ rows: [FitNudges.Row],
        _ names: [String]
    ) -> [(row: FitNudges.Row, odds: Double)] {
        FitFolds(rows.map(\.call), count: folds).folds.flatMap { fold in
            let weights = fit.weights(of: fold.fitted.map { rows[$0] }, names: names)
            return fold.held.map { place in
                let signs = rows[place].signs
                return (rows[place], signs.reduce(0) { $0 + $1.value * (weights[$1.key] ?? 0) })
            }
        }
    }
}

/// The weights as a source file of the coach.
enum NudgeWeightSource {
    /// A smaller weight moves no verdict.
    private static let least = 0.005

    static func text(of weights: [String: Double]) -> String {
        let lines = weights.filter { abs($0.value) >= least }.sorted { $0.key < $1.key }
            .map { name, weight in
                "        \"\(name)\": \(Double((weight * 1000).rounded()) / 1000),\n"
            }
        return """
            /// What `aside eval fit nudges` writes (docs/EVALUATION.md, "How the weights were fitted").
            extension NudgeWeights {
                /// What each sign adds to the log-odds of interrupting, as it was fitted.
                static let learnt: [String: Double] = [
            \(lines.joined())    ]
            }

            """
    }
}
