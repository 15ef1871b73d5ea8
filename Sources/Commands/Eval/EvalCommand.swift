import ArgumentParser

/// Measures parts of the coach against labelled data (docs/EVALUATION.md).
struct EvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure parts of the coach against labelled data.",
        subcommands: [
            RetrievalEvaluation.self, TimingEvaluation.self, ToolEvaluation.self,
            NudgeEvaluation.self, FitCommand.self,
        ]
    )
}
