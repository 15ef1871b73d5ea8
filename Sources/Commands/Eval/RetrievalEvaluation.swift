import ArgumentParser

/// Measures how often the right passage is found for a labelled turn.
struct RetrievalEvaluation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retrieval",
        abstract: "Measure how often the right passage is found for a labelled turn."
    )

    @Option(help: "Passages, one JSON object a line.")
    var passages: String

    @Option(help: "Labelled turns, one JSON object a line.")
    var turns: String

    @OptionGroup var options: HomeOptions

    func run() async throws {
        let passages = try EvaluationFiles.rows(PassageRow.self, in: passages)
        let turns = try EvaluationFiles.rows(TurnRow.self, in: turns)
        var figures = EvaluationFigures()
        figures.add("passages", count: passages.count)
        figures.add("n", count: turns.count)
        figures.tell(options.terminal)
    }
}
