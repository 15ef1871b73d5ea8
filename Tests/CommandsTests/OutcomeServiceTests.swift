import Foundation
import Testing

@Suite struct `The outcome of a call that is over` {
    /// Takes outcomes, each as a line of the file that it is given, and refuses those for `/full`.
    private static let server = """
        import http.server, sys
        class H(http.server.BaseHTTPRequestHandler):
            def log_message(self, *a): pass
            def do_POST(self):
                asked = self.rfile.read(int(self.headers['Content-Length']))
                if self.path == '/full': return self.send_error(503)
                with open(sys.argv[1], 'ab') as file: file.write(asked + b'\\n')
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b'{"line": "noted"}')
        s = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H)
        print(s.server_port, flush=True)
        s.serve_forever()
        """

    private static let call = """
        {"t":0,"kind":"call","id":"o1","rep":"dana","rep_basis":"agreed"}
        {"t":0.2,"kind":"join","participant":"dana","role":"rep","name":"Dana"}
        {"t":0.4,"kind":"join","participant":"lee","role":"prospect","name":"Lee"}
        {"t":1,"kind":"notice_shown","participant":"lee"}
        {"t":4,"kind":"consent","participant":"lee","act":"grant"}
        {"t":20,"kind":"line","participant":"dana","text":"I'll send the papers by Friday.",\
        "start":13,"end":20}
        {"t":42,"kind":"end"}

        """

    /// A call that is over, whose follow-up has asked whether its outcome may be written down.
    private func asked(after call: String = call) throws -> Aside {
        let aside = try Aside()
        let run = try aside.run("replay", try aside.file("call.jsonl", call))
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try aside.run("followup", "o1").exitCode == 0)
        return aside
    }

    private func playbook(_ aside: Aside, _ tools: String) throws -> String {
        let folder = aside.folder.appendingPathComponent("playbook")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        _ = try aside.file("playbook/tools.yaml", tools)
        return folder.path
    }

    /// The types in the stream after the call, from the answer to the question on.
    private func answer(_ aside: Aside) throws -> [String] {
        try aside.entries().filter { $0["stream"] as? String == "after/o1" }
            .compactMap { ($0["type"] as? String)?.dropFirst(6).description }
            .drop { $0 != "tool.approval-asked" }.dropFirst().map { $0 }
    }

    private func approved(at path: String) throws -> (aside: Aside, run: Aside.Run, kept: String?) {
        let aside = try asked()
        let kept = aside.folder.appendingPathComponent("kept.jsonl").path
        let server = try PythonServer(Self.server, kept)
        defer { server.stop() }
        let port = server.ports[0]
        let tools = "log_outcome: {url: 'http://127.0.0.1:\(port)\(path)', deadline: 60s}\n"
        let folder = try playbook(aside, tools)
        let run = try aside.run("followup", "o1", "--approve", "--playbook", folder, "--json")
        return (aside, run, try? String(contentsOfFile: kept, encoding: .utf8))
    }

    @Test(.enabled(if: PythonServer.python != nil, "python3 is not installed"))
    func `goes to the service that tools.yaml names, and into no file`() throws {
        let (aside, run, kept) = try approved(at: "/outcomes")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.lines.first?["service"] as? String == "127.0.0.1")
        #expect(kept?.contains("next-step-agreed") == true)
        #expect(!FileManager.default.fileExists(atPath: aside.home + "/outcomes.jsonl"))
        #expect(
            try answer(aside) == [
                "tool.approval-given", "tool.called", "egress.requested", "egress.ended",
                "tool.completed",
            ]
        )
        #expect(try aside.run("log", "verify").exitCode == 0)
    }

    @Test(.enabled(if: PythonServer.python != nil, "python3 is not installed"))
    func `that the service does not take is told as not written down`() throws {
        let (aside, run, kept) = try approved(at: "/full")
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("127.0.0.1 did not take it"))
        #expect(kept == nil)
        #expect(!FileManager.default.fileExists(atPath: aside.home + "/outcomes.jsonl"))
        #expect(try answer(aside).last == "tool.failed")
    }

    @Test func `goes to no company outside that nobody was told of`() throws {
        let aside = try asked()
        let folder = try playbook(aside, "log_outcome: {url: 'https://crm.example/outcomes'}\n")
        let run = try aside.run("followup", "o1", "--approve", "--playbook", folder)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("outcomes go to crm.example"), "\(run.errors)")
        #expect(run.errors.contains("1 of 1 people who were heard were not told of it"))
        #expect(try answer(aside).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: aside.home + "/outcomes.jsonl"))
        // The question stands, and a file of ours needs no company.
        #expect(try aside.run("followup", "o1", "--approve").exitCode == 0)
    }

    @Test func `goes to no company outside with words from before sharing was in force`() throws {
        let narrow = """
            "act":"grant","purposes":["live_transcription","storage","follow_up"]}
            """
        let later = """
            {"t":30,"kind":"consent","participant":"lee","act":"grant","purposes":["sharing"]}
            {"t":42,
            """
        let call = Self.call.replacingOccurrences(of: "\"act\":\"grant\"}", with: narrow)
            .replacingOccurrences(of: "{\"t\":42,", with: later)
        let aside = try asked(after: call)
        let folder = try playbook(aside, "log_outcome: {url: 'https://crm.example/outcomes'}\n")
        let run = try aside.run("followup", "o1", "--approve", "--playbook", folder)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("quotes words said before everyone there"), "\(run.errors)")
        #expect(try answer(aside).isEmpty)
    }
}
