import Foundation
import Testing

@Suite struct WhatIfTests {
    private static let price = """
        ---
        id: price-objection
        kind: objection
        triggers: ["too expensive"]
        headline: "Price: show the payback"
        ---
        Six weeks to pay back.

        """

    private static let approval = """
        ---
        id: need-approval
        kind: talk-track
        triggers: ["need approval"]
        headline: "Approval: ask who signs"
        ---
        Offer a page for the board.

        """

    private static let competitor = """
        ---
        id: vs-acme
        kind: battlecard
        competitor: Acme
        aliases: ["Acme Billing"]
        triggers: ["already use Acme"]
        headline: "Acme: ask what it misses"
        ---
        Ask what it does not find.

        """

    /// A call of two people; what is said of consent comes from the test.
    private func script(consent: String, at: String? = nil, tail: String = "") -> String {
        let start = at.map { ",\"at\":\"\($0)\"" } ?? ""
        return """
            {"t":0,"kind":"call","id":"c1","rep":"dana","rep_basis":"works-agreement:2026-03"\(start)}
            {"t":0.2,"kind":"join","participant":"dana","role":"rep","name":"Dana","region":"US-CA"}
            {"t":0.4,"kind":"join","participant":"lee","role":"prospect","name":"Lee","region":"DE"}
            {"t":1,"kind":"notice_shown","participant":"lee"}
            \(consent)
            {"t":12,"kind":"line","participant":"lee","text":"That is too expensive for us.","start":10,"end":12}
            {"t":20,"kind":"nudge_feedback","nudge":"last","act":"used"}
            {"t":60,"kind":"line","participant":"dana","text":"What would you compare it with?","start":58,"end":60}
            {"t":150,"kind":"line","participant":"lee","text":"I would need approval from the board.","start":147,"end":150}
            {"t":300,"kind":"line","participant":"lee","text":"Honestly, we already use Acme.","start":297,"end":300}
            \(tail)
            """
    }

    private static let granted = """
        {"t":4,"kind":"consent","participant":"lee","act":"grant"}
        """

    /// Writes a playbook's folder and returns its path.
    private func playbook(_ aside: Aside, _ name: String, _ plays: [String]) throws -> String {
        let folder = aside.folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (number, play) in plays.enumerated() {
            try Data(play.utf8).write(to: folder.appendingPathComponent("\(number).md"))
        }
        return folder.path
    }

    /// A home with the script replayed under the plays on price and approval.
    private func replayed(_ script: String) throws -> (aside: Aside, playbook: String) {
        let aside = try Aside()
        let old = try playbook(aside, "old", [Self.price, Self.approval])
        let file = try aside.file("call.jsonl", script)
        let run = try aside.run("replay", file, "--playbook", old)
        #expect(run.exitCode == 0, "\(run.errors)")
        return (aside, old)
    }

    private func counts(_ run: Aside.Run) throws -> [String: Int] {
        let object = try #require(run.lines.first, "\(run.errors)")
        return object.compactMapValues { $0 as? Int }
    }

    private func differences(_ run: Aside.Run) throws -> [String] {
        let all = try #require(run.lines.first?["differences"] as? [[String: Any]], "\(run.errors)")
        return all.map { row in
            let nudge = (row["now"] ?? row["before"]) as? [String: Any]
            return "\(row["what"] ?? "") \(nudge?["play"] ?? "")"
        }
    }

