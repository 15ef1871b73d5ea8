import Foundation
import Testing

@Suite struct BadInputTests {
    private static let scripts: [(name: String, script: String, line: Int, word: String)] = [
        ("no JSON", "nonsense", 1, "JSON"),
        ("no call first", #"{"t":0,"kind":"end"}"#, 1, "call once"),
        ("unknown kind", call + #"{"t":1,"kind":"dance"}"#, 2, "kind"),
        (
            "time going back", call + join + #"{"t":0.1,"kind":"leave","participant":"dana"}"#, 3,
            "t:"
        ),
        (
            "misspelt field",
            call + #"{"t":1,"kind":"join","participant":"dana","role":"rep","nmae":"D"}"#, 2,
            "unknown field"
        ),
        (
            "unknown role", call + #"{"t":1,"kind":"join","participant":"x","role":"boss"}"#, 2,
            "role"
        ),
        (
            "a field twice",
            call + #"{"t":1,"kind":"join","participant":"dana","role":"rep","role":"rep"}"#, 2,
            "each field once"
        ),
        (
            "a blank basis", #"{"t":0,"kind":"call","id":"c1","rep":"dana","rep_basis":" "}"#, 1,
            "rep_basis: a blank text"
        ),
        (
            "an empty basis", #"{"t":0,"kind":"call","id":"c1","rep":"dana","rep_basis":""}"#, 1,
            "rep_basis: a blank text"
        ),
        ("second rep", call + #"{"t":1,"kind":"join","participant":"x","role":"rep"}"#, 2, "rep"),
        ("nobody joined", call + #"{"t":1,"kind":"leave","participant":"x"}"#, 2, "joined"),
        (
            "unknown purpose",
            call + join
                + #"{"t":2,"kind":"consent","participant":"dana","act":"grant","purposes":["training"]}"#,
            3, "purposes"
        ),
        (
            "end before start",
            call + join
                + #"{"t":5,"kind":"line","participant":"dana","text":"x","start":4,"end":3}"#, 3,
            "start"
        ),
        (
            "end after t",
            call + join
                + #"{"t":5,"kind":"line","participant":"dana","text":"x","start":4,"end":6}"#, 3,
            "end"
        ),
        (
            "missing frame",
            call + join
                + #"{"t":5,"kind":"frame","participant":"dana","source":"screenshare","file":"none.jpg"}"#,
            3, "file"
        ),
        (
            "head count of a device that is not shared",
            call + #"{"t":1,"kind":"join","participant":"x","role":"prospect","head_count":3}"#, 2,
            "shared"
        ),
        (
            "head count of nobody",
            call
                + #"{"t":1,"kind":"join","participant":"x","role":"prospect","shared":true,"head_count":0}"#,
            2, "head_count"
        ),
        (
            "a minor who is a word",
            call + #"{"t":1,"kind":"join","participant":"x","role":"prospect","minor":"yes"}"#, 2,
            "minor"
        ),
        (
            "line after end", call + #"{"t":1,"kind":"end"}"# + "\n" + #"{"t":2,"kind":"end"}"#, 3,
            "end"
        ),
        (
            "nothing changes",
            call + join + #"{"t":2,"kind":"change","participant":"dana"}"#, 3, "region"
        ),
        (
            "a change of somebody absent",
            call + join + #"{"t":2,"kind":"leave","participant":"dana"}"# + "\n"
                + #"{"t":3,"kind":"change","participant":"dana","region":"DE"}"#, 4, "present"
        ),
        ("bad id", #"{"t":0,"kind":"call","id":"../x","rep":"dana"}"#, 1, "id"),
        (
            "a pack that is not installed",
            "\n" + #"{"t":0,"kind":"call","id":"c1","rep":"dana","pack":"chess"}"# + "\n" + join, 2,
            "pack: one that is not installed, expected one of e-learning, sales, telemedicine"
        ),
    ]
    private static let call = #"{"t":0,"kind":"call","id":"c1","rep":"dana"}"# + "\n"
    private static let join = #"{"t":1,"kind":"join","participant":"dana","role":"rep"}"# + "\n"

    @Test(arguments: scripts.indices)
    func `a broken call script names file, line, found and expected, and writes nothing`(
        index: Int
    ) throws {
        let (name, script, line, word) = Self.scripts[index]
        let aside = try Aside()
        let file = try aside.file("broken.jsonl", script)
        let run = try aside.run("replay", file)
        #expect(run.exitCode == 1, "\(name)")
        #expect(run.errors.contains("broken.jsonl:\(line): found "), "\(name): \(run.errors)")
        #expect(run.errors.contains(", expected "), "\(name)")
        #expect(run.errors.contains(word), "\(name): \(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: aside.home), "\(name)")
    }

    @Test func `a pack named on the command line stands in for one that is not installed`() throws {
        let aside = try Aside()
        let script = #"{"t":0,"kind":"call","id":"c1","rep":"dana","pack":"chess"}"#
        let file = try aside.file("call.jsonl", script)
        #expect(try aside.run("replay", file, "--pack", "sales").exitCode == 0)
        #expect(try aside.run("replay", file, "--pack", "chess", "--call", "c2").exitCode == 1)
    }

    @Test func `channels mean nothing for a call script, whatever hears`() throws {
        let aside = try Aside()
        let file = try aside.file("call.jsonl", Self.call + Self.join)
        let silent = try aside.file("aside.yaml", "speech: {api: off}\n")
        let run = try aside.run("replay", file, "--channels", "a,b", "--config", silent)
        #expect(run.exitCode == 0, "\(run.errors)")
        let heard = try aside.run("replay", file, "--channels", "a,b", "--call", "c2")
        #expect(heard.exitCode == 0, "\(heard.errors)")
        #expect(!heard.output.contains("keyword grade"))
    }

    @Test(arguments: [
        ("no header", "00:01.000 --> 00:02.000\n<v A>x\n", 1),
        ("no voice", "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n", 4),
        ("bad times", "WEBVTT\n\n00:01 --> 00:02.000\n<v A>x\n", 3),
        ("end first", "WEBVTT\n\n00:03.000 --> 00:02.000\n<v A>x\n", 3),
        ("a sign that is no tag", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>3 < 5\n", 4),
        ("a tag that does not end", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>so <b it is\n", 4),
        ("no cues", "WEBVTT\n\nNOTE nothing\n", 4),
    ])
    func `a broken transcript names file and line`(name: String, text: String, line: Int) throws {
        let aside = try Aside()
        let file = try aside.file("broken.vtt", text)
        let run = try aside.run("replay", file)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("broken.vtt:\(line): found "), "\(name): \(run.errors)")
    }

    @Test func `nothing but line ends is refused before it fills the memory`() throws {
        let aside = try Aside()
        for name in ["call.jsonl", "call.vtt"] {
            let file = try aside.file(name, String(repeating: "\n", count: 1_000_001))
            let run = try aside.run("replay", file)
            #expect(run.exitCode == 1)
            #expect(run.errors.contains("found 1000001 line ends"), "\(run.errors)")
        }
    }

    @Test func `a link to too large a file is as large as the file`() throws {
        let aside = try Aside()
        let file = try aside.file("large", "")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        try handle.truncate(atOffset: 64 << 20 + 1)
        try handle.close()
        let link = aside.folder.appendingPathComponent("call.jsonl").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        let run = try aside.run("replay", link)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("found more than 67108864 bytes"), "\(run.errors)")
    }

    @Test func `a broken playbook names every file and line`() throws {
        let aside = try Aside()
        let book = aside.folder.appendingPathComponent("book")
        try FileManager.default.createDirectory(at: book, withIntermediateDirectories: true)
        let plays = [
            "a.md": "---\nid: a\nkind: spell\nheadline: h\ntriggers: [x]\n---\nb\n",
            "b.md": "---\nid: b\nkind: fact\nheadlin: h\n---\nb\n",
            "c.md": "no front matter\n",
            "d.md": "---\nid: d\nkind: compliance\nheadline: h\nrequired: true\n---\nb\n",
        ]
        for (name, text) in plays {
            try Data(text.utf8).write(to: book.appendingPathComponent(name))
        }
        let run = try aside.run("playbook", "check", book.path)
        #expect(run.exitCode == 1)
        for place in [
            "a.md:3: found kind", "b.md:4: found", "c.md:1: found", "d.md:5: found required",
        ] {
            #expect(run.errors.contains(place), "\(place) in \(run.errors)")
        }
    }

    @Test func `a playbook's files that nothing reads are named, with the name expected`() throws {
        let aside = try Aside()
        let book = aside.folder.appendingPathComponent("book")
        let places = ["accounts/old", "extra"].map { book.appendingPathComponent($0) }
        for place in places {
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        }
        let play = "---\nid: a\nkind: fact\nheadline: h\ntriggers: [x]\n---\nb\n"
        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: book.appendingPathComponent(name))
        }
        try write("a.md", play)
        try write("notes.txt", "of nobody's concern")
        for name in ["b.MD", "pricing.yml", "Accounts.CSV", "accounts/acme.yml"] {
            try write(name, "x")
        }
        let run = try aside.run("playbook", "check", book.path)
        #expect(run.exitCode == 1)
        for place in [
            "b.MD:1: found a file that nothing reads, expected b.md",
            "pricing.yml:1: found a file that nothing reads, expected pricing.yaml",
            "Accounts.CSV:1: found a file that nothing reads, expected accounts.csv",
            "accounts/acme.yml:1: found a file that nothing reads, expected acme.yaml",
            "extra:1: found a folder that nothing reads, expected accounts",
            "accounts/old:1: found a folder that nothing reads",
        ] {
            #expect(run.errors.contains(place), "\(place) in \(run.errors)")
        }
        #expect(!run.errors.contains("notes.txt") && !run.errors.contains("a.md"))
    }

    @Test func `what is wrong in a play is named beside a file that nothing reads`() throws {
        let aside = try Aside()
        let book = aside.folder.appendingPathComponent("book")
        try FileManager.default.createDirectory(at: book, withIntermediateDirectories: true)
        let play = "---\nid: a\nkind: spell\nheadline: h\ntriggers: [x]\n---\nb\n"
        for (name, text) in ["a.md": play, "pricing.yml": "x"] {
            try Data(text.utf8).write(to: book.appendingPathComponent(name))
        }
        let run = try aside.run("playbook", "check", book.path)
        #expect(run.exitCode == 1)
        for place in ["a.md:3: found kind", "pricing.yml:1: found a file that nothing reads"] {
            #expect(run.errors.contains(place), "\(place) in \(run.errors)")
        }
    }

    @Test func `a playbook that will hardly do what was meant is warned of`() throws {
        let aside = try Aside()
        let book = aside.folder.appendingPathComponent("book")
        try FileManager.default.createDirectory(at: book, withIntermediateDirectories: true)
        let play = "---\nid: a\nkind: fact\nheadline: h\ntriggers: [too dear]\n---\nb\n"
        try Data(play.utf8).write(to: book.appendingPathComponent("a.md"))
        let sound = try aside.run("playbook", "check", book.path)
        #expect(sound.output.contains("nothing is wrong") && !sound.errors.contains("warning"))
        let other = play.replacing("id: a", with: "id: b").replacing("too dear", with: "Too dear!")
        try Data(other.utf8).write(to: book.appendingPathComponent("b.md"))
        let run = try aside.run("playbook", "check", book.path)
        #expect(run.exitCode == 0)
        #expect(run.output.contains(": 1 warning."))
        #expect(run.errors.contains("warning: play b: found the trigger \"Too dear!\" of play a"))
    }

    @Test func `an id that the log has is refused and nothing is added`() throws {
        let aside = try Aside()
        let file = try aside.file("call.jsonl", Self.call + Self.join)
        #expect(try aside.replay(file).exitCode == 0)
        let before = try aside.run("log", "checkpoint").output
        let again = try aside.run("replay", file)
        #expect(again.exitCode == 1)
        #expect(again.errors.contains("--call"))
        #expect(try aside.run("log", "checkpoint").output == before)
    }

    @Test func `results that nobody takes and exports that cannot be written are a clear error`()
        throws
    {
        let aside = try Aside()
        let file = try aside.file("call.jsonl", Self.call + Self.join)
        #expect(try aside.replay(file).exitCode == 0)
        let page = aside.folder.appendingPathComponent("page.html").path
        for run in [
            try aside.run("log", "tail", into: "/dev/full"),
            try aside.run("log", "proof", "0", into: "/dev/full"),
            try aside.run("log", "proof", "0", "--json", into: "/dev/full"),
            try aside.run("log", "checkpoint", "--json", into: "/dev/full"),
            try aside.run("log", "verify", into: "/dev/full"),
            try aside.run("calls", into: "/dev/full"),
            try aside.run("report", "compliance", "c1", into: "/dev/full"),
            try aside.run("report", "compliance", "c1", "--out", page, into: "/dev/full"),
            try aside.run("report", "verify", page, "--json", into: "/dev/full"),
            try aside.run("replay", file, "--call", "c2", "--json", into: "/dev/full"),
        ] {
            #expect(run.exitCode == 1)
            #expect(run.errors.contains("writing the result failed"), "\(run.errors)")
        }
        #expect(try aside.run("log", "verify").exitCode == 0)
        let folder = aside.folder.appendingPathComponent("export/entries.ndjson")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let export = try aside.run("log", "export", folder.deletingLastPathComponent().path)
        #expect(export.exitCode == 1)
        #expect(export.errors.contains("entries.ndjson failed: Is a directory"), "\(export.errors)")
    }

    @Test func `a reader that has had enough of lines is no error`() throws {
        let aside = try Aside()
        let file = try aside.file("call.jsonl", Self.call + Self.join)
        #expect(try aside.replay(file).exitCode == 0)
        let output = Pipe()
        try output.fileHandleForReading.close()
        let listing = try aside.start(["calls"], output: output)
        listing.waitUntilExit()
        #expect(listing.terminationStatus == 0)
    }

    @Test func `usage errors are 2, no log is 1, an empty one verifies`() throws {
        let aside = try Aside()
        #expect(try aside.run("dance").exitCode == 2)
        #expect(try aside.run("replay", "x.jsonl", "--speed", "3").exitCode == 2)
        #expect(try aside.run("log", "verify").exitCode == 1)
        try FileManager.default.createDirectory(
            atPath: aside.home,
            withIntermediateDirectories: true
        )
        try Data().write(to: URL(fileURLWithPath: aside.home + "/log.db"))
        let run = try aside.run("log", "verify", "--json")
        #expect(run.exitCode == 0)
        #expect(run.lines.first?["entries"] as? Int == 0)
    }
}
