import Agent
import ArgumentParser

/// Measures how well the need detector knows when a turn needs knowledge; no live call asks it.
struct TimingEvaluation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timing",
        abstract: "Measure how well the need detector knows when a turn needs knowledge.",
        discussion: """
            It is offered for building with. A live call does not ask it: there the plays are judged, \
            which `aside eval nudges` measures.
            """
    )

    @Option(help: "Labelled turns, one JSON object a line.")
    var turns: String

    @Option(help: "Taken so that evaluations can be called alike; timing reads no passages.")
    var passages: String?

    @Option(help: "A fitted model (default: the one that comes with Aside).")
    var model: String?

    @Flag(help: "Take punctuation and case away for all figures.")
    var wordsOnly = false

    @OptionGroup var options: HomeOptions

    func run() async throws {
        let rows = try EvaluationFiles.rows(TimingRow.self, in: turns)
        let detector = try NeedDetector(parsing: try Installation.model("need", at: model))
        let bare = Self.tally(rows, by: detector, wordsOnly: true)
        let tally = wordsOnly ? bare : Self.tally(rows, by: detector, wordsOnly: false)
        try tally.tell(options.terminal, wordsOnly: bare)
    }

    /// Judges every turn.
    static func tally(
        _ rows: [TimingRow],
        by detector: NeedDetector,
        wordsOnly: Bool
    ) -> JudgementTally {
        var tally = JudgementTally()
        for row in rows {
            let turn = wordsOnly ? row.turn.wordsOnly : row.turn
            let verdict = detector.verdict(on: turn.turn, after: turn.before)
            tally.count(called: verdict.needsKnowledge, due: row.needsKnowledge)
        }
        return tally
    }
}
