import Foundation
import Testing

/// Other people's tools check a log that Aside wrote, and reject one that was tampered with.
@Suite struct StrangerTests {
    private static let interop = Aside.package.appendingPathComponent("Tests/Interop")

    private func tool(_ name: String, _ arguments: [String]) throws -> Aside.Run {
        let environment = URL(fileURLWithPath: "/usr/bin/env")
        return try Aside.execute(environment, [name] + arguments)
    }

    private func verdicts(on export: String, gocheck: String) throws -> [Int32] {
        [
            try tool("python3", [Self.interop.path + "/verify.py", export]).exitCode,
            try tool("bash", [Self.interop.path + "/openssl.sh", export]).exitCode,
            try tool(gocheck, [export]).exitCode,
        ]
    }

    private func buildGoCheck(in folder: URL) throws -> String {
        let binary = folder.appendingPathComponent("gocheck").path
        let run = try tool(
            "env",
            [
                "GO111MODULE=off", "GOPATH=/usr/share/gocode", "go", "build", "-o", binary,
                Self.interop.path + "/gocheck/main.go",
            ]
        )
        try #require(run.exitCode == 0, "\(run.errors)")
        return binary
    }

    @Test
    func
        `openssl, Go's x/mod and Python accept an export with its tiles and proofs, and no tampered one`()
        throws
    {
        let aside = try Aside()
        let demo = Aside.package.appendingPathComponent("Examples/calls/demo.jsonl").path
        #expect(try aside.replay(demo).exitCode == 0)
        let export = aside.folder.appendingPathComponent("export").path
        #expect(try aside.run("log", "export", export, "--tiles", "--proofs").exitCode == 0)
        let gocheck = try buildGoCheck(in: aside.folder)
        #expect(try verdicts(on: export, gocheck: gocheck) == [0, 0, 0])

        let entries = export + "/entries.ndjson"
        let sound = try Data(contentsOf: URL(fileURLWithPath: entries))
        var edited = sound
        edited[edited.count / 2] ^= 1
        try edited.write(to: URL(fileURLWithPath: entries))
        let onEntries = try verdicts(on: export, gocheck: gocheck)
        #expect(onEntries[0] == 3)
        #expect(onEntries[2] != 0)

        try sound.write(to: URL(fileURLWithPath: entries))
        let checkpoint = URL(fileURLWithPath: export + "/checkpoint")
        var note = try String(contentsOf: checkpoint, encoding: .utf8).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        note[1] = "1"
        try Data(note.joined(separator: "\n").utf8).write(to: checkpoint)
        let onCheckpoint = try verdicts(on: export, gocheck: gocheck)
        #expect(onCheckpoint.allSatisfy { $0 != 0 })
    }

