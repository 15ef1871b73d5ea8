import Agent
import Foundation
import Testing

@testable import Commands

@Suite struct EvalRetrievalTests {
    private static let passages = """
        {"id":"a1","title":"Is there parking?","body":"Parking is free.","domain":"d","entity":"Elm Court"}
        {"id":"a2","title":"Are dogs allowed?","body":"Dogs may come.","domain":"d","entity":"Elm Court"}

        {"id":"b1","title":"Is there parking?","body":"No parking.","domain":"d","entity":"Oak Hall","type":"faq"}
        """
    private static let turns = """
        {"id":"1","context":[{"speaker":"rep","text":"Oak Hall is free."}],"turn":"Can I park there?","gold":["b1"]}
        {"id":"2","context":[],"turn":"May my dog come to elm court","gold":["a1","a2"]}
        {"id":"3","context":[],"turn":"At Elm Court, where do I park?","gold":["b1"]}
        """

    @Test func `figures of a small file are those counted by hand`() throws {
        let aside = try Aside()
        let run = try aside.run(
            "eval",
            "retrieval",
            "--json",
            "--passages",
            aside.file("passages.jsonl", Self.passages),
            "--turns",
            aside.file("turns.jsonl", Self.turns)
        )
        let figures = try #require(run.lines.first)
        #expect(run.exitCode == 0)
        #expect(figures["n"] as? Int == 3)
        #expect(run.output.contains(#""r@1":0.6667,"r@3":1.0000,"r@5":1.0000,"mrr@5":0.7778"#))
        #expect(Set(figures.keys) == ["n", "r@1", "r@3", "r@5", "mrr@5", "p50_us", "p99_us"])
    }

    @Test(arguments: [
        (#"{"id":"1","context":[],"turn":"x"}"#, "no gold"),
        (#"{"id":"1","context":[],"turn":"x","gold":[]}"#, "no gold passage"),
        (#"{"id":"1","context":[],"turn":"x","gold":["z"]}"#, "gold passage that is not there"),
        (
            #"{"id":"1","context":[{"speaker":"boss","text":"x"}],"turn":"x","gold":["a1"]}"#,
            "speaker"
        ),
        (#"{"id":"1","context":[],"turn":7,"gold":["a1"]}"#, "turn"),
        ("nonsense", "no JSON object"),
    ])
    func `a broken line is named with what was found and expected`(
        line: String,
        found: String
    ) throws {
        let aside = try Aside()
        let turns = try aside.file("turns.jsonl", Self.turns + "\n" + line + "\n")
        let run = try aside.run(
            "eval",
            "retrieval",
            "--passages",
            aside.file("passages.jsonl", Self.passages),
            "--turns",
            turns
        )
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("turns.jsonl:4: found "))
        #expect(run.errors.contains(found))
        #expect(run.errors.contains(", expected "))
        #expect(run.output.isEmpty)
    }

    @Test func `vectors are found by the digest of their text, and a missing one is told`() throws {
        let aside = try Aside()
        let texts = ["Is there parking? Parking is free.", "Are dogs allowed? Dogs may come."]
        let turn = #"{"id":"1","context":[],"turn":"my poodle","gold":["p1"]}"#
        let passages = texts.enumerated().map { place, text in
            let parts = text.split(separator: "?")
            return #"{"id":"p\#(place)","title":"\#(parts[0])?","body":"\#(parts[1].dropFirst())"}"#
        }
        func vectors(_ texts: [String]) -> String {
            texts.enumerated().map { place, text in
                let digest = SourceFile(path: "", bytes: Array(text.utf8)).digest
                return #"{"text":"\#(digest)","vector":[\#(place == 0 ? "1,0" : "0,2")]}"#
            }.joined(separator: "\n")
        }
        let all = try aside.file("all.jsonl", vectors(texts + ["my poodle"]))
        let some = try aside.file("some.jsonl", vectors(texts))
        func run(_ vectors: String) throws -> Aside.Run {
            try aside.run(
                "eval",
                "retrieval",
                "--json",
                "--passages",
                aside.file("p.jsonl", passages.joined(separator: "\n")),
                "--turns",
                aside.file("t.jsonl", turn),
                "--vectors",
                vectors
            )
        }
        #expect(try run(all).output.contains(#""r@1":1.0000"#))
        let bad = try run(some)
        #expect(bad.exitCode == 1)
        #expect(bad.errors.contains("found no vector"))
    }
}

/// Labelled turns that other people made; they lie beside the project, not in it.
@Suite struct PublicRetrievalTests {
    private static let folder = Aside.package.deletingLastPathComponent()
        .appendingPathComponent("shared/data/retrieval")
    private static let isThere = FileManager.default.fileExists(atPath: folder.path)
    /// Every so many turns are tried: a sample keeps builds without optimisation quick.
    private static let stride = 8

    /// The best that finding the entity by name and then ranking by words reached before.
    private static let bars: [(set: String, bars: [Double])] = [
        ("dstc9", [0.505, 0.654, 0.695, 0.582]),
        ("dstc11", [0.536, 0.733, 0.808, 0.642]),
    ]

    @Test(.enabled(if: isThere, "the public turns are not beside the project"), arguments: [0, 1])
    func `public turns find their passages better than name and BM25 did`(set: Int) throws {
        let (name, bars) = Self.bars[set]
        let path = Self.folder.appendingPathComponent(name).path
        let passages = try EvaluationFiles.rows(PassageRow.self, in: path + "/playbook.jsonl")
        let turns = try EvaluationFiles.rows(RetrievalTurn.self, in: path + "/turns.jsonl")
        let index = PassageIndex(passages.map(\.passage))
        var score = RetrievalScore()
        for place in Swift.stride(from: 0, to: turns.count, by: Self.stride) {
            let found = index.search(turns[place], limit: RetrievalScore.depth)
            score.add(found.map(\.passage.id), gold: turns[place].gold, micros: 0)
        }
        #expect(score.recall(at: 1) > bars[0])
        #expect(score.recall(at: 3) > bars[1])
        #expect(score.recall(at: 5) > bars[2])
        #expect(score.reciprocalRank > bars[3])
    }
}