    @Test func `a call under its own playbook is the same, nudge by nudge`() throws {
        let (aside, old) = try replayed(script(consent: Self.granted))
        let run = try aside.run(
            "whatif",
            "c1",
            "--playbook",
            old,
            "--json",
            "--fail-on",
            "differences"
        )
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(
            try counts(run)
                == ["same": 2, "reworded": 0, "gained": 0, "lost": 0, "moved": 0, "regressions": 0]
        )
        #expect(
            run.lines.first?["playbook_before"] as? String
                == run.lines.first?["playbook_now"] as? String
        )
    }

    @Test(arguments: ["e-learning", "telemedicine"])
    func `an example call under the playbook it comes with is the same`(name: String) throws {
        let aside = try Aside()
        let file = Aside.package.appendingPathComponent("Examples/calls/\(name).jsonl").path
        #expect(try aside.run("replay", file, "--call", "c1").exitCode == 0)
        let run = try aside.run("whatif", "c1", "--json", "--fail-on", "differences")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try counts(run)["same"] ?? 0 > 0)
    }

    @Test func `another playbook's nudges are told as reworded, lost and gained`() throws {
        let (aside, _) = try replayed(script(consent: Self.granted))
        let reworded = Self.price.replacingOccurrences(
            of: "show the payback",
            with: "go to the ROI"
        )
        let new = try playbook(aside, "new", [reworded, Self.competitor])
        let run = try aside.run("whatif", "c1", "--playbook", new, "--json")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(
            try differences(run)
                == ["reworded price-objection", "lost need-approval", "gained vs-acme"]
        )
        #expect(try counts(run)["regressions"] == 0)
        #expect(
            run.lines.first?["playbook_before"] as? String
                != run.lines.first?["playbook_now"] as? String
        )
        let table = try aside.run("whatif", "c1", "--playbook", new).output
        #expect(table.contains("0:12  reworded  price-objection    Price: go to the ROI"))
        #expect(table.contains("need-approval → –"))
        #expect(table.contains("– → vs-acme"))
    }

    @Test func `a release fails on what the rep had used and lost, once it was told`() throws {
        let (aside, _) = try replayed(script(consent: Self.granted))
        let new = try playbook(aside, "new", [Self.approval])
        let gate = try aside.run("whatif", "c1", "--playbook", new, "--fail-on", "regressions")
        #expect(gate.exitCode == 1)
        #expect(gate.output.contains("lost  price-objection → –"))
        #expect(gate.output.contains("1 regression"))
        #expect(gate.errors.contains("found regressions: 1, expected none"))
        #expect(try aside.run("whatif", "c1", "--playbook", new).exitCode == 0)
        #expect(try aside.run("whatif", "c1", "--fail-on", "nonsense").exitCode == 2)
    }

    @Test func `a difference that is no regression fails only a release that wants none`() throws {
        let (aside, _) = try replayed(script(consent: Self.granted))
        let new = try playbook(aside, "new", [Self.price])
        let run = { (gate: String) in
            try aside.run("whatif", "c1", "--playbook", new, "--fail-on", gate).exitCode
        }
        #expect(try run("regressions") == 0)
        #expect(try run("differences") == 1)
    }

    @Test func `the record stays byte for byte, and one entry says that somebody looked`() throws {
        let (aside, old) = try replayed(script(consent: Self.granted))
        let before = try exported(aside)
        #expect(try aside.run("whatif", "c1", "--playbook", old).exitCode == 0)
        let after = try exported(aside)
        #expect(Array(after.prefix(before.count)) == before)
        #expect(after.count == before.count + 1)
        #expect(after.last?.contains("aside.custody.evidence-viewed") == true)
        #expect(after.last?.contains("\"document\":\"what-if\"") == true)
        #expect(try aside.run("log", "verify").exitCode == 0)
        let report = try aside.run("report", "compliance", "c1", "--format", "json")
        #expect(report.output.contains("what-if"))
    }

    private func exported(_ aside: Aside) throws -> [Substring] {
        let folder = aside.folder.appendingPathComponent(UUID().uuidString).path
        #expect(try aside.run("log", "export", folder).exitCode == 0)
        let text = try String(contentsOfFile: folder + "/entries.ndjson", encoding: .utf8)
        return text.split(separator: "\n")
    }

    @Test(arguments: [
        #"{"t":4,"kind":"consent","participant":"lee","act":"grant","purposes":["live_transcription","storage","ai_analysis"]}"#,
        """
        {"t":4,"kind":"consent","participant":"lee","act":"grant"}
        {"t":5,"kind":"consent","participant":"lee","act":"withdraw","purposes":["follow_up"]}
        """,
    ])
    func `who was heard and does not agree to work after the call is not worked on`(
        consent: String
    ) throws {
        let (aside, old) = try replayed(script(consent: consent))
        let before = try aside.types()
        #expect(before.contains("nudge.sent"))
        let run = try aside.run("whatif", "c1", "--playbook", old, "--json")
        #expect(run.exitCode == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("whatif refused: found follow_up in force for 1 of 2 people"))
        #expect(!run.errors.lowercased().contains("lee"))
        #expect(try aside.types() == before)
    }

    @Test func `who has left by then still has a say, and who was never heard has none`() throws {
        let ana = """
            {"t":2,"kind":"join","participant":"ana","role":"colleague","region":"FR"}
            {"t":3,"kind":"notice_shown","participant":"ana"}
            {"t":4,"kind":"consent","participant":"ana","act":"grant","purposes":["live_transcription","storage","ai_analysis"]}
            {"t":5,"kind":"consent","participant":"lee","act":"grant"}

            """
        let heard = """
            {"t":8,"kind":"line","participant":"ana","text":"Good morning.","start":7,"end":8}

            """
        let leaves = #"{"t":9,"kind":"leave","participant":"ana"}"#
        let (silent, old) = try replayed(script(consent: ana + leaves))
        #expect(try silent.run("whatif", "c1", "--playbook", old).exitCode == 0)
        let (spoke, other) = try replayed(script(consent: ana + heard + leaves))
        let run = try spoke.run("whatif", "c1", "--playbook", other)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("2 of 3 people"))
    }

    @Test func `the coach thinks again only where it was allowed to think then`() throws {
        let stop = """
            {"t":390,"kind":"consent","participant":"lee","act":"withdraw","purposes":["ai_analysis"]}

            """
        let line = """
            {"t":440,"kind":"line","participant":"lee","text":"Well, Zenith looks good too.","start":437,"end":440}
            """
        let zenith = Self.competitor
            .replacingOccurrences(of: "already use Acme", with: "Zenith looks good")
            .replacingOccurrences(of: "Acme", with: "Zenith")
        let found = try [line, stop + line].map { tail in
            let (aside, _) = try replayed(script(consent: Self.granted, tail: tail))
            let new = try playbook(aside, "new", [Self.price, Self.approval, zenith])
            return try differences(try aside.run("whatif", "c1", "--playbook", new, "--json"))
        }
        #expect(found == [["gained vs-acme"], []])
    }

    @Test func `a dismissal counts against the nudge it was about, and no other`() throws {
        let dismissed = script(consent: Self.granted)
            .replacingOccurrences(of: "\"act\":\"used\"", with: "\"act\":\"dismissed\"")
        let (aside, _) = try replayed(dismissed)
        let objection = Self.competitor
            .replacingOccurrences(of: "kind: battlecard", with: "kind: objection")
            .replacingOccurrences(of: "competitor: Acme\naliases: [\"Acme Billing\"]\n", with: "")
        let new = try playbook(aside, "new", [Self.approval, objection])
        let run = try aside.run(
            "whatif",
            "c1",
            "--playbook",
            new,
            "--json",
            "--fail-on",
            "regressions"
        )
        #expect(try differences(run) == ["lost price-objection", "gained vs-acme"])
        #expect(run.exitCode == 1)
        #expect(run.output.contains("\"regression\":\"dismissed-kind-is-gained\""))
    }

    @Test func `the new run is answered as the rep answered the same play then`() throws {
        let objection = Self.approval
            .replacingOccurrences(of: "kind: talk-track", with: "kind: objection")
        let found = try ["used", "dismissed"].map { act in
            let answered = script(consent: Self.granted)
                .replacingOccurrences(of: "\"act\":\"used\"", with: "\"act\":\"\(act)\"")
            let (aside, _) = try replayed(answered)
            let new = try playbook(aside, "new", [Self.price, objection])
            return try differences(try aside.run("whatif", "c1", "--playbook", new, "--json"))
        }
        // A dismissal doubles the time for which its kind keeps silent.
        #expect(found == [[], ["lost need-approval"]])
    }

    @Test func `a call of which content was erased is refused`() throws {
        let withdrawn = """
            {"t":310,"kind":"consent","participant":"lee","act":"withdraw","purposes":["storage"]}
            """
        let (aside, old) = try replayed(
            script(consent: Self.granted, at: "2026-01-01T10:00:00Z", tail: withdrawn)
        )
        let run = try aside.run("whatif", "c1", "--playbook", old)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("whatif refused: content of call c1 was erased"))
        #expect(try !aside.types().contains("custody.evidence-viewed"))
    }

    @Test func `a call or a log that is not there is said to be missing, and nothing begins`()
        throws
    {
        let (aside, old) = try replayed(script(consent: Self.granted))
        let before = try aside.types()
        for id in ["nope", "no such/call"] {
            let run = try aside.run("whatif", id, "--playbook", old)
            #expect(run.exitCode == 1)
            #expect(run.errors.contains("in the log; `aside calls` lists them"))
        }
        let missing = try aside.run("whatif", "c1", "--playbook", aside.folder.path + "/none")
        #expect(missing.exitCode == 1)
        #expect(missing.errors.contains("found no folder"))
        #expect(try aside.types() == before)
        let empty = aside.folder.appendingPathComponent("empty").path
        #expect(try aside.run("whatif", "c1", home: empty).exitCode == 1)
        #expect(!FileManager.default.fileExists(atPath: empty + "/log.db"))
    }
}
