import EventLog
import Events
import Foundation
import Testing

/// Homes as earlier versions of Aside left them: every later one reads, verifies and goes on with each.
///
/// `UPDATE_GOLDEN=1` makes what is not there yet. What is there is never made again: it is the old ones
/// that must still open.
@Suite(.serialized) struct GoldenHomeTests {
    private static let golden = Aside.package.appendingPathComponent("Tests/Golden")
    private static let homes = ["home-1", "home-2"]
    private static let files = [
        "log.db", "keys.db", "keys/log.key", "keys/log.vkey", "keys/master.key", "keys/head",
    ]

    private static let words = ["We would need it by March.", "Is that too expensive for you?"]
    private static let heard: [String?] = words

    /// A call of two people in which both are heard.
    private static func script(_ id: String, ending: String = "") -> String {
        #"""
        {"t":0,"kind":"call","id":"\#(id)","rep":"dana","rep_basis":"agreed","at":"2026-01-01T10:00:00Z"}
        {"t":0.1,"kind":"join","participant":"dana","role":"rep","region":"DE"}
        {"t":0.2,"kind":"join","participant":"lee","role":"prospect","name":"Lee","region":"US-CA"}
        {"t":1,"kind":"notice_shown","participant":"lee"}
        {"t":2,"kind":"consent","participant":"lee","act":"grant"}
        {"t":6,"kind":"line","participant":"lee","text":"\#(words[0])","start":5,"end":6}
        {"t":9,"kind":"line","participant":"dana","text":"\#(words[1])","start":8,"end":9}
        \#(ending)
        """#
    }

    private static let withdrawal =
        #"{"t":20,"kind":"consent","participant":"lee","act":"withdraw"}"#

    /// A copy to work in.
    private func copied(_ name: String) throws -> Aside {
        let place = Self.golden.appendingPathComponent(name)
        let isThere = FileManager.default.fileExists(atPath: place.path)
        if !isThere, ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try make(place)
        } else {
            try #require(isThere, "\(name) is missing: UPDATE_GOLDEN=1 makes it")
        }
        let aside = try Aside()
        try copy(from: place, to: URL(fileURLWithPath: aside.home))
        return aside
    }

    /// The erasure of what the second call's withdrawal ends is due when the third begins.
    private func make(_ place: URL) throws {
        let aside = try Aside()
        let scripts = [
            ("kept", Self.script("kept")),
            ("withdrawn", Self.script("withdrawn", ending: Self.withdrawal)),
            ("last", Self.script("last")),
        ]
        for (name, text) in scripts {
            let run = try aside.run("replay", try aside.file(name + ".jsonl", text))
            try #require(run.exitCode == 0, "\(run.errors)")
        }
        let journal = try? Data(contentsOf: URL(fileURLWithPath: aside.home + "/log.db-wal"))
        try #require(journal?.isEmpty ?? true)
        try copy(from: URL(fileURLWithPath: aside.home), to: place)
    }

    private func copy(from home: URL, to other: URL) throws {
        let files = FileManager.default
        let keys = other.appendingPathComponent("keys")
        try files.createDirectory(at: keys, withIntermediateDirectories: true)
        for name in Self.files {
            try files.copyItem(
                at: home.appendingPathComponent(name),
                to: other.appendingPathComponent(name)
            )
        }
    }

    /// The words of a call's lines; nil where they were erased.
    private func lines(of call: String, in aside: Aside) throws -> [String?] {
        let reader = try Home(path: aside.home).openReader()
        defer { try? reader.close() }
        return try reader.events(in: .call(CallID(call)))
            .filter { $0.type == .lineTranscribed }
            .map { $0.opened(LineTranscribed.self)?.text }
    }

    @Test(arguments: homes) func `an old home verifies, and what was said in it can be read`(
        name: String
    ) throws {
        let aside = try copied(name)
        let verified = try aside.run("log", "verify", "--json")
        #expect(verified.exitCode == 0, "\(verified.output)")
        #expect(verified.lines.first?["notes"] as? [String] == [])
        let calls = try aside.run("calls", "--json").lines
        #expect(calls.map { $0["call"] as? String } == ["kept", "withdrawn", "last"])
        #expect(calls.allSatisfy { $0["lines"] as? Int == 2 && $0["state"] as? String == "sealed" })
        #expect(try lines(of: "kept", in: aside) == Self.heard)
        #expect(try lines(of: "withdrawn", in: aside) == [nil, Self.heard[1]])
    }

    @Test(arguments: homes) func `an old home is gone on with`(name: String) throws {
        let aside = try copied(name)
        let entries = try aside.entries().count
        let next = try aside.file("next.jsonl", Self.script("next"))
        let run = try aside.run("replay", next)
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try aside.entries().count > entries)
        #expect(try aside.run("log", "verify").exitCode == 0)
        #expect(try lines(of: "next", in: aside) == Self.heard)
        for kind in ["compliance", "review"] {
            let report = try aside.run("report", kind, "kept", "--format", "json")
            #expect(report.exitCode == 0, "\(report.errors)")
        }
    }
}
