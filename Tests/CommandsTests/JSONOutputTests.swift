import EventLog
import Foundation
import Testing

/// With `--json` every result is JSON, one object a line.
@Suite struct JSONOutputTests {
    private static let script = #"""
        {"t":0,"kind":"call","id":"c1","rep":"dana","rep_basis":"agreed"}
        {"t":0.1,"kind":"join","participant":"dana","role":"rep","region":"DE"}
        """#

    private func begun() throws -> Aside {
        let aside = try Aside()
        let file = try aside.file("c1.jsonl", Self.script)
        try #require(try aside.replay(file).exitCode == 0)
        return aside
    }

    /// The objects that a command prints; every line of its output must be one.
    private func objects(_ arguments: [String], in aside: Aside) throws -> [[String: Any]] {
        let run = try aside.run(arguments + ["--json"])
        #expect(run.exitCode == 0, "\(arguments): \(run.errors)")
        let lines = run.output.split(separator: "\n")
        #expect(run.lines.count == lines.count, "\(arguments): \(run.output)")
        return run.lines
    }

    @Test func `what reads and what reports print objects, and nothing else`() throws {
        let aside = try begun()
        let page = aside.folder.path + "/page.html"
        let written = try objects(
            ["report", "compliance", "c1", "--format", "html", "--out", page],
            in: aside
        )
        #expect(written.map { $0["file"] as? String } == [page])
        #expect(written.map { $0["format"] as? String } == ["html"])
        let commands = [
            ["report", "compliance", "c1"], ["report", "review", "c1"],
            ["report", "compliance", "c1", "--format", "vcon"], ["report", "verify", page],
            ["calls"], ["log", "verify"], ["log", "tail", "-n", "3"], ["log", "checkpoint"],
            ["log", "export", aside.folder.path + "/export"], ["log", "proof", "2"],
            ["playbook", "check", try aside.thinned("sales", to: 20)],
        ]
        for command in commands {
            #expect(try !objects(command, in: aside).isEmpty, "\(command)")
        }
        #expect(try objects(["log", "tail", "-n", "3"], in: aside).count == 3)
    }

    @Test func `a proof says the same as its text, and leads to the signed root`() throws {
        let aside = try begun()
        let text = try aside.run("log", "proof", "2").output
        let proof = try #require(ProofFile(text))
        let object = try #require(try objects(["log", "proof", "2"], in: aside).first)
        #expect(object["index"] as? Int == 2)
        #expect(object["checkpoint"] as? String == proof.checkpoint)
        let hashes = try #require(object["hashes"] as? [String])
        #expect(
            hashes.compactMap { Data(base64Encoded: $0) } == proof.hashes.map { Data($0.bytes) }
        )
    }

    @Test func `the demo says where its reports are, and why it made them`() throws {
        let aside = try Aside()
        let objects = try objects(["demo"], in: aside)
        let reports = objects.filter { $0["index"] == nil }
        #expect(reports.map { $0["report"] as? String } == ["compliance", "review"])
        for report in reports {
            let file = try #require(report["file"] as? String)
            #expect(FileManager.default.fileExists(atPath: file), "\(file)")
        }
        // And the log why the review showed names and words.
        let call = try #require(try aside.run("calls", "--json").lines.first?["call"] as? String)
        let compliance = try aside.run("report", "compliance", call, "--format", "csv").output
        #expect(compliance.contains(",demo,"))
    }
}
