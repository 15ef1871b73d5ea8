import AsideTesting
import Events
import Foundation
import Projections
import Testing

@testable import Commands

@Suite("Where projections stood")
struct ProjectionStoreTests {
    private let aside: Aside

    init() throws { aside = try Aside() }

    private func store(of origin: String = "aside.example/log/test") throws -> ProjectionStore {
        try ProjectionStore(path: aside.folder.path + "/views.db", origin: origin)
    }

    /// The same call from the script and from a room: they differ from the first event on.
    private static let told = SampleCalls.rich()
    private static let altered = SampleCalls.rich(.live)
    private static let call = told.call

    @Test func `is kept with the code's version and the state's digest, and moves on`() throws {
        let events = Self.told.log.events
        let first = try store().fold(LiveCall(), of: Self.call, from: Array(events.prefix(9)))
        #expect(try store().mark(of: LiveCall.name, Self.call) == first.mark)
        #expect(first.mark.position == TreeSize(9))
        let second = try store().fold(LiveCall(), of: Self.call, from: events)
        #expect(try store().mark(of: LiveCall.name, Self.call) == second.mark)
        #expect(try store().mark(of: Meters.name, Self.call) == nil)
    }

    @Test func `is where the next fold must come by`() throws {
        _ = try store().fold(
            ComplianceReport(call: Self.call),
            of: Self.call,
            from: Array(Self.told.log.events.prefix(9))
        )
        let failure = #expect(throws: Failure.self) {
            _ = try store().fold(
                ComplianceReport(call: Self.call),
                of: Self.call,
                from: Self.altered.log.events
            )
        }
        #expect(failure?.exitCode == 3)
        #expect(failure?.description.contains("compliance-report") == true)
        #expect(failure?.description.contains("position 9") == true)
    }

    @Test func `is not compared with other code, nor with a call of another log`() throws {
        let other = FoldMark(
            projection: LiveCall.name,
            codeVersion: LiveCall.codeVersion - 1,
            position: TreeSize(9),
            stateDigest: "of earlier code"
        )
        try store().keep(other, of: Self.call)
        let events = Self.told.log.events
        let folded = try store().fold(LiveCall(), of: Self.call, from: events)
        #expect(try store().mark(of: LiveCall.name, Self.call) == folded.mark)

        let report = ComplianceReport(call: Self.call)
        let mark = try store().fold(report, of: Self.call, from: events).mark
        let elsewhere = try store(of: "aside.example/log/other")
        _ = try elsewhere.fold(report, of: Self.call, from: Self.altered.log.events)
        #expect(try store().mark(of: ComplianceReport.name, Self.call) == mark)
    }

    @Test func `is made again where the file is no database`() throws {
        let path = try aside.file("views.db", String(repeating: "no database ", count: 100))
        let failure = #expect(throws: Failure.self) { try store() }
        #expect(failure?.description.contains("remove it") == true)
        try FileManager.default.removeItem(atPath: path)
        #expect(try store().mark(of: LiveCall.name, Self.call) == nil)
    }

    @Test func `is told to be in the way wherever the file ceases to be one`() throws {
        let store = try store()
        let mark = try store.fold(LiveCall(), of: Self.call, from: Self.told.log.events).mark
        let path = aside.folder.path + "/views.db"
        let dropped = try python("d.execute('drop table marks'); d.commit()", path)
        try #require(dropped.exitCode == 0, "\(dropped.errors)")
        let failures = [
            #expect(throws: Failure.self) { _ = try store.mark(of: LiveCall.name, Self.call) },
            #expect(throws: Failure.self) { try store.keep(mark, of: Self.call) },
        ]
        for failure in failures {
            #expect(failure?.exitCode == 1)
            #expect(failure?.description.hasPrefix("using \(path) failed: found SQLite 1,") == true)
        }
    }

    @Test func `is where the events may not end before`() throws {
        let events = Self.told.log.events
        _ = try store().fold(LiveCall(), of: Self.call, from: events)
        let failure = #expect(throws: Failure.self) {
            _ = try store().fold(LiveCall(), of: Self.call, from: Array(events.prefix(9)))
        }
        #expect(failure?.exitCode == 3)
        #expect(failure?.description.contains("the end of its events at position 9,") == true)
    }

    private static let script = #"""
        {"t":0,"kind":"call","id":"c1","rep":"dana","rep_basis":"agreed"}
        {"t":0.1,"kind":"join","participant":"dana","role":"rep","region":"DE"}
        {"t":0.2,"kind":"join","participant":"lee","role":"prospect","name":"Lee","region":"DE"}
        {"t":1,"kind":"notice_shown","participant":"lee"}
        {"t":2,"kind":"consent","participant":"lee","act":"grant"}
        {"t":6,"kind":"line","participant":"lee","text":"Zanzibarcanary, we need it.","start":5,"end":6}
        """#

    /// Runs a line of Python on a database, which it calls `d`: by default that of the home.
    private func python(_ line: String, _ path: String? = nil) throws -> Aside.Run {
        try Aside.execute(
            URL(fileURLWithPath: "/usr/bin/env"),
            [
                "python3", "-c", "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); " + line,
                path ?? aside.home + "/views.db",
            ]
        )
    }

    @Test func `is kept of every projection with each report, without a word of the call`() throws {
        #expect(try aside.replay(try aside.file("c1.jsonl", Self.script)).exitCode == 0)
        #expect(try aside.run("report", "compliance", "c1").exitCode == 0)
        let kept = try python(
            "print(*sorted(r[0] for r in d.execute('select projection from marks')))"
        )
        #expect(
            kept.output == "call-review compliance-report consent-ledger live-call meters\n",
            "\(kept.errors)"
        )
        let file = try Data(contentsOf: URL(fileURLWithPath: aside.home + "/views.db"))
        #expect(file.range(of: Data("Zanzibarcanary".utf8)) == nil)
        #expect(try aside.run("report", "review", "c1").exitCode == 0)

        let edited = try python(
            "d.execute(\"update marks set state_digest = 'x' where projection = 'live-call'\"); d.commit()"
        )
        try #require(edited.exitCode == 0, "\(edited.errors)")
        let report = try aside.run("report", "review", "c1")
        #expect(report.exitCode == 3)
        #expect(report.errors.contains("call c1: folding live-call failed"), "\(report.errors)")
        try FileManager.default.removeItem(atPath: aside.home + "/views.db")
        #expect(try aside.run("report", "review", "c1").exitCode == 0)
    }
}
