import Foundation
import Testing

/// CONSENT §4.14: who looked, and why.
@Suite struct `Names and words in what is handed out` {
    private static let script = """
        {"t":0,"kind":"call","id":"c1","rep":"dana","rep_basis":"works-agreement:2026-03"}
        {"t":0.2,"kind":"join","participant":"dana","role":"rep","name":"Danaide","region":"US-CA"}
        {"t":0.4,"kind":"join","participant":"lee","role":"prospect","name":"Leander","region":"DE"}
        {"t":1,"kind":"notice_shown","participant":"lee"}
        {"t":4,"kind":"consent","participant":"lee","act":"grant"}
        {"t":8,"kind":"line","participant":"lee","text":"Zanzibarcanary, as I said.","start":6,"end":8}
        {"t":60,"kind":"end"}

        """

    private func begun() throws -> Aside {
        let aside = try Aside()
        let run = try aside.replay(try aside.file("call.jsonl", Self.script))
        #expect(run.exitCode == 0, "\(run.errors)")
        return aside
    }

    private func shows(_ text: String) -> [Bool] {
        ["Danaide", "Leander", "Zanzibarcanary"].map { text.contains($0) }
    }

    /// What the access log says of each look: names shown, reason.
    private func views(_ aside: Aside) throws -> [[String]] {
        let report = try aside.run("report", "compliance", "c1", "--format", "json").lines.first
        let sections = try #require(report?["sections"] as? [[String: Any]])
        let tables = try #require(sections[13]["tables"] as? [[String: Any]])
        let views = try #require(tables.first { $0["key"] as? String == "views" })
        let columns = try #require(views["columns"] as? [String])
        let places = try ["Names shown", "Reason"].map { try #require(columns.firstIndex(of: $0)) }
        let rows = try #require(views["rows"] as? [[String: Any]])
        return rows.compactMap { $0["cells"] as? [String] }.filter { $0.contains("viewed") }
            .map { cells in places.map { cells[$0] } }
    }

    @Test func `a vCon of a compliance report has neither without a reason, and both with one`()
        throws
    {
        let aside = try begun()
        let bare = try aside.run("report", "compliance", "c1", "--format", "vcon")
        #expect(shows(bare.output) == [false, false, false])
        #expect(bare.lines.first?["redacted"] != nil)
        let told = try aside.run(
            "report",
            "compliance",
            "c1",
            "--format",
            "vcon",
            "--with-names",
            "audit 7"
        )
        #expect(shows(told.output) == [true, true, true])
        #expect(told.lines.first?["redacted"] == nil)
        #expect(try views(aside).prefix(2) == [["no", "not given"], ["yes", "audit 7"]])
    }

    @Test func `a review shows both, and the log keeps the reason that was given`() throws {
        let aside = try begun()
        let page = aside.folder.path + "/review.html"
        let bare = try aside.run("report", "review", "c1", "--out", page)
        #expect(bare.output.contains("nobody gave a reason; --with-names REASON gives one"))
        let told = try aside.run("report", "review", "c1", "--with-names", "coaching on Monday")
        #expect(shows(told.output) == [true, true, true])
        #expect(
            try views(aside).prefix(2) == [["yes", "not given"], ["yes", "coaching on Monday"]]
        )
    }

    @Test func `a reason of nothing is none`() throws {
        let aside = try begun()
        for kind in ["compliance", "review"] {
            let run = try aside.run("report", kind, "c1", "--with-names", "  ")
            #expect(run.exitCode == 2)
            #expect(run.output.isEmpty)
        }
    }
}
