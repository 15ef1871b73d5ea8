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

    @Argument(help: "Folders of call scripts with gold beside them.")
    var folders: [String]

    @Option(
        parsing: .upToNextOption,
        help: "More of them, by people who had not read what the playbook knows people to say."
    )
    var unread: [String] = []

    @Flag(help: "Fit the weights for when the sentence model on this machine judges too.")
    var onDevice = false

    @Option(
        help: "The weights are moved to where this share of the turns answered is answered right."
    )
    var leastPrecision = 0.85

    @Option(help: "A folder of plays, in the place of the playbooks that come with the packs.")
    var playbook: String?

    @Option(help: "Where to write the weights, as Swift.")
    var out: String

    @OptionGroup var options: HomeOptions

    /// A call to fit on.
    private struct Call {
        var name: String
        var pack: String
        var turns: [FitNudges.Turn]
        var isUnread: Bool
    }

    func run() async throws {
        let calls = try read(folders, areUnread: false) + read(unread, areUnread: true)
        let fit = try await fit(on: calls)
        let names = Set(fit.rows.flatMap(\.signs.keys)).sorted()
        let judged = Self.crossValidated(fit.rows, names)
        let score = FitNudgeScore(judged, due: fit.momentsDue)
        var weights = Self.fit.weights(of: fit.rows, names: names)
        weights["start", default: 0] -= score.bar(leastPrecision: leastPrecision)
        weights[FitNudges.alone] = nil
        let source = NudgeWeightSource(isWithMeaning: onDevice)
        try FitCommand.write(Array(source.text(of: weights).utf8), to: out)
        try score.figures(leastPrecision: leastPrecision).tell(options.terminal)
    }

    private func read(_ folders: [String], areUnread: Bool) throws -> [Call] {
        try folders.flatMap { folder in
            try NudgeCalls.names(in: folder).map { name in
                let path = folder + "/" + name
                let gold = try NudgeGold(path + NudgeCalls.goldEnding)
                let recording = try RecordingFile(path + NudgeCalls.scriptEnding)
                    .parse(.init())
                return Call(
                    name: name,
                    pack: recording.pack,
                    turns: FitNudges.Turn.turns(of: recording, gold: gold),
                    isUnread: areUnread
                )
            }
        }
    }

    private func fit(on calls: [Call]) async throws -> FitNudges {
        var playbooks: [String: Playbook] = [:]
        for pack in Set(calls.map(\.pack)) {
            let own = Installation.playbookFolder(of: try Installation.pack(pack))
            let folder = playbook.map { URL(fileURLWithPath: $0) } ?? own
            playbooks[pack] = try Installation.playbook(in: folder)
        }
        var fit = FitNudges(vectors: try await vectors(of: calls, playbooks.values.map { $0 }))
        for (pack, playbook) in playbooks.sorted(by: { $0.key < $1.key }) {
            let whole = fit.judge(under: playbook)
            let judges = (0..<FitNudges.parts).map { fit.judge(under: playbook, without: $0) }
            for (place, call) in calls.filter({ $0.pack == pack }).enumerated() {
                let judge = call.isUnread ? whole : judges[place % FitNudges.parts]
                fit.add(call.name, call.turns, judgedBy: judge)
            }
            fit.add(sayingsOf: playbook, named: pack, judgedBy: judges)
        }
        return fit
    }

    private func vectors(
        of calls: [Call],
        _ playbooks: [Playbook]
    ) async throws -> [String: [Float]] {
        guard onDevice else { return [:] }
        let encoder: any Embedder = try SentenceFiles.encoder()
        let said =
            calls.flatMap { $0.turns.map(\.moment.turn) }
            + playbooks.flatMap(\.sayings.texts)
        let texts = Set(said.flatMap(TurnMeaning.texts) + playbooks.flatMap(\.sayings.texts))
        defer { options.terminal.progressDone() }
        return try await SentenceFiles.kept.vectors(of: texts.sorted(), by: encoder) {
            options.terminal.progress("turning words into vectors", $0, of: $1)
        }
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
struct NudgeWeightSource {
    /// Whether they are for turns whose vectors are there.
    var isWithMeaning: Bool
    /// A smaller weight moves no verdict.
    private static let least = 0.005

    func text(of weights: [String: Double]) -> String {
        let lines = weights.filter { abs($0.value) >= Self.least }.sorted { $0.key < $1.key }
            .map { name, weight in
                "        \"\(name)\": \(Double((weight * 1000).rounded()) / 1000),\n"
            }
        return """
            /// What `aside eval fit nudges` writes (docs/EVALUATION.md, "How the weights were fitted").
            extension NudgeWeights {
                /// What each sign adds to the log-odds of interrupting, as it was fitted.
                static let \(isWithMeaning ? "learntWithMeaning" : "learnt"): [String: Double] = [
            \(lines.joined())    ]
            }

            """
    }
}
