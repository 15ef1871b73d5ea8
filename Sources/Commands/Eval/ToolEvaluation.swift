import Agent
import ArgumentParser

/// Measures how well the tool chooser knows which tool, if any, is due; no live call asks it.
struct ToolEvaluation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tools",
        abstract: "Measure how well the tool chooser knows which tool, if any, is due.",
        discussion: """
            It is offered for building with. A live call does not ask it: there a play names its own \
            tool, or a language model asks for one.
            """
    )

    @Option(help: "Descriptions of tools, one JSON object a line.")
    var tools: String

    @Option(help: "Labelled turns, one JSON object a line.")
    var turns: String

    @Option(help: "A fitted model (default: the one that comes with Aside).")
    var model: String?

    @OptionGroup var options: HomeOptions

    func run() async throws {
        let shelf = try ToolShelf(file: tools)
        let rows = try shelf.rows(in: turns)
        let chooser = try ToolChooser(parsing: try Installation.model("tools", at: model))
        let tally = Self.tally(rows, on: shelf, by: chooser, wordsOnly: false)
        let bare = Self.tally(rows, on: shelf, by: chooser, wordsOnly: true)
        try tally.tell(options.terminal, wordsOnly: bare, withTools: true)
    }

    /// Judges every turn.
    static func tally(
        _ rows: [ToolTurnRow],
        on shelf: ToolShelf,
        by chooser: ToolChooser,
        wordsOnly: Bool
    ) -> JudgementTally {
        var tally = JudgementTally()
        for row in rows {
            let turn = wordsOnly ? row.turn.wordsOnly : row.turn
            let tools = shelf.candidates(of: row)
            let choice = chooser.choice(among: tools, on: turn.turn, after: turn.before)
            tally.count(
                called: choice.tool != nil,
                due: !row.due.isEmpty,
                rightTool: choice.tool.map(row.due.contains) ?? false
            )
        }
        return tally
    }
}

/// The tools that a file describes, made ready once.
struct ToolShelf {
    /// The descriptions in the file's order.
    let tools: [ToolDescription]
    private let ready: [String: CandidateTool]

    init(file path: String) throws {
        var tools: [ToolDescription] = []
        var ready: [String: CandidateTool] = [:]
        for (line, row) in try EvaluationFiles.numberedRows(ToolRow.self, in: path) {
            let tool = row.tool
            guard ready.updateValue(CandidateTool(tool), forKey: tool.name) == nil else {
                throw EvaluationFiles.error((path, line), "a repeated name", "each tool once")
            }
            tools.append(tool)
        }
        (self.tools, self.ready) = (tools, ready)
    }

    /// The turns of a file, all of whose tools are described.
    func rows(in path: String) throws -> [ToolTurnRow] {
        let rows = try EvaluationFiles.numberedRows(ToolTurnRow.self, in: path)
        for (line, row) in rows {
            guard (row.candidates + row.due).allSatisfy({ ready[$0] != nil }) else {
                throw EvaluationFiles.error(
                    (path, line),
                    "a tool that the file of tools does not describe",
                    "only described tools"
                )
            }
        }
        return rows.map { $0.row }
    }

    /// The tools that could be called in a turn's call.
    func candidates(of row: ToolTurnRow) -> [CandidateTool] {
        row.candidates.compactMap { ready[$0] }
    }
}
