import Foundation
import GRDB
import Testing

/// Keys and folders that a command cannot use: it says so, writes nothing and loses nothing.
@Suite struct HomeKeysTests {
    private func script(_ id: String, in aside: Aside) throws -> String {
        try aside.file(id + ".jsonl", #"{"t":0,"kind":"call","id":"\#(id)","rep":"dana"}"#)
    }

    /// A home with a call of the id `one`.
    private func begun() throws -> Aside {
        let aside = try Aside()
        #expect(try aside.replay(try script("one", in: aside)).exitCode == 0)
        return aside
    }

    private func file(_ name: String, in aside: Aside) -> URL {
        URL(fileURLWithPath: aside.home + "/" + name)
    }

    private func calls(_ aside: Aside) throws -> [String] {
        let run = try aside.run("calls", "--json")
        #expect(run.exitCode == 0, "\(run.errors)")
        return run.lines.compactMap { $0["call"] as? String }
    }

    /// Puts other bytes in the place of a file: nothing may be recorded, what needs no key still works,
    /// and with the own file back the log goes on.
    private func checkRefused(_ name: String, _ bytes: Data, in aside: Aside, saying word: String)
        throws
    {
        let place = file(name, in: aside)
        let own = try Data(contentsOf: place)
        try bytes.write(to: place)
        let refused = try aside.replay(try script("two", in: aside))
        #expect(refused.exitCode == 1)
        #expect(refused.errors.contains(word), "\(refused.errors)")
        #expect(try calls(aside) == ["one"])
        #expect(try aside.run("log", "verify").exitCode == 0)
        try own.write(to: place)
        #expect(try aside.replay(try script("two", in: aside)).exitCode == 0)
        #expect(try calls(aside) == ["one", "two"])
        for call in ["one", "two"] {
            #expect(try aside.run("report", "compliance", call).exitCode == 0)
        }
    }

    @Test func `another home's master key is refused, and nothing is lost by it`() throws {
        let foreign = try Data(contentsOf: file("keys/master.key", in: try begun()))
        try checkRefused("keys/master.key", foreign, in: try begun(), saying: "keys/master.key")
    }

    @Test func `another home's verifier key: what reads does not verify, what writes is refused`()
        throws
    {
        let aside = try begun()
        let report = aside.folder.appendingPathComponent("report").path
        for format in ["json", "html", "csv"] {
            let made = try aside.run(
                "report",
                "compliance",
                "one",
                "--format",
                format,
                "--out",
                report + "." + format
            )
            #expect(made.exitCode == 0, "\(made.errors)")
        }
        let key = file("keys/log.vkey", in: aside)
        let own = try Data(contentsOf: key)
        let foreign = try Data(contentsOf: file("keys/log.vkey", in: try begun()))
        try foreign.write(to: key)
        let name = String(decoding: foreign.dropLast(), as: UTF8.self)
        let folder = aside.folder.appendingPathComponent("export").path
        for run in [
            try aside.run("report", "verify", report + ".json"),
            try aside.run("report", "verify", report + ".html"),
            try aside.run("report", "verify", report + ".csv"),
            try aside.run("log", "export", folder),
            try aside.run("log", "checkpoint"),
            try aside.run("log", "proof", "0"),
        ] {
            #expect(run.exitCode == 3)
            for word in [aside.home + "/log.db", name, "aside log verify", "keys/log.vkey"] {
                #expect(run.errors.contains(word), "\(run.errors)")
            }
        }
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(try aside.run("log", "verify").exitCode == 3)
        let refused = try aside.replay(try script("two", in: aside))
        #expect(refused.exitCode == 1)
        #expect(refused.errors.contains("log.vkey"), "\(refused.errors)")
        try own.write(to: key)
        #expect(try calls(aside) == ["one"])
        #expect(try aside.run("log", "verify").exitCode == 0)
        #expect(try aside.run("report", "verify", report + ".json").exitCode == 0)
    }

    @Test func `a report is compared with no content under another home's keys, and the code is 3`()
        throws
    {
        let (aside, other) = (try begun(), try begun())
        let report = aside.folder.appendingPathComponent("report.json").path
        #expect(
            try aside.run("report", "compliance", "one", "--format", "json", "--out", report)
                .exitCode == 0
        )
        for name in ["keys.db", "keys/master.key"] {
            let own = try Data(contentsOf: file(name, in: aside))
            try Data(contentsOf: file(name, in: other)).write(to: file(name, in: aside))
            let run = try aside.run("report", "verify", report)
            #expect(run.exitCode == 3, "\(name): \(run.errors)")
            try own.write(to: file(name, in: aside))
        }
        #expect(try aside.run("report", "verify", report).exitCode == 0)
    }