    @Test func `the demo says how to check the log of the home that it was given`() throws {
        let aside = try Aside()
        let home = aside.folder.appendingPathComponent("a home").path
        let run = try aside.run("demo", home: home)
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.output.contains("aside log verify --home '\(home)'"))
        #expect(run.output.contains("aside log export DIR --home '\(home)'"))
    }

    @Test func `an edited, shortened or foreign log does not verify, and says where`() throws {
        let aside = try Aside()
        let demo = Aside.package.appendingPathComponent("Examples/calls/demo.jsonl").path
        #expect(try aside.replay(demo).exitCode == 0)
        let log = aside.home + "/log.db"
        let sound = try Data(contentsOf: URL(fileURLWithPath: log))

        func tampered(_ sql: String) throws -> Aside.Run {
            try sound.write(to: URL(fileURLWithPath: log))
            let script = """
                import sqlite3, sys
                db = sqlite3.connect(sys.argv[1])
                for (name,) in db.execute("select name from sqlite_master where type='trigger'").fetchall():
                    db.execute(f'drop trigger "{name}"')
                db.executescript(sys.argv[2]); db.commit()
                """
            let run = try tool("python3", ["-c", script, log, sql])
            try #require(run.exitCode == 0, "\(run.errors)")
            return try aside.run("log", "verify", "--json")
        }
        let edited = try tampered(
            "update entries set body = cast(replace(cast(body as text), 'specversion', 'specversiom') as blob) where idx = 20"
        )
        #expect(edited.exitCode == 3)
        #expect(edited.lines.first?["first_bad_index"] as? Int == 20)
        let swapped = try tampered(
            """
            update entries set idx = 100000 where idx = 40; update entries set idx = 40 where idx = 41;
            update entries set idx = 41 where idx = 100000
            """
        )
        #expect(swapped.exitCode == 3)
        #expect(swapped.lines.first?["first_bad_index"] as? Int == 40)
        let shortened = try tampered("delete from entries where idx >= 300")
        #expect(shortened.exitCode == 3)

        try sound.write(to: URL(fileURLWithPath: log))
        let other = try Aside()
        #expect(try other.replay(demo).exitCode == 0)
        try FileManager.default.removeItem(atPath: other.home + "/log.db")
        try sound.write(to: URL(fileURLWithPath: other.home + "/log.db"))
        let foreign = try other.run("log", "verify", "--json")
        #expect(foreign.exitCode == 3)
        #expect(foreign.lines.first?["ok"] as? Bool == false)
        #expect(try aside.run("log", "verify").exitCode == 0)
    }

    @Test func `a compliance report holds the words of every notice, and verifies`() throws {
        let aside = try Aside()
        let demo = Aside.package.appendingPathComponent("Examples/calls/demo.jsonl").path
        #expect(try aside.replay(demo).exitCode == 0)
        let page = aside.folder.appendingPathComponent("r.json")
        let made = try aside.run(
            "report",
            "compliance",
            "demo",
            "--format",
            "json",
            "--out",
            page.path
        )
        #expect(made.exitCode == 0)
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(text.contains("An AI coach would like to listen to this call"))
        #expect(text.contains("Your AI coach in this call"))
        #expect(!text.contains("the text of this digest is not installed here"))
        #expect(try aside.run("report", "verify", page.path).exitCode == 0)
    }

    @Test func `a report's checkpoint is found in a later export, by the commands that it gives`()
        throws
    {
        let aside = try Aside()
        let demo = Aside.package.appendingPathComponent("Examples/calls/demo.jsonl").path
        #expect(try aside.replay(demo).exitCode == 0)
        let page = aside.folder.appendingPathComponent("r.json")
        let made = try aside.run("report", "compliance", "demo", "--out", page.path, "--json")
        #expect(made.exitCode == 0)
        #expect(try aside.run("report", "review", "demo").exitCode == 0)
        let export = aside.folder.appendingPathComponent("export").path
        #expect(try aside.run("log", "export", export).exitCode == 0)

        let text = try Data(contentsOf: page)
        let report = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
        let head = try #require(report["checkpoint"] as? [String: Any])
        let sections = try #require(report["sections"] as? [[String: Any]])
        let tables = try #require(sections[16]["tables"] as? [[String: Any]])
        let table = try #require(tables.first { $0["key"] as? String == "checkpoint" })
        let rows = try #require(table["rows"] as? [[String: Any]])
        let commands = rows.compactMap { ($0["cells"] as? [String])?.last }
        #expect(commands.count == 2)
        let runs = try commands.map {
            try tool("bash", ["-c", "cd \"$1\" && \($0)", "bash", export])
        }
        #expect(runs.map(\.exitCode) == [0, 0])
        #expect(runs[0].output == "\(try #require(head["root"] as? String))\n")
        #expect(try aside.run("report", "verify", page.path).exitCode == 0)

        let words = String(decoding: text, as: UTF8.self)
        let signature = try #require(head["signature"] as? [String: Any])
        let line = try #require((signature["lines"] as? [String])?.first)
        let forged = line.dropLast(8) + "AAAAAAA="
        try Data(words.replacing(line, with: forged).utf8).write(to: page)
        #expect(try aside.run("report", "verify", page.path).exitCode == 3)
    }

    @Test func `a report that was edited, in its numbers or on its face, does not verify`() throws {
        let aside = try Aside()
        let demo = Aside.package.appendingPathComponent("Examples/calls/demo.jsonl").path
        #expect(try aside.replay(demo).exitCode == 0)
        let page = aside.folder.appendingPathComponent("r.html")
        #expect(try aside.run("report", "compliance", "demo", "--out", page.path).exitCode == 0)
        #expect(try aside.run("report", "verify", page.path).exitCode == 0)
        let html = try String(contentsOf: page, encoding: .utf8)
        let first = try #require(html.range(of: "Scripted consent"))
        try Data(html.replacingCharacters(in: first, with: "Proven consent").utf8).write(to: page)
        #expect(try aside.run("report", "verify", page.path).exitCode == 3)
    }
}
