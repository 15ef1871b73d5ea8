import Agent
import Foundation
import ModelAdapters
import Testing

@testable import Commands

@Suite(.enabled(if: PythonServer.python != nil, "python3 is not installed"))
struct `What doctor finds of services` {
    private static let models = """
        models:
          fast:
            api: openai
            url: URL
            model: m
            key_file: KEY
        """
    private static let embeddings = """
        embeddings:
          url: URL
          model: m
          key_file: KEY
        """

    private static func speech(_ api: String) -> String {
        """
        speech:
          api: \(api)
          url: URL
          model: m
          key_file: KEY
        """
    }

    /// What an answer takes, in milliseconds: until its first byte, within it, and in all.
    private static func needed(_ first: Int64, _ gap: Int64, _ whole: Int64) -> TimeLimits {
        TimeLimits(
            firstByteMicros: first * 1_000,
            idleMicros: gap * 1_000,
            wholeMicros: whole * 1_000
        )
    }

    private static let key = "the key was not taken; check it and what it may be used for"
    private static let name = "no such model or address there; check the model's name"
    private static let tls = "it could not prove who it is (TLS)"

    /// What was found of one part, whose settings have a place of the service in place of `URL`.
    private func found(
        _ part: String,
        _ settings: String,
        at place: FakeService.Place,
        playbook: String? = nil
    ) throws -> [String: Any] {
        let (aside, service) = (try Aside(), try FakeService())
        defer { service.stop() }
        let key = try aside.file("key", "k-s3cret\n")
        let config = try aside.file(
            "aside.yaml",
            settings.replacing("URL", with: service.url(place)).replacing("KEY", with: key) + "\n"
        )
        var arguments = ["doctor", "--config", config, "--json"]
        if let playbook {
            let folder = aside.folder.appendingPathComponent("playbook")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let tools = playbook.replacing("URL", with: service.url(place)) + "\n"
            _ = try aside.file("playbook/tools.yaml", tools)
            arguments += ["--playbook", folder.path]
        }
        let run = try aside.run(arguments)
        #expect(!(run.output + run.errors).contains("s3cret"))
        return try #require(
            run.lines.first { ($0["part"] as? String)?.hasPrefix(part) == true },
            "\(run.output) \(run.errors)"
        )
    }

    @Test(
        arguments: [
            ("language model", models, .status(401), "fast: 127.0.0.1: HTTP 401: " + key),
            ("language model", models, .status(404), "fast: 127.0.0.1: HTTP 404: " + name),
            (
                "language model", models, .status(429),
                "fast: 127.0.0.1: HTTP 429: the account's quota is spent"
            ),
            ("language model", models, .noTLS, "fast: 127.0.0.1: " + tls),
            ("embeddings", embeddings, .status(401), "m: 127.0.0.1: HTTP 401: " + key),
            ("embeddings", embeddings, .noTLS, "m: 127.0.0.1: " + tls),
            (
                "speech to text", speech("transcriptions"), .status(404),
                "127.0.0.1: HTTP 404: " + name
            ),
            ("speech to text", speech("deepgram"), .status(401), "127.0.0.1: HTTP 401: " + key),
        ] as [(String, String, FakeService.Place, String)]
    )
    func `is one line that says what to mend, without a word of what was sent or answered`(
        part: String,
        settings: String,
        place: FakeService.Place,
        line: String
    ) throws {
        let diagnosis = try found(part, settings, at: place)
        let found = try #require(diagnosis["found"] as? String)
        #expect(diagnosis["state"] as? String == "broken")
        #expect(found.hasPrefix(line), "\(found)")
        #expect(!found.contains("\n"))
    }

    @Test(
        arguments: [
            ("1ms", "broken", " a turn has 1 ms, of which models may take 0, so it would never"),
            ("30s", "fine", "calls tools"),
        ] as [(String, String, String)]
    )
    func `tells of a model that answers too late for a turn`(
        deadline: String,
        state: String,
        words: String
    ) throws {
        let settings = Self.models + "\ncoach: {turn_deadline: \(deadline)}"
        let diagnosis = try found("language model", settings, at: .status(200))
        #expect(diagnosis["state"] as? String == state)
        #expect((diagnosis["found"] as? String)?.hasPrefix("fast: answers in ") == true)
        #expect((diagnosis["found"] as? String)?.contains(words) == true, "\(diagnosis)")
    }

    @Test(
        arguments: [
            (needed(1_500, 1_000, 2_000), nil),
            (needed(1_501, 0, 1_900), "begins to answer after 1,501 ms"),
            (needed(0, 1_001, 1_900), "says nothing for 1,001 ms within its answer"),
            (needed(1_501, 1_001, 2_001), "answers in 2,001 ms"),
        ] as [(TimeLimits, String?)]
    )
    func `holds an answer against each of the limits that a turn has`(
        needed: TimeLimits,
        words: String?
    ) {
        let late = ServiceChecks.late(needed, .standard, within: .turn)
        #expect(words.map { late?.hasPrefix($0) == true } ?? (late == nil))
    }

    @Test(
        arguments: [
            ("url: URL", .status(200), "fine", "and its key was not tried"),
            // Whoever refuses an address without a key is there.
            ("url: URL", .status(401), "fine", "and its key was not tried"),
            ("url: URL", .noTLS, "broken", tls),
        ] as [(String, FakeService.Place, String, String)]
    )
    func `tells of a playbook's services as well`(
        tool: String,
        place: FakeService.Place,
        state: String,
        words: String
    ) throws {
        let diagnosis = try found(
            "tool get_account_context",
            "",
            at: place,
            playbook: "get_account_context:\n  " + tool
        )
        #expect(diagnosis["state"] as? String == state)
        #expect((diagnosis["found"] as? String)?.contains(words) == true, "\(diagnosis)")
    }

    @Test func `names the token of a playbook's service that is not there`() throws {
        let diagnosis = try found(
            "playbook",
            "",
            at: .status(200),
            playbook: "get_account_context:\n  url: URL\n  token_from: NO_SUCH_TOKEN"
        )
        #expect(diagnosis["state"] as? String == "broken")
        #expect((diagnosis["found"] as? String)?.contains("NO_SUCH_TOKEN") == true)
    }
}

