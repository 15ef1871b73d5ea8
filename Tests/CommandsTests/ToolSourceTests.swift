import Agent
import Events
import Foundation
import Testing

@testable import Commands

@Suite struct ToolSourceTests {
    private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Answers by the path: what it got, megabytes, junk, a redirect, an error, or nothing ever.
    private static let server = """
        import http.server, json, sys
        class H(http.server.BaseHTTPRequestHandler):
            def log_message(self, *a): pass
            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length']))
                where = self.path
                if where == '/hang':
                    self.rfile.read(1)
                    return
                if where == '/elsewhere':
                    self.send_response(307)
                    self.send_header('Location', '/echo')
                    self.end_headers()
                    return
                self.send_response({'/broken': 500, '/refuses': 422}.get(where, 200))
                self.end_headers()
                if where == '/large':
                    try:
                        for _ in range(5): self.wfile.write(b'x' * (1 << 20))
                    except OSError: pass
                elif where == '/junk': self.wfile.write(b'<html>')
                elif where == '/list': self.wfile.write(b'[1]')
                elif where == '/numbers':
                    self.wfile.write(b'{"a":1.5,"b":true,"c":[null,-3],"d":9007199254740993}')
                else:
                    self.wfile.write(json.dumps({'got': json.loads(body),
                        'token': self.headers.get('Authorization'),
                        'key': self.headers.get('Idempotency-Key')}).encode())
        s = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H)
        print(s.server_port, flush=True)
        s.serve_forever()
        """

    /// A real server on this machine, and its port.
    private func withServer(_ body: (Int) async throws -> Void) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.python))
        process.arguments = ["-c", Self.server]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // SIGTERM, which `terminate` sends, was seen to leave it running.
        defer { kill(process.processIdentifier, SIGKILL) }
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        try await body(try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines))))
    }

    private func ask(_ port: Int, _ path: String, deadline: Int64 = 300_000_000) async throws
        -> ToolOutcome
    {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)/\(path)"))
        let source = HTTPToolSource(
            url,
            tokenVariable: "CRM_TOKEN",
            environment: ["CRM_TOKEN": "s3cret"]
        )
        var limits = ToolLimits.standard
        (limits.deadlineMicros, limits.freshMicros) = (deadline, deadline)
        let tool = Tool(
            name: "look_up",
            summary: "Looks up",
            inputs: [ToolInput("word", .text(longest: 20), "a word")],
            access: .readOnly,
            purpose: .crmLookup,
            limits: limits
        )
        var box = ToolBox()
        box.add(tool, over: try #require(source))
        let call = try box.invocation(
            of: "look_up",
            ["word": .string("roi")],
            id: ToolCallID("call-1")
        )
        return await ToolRunner(box, stopwatch: SystemStopwatch(), alarm: SystemAlarm()).run(
            call,
            through: .shut
        )
    }

    private func reason(_ outcome: ToolOutcome) -> ToolFailed.Reason? {
        if case .failed(let reason, _) = outcome { reason } else { nil }
    }

    @Test(.enabled(if: python != nil, "python3 is not installed"))
    func `a service is asked with the arguments, the token and the call's id`() async throws {
        try await withServer { port in
            let json = try #require(try await ask(port, "echo").result).json
            #expect(json["got"] == .object(["word": .string("roi")]))
            #expect(json["token"] == .string("Bearer s3cret"))
            #expect(json["key"] == .string("call-1"))
            let numbers = try #require(try await ask(port, "numbers").result).json
            #expect(numbers["a"] == .string("1.5"))
            #expect(numbers["b"] == .bool(true))
            #expect(numbers["c"] == .array([.null, .integer(-3)]))
            #expect(numbers["d"] == .string("9007199254740993"))
        }
    }

    @Test(.enabled(if: python != nil, "python3 is not installed"))
    func `megabytes, junk, errors, redirects and silence are named and end in time`() async throws {
        try await withServer { port in
            #expect(reason(try await ask(port, "large")) == .tooLarge)
            #expect(reason(try await ask(port, "junk")) == .junk)
            #expect(reason(try await ask(port, "list")) == .junk)
            #expect(reason(try await ask(port, "broken")) == .unavailable)
            #expect(reason(try await ask(port, "refuses")) == .refusedArguments)
            #expect(reason(try await ask(port, "elsewhere")) == .unavailable)
            guard case .timedOut = try await ask(port, "hang", deadline: 200_000) else {
                Issue.record("a service that never answers was not given up")
                return
            }
        }
    }

    @Test func `a service that is not there is unavailable`() async throws {
        #expect(reason(try await ask(1, "echo")) == .unavailable)
    }

    @Test(arguments: ["http://example.com/x", "file:///etc/passwd", "ftp://127.0.0.1/"])
    func `nothing leaves this machine in the clear`(address: String) throws {
        #expect(HTTPToolSource(try #require(URL(string: address))) == nil)
    }

    @Test func `an outcome is one line of its file, readable by its owner only`() async throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("outcomes-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        let source = OutcomeFile(
            file,
            call: CallID("demo"),
            account: "brightwater",
            clock: SystemClock()
        )
        var box = ToolBox()
        box.add(BuiltInTool.logOutcome.tool(account: nil), over: source)
        for note in ["one", "two\u{2028}lines"] {
            let call = try box.invocation(
                of: "log_outcome",
                ["outcome": .string("won"), "note": .string(note)],
                id: ToolCallID(note)
            )
            _ = try await source.call(call, through: .forNobodysWords)
        }
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let parsed = try lines.map { try CanonicalJSON.parse(Array($0.utf8)).object }
        #expect(parsed.map { $0?["note"] } == [.string("one"), .string("two\u{2028}lines")])
        #expect(parsed.allSatisfy { $0?["call"] == .string("demo") })
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
    }
}
