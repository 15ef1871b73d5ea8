import Foundation
import Testing

@Suite struct `A follow-up of a replayed call` {
    private static let asked =
        "\"live_transcription\",\"storage\",\"ai_analysis\",\"screen_frames\",\"crm_lookup\",\"sharing\""

    /// Lee objects, asks and agrees; `consent` is what Lee answers to the notice, `later` what follows.
    private func replayed(
        consent: String = #""act":"grant""#,
        later: String = "",
        at: String = "",
        pack: String = "sales"
    ) throws -> Aside {
        let script = """
            {"t":0,"kind":"call","id":"f1","rep":"dana","account":"brightwater"\(at),\
            "pack":"\(pack)","rep_basis":"works-agreement:2026-03"}
            {"t":0.2,"kind":"join","participant":"dana","role":"rep","name":"Dana","region":"US-CA"}
            {"t":0.4,"kind":"join","participant":"lee","role":"prospect","name":"Lee","region":"DE"}
            {"t":1,"kind":"notice_shown","participant":"lee"}
            {"t":4,"kind":"consent","participant":"lee",\(consent)}
            {"t":6,"kind":"line","participant":"lee","text":"That is too expensive for us.","start":5,"end":6}
            {"t":9,"kind":"line","participant":"dana","text":"It pays back in six weeks.","start":7,"end":9}
            {"t":20,"kind":"line","participant":"dana","text":"i'll send the papers by friday",\
            "start":13,"end":20}
            \(later)
            {"t":40,"kind":"leave","participant":"lee"}
            {"t":42,"kind":"end"}

            """.replacingOccurrences(of: "\n\n", with: "\n")
        let aside = try Aside()
        let run = try aside.run("replay", try aside.file("call.jsonl", script))
        #expect(run.exitCode == 0, "\(run.errors)")
        return aside
    }

    /// The types in the stream after the call.
    private func later(_ aside: Aside) throws -> [String] {
        try aside.entries().filter { $0["stream"] as? String == "after/f1" }
            .compactMap { ($0["type"] as? String)?.dropFirst(6).description }
    }

    private func outcomes(_ aside: Aside) -> [Substring] {
        let text = try? String(contentsOfFile: aside.home + "/outcomes.jsonl", encoding: .utf8)
        return text?.split(separator: "\n") ?? []
    }

    @Test func `is drafted and asked about, and nothing is done`() throws {
        let aside = try replayed()
        let run = try aside.run("followup", "f1")
        #expect(run.exitCode == 0, "\(run.errors)")
        for words in ["too expensive for us", "six weeks", "by friday", "Hello Lee,", "not sent"] {
            #expect(run.output.contains(words), "\(words)")
        }
        #expect(try later(aside) == ["tool.called", "tool.completed", "tool.approval-asked"])
        #expect(outcomes(aside).isEmpty)
        #expect(try aside.run("log", "verify").exitCode == 0)
    }

    @Test func `names who owes what, by the pack's role and their own name`() throws {
        let aside = try replayed()
        let run = try aside.run("followup", "f1")
        #expect(run.output.contains("Sales rep (Dana): “i'll send the papers by friday”"))
        let object = try #require(try aside.run("followup", "f1", "--json").lines.first)
        let step = try #require((object["nextSteps"] as? [[String: Any]])?.first)
        #expect(step["owner"] as? String == "rep")
        #expect((step["person"] as? String)?.hasPrefix("p-") == true)
    }

    @Test func `is told in the words of the call's pack, outcomes too`() throws {
        let aside = try replayed(pack: "telemedicine")
        let run = try aside.run("followup", "f1")
        #expect(run.exitCode == 0, "\(run.errors)")
        for words in [
            "concerns", "Clinician (Dana)", "Next steps from our consultation of ",
            "What we do for you:", "follow-up-agreed",
        ] {
            #expect(run.output.lowercased().contains(words.lowercased()), "\(words)")
        }
        for words in ["objections", "What we owe you", "next-step-agreed", "our call"] {
            #expect(!run.output.contains(words), "\(words)")
        }
        #expect(try aside.run("followup", "f1", "--approve").exitCode == 0)
        #expect(outcomes(aside).first?.contains("follow-up-agreed") == true)
        let review = try aside.run("report", "review", "f1", "--format", "json").output
        #expect(review.contains("Concerns, and how they were answered"))
    }

