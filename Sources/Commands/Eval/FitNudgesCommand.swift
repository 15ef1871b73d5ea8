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
    var folders: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: "More of them, by people who had not read what the playbook knows people to say."
    )
    var unread: [String] = []

    @Flag(help: "Fit the weights for when the sentence model on this machine judges too.")
    var onDevice = false

    @Flag(help: "Fit the weights for plays of which nothing but their phrases is known.")
    var byPhrase = false

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
        var pack: DomainPack
        /// Where its playbook lies.
        var playbook: URL
        var turns: [FitNudges.Turn]
        var isUnread: Bool
    }

    func validate() throws {
        guard !(folders.isEmpty && unread.isEmpty) else {
            throw ValidationError("found no folder of calls, expected one at least")
        }
        guard !(byPhrase && onDevice) else {
            throw ValidationError(
                "found --by-phrase and --on-device, expected one: a phrase that was said is judged by words"
            )
        }
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
        let source = NudgeWeightSource(
            name: byPhrase ? .byPhrase : onDevice ? .withMeaning : .byWords
        )
        try FitCommand.write(Array(source.text(of: weights).utf8), to: out)
        try score.figures(leastPrecision: leastPrecision).tell(options.terminal)
    }

    private func read(_ folders: [String], areUnread: Bool) throws -> [Call] {
        try folders.flatMap { folder in
            let near = NudgeCalls.playbook(of: NudgeCalls.folderItself, below: folder)
            return try NudgeCalls.names(in: folder).map { name in
                let path = folder + "/" + name
                let gold = try NudgeGold(path + NudgeCalls.goldEnding)
                let recording = try RecordingFile(path + NudgeCalls.scriptEnding)
                    .parse(.init())
                let pack = try Installation.pack(recording.pack)
                return Call(
                    name: name,
                    pack: pack,
                    playbook: playbook.map { URL(fileURLWithPath: $0) } ?? near
                        ?? Installation.playbookFolder(of: pack),
                    turns: FitNudges.Turn.turns(of: recording, gold: gold),
                    isUnread: areUnread
                )
            }
        }
    }

    private func fit(on calls: [Call]) async throws -> FitNudges {
        let shelves = Dictionary(grouping: calls, by: \.playbook).sorted { one, other in
            one.key.path < other.key.path
        }
        let playbooks = try shelves.map { try known(in: $0.key, of: $0.value[0].pack) }
        var fit = FitNudges(vectors: try await vectors(of: calls, playbooks), byPhrase: byPhrase)
        for ((folder, calls), playbook) in zip(shelves, playbooks) {
            let whole = fit.judge(under: playbook)
            let needsParts = !byPhrase || calls.contains { !$0.isUnread }
            let judges = (0..<(needsParts ? FitNudges.parts : 0)).map {
                fit.judge(under: playbook, without: $0)
            }
            for (place, call) in calls.enumerated() {
                let judge = call.isUnread ? whole : judges[place % FitNudges.parts]
                fit.add(call.name, call.turns, under: playbook, judgedBy: judge)
            }
            guard !byPhrase else { continue }
            fit.add(sayingsOf: playbook, named: folder.lastPathComponent, judgedBy: judges)
        }
        return fit
    }

    /// A playbook; where the weights are for phrases alone, as if its author had given nothing else.
    private func known(in folder: URL, of pack: DomainPack) throws -> Playbook {
        let playbook = try Installation.playbook(in: folder, of: pack)
        let isOwn = folder.path == Installation.playbookFolder(of: pack).path
        return byPhrase && isOwn ? playbook.withBorrowedExamples : playbook
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
    /// What they are for.
    enum Name: String {
        /// Plays of which nothing but their phrases is known.
        case byPhrase = "learntByPhrase"
        case byWords = "learnt"
        /// Turns whose vectors are there.
        case withMeaning = "learntWithMeaning"
    }

    /// The name that they have in the coach.
    var name: Name
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
                static let \(name.rawValue): [String: Double] = [
            \(lines.joined())    ]
            }

            """
    }
}