/// A service on this machine that answers every request with the status that its path begins with, and
/// beside it somebody who speaks no TLS.
struct FakeService {
    /// Where on it something is asked.
    enum Place: Sendable {
        case status(Int)
        case noTLS
    }

    private static let script = """
        import http.server, json, socket, threading
        class H(http.server.BaseHTTPRequestHandler):
            def log_message(self, *a): pass
            def answer(self):
                self.rfile.read(int(self.headers.get('Content-Length') or 0))
                status = int(self.path.split('/')[1])
                code = 'insufficient_quota' if status == 429 else 'x'
                body = ('{"error":{"message":"s3cret words","code":"%s"}}' % code).encode()
                if status == 200 and self.path.endswith('/chat/completions'):
                    body = json.dumps({'choices': [{'message': {'tool_calls': [{
                        'id': 'c', 'type': 'function',
                        'function': {'name': 'stay_silent', 'arguments': '{}'}}]},
                        'finish_reason': 'tool_calls'}]}).encode()
                self.send_response(status)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            do_GET = do_POST = answer
        web = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H)
        mail = socket.create_server(('127.0.0.1', 0))
        def babble():
            kept = []
            while True:
                peer = mail.accept()[0]
                peer.sendall(b'220 mail\\r\\n')
                kept.append(peer)
        threading.Thread(target=babble, daemon=True).start()
        print(web.server_port, mail.getsockname()[1], flush=True)
        web.serve_forever()
        """

    private let server: PythonServer

    init() throws {
        server = try PythonServer(Self.script)
        try #require(server.ports.count == 2, "the service did not start whole")
    }

    /// Ends it.
    func stop() { server.stop() }

    /// The address of a place.
    func url(_ place: Place) -> String {
        switch place {
        case .status(let status): "http://127.0.0.1:\(server.ports[0])/\(status)"
        case .noTLS: "https://127.0.0.1:\(server.ports[1])/v1"
        }
    }
}
