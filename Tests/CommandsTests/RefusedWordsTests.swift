import Foundation
import Testing

/// What people hand over that would lead to a wrong fact, or onto the log's own files.
@Suite struct RefusedWordsTests {
    private static func call(at moment: String) -> String {
        #"{"t":0,"kind":"call","id":"c-1","rep":"dana","pack":"sales","at":"\#(moment)"}"#
    }

    @Test(arguments: [
        "300000-12-31T23:59:59Z", "3000-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
        "2026-02-30T00:00:00Z", "2026-01-01T25:61:61Z", "2026-01-01T10:00:01Zfoo",
        "2026-01-01T10:00:00", "2026-01-01 10:00:00Z", "2026-01-01T10:00:00+24:00",
    ])
    func `a moment that never was is no call's`(moment: String) throws {
        let aside = try Aside()
        let run = try aside.replay(try aside.file("c.jsonl", Self.call(at: moment)))
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("c.jsonl:1: found at: no such moment"))
    }

    @Test(arguments: [
        ("2026-11-02T10:00:00+01:00", "2026-11-02T09:00:00.000000Z"),
        ("2026-11-02T10:00:00.25-05:30", "2026-11-02T15:30:00.250000Z"),
        ("2026-11-02T10:00:00.123456789Z", "2026-11-02T10:00:00.123456Z"),
    ])
    func `a moment of any offset is one of the clock's`(written: String, time: String) throws {
        let aside = try Aside()
        let path = try aside.file("c.jsonl", Self.call(at: written))
        try #require(try aside.replay(path).exitCode == 0)
        let opened = try aside.run("log", "tail", "--json").lines
            .first { $0["type"] as? String == "aside.call.opened" }
        #expect(opened?["time"] as? String == time)
    }

    @Test(arguments: ["", " ", "\n"])
    func `consent that nobody vouches for is not asserted`(words: String) throws {
        let aside = try Aside()
        let path = try aside.file("c.jsonl", Self.call(at: "2026-11-02T10:00:00Z"))
        #expect(try aside.run("replay", path, "--assert-consent", words).exitCode == 2)
        #expect(!FileManager.default.fileExists(atPath: aside.home + "/log.db"))
    }

    @Test(arguments: ["log.db", "keys.db", "keys/head", "keys/../views.db"])
    func `a report is not written over the log and its keys`(name: String) throws {
        let aside = try Aside()
        let path = try aside.file("c.jsonl", Self.call(at: "2026-11-02T10:00:00Z"))
        try #require(try aside.replay(path).exitCode == 0)
        let out = aside.home + "/" + name
        #expect(try aside.run("report", "compliance", "c-1", "--out", out).exitCode == 2)
        #expect(try aside.run("log", "verify").exitCode == 0)
    }

    @Test func `a variable that is set to nothing is not set`() throws {
        let aside = try Aside()
        let path = try aside.file("c.jsonl", Self.call(at: "2026-11-02T10:00:00Z"))
        let run = try aside.run(["replay", path], environment: ["ASIDE_KEYS": ""])
        #expect(run.exitCode == 0)
        #expect(FileManager.default.fileExists(atPath: aside.home + "/keys/log.key"))
    }
}
