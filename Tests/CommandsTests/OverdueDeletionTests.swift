import Testing

@Suite struct OverdueDeletionTests {
    @Test func `an ended deletion term is counted by calls and doctor, and carried out at a start`()
        throws
    {
        let aside = try Aside()
        let script = #"""
            {"t":0,"kind":"call","id":"old","rep":"dana","rep_basis":"agreed","at":"2026-01-01T10:00:00Z"}
            {"t":0.1,"kind":"join","participant":"dana","role":"rep","region":"DE"}
            {"t":0.2,"kind":"join","participant":"lee","role":"prospect","region":"DE"}
            {"t":1,"kind":"notice_shown","participant":"lee"}
            {"t":2,"kind":"consent","participant":"lee","act":"grant"}
            {"t":6,"kind":"line","participant":"lee","text":"We need it by March.","start":5,"end":6}
            {"t":20,"kind":"consent","participant":"lee","act":"withdraw"}
            """#
        try #require(try aside.replay(aside.file("old.jsonl", script)).exitCode == 0)
        func overdue() throws -> Int? {
            try aside.run("calls", "--json").lines.first?["overdue_deletions"] as? Int
        }
        func doctor() throws -> String? {
            let lines = try aside.run("doctor", "--json").lines
            let home = lines.first { ($0["part"] as? String)?.hasPrefix("home ") == true }
            return home?["found"] as? String
        }
        #expect(try overdue() == 1)
        #expect(try aside.run("calls").output.contains("; overdue deletions: 1"))
        #expect(try doctor()?.hasSuffix("; overdue deletions: 1") == true)
        let report = try aside.run("report", "compliance", "old", "--format", "json").output
        #expect(report.contains("retention-late") && report.contains("was carried out late: "))
        #expect(try overdue() == 0)
        #expect(try doctor()?.hasSuffix(" entries") == true)
    }
}
