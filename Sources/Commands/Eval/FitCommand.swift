import ArgumentParser
import Foundation

/// Fits the small models of the coach's judgement (docs/EVALUATION.md).
struct FitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Fit the small models of the coach's judgement to labelled turns.",
        subcommands: [FitTimingCommand.self, FitToolsCommand.self, FitNudgesCommand.self]
    )

    /// Writes a model whole or not at all.
    static func write(_ model: [UInt8], to path: String) throws {
        do {
            try Data(model).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Failure.failed("writing \(path) failed: found no place that can be written to")
        }
    }
}

/// What the fits of a model to turns take.
struct FitOptions: ParsableArguments {
    /// Fewer than two folds leave nothing to fit on; more than this only take time.
    static let possibleFolds = 2...20

    @Option(help: "Labelled turns, one JSON object a line.")
    var turns: String

    @Option(help: "Where to write the model.")
    var out: String

    @Option(help: "Parts for cross-validation; no call stands in two of them.")
    var folds = 5

    /// Refuses a number of folds that makes no sense.
    func check() throws {
        guard Self.possibleFolds.contains(folds) else {
            throw Failure.usage(
                "--folds: found \(folds), expected \(Self.possibleFolds.lowerBound) to "
                    + "\(Self.possibleFolds.upperBound)"
            )
        }
    }
}

/// Fits the model of when a turn needs knowledge.
struct FitTimingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timing",
        abstract: "Fit the model of when a turn needs knowledge, and say how well it generalises."
    )

    @OptionGroup var fit: FitOptions
    @OptionGroup var options: HomeOptions

    func run() async throws {
        try fit.check()
        let rows = try EvaluationFiles.rows(TimingRow.self, in: fit.turns)
        let tallies = try FitTiming.crossValidate(rows, folds: fit.folds)
        try FitCommand.write(FitTiming.model(of: rows), to: fit.out)
        try tallies.plain.tell(options.terminal, wordsOnly: tallies.wordsOnly)
    }
}

/// Fits the model of which tool is due.
struct FitToolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tools",
        abstract: "Fit the model of which tool is due, and say how well it generalises."
    )

    @Option(help: "Descriptions of tools, one JSON object a line.")
    var tools: String

    @OptionGroup var fit: FitOptions
    @OptionGroup var options: HomeOptions

    func run() async throws {
        try fit.check()
        let fitting = FitTools(shelf: try ToolShelf(file: tools))
        let rows = try fitting.shelf.rows(in: fit.turns)
        let parts = FitFolds(rows.map(\.call), count: fit.folds).folds
        let judged = try fitting.judge(rows, folds: parts)
        let threshold = FitTools.threshold(for: judged.flatMap { $0 })
        let tallies = FitTools.crossValidated(judged)
        try FitCommand.write(fitting.model(of: rows, thresholdPerMille: threshold), to: fit.out)
        try tallies.plain.tell(options.terminal, wordsOnly: tallies.wordsOnly, withTools: true)
    }
}
