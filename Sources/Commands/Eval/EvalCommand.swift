import ArgumentParser

/// Measures the coach, and what is offered for building with, on labelled data (docs/EVALUATION.md).
struct EvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure the coach, and what is offered for building with, on labelled data.",
        subcommands: [
            RetrievalEvaluation.self, TimingEvaluation.self, ToolEvaluation.self,
            NudgeEvaluation.self, FitCommand.self,
        ]
    )
}