    @Test func `a key store that was emptied is refused and not filled again`() throws {
        try checkRefused("keys.db", Data(), in: try begun(), saying: "keys.db lacks")
    }

    @Test func `a file that is no master key is refused by its path`() throws {
        let nonsense = Data("nonsense\n".utf8)
        try checkRefused("keys/master.key", nonsense, in: try begun(), saying: "keys/master.key")
    }

    @Test func `verify notes what it had nothing to compare the log with`() throws {
        let aside = try begun()
        func notes() throws -> [String]? {
            let run = try aside.run("log", "verify", "--json")
            #expect(run.exitCode == 0)
            let notes = run.lines.first?["notes"] as? [String]
            for note in notes ?? [] { #expect(run.errors.contains("note: " + note)) }
            return notes
        }
        #expect(try notes() == [])
        try FileManager.default.removeItem(at: file("keys/head", in: aside))
        #expect(try notes()?.map { $0.contains("keys/head") } == [true])
        try FileManager.default.removeItem(at: file("keys/log.vkey", in: aside))
        #expect(try notes()?.map { $0.contains("keys/head") } == [false, true])
    }

    @Test func `one damaged data key is found, and is not taken for another home's`() throws {
        let aside = try begun()
        let report = aside.folder.appendingPathComponent("report.json").path
        let arguments = ["report", "compliance", "one", "--format", "json", "--out", report]
        #expect(try aside.run(arguments).exitCode == 0)
        try DatabaseQueue(path: file("keys.db", in: aside).path).write {
            try $0.execute(sql: "UPDATE data_keys SET wrapped = zeroblob(60)")
        }
        let verified = try aside.run("log", "verify", "--json")
        #expect(verified.exitCode == 0)
        let notes = try #require(verified.lines.first?["notes"] as? [String])
        #expect(notes.map { $0.contains("damaged (call one)") } == [true], "\(notes)")
        for (run, code) in [
            (try aside.run("report", "verify", report), 3),
            (try aside.run(arguments), 1),
        ] as [(Aside.Run, Int32)] {
            #expect(run.exitCode == code)
            #expect(run.errors.contains("is damaged (call one)"), "\(run.errors)")
            #expect(!run.errors.contains("another master key"))
        }
    }

    /// What `aside doctor` finds broken of the home, with how it is mended.
    private func problems(_ aside: Aside) throws -> [String] {
        let run = try aside.run("doctor", "--json")
        let found = run.lines.filter { $0["part"] as? String == "home " + aside.home }
        let broken = found.filter { $0["state"] as? String == "broken" }
        if broken.isEmpty { #expect(found.map { $0["state"] as? String } == ["fine"]) }
        return broken.map { "\($0["found"] ?? "") → \($0["mend"] ?? "")" }
    }

    @Test(arguments: [
        ("keys.db", "opens under", "together"), ("keys/master.key", "opens under", "together"),
        ("keys/log.vkey", "public half", "log.vkey alone may be removed"),
    ])
    func `doctor finds another home's file`(name: String, found: String, mend: String) throws {
        let aside = try begun()
        #expect(try problems(aside) == [])
        let own = try Data(contentsOf: file(name, in: aside))
        try Data(contentsOf: file(name, in: try begun())).write(to: file(name, in: aside))
        let told = try problems(aside)
        #expect(told.count == 1, "\(told)")
        #expect(told.first?.contains(found) == true, "\(told)")
        #expect(told.first?.contains(mend) == true, "\(told)")
        try own.write(to: file(name, in: aside))
        #expect(try problems(aside) == [])
    }

    @Test func `doctor finds data keys that are missing or damaged, by their calls`() throws {
        let aside = try begun()
        let keys = try Data(contentsOf: file("keys.db", in: aside))
        try Data().write(to: file("keys.db", in: aside))
        #expect(try problems(aside).map { $0.contains("keys.db lacks") } == [true])
        try keys.write(to: file("keys.db", in: aside))
        try DatabaseQueue(path: file("keys.db", in: aside).path).write {
            try $0.execute(sql: "UPDATE data_keys SET wrapped = zeroblob(60)")
        }
        #expect(try problems(aside).map { $0.contains("damaged (call one)") } == [true])
    }

    @Test func `a head that was damaged is found, whatever its bytes are`() throws {
        let aside = try begun()
        for byte: UInt8 in [0x21, 0xFF] {
            let head = file("keys/head", in: aside)
            let own = try Data(contentsOf: head)
            try (own.dropLast(5) + [byte] + own.suffix(4)).write(to: head)
            let run = try aside.run("log", "verify", "--json")
            #expect(run.exitCode == 3)
            let what = run.lines.first?["what"] as? String
            #expect(what == "keys/head is not a checkpoint of this log", "\(run.output)")
            try own.write(to: head)
        }
        #expect(try aside.run("log", "verify").exitCode == 0)
    }

    @Test func `a home that cannot be a folder is refused by its path`() throws {
        let aside = try Aside()
        try Data().write(to: URL(fileURLWithPath: aside.home))
        let run = try aside.replay(try script("one", in: aside))
        #expect(run.exitCode == 1)
        let found = "making the folder \(aside.home) failed: a file of that name"
        #expect(run.errors.contains(found), "\(run.errors)")
        #expect(try aside.run("log", "verify").exitCode == 1)
    }

    /// A folder in the place of the file that becomes the head stops root too.
    @Test func `a head that cannot be kept is told with what failed, and nothing is lost`() throws {
        let aside = try begun()
        let obstacle = file("keys/head.new", in: aside)
        let files = FileManager.default
        try files.createDirectory(at: obstacle, withIntermediateDirectories: false)
        let report = try aside.run("report", "compliance", "one")
        #expect(report.exitCode == 0)
        #expect(report.errors.contains("keys/head.new failed"), "\(report.errors)")
        let replay = try aside.replay(try script("two", in: aside))
        #expect(replay.exitCode == 1)
        #expect(replay.errors.contains("append refused, nothing was written"), "\(replay.errors)")
        #expect(replay.errors.contains("keys/head.new failed"), "\(replay.errors)")

        try files.removeItem(at: obstacle)
        let next = try aside.replay(try script("three", in: aside))
        #expect(next.exitCode == 0)
        #expect(next.errors == "")
        #expect(try calls(aside) == ["one", "two", "three"])
        #expect(try aside.run("log", "verify").exitCode == 0)
    }

    /// Takes rights away while something is done.
    private func with(
        _ rights: Int,
        on name: String,
        in aside: Aside,
        _ work: () throws -> Void
    ) throws {
        let path = aside.home + name
        let files = FileManager.default
        let before = try files.attributesOfItem(atPath: path)[.posixPermissions] ?? 0o700
        try files.setAttributes([.posixPermissions: rights], ofItemAtPath: path)
        defer { try? files.setAttributes([.posixPermissions: before], ofItemAtPath: path) }
        try work()
    }

    @Test(.disabled(if: geteuid() == 0, "root writes to everything"))
    func `a home that may not be written to can be read, and nothing is recorded in it`() throws {
        let aside = try begun()
        try with(0o500, on: "", in: aside) {
            let replay = try aside.replay(try script("two", in: aside))
            #expect(replay.exitCode == 1)
            let known = try calls(aside)
            #expect(known == ["one"])
            let verification = try aside.run("log", "verify")
            #expect(verification.exitCode == 0)
            let told = try problems(aside).map { $0.contains("making a file in") }
            #expect(told == [true])
        }
        #expect(try aside.replay(try script("two", in: aside)).exitCode == 0)
        #expect(try aside.run("log", "verify").exitCode == 0)
    }

    @Test(.disabled(if: geteuid() == 0, "root reads everything"), arguments: ["master", "log"])
    func `a key that may not be read is named, and what needs none still works`(key: String) throws
    {
        let aside = try begun()
        try with(0, on: "/keys/\(key).key", in: aside) {
            let run = try aside.replay(try script("two", in: aside))
            #expect(run.exitCode == 1)
            #expect(run.errors.contains("\(key).key"), "\(run.errors)")
            #expect(try calls(aside) == ["one"])
            #expect(try aside.run("log", "verify").exitCode == 0)
        }
        #expect(try aside.replay(try script("two", in: aside)).exitCode == 0)
    }
}
