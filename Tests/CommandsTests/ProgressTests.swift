import Foundation
import Testing

/// Long work says how far it has come, to a person at a terminal and to nobody else.
@Suite struct ProgressTests {
    private let aside: Aside

    init() throws {
        aside = try Aside()
        let script = #"""
            {"t":0,"kind":"call","id":"c1","rep":"dana","rep_basis":"agreed"}
            {"t":0.1,"kind":"join","participant":"dana","role":"rep","region":"DE"}
            """#
        try #require(try aside.replay(try aside.file("c1.jsonl", script)).exitCode == 0)
    }

    private var export: String { aside.folder.path + "/export-\(UUID().uuidString)" }

    @Test func `verifying, exporting, listing and reporting are followed at a terminal`() throws {
        let verification = try aside.runAtTerminal("log", "verify")
        #expect(verification.exitCode == 0)
        #expect(verification.output.contains("verifying 0 %"))
        #expect(verification.output.contains("The log verifies"))
        let exported = try aside.runAtTerminal("log", "export", export, "--tiles", "--proofs")
        #expect(exported.output.contains("exporting 0 %"))
        #expect(exported.output.contains("entries written to"))
        #expect(try aside.runAtTerminal("calls").output.contains("reading the calls 0 %"))
        let page = aside.folder.path + "/page.html"
        let report = try aside.runAtTerminal("report", "compliance", "c1", "--out", page)
        #expect(report.output.contains("reading the log 0 %"))
        #expect(report.output.contains("reading the call 0 %"))
        #expect(report.output.contains("written to"))
        let compared = try aside.runAtTerminal("report", "verify", page)
        #expect(compared.output.contains("reading the call 0 %"))
    }

    @Test func `nothing of it is told beside JSON, nor where nobody watches`() throws {
        let commands = [
            ["log", "verify"], ["log", "export", export], ["report", "review", "c1"],
        ]
        for command in commands {
            let run = try aside.run(command)
            #expect(run.exitCode == 0)
            #expect(run.errors == "", "\(command)")
        }
        for run in [
            try aside.runAtTerminal("log", "verify", "--json"),
            try aside.runAtTerminal("log", "export", export, "--json"),
        ] {
            #expect(run.exitCode == 0)
            #expect(!run.output.contains(" 0 %"), "\(run.output)")
            #expect(run.lines.count == 1, "\(run.output)")
        }
    }
}
