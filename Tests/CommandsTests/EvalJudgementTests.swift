import Foundation
import Testing

@testable import Agent
@testable import Commands

/// `aside eval timing`, `tools` and `fit` as a person runs them.
@Suite struct EvalJudgementTests {
    /// Calls so plain that any model tells them apart.
    private static let timing = (0..<12).map { call in
        """
        {"id":"\(call)-0","call_id":"\(call)","context":[],\
        "turn":"Does the place allow pets?","needs_knowledge":true}
        {"id":"\(call)-1","call_id":"\(call)","context":[{"speaker":"rep","text":"Shall I?"}],\
        "turn":"Yes, book it!","needs_knowledge":false}
        """
    }.joined(separator: "\n")

    private static let tools = """
        {"name":"table_book","input":[{"name":"Day","readable":"Day","type":"Categorical",\
        "categories":["Monday","Friday"]}],"required":["Day"]}
        {"name":"weather","input":[],"required":[]}
        """

    private static let toolTurns = (0..<12).map { call in
        """
        {"id":"\(call)-0","call_id":"\(call)","candidates":["table_book","weather"],"context":[],\
        "turn":"Hello!","gold_tools":[]}
        {"id":"\(call)-1","call_id":"\(call)","candidates":["table_book","weather"],\
        "context":[{"speaker":"rep","text":"What day?"}],"turn":"Friday.",\
        "gold_tools":["table_book"]}
        {"id":"\(call)-2","call_id":"\(call)","candidates":["table_book","weather"],"context":[],\
        "turn":"How is the weather?","gold_tools":["weather"]}
        """
    }.joined(separator: "\n")

    private static func object(_ run: Aside.Run) throws -> [String: Any] {
        try #require(run.lines.first, "\(run.errors)")
    }

    @Test func `timing is told with and without punctuation and case, and both are the same`()
        throws
    {
        let aside = try Aside()
        let turns = try aside.file("turns.jsonl", Self.timing)
        let figures = try Self.object(aside.run("eval", "timing", "--turns", turns, "--json"))
        #expect(figures["n"] as? Int == 24)
        #expect(figures["f1"] as? Double == 1)
        var plain = figures
        let bare = plain.removeValue(forKey: "words_only") as? NSDictionary
        #expect(bare?.isEqual(to: plain) == true)
        let table = try aside.run("eval", "timing", "--turns", turns, "--words-only")
        #expect(table.output.contains("f1         1.0000"))
    }

    @Test func `a model that was fitted judges turns of the same kind`() throws {
        let aside = try Aside()
        let turns = try aside.file("turns.jsonl", Self.timing)
        let model = aside.folder.appendingPathComponent("need.json").path
        let fit = try aside.run("eval", "fit", "timing", "--turns", turns, "--out", model, "--json")
        #expect(try Self.object(fit)["f1"] as? Double == 1)
        let run = try aside.run(
            "eval",
            "timing",
            "--turns",
            turns,
            "--model",
            model,
            "--json"
        )
        #expect(try Self.object(run)["f1"] as? Double == 1)
    }

    @Test func `tools are told with how many were the right one`() throws {
        let aside = try Aside()
        let turns = try aside.file("turns.jsonl", Self.toolTurns)
        let tools = try aside.file("tools.jsonl", Self.tools)
        let model = aside.folder.appendingPathComponent("tools.json").path
        let fit = try aside.run(
            "eval",
            "fit",
            "tools",
            "--tools",
            tools,
            "--turns",
            turns,
            "--out",
            model,
            "--json"
        )
        #expect(try Self.object(fit)["right_tool"] as? Double == 1)
        let run = try aside.run(
            "eval",
            "tools",
            "--tools",
            tools,
            "--turns",
            turns,
            "--model",
            model,
            "--json"
        )
        let figures = try Self.object(run)
        #expect(figures["n"] as? Int == 36)
        #expect(figures["f1"] as? Double == 1)
        #expect(figures["accuracy"] as? Double == 1)
        #expect((figures["words_only"] as? [String: Any])?["right_tool"] as? Double == 1)
    }