    @Test func `stands in the review by its words, and in the compliance report by counts`() throws
    {
        let aside = try replayed()
        #expect(try aside.run("followup", "f1").exitCode == 0)
        #expect(try aside.run("followup", "f1", "--approve").exitCode == 0)
        let page = aside.home + "/review.html"
        #expect(try aside.run("report", "review", "f1", "--out", page).exitCode == 0)
        let review = try String(contentsOfFile: page, encoding: .utf8)
        for words in [
            "After the call", "Sales rep (Dana): “i'll send the papers", "Approved", "Hello Lee,",
        ] {
            #expect(review.contains(words), "\(words)")
        }
        #expect(try aside.run("report", "verify", page).exitCode == 0)
        let run = try aside.run("report", "compliance", "f1", "--format", "csv")
        for row in ["9,drafted,1,", "9,asked,1,", "9,approved,1,", "9,done,1,"] {
            #expect(run.output.contains(row), "\(row)")
        }
        #expect(!run.output.contains("papers"))
    }

    @Test func `is one object with --json`() throws {
        let aside = try replayed()
        let lines = try aside.run("followup", "f1", "--json").lines
        let object = try #require(lines.first)
        #expect(lines.count == 1)
        #expect((object["objections"] as? [Any])?.count == 1)
        let due = (object["nextSteps"] as? [[String: Any]])?.first?["due"] as? String
        #expect(due?.hasPrefix("by Friday") == true)
        #expect((object["draft"] as? [String: Any])?["subject"] != nil)
    }

    @Test func `leaves no word of the call in the clear`() throws {
        let aside = try replayed()
        try aside.run("followup", "f1")
        let export = aside.folder.appendingPathComponent("export").path
        try aside.run("log", "export", export)
        let text = try String(contentsOfFile: export + "/entries.ndjson", encoding: .utf8)
        for words in ["expensive", "papers", "friday", "Lee", "draft_follow_up", "log_outcome"] {
            #expect(!text.contains(words), "\(words)")
        }
    }

    @Test func `has its outcome written down after a yes, and once`() throws {
        let aside = try replayed()
        #expect(try aside.run("followup", "f1", "--approve").exitCode == 1)
        try aside.run("followup", "f1")
        let run = try aside.run("followup", "f1", "--approve")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(outcomes(aside).count == 1)
        #expect(outcomes(aside).first?.contains("next-step-agreed") == true)
        #expect(
            try later(aside) == [
                "tool.called", "tool.completed", "tool.approval-asked", "tool.approval-given",
                "tool.called", "tool.completed",
            ]
        )
        #expect(try aside.run("followup", "f1", "--approve").exitCode == 1)
        #expect(outcomes(aside).count == 1)
        #expect(try aside.run("log", "verify").exitCode == 0)
    }

    @Test func `is refused where follow_up was not granted, and nothing is recorded`() throws {
        let aside = try replayed(consent: "\"act\":\"grant\",\"purposes\":[\(Self.asked)]")
        let run = try aside.run("followup", "f1")
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("follow_up is not in force"))
        #expect(try later(aside).isEmpty)
    }

    @Test func `is refused where it was withdrawn in the call`() throws {
        let withdrawal =
            #"{"t":30,"kind":"consent","participant":"lee","act":"withdraw","purposes":["follow_up"]}"#
        let aside = try replayed(later: withdrawal)
        #expect(try aside.run("followup", "f1").exitCode == 1)
        #expect(try later(aside).isEmpty)
    }

    @Test func `is refused where content was erased`() throws {
        let withdrawal =
            #"{"t":30,"kind":"consent","participant":"lee","act":"withdraw","purposes":["storage"]}"#
        let aside = try replayed(later: withdrawal, at: #","at":"2026-01-01T10:00:00Z""#)
        let run = try aside.run("followup", "f1")
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("erased"), "\(run.errors)")
    }

    @Test func `is refused for a call that is not there, and begins no log`() throws {
        let aside = try Aside()
        #expect(try aside.run("followup", "f1").exitCode == 1)
        #expect(!FileManager.default.fileExists(atPath: aside.home + "/log.db"))
        #expect(try replayed().run("followup", "f2").exitCode == 1)
    }
}
