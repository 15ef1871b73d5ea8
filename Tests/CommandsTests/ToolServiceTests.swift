import Foundation
import Testing

@Suite struct `Services of a playbook` {
    /// Answers by the path: a line with the token it got, junk, megabytes, or nothing ever.
    private static let server = """
        import http.server, json, time
        class H(http.server.BaseHTTPRequestHandler):
            def log_message(self, *a): pass
            def do_POST(self):
                asked = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                if self.path == '/hang': time.sleep(600)
                self.send_response(200)
                self.end_headers()
                try:
                    if self.path == '/junk': self.wfile.write(b'<html>')
                    elif self.path == '/large': self.wfile.write(b'x' * (5 << 20))
                    else: self.wfile.write(json.dumps({'line': 'renews soon',
                        'asked': asked, 'token': self.headers.get('Authorization')}).encode())
                except OSError: pass
        s = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H)
        print(s.server_port, flush=True)
        s.serve_forever()
        """

    private static let play = """
        ---
        id: price
        kind: objection
        triggers: ["too expensive"]
        headline: "Price: six weeks to pay back"
        tool: get_account_context
        ---
        Show the payback slide.
        """

    private static let call = """
        {"t":0,"kind":"call","id":"s1","rep":"dana","account":"brightwater","rep_basis":"agreed"}
        {"t":0.2,"kind":"join","participant":"dana","role":"rep"}
        {"t":0.4,"kind":"join","participant":"lee","role":"prospect"}
        {"t":1,"kind":"notice_shown","participant":"lee"}
        {"t":4,"kind":"consent","participant":"lee","act":"grant"}
        {"t":70,"kind":"line","participant":"lee","text":"That is too expensive.","start":68,"end":70}
        {"t":90,"kind":"end"}

        """

    /// Replays the call over a playbook with such a `tools.yaml`; `PORT` in it is the server's.
    private func replayed(_ tools: String) throws -> (Aside, Aside.Run) {
        let server = try PythonServer(Self.server)
        defer { server.stop() }
        let port = String(server.ports[0])
        let aside = try Aside()
        let folder = try playbook(aside, tools.replacingOccurrences(of: "PORT", with: port))
        let script = try aside.file(
            "call.jsonl",
            Self.call.replacingOccurrences(of: "\n\n", with: "\n")
        )
        return (aside, try aside.run("replay", script, "--playbook", folder))
    }

    private func playbook(_ aside: Aside, _ tools: String) throws -> String {
        let folder = aside.folder.appendingPathComponent("playbook")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        _ = try aside.file("playbook/price.md", Self.play)
        _ = try aside.file("playbook/tools.yaml", tools)
        return folder.path
    }

    @Test(.enabled(if: PythonServer.python != nil, "python3 is not installed"))
    func `are asked by a replay, and what they answered is in the log`() throws {
        let (aside, run) = try replayed(
            "get_account_context:\n  url: http://127.0.0.1:PORT/ok\n  deadline: 60s\n"
        )
        #expect(run.exitCode == 0, "\(run.errors)")
        let types = try aside.types().filter { $0.hasPrefix("tool.") }
        #expect(types == ["tool.called", "tool.completed"])
        #expect(try aside.run("log", "verify").exitCode == 0)
    }

    @Test(
        .enabled(if: PythonServer.python != nil, "python3 is not installed"),
        arguments: [
            ("hang", "tool.timed-out"), ("junk", "tool.failed"), ("large", "tool.failed"),
        ]
    )
    func `that hang, or answer junk or megabytes, cost the rep nothing`(
        path: String,
        outcome: String
    ) throws {
        let deadline = path == "hang" ? "1s" : "60s"
        let (aside, run) = try replayed(
            "get_account_context:\n  url: http://127.0.0.1:PORT/\(path)\n  deadline: \(deadline)\n"
        )
        #expect(run.exitCode == 0, "\(run.errors)")
        let types = try aside.types()
        #expect(types.filter { $0.hasPrefix("tool.") } == ["tool.called", outcome])
        #expect(types.last == "call.sealed")
    }

    @Test func `need their token before anything is asked`() throws {
        let aside = try Aside()
        let folder = try playbook(
            aside,
            "get_account_context:\n  url: https://crm.example/x\n  token_from: NO_SUCH_TOKEN\n"
        )
        #expect(try aside.run("playbook", "check", folder).exitCode == 0)
        let script = try aside.file("call.jsonl", Self.call)
        let run = try aside.run("replay", script, "--playbook", folder)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("environment variable NO_SUCH_TOKEN"))
    }

    @Test(arguments: [
        ("get_weather: {url: https://a.example/}", 1, "unknown field"),
        ("get_battlecard:\n  url: http://a.example/", 2, "get_battlecard.url"),
        ("get_battlecard:\n  url: https://me:secret@a.example/", 2, "get_battlecard.url"),
        ("get_battlecard:\n  url: https://a.example/?key=secret", 2, "get_battlecard.url"),
        ("get_battlecard:\n  method: POST", 1, "get_battlecard.url"),
        ("get_battlecard:\n  url: https://a.example/\n  method: GET", 3, "get_battlecard.method"),
        ("get_battlecard:\n  url: https://a.example/\n  token: abc", 3, "unknown field"),
        (
            "get_battlecard:\n  url: https://a.example/\n  token_from: sk-live-abc", 3,
            "get_battlecard.token_from"
        ),
        (
            "get_battlecard:\n  url: https://a.example/\n  deadline: 90s", 3,
            "get_battlecard.deadline"
        ),
        (
            "get_battlecard:\n  url: https://a.example/\n  deadline: 0.5s", 3,
            "deadline: no duration, expected whole seconds from 1s to 60s"
        ),
    ])
    func `are checked by file and line, and no secret is repeated`(
        tools: String,
        line: Int,
        found: String
    ) throws {
        let aside = try Aside()
        let run = try aside.run("playbook", "check", try playbook(aside, tools + "\n"))
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("tools.yaml:\(line): found"), "\(run.errors)")
        #expect(run.errors.contains(found), "\(run.errors)")
        #expect(!run.errors.contains("secret") && !run.errors.contains("sk-live"))
    }
}