    @Test func `fitting twice gives the same bytes`() throws {
        let aside = try Aside()
        let timing = try EvaluationFiles.rows(
            TimingRow.self,
            in: aside.file("turns.jsonl", Self.timing)
        )
        #expect(FitTiming.model(of: timing) == FitTiming.model(of: timing))
        let shelf = try ToolShelf(file: aside.file("tools.jsonl", Self.tools))
        let rows = try shelf.rows(in: aside.file("tool-turns.jsonl", Self.toolTurns))
        let fit = FitTools(shelf: shelf)
        #expect(
            fit.model(of: rows, thresholdPerMille: 300)
                == fit.model(of: rows, thresholdPerMille: 300)
        )
    }

    @Test func `no call stands in two folds, and every row is judged once`() {
        let calls = ["a", "b", "a", "c", "d", "b", "e", "a"]
        let folds = FitFolds(calls, count: 3).folds
        #expect(folds.flatMap(\.held).sorted() == Array(calls.indices))
        for fold in folds {
            let held = Set(fold.held.map { calls[$0] })
            #expect(held.isDisjoint(with: fold.fitted.map { calls[$0] }))
            #expect(fold.held.count + fold.fitted.count == calls.count)
        }
    }

    private static let broken: [(turns: String, line: Int, found: String)] = [
        ("nonsense", 1, "no JSON object"),
        (timing + "\n{}", 25, "no id"),
        (#"{"id":"a","context":[],"turn":"x"}"#, 1, "no needs_knowledge"),
        (
            #"{"id":"a","context":[],"turn":"x","needs_knowledge":"yes"}"#, 1,
            "another kind of needs_knowledge"
        ),
    ]

    @Test(arguments: broken.indices)
    func `a broken file of turns is refused with its line`(index: Int) throws {
        let (turns, line, found) = Self.broken[index]
        let aside = try Aside()
        let file = try aside.file("broken.jsonl", turns)
        let run = try aside.run("eval", "timing", "--turns", file)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("broken.jsonl:\(line): found \(found)"), "\(run.errors)")
    }

    @Test
    func `a candidate that is not described, and a tool that is described twice, are refused`()
        throws
    {
        let aside = try Aside()
        let tools = try aside.file("tools.jsonl", Self.tools)
        let turns = try aside.file(
            "turns.jsonl",
            "\n" + #"{"id":"a","candidates":["fax"],"context":[],"turn":"x","gold_tools":[]}"#
        )
        let run = try aside.run("eval", "tools", "--tools", tools, "--turns", turns)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("turns.jsonl:2: found a tool that"))
        let twice = try aside.file("twice.jsonl", Self.tools + "\n\n" + Self.tools)
        let again = try aside.run("eval", "tools", "--tools", twice, "--turns", turns)
        #expect(again.exitCode == 1)
        #expect(again.errors.contains("twice.jsonl:4: found a repeated name"))
    }

    @Test func `a model of another kind is refused by its name`() throws {
        let aside = try Aside()
        let turns = try aside.file("turns.jsonl", Self.timing)
        let model = try aside.file("model.json", "{}")
        let run = try aside.run("eval", "timing", "--turns", turns, "--model", model)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("model.json:1: found another kind of model"))
    }

    @Test func `one fold is no cross-validation`() throws {
        let aside = try Aside()
        let turns = try aside.file("turns.jsonl", Self.timing)
        let run = try aside.run(
            "eval",
            "fit",
            "timing",
            "--turns",
            turns,
            "--out",
            "/dev/null",
            "--folds",
            "1"
        )
        #expect(run.exitCode == 2)
    }
}

/// The bars on data that other people labelled; it lies beside the project, not in it.
@Suite struct JudgementBarTests {
    private static let folder = Aside.package.deletingLastPathComponent()
        .appendingPathComponent("shared/data")

    private static func path(_ name: String) -> String {
        folder.appendingPathComponent(name).path
    }

    private static func isThere(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: path(name))
    }

    @Test(.enabled(if: isThere("timing"), "the labelled turns are not beside the project"))
    func `calls that the model was not fitted on are judged above the bar, with and without marks`()
        throws
    {
        let file = try #require(
            FileManager.default.contentsOfDirectory(atPath: Self.path("timing"))
                .first { $0.hasSuffix(".jsonl") }
        )
        let rows = try EvaluationFiles.rows(TimingRow.self, in: Self.path("timing/" + file))
        // One fold of five: all of them take a debug build half a minute.
        let fold = try #require(FitFolds(rows.map(\.call), count: 5).folds.first)
        let bytes = FitTiming.model(of: fold.fitted.map { rows[$0] })
        let detector = try NeedDetector(parsing: SourceFile(path: "fold", bytes: bytes))
        for wordsOnly in [false, true] {
            let tally = TimingEvaluation.tally(
                fold.held.map { rows[$0] },
                by: detector,
                wordsOnly: wordsOnly
            )
            #expect(tally.f1 > 0.98, "\(tally)")
        }
    }

    @Test(
        .enabled(if: isThere("tools/star.jsonl"), "the labelled turns are not beside the project")
    )
    func `the shipped chooser knows when a tool is due and which`() throws {
        let shelf = try ToolShelf(file: Self.path("tools/tools.jsonl"))
        let rows = try shelf.rows(in: Self.path("tools/star.jsonl"))
        let chooser = try ToolChooser(parsing: try Installation.model("tools", at: nil))
        let tally = ToolEvaluation.tally(rows, on: shelf, by: chooser, wordsOnly: true)
        #expect(tally.f1 > 0.7, "\(tally)")
        #expect(Double(tally.rightTool) > 0.97 * Double(tally.calledWhenDue), "\(tally)")
    }
}
