import Foundation
import Testing

@Suite struct ConsentPathTests {
    private let head = """
        {"t":0,"kind":"call","id":"c1","rep":"dana","rep_basis":"works-agreement:2026-03"}
        {"t":0.2,"kind":"join","participant":"dana","role":"rep","name":"Dana","region":"US-CA"}
        {"t":0.4,"kind":"join","participant":"lee","role":"prospect","name":"Lee","region":"DE"}

        """

    private func line(_ t: Double, _ who: String, _ text: String, start: Double) -> String {
        """
        {"t":\(t),"kind":"line","participant":"\(who)","text":"\(text)","start":\(start),"end":\(t)}

        """
    }

    private func act(_ t: Double, _ who: String, _ act: String, _ purposes: String = "") -> String {
        let named = purposes.isEmpty ? "" : ",\"purposes\":[\(purposes)]"
        return """
            {"t":\(t),"kind":"consent","participant":"\(who)","act":"\(act)"\(named)}

            """
    }

    private func shown(_ t: Double, _ who: String) -> String {
        """
        {"t":\(t),"kind":"notice_shown","participant":"\(who)"}

        """
    }

    private func replay(_ script: String) throws -> (Aside, [String]) {
        let aside = try Aside()
        let run = try aside.replay(try aside.file("call.jsonl", script))
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try aside.run("log", "verify").exitCode == 0)
        return (aside, try aside.types())
    }

    @Test func `what was said before the grant is not in the log, what came after is`() throws {
        let (_, types) = try replay(
            head + line(3, "lee", "Before anyone agreed.", start: 1) + shown(3, "lee")
                + act(4, "lee", "grant") + line(6, "lee", "It began before.", start: 3.9)
                + line(8, "lee", "It began at the grant.", start: 4)
                + line(9, "dana", "And this is after.", start: 8.5)
        )
        #expect(types.count { $0 == "speech.line-transcribed" } == 2)
        #expect(
            types.firstIndex(of: "gate.opened")! < types.firstIndex(of: "speech.line-transcribed")!
        )
        #expect(types.last == "call.sealed")
    }

    private func join(_ t: Double, _ who: String, _ more: String) -> String {
        """
        {"t":\(t),"kind":"join","participant":"\(who)","role":"prospect","region":"DE",\(more)}

        """
    }

    @Test func `a meeting room's device is heard once it has said how many people it has`() throws {
        let (aside, types) = try replay(
            head + shown(1, "lee") + act(2, "lee", "grant")
                + join(3, "room", #""shared":true"#) + line(5, "lee", "Held.", start: 4)
                + shown(6, "room") + act(7, "room", "grant") + line(9, "lee", "Still.", start: 8)
                    + """
                    {"t":10,"kind":"consent","participant":"room","act":"grant","head_count":3}

                    """ + line(12, "room", "Now all three of us agree.", start: 11)
        )
        #expect(types.count { $0 == "speech.line-transcribed" } == 1)
        #expect(types.contains("gate.held") && types.contains("consent.act-rejected"))
        let page = try aside.run("report", "compliance", "c1", "--format", "json").output
        #expect(page.contains("shared by 3 people, as attested"))
        #expect(page.contains("nobody had said how many people share the device"))
        #expect(page.contains("several people share a device and nobody has said how many"))
    }

    @Test func `who is elsewhere from now on is asked again, and the report has both rules`()
        throws
    {
        let moved = """
            {"t":5,"kind":"change","participant":"lee","region":"US-NY"}

            """
        let (aside, types) = try replay(
            head + shown(1, "lee") + act(2, "lee", "grant") + line(4, "lee", "Heard.", start: 3)
                + moved + line(7, "lee", "Not heard.", start: 6) + shown(8, "lee")
                + act(9, "lee", "grant") + line(11, "lee", "Heard again.", start: 10)
        )
        #expect(types.count { $0 == "speech.line-transcribed" } == 2)
        #expect(types.contains("participant.changed") && types.contains("gate.held"))
        let page = try aside.run("report", "compliance", "c1", "--format", "json").output
        #expect(page.contains("another rule was found for them"))
        #expect(page.contains("stated by the call script") && page.contains("US-NY"))
    }

    @Test func `nothing is heard beside somebody who is not of age`() throws {
        let (aside, types) = try replay(
            head + join(0.5, "kid", #""minor":true"#) + shown(1, "lee") + act(2, "lee", "grant")
                + act(2.5, "kid", "grant") + line(5, "lee", "Unheard.", start: 3)
        )
        #expect(!types.contains("speech.line-transcribed") && !types.contains("gate.opened"))
        #expect(types.count { $0 == "consent.notice-sent" } == 2)
        let page = try aside.run("report", "compliance", "c1", "--format", "json").output
        #expect(page.contains("Nothing was captured: somebody was present who is not of age"))
        #expect(page.contains("One person was said not to be of age"))
        #expect(page.contains("One grant of theirs was rejected"))
    }

    @Test func `a grant before the notice was shown is rejected, and nothing is heard`() throws {
        let (_, types) = try replay(
            head + act(4, "lee", "grant") + line(6, "lee", "Unheard.", start: 5)
        )
        #expect(types.contains("consent.act-rejected"))
        #expect(!types.contains("gate.opened"))
        #expect(!types.contains("speech.line-transcribed"))
    }

    @Test func `refusing keeps the call going and the coach off, and is no failure`() throws {
        let (_, types) = try replay(
            head + shown(1, "lee") + act(4, "lee", "refuse") + line(6, "lee", "Unheard.", start: 5)
        )
        #expect(types.contains("consent.refused"))
        #expect(!types.contains("speech.line-transcribed"))
    }

    @Test func `silence for two minutes is a no, and a late grant is the person's own initiative`()
        throws
    {
        let (aside, types) = try replay(
            head + shown(1, "lee") + line(130, "lee", "Unheard.", start: 129)
                + act(140, "lee", "grant") + line(150, "lee", "Heard.", start: 145)
        )
        #expect(types.count { $0 == "speech.line-transcribed" } == 1)
        let timeout = try #require(
            try aside.entries().first { $0["type"] as? String == "aside.consent.timed-out" }
        )
        let sent = try #require(
            try aside.entries().last { $0["type"] as? String == "aside.consent.notice-sent" }
        )
        let data = try #require(sent["data"] as? [String: Any])
        #expect(timeout["time"] as? String == data["answerBy"] as? String)
    }

    @Test func `a withdrawal closes the gate and records how fast everything stopped`() throws {
        let (_, types) = try replay(
            head + shown(1, "lee") + act(4, "lee", "grant")
                + line(6, "lee", "Heard.", start: 5) + act(7, "lee", "withdraw")
                + line(9, "dana", "Unheard.", start: 8) + line(10, "lee", "Unheard.", start: 9)
        )
        #expect(types.count { $0 == "speech.line-transcribed" } == 1)
        let closed = try #require(types.firstIndex(of: "gate.closed"))
        #expect(types[closed - 1] == "consent.withdrawn")
        #expect(types[closed...].contains("capture.stopped"))
    }

    @Test func `somebody who joins late holds the gate until they agree`() throws {
        let (_, types) = try replay(
            head + shown(1, "lee") + act(4, "lee", "grant") + line(6, "lee", "Heard.", start: 5)
                + """
                {"t":10,"kind":"join","participant":"ana","role":"prospect","region":"FR"}

                """ + line(12, "lee", "Unheard.", start: 11) + shown(13, "ana")
                + act(14, "ana", "grant") + line(16, "ana", "Heard.", start: 15)
        )
        #expect(types.count { $0 == "speech.line-transcribed" } == 2)
        #expect(
            types.filter { $0.hasPrefix("gate.") } == ["gate.opened", "gate.held", "gate.opened"]
        )
    }

    @Test func `one purpose less takes its work away and leaves the rest`() throws {
        let (aside, types) = try replay(
            head + shown(1, "lee") + act(4, "lee", "grant")
                + line(6, "lee", "That is too expensive for us.", start: 5)
                + act(7, "lee", "withdraw", "\"ai_analysis\"")
                + line(50, "lee", "We need approval from the board.", start: 48)
        )
        #expect(types.count { $0 == "speech.line-transcribed" } == 2)
        #expect(types.count { $0 == "nudge.sent" } == 1)
        #expect(types.filter { $0.hasPrefix("gate.") } == ["gate.opened", "gate.opened"])
        let last = try #require(
            try aside.entries().last { $0["type"] as? String == "aside.gate.opened" }
        )
        let purposes = (last["data"] as? [String: Any])?["purposes"] as? [String]
        #expect(purposes?.contains("ai_analysis") == false)
        #expect(purposes?.contains("live_transcription") == true)
    }

    @Test func `content of somebody who withdrew is erased when its term has ended`() throws {
        let script =
            (head + shown(1, "lee") + act(4, "lee", "grant")
            + line(6, "lee", "Zanzibarcanary is what I said.", start: 5)
            + act(7, "lee", "withdraw"))
            .replacingOccurrences(
                of: "\"rep\":\"dana\"",
                with: "\"rep\":\"dana\",\"at\":\"2026-01-01T10:00:00Z\""
            )
        let (aside, _) = try replay(script)
        let before = try aside.run("report", "review", "c1", "--format", "json")
        let types = try aside.types()
        #expect(types.contains("custody.key-destroyed"))
        #expect(types.contains("custody.erasure-executed"))
        #expect(before.output.contains("erased"))
        #expect(!before.output.contains("Zanzibarcanary"))
        #expect(try aside.run("log", "verify").exitCode == 0)
        let honest = try aside.file("honest.json", before.output)
        let compared = try aside.run("report", "verify", honest, "--json")
        #expect(compared.exitCode == 0)
        #expect(compared.lines.first?["not_checkable"] as? [String] == [])
        let forged = try aside.file(
            "forged.json",
            before.output.replacingOccurrences(of: "\"erased\"", with: "\"I will sign today.\"")
        )
        let refused = try aside.run("report", "verify", forged, "--json")
        #expect(refused.exitCode == 3)
        #expect(refused.lines.first?["ok"] as? Bool == false)
        #expect((refused.lines.first?["differences"] as? [String])?.isEmpty == false)
        #expect(refused.lines.first?["not_checkable"] as? [String] == [])
        let table = aside.folder.path + "/review.csv"
        let written = try aside.run("report", "review", "c1", "--format", "csv", "--out", table)
        #expect(written.exitCode == 0)
        #expect(try aside.run("report", "verify", table).exitCode == 0)
    }

    @Test func `a bare transcript stays unheard, and is heard on an operator's word`() throws {
        let vtt = """
            WEBVTT

            00:01.000 --> 00:03.000
            <v Dana>Shall we talk about the price?

            00:04.000 --> 00:06.000
            <v Lee>It is too expensive for us.

            """
        let aside = try Aside()
        let file = try aside.file("call.vtt", vtt)
        #expect(try aside.replay(file, "--rep", "Dana", "--call", "a").exitCode == 0)
        #expect(try !aside.types().contains("speech.line-transcribed"))
        let word = ["--assert-consent", "J. Roe, by mail"]
        #expect(
            try aside.replay(file, "--rep", "Dana", "--call", "b", word[0], word[1]).exitCode
                == 0
        )
        #expect(try aside.types().count { $0 == "speech.line-transcribed" } == 2)
        let report = try aside.run("report", "compliance", "b", "--format", "json")
        #expect(report.output.contains("asserted, not proven"))
        #expect(try aside.run("replay", file, word[0], word[1]).exitCode == 2)
        #expect(try aside.run("log", "verify").exitCode == 0)
    }
}
