import AsideTesting
import Events
import Testing

@testable import Agent
@testable import ModelAdapters

@Suite("A tool over HTTP", .timeLimit(.minutes(1)))
struct HTTPToolTests {
    private static func terms(
        _ inputs: [String: ToolTerms.InputRule] = [:],
        answer: AnswerShape = AnswerShape()
    ) throws -> ToolTerms {
        try ToolTerms(
            name: "look_up",
            summary: "Looks up",
            access: .readOnly,
            purpose: .crmLookup,
            inputs: inputs,
            answer: answer
        )
    }

    private static let word = ToolInput("word", .text(longest: 80), "a word")

    /// Asks a tool at a port, by a time that a test moves.
    private func ask(
        _ port: Int,
        _ path: String = "/a/{word}",
        _ method: HTTPToolRequest.Method = .get,
        word: String = "roi",
        body: HTTPToolRequest.Body? = nil,
        terms: ToolTerms? = nil,
        by time: ManualTime = ManualTime(),
        through door: EgressDoor = .forNobodysWords
    ) async throws -> ToolOutcome {
        let tool = try HTTPTool(
            try terms ?? Self.terms(),
            inputs: [Self.word],
            request: HTTPToolRequest(
                method,
                URLTemplate("http://127.0.0.1:\(port)\(path)"),
                body: body,
                headers: ["x-team": "sales"],
                credential: .bearer(Secret("s3cret"))
            )
        )
        let transport = try HTTPTransport(by: time, spread: { $0.lowerBound })
        return try await TestedTool(tool.connected(over: transport), by: time)
            .ask(["word": .string(word)], through: door)
    }

    private func answer(_ steps: ScriptedServer.Step...) async throws -> ToolOutcome {
        let server = ScriptedServer { _, _ in steps }
        return try await server.run { port in try await ask(port) }
    }

    @Test func `is asked with the arguments in their places, and the secret in a header`()
        async throws
    {
        let server = ScriptedServer(
            .answer(#"{"a":1.5,"b":[null,-3],"c":9007199254740993,"line":"x"}"#)
        )
        try await server.run { port in
            let outcome = try await ask(
                port,
                "/a%20b/{word}/c?q={word}&n=1&flag",
                word: "ü/..?&=#é"
            )
            let json = try #require(outcome.result).json
            #expect(json["a"] == .string("1.5"))
            #expect(json["b"] == .array([.null, .integer(-3)]))
            #expect(json["c"] == .string("9007199254740993"))
            #expect(json["line"] == nil, "nobody said that the rep may read it")
        }
        let request = try #require(server.requests.first)
        let word = "%C3%BC%2F..%3F%26%3D%23%C3%A9"
        #expect(request.path == "/a%20b/\(word)/c?q=\(word)&n=1&flag")
        #expect(request.header("authorization") == "Bearer s3cret")
        #expect(request.header("x-team") == "sales")
        #expect(request.header("idempotency-key") == "call-1")
        #expect(request.body.isEmpty)
    }

    @Test func `takes a body from the arguments, or a template with what is fixed`() async throws {
        let server = ScriptedServer(.answer("{}"))
        try await server.run { port in
            _ = try await ask(port, "/x", .post)
            let template: JSONObject = [
                "q": .object(["text": .string("{word}"), "k": .integer(3)]),
                "tenant": .string("{tenant}"), "none": .string("{absent}"),
            ]
            let terms = try Self.terms(["tenant": .fixed(.string("t1")), "absent": .leftOut])
            _ = try? await ask(port, "/x", .put, body: .template(template), terms: terms)
        }
        let bodies = server.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies.first == #"{"word":"roi"}"#)
    }

    @Test func `the part that counts is chosen, and the line that the rep may read`() async throws {
        let shape = AnswerShape(
            part: try JSONPointer("/results/0"),
            line: try JSONPointer("/na~1me")
        )
        let server = ScriptedServer(.answer(#"{"results":[{"na/me":"Acme","line":"no"}],"x":1}"#))
        let outcome = try await server.run { port in
            try await ask(port, terms: Self.terms(answer: shape))
        }
        let result = try #require(outcome.result)
        #expect(result.json == ["na/me": .string("Acme"), "line": .string("Acme")])
        #expect(result.line == "Acme")
    }

    @Test(arguments: [
        ("400 No", ToolFailed.Reason.refusedArguments), ("401 No", .unavailable),
        ("404 No", .refusedArguments), ("422 No", .refusedArguments), ("500 No", .unavailable),
        ("307 Elsewhere", .unavailable), ("402 Pay", .unavailable),
    ])
    func `a refusal has one meaning`(status: String, reason: ToolFailed.Reason) async throws {
        let headers = ["location: http://127.0.0.1:1/"]
        let outcome = try await answer(.answer("{}", status: status, headers: headers))
        #expect(outcome.reason == reason)
    }

    @Test func `junk, megabytes and half an answer are named`() async throws {
        #expect(try await answer(.answer("<html>")).reason == .junk)
        #expect(try await answer(.answer("{\"a\":1} x")).reason == .junk)
        #expect(try await answer(.answer("")).reason == .junk)
        let nested = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        #expect(try await answer(.answer(nested)).reason == .junk)
        let large = "\"" + String(repeating: "x", count: 40_000) + "\""
        #expect(try await answer(.answer(large)).reason == .tooLarge)
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n"
        #expect(try await answer(.text(head), .flood(8 << 20)).reason == .tooLarge)
        #expect(try await answer(.text(head), .close).reason == .unavailable)
        #expect(try await answer(.close).reason == .unavailable)
    }

    @Test func `the part that was chosen and is not there is named as that`() async throws {
        let shape = AnswerShape(part: try JSONPointer("/results/0"))
        let outcome = try await ScriptedServer(.answer(#"{"results":[]}"#)).run { port in
            try await ask(port, terms: Self.terms(answer: shape))
        }
        #expect(outcome.reason == .junk)
        #expect(outcome.missing == "part")
    }

    @Test
    func `a service that never answers is given up at the deadline, and its connection closed`()
        async throws
    {
        let server = ScriptedServer(.text("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"), .hold)
        try await server.run { port in
            let time = ManualTime()
            async let outcome = ask(port, by: time)
            await server.waits { !$0.held.isEmpty }
            time.advance(byMicros: 500_000)
            guard case .timedOut = try await outcome else {
                Issue.record("it was not given up")
                return
            }
            await server.waits { $0.closings == 1 }
        }
    }

    @Test func `nothing is sent through a door that is shut`() async throws {
        let server = ScriptedServer(.answer("{}"))
        let outcome = try await server.run { port in try await ask(port, through: .shut) }
        #expect(outcome.reason == .unavailable)
        #expect(server.connections == 0)
    }

    @Test func `a word can lead to no other path`() async throws {
        let server = ScriptedServer(.answer("{}"))
        try await server.run { port in
            for word in ["..", "."] {
                let outcome = try await ask(port, word: word)
                #expect(outcome.reason == .refusedArguments)
            }
        }
        #expect(server.requests.isEmpty)
    }

    @Test func `nor can a part of one, together with what stands beside it`() async throws {
        let server = ScriptedServer(.answer("{}"))
        try await server.run { port in
            for path in ["/a/{word}{word}", "/a/.{word}/b", "/a/{word}%2e", "/a/%2E{word}?q=1"] {
                let outcome = try await ask(port, path, word: ".")
                #expect(outcome.reason == .refusedArguments, "\(path)")
            }
            #expect(server.requests.isEmpty)
            #expect(try await ask(port, "/a/v{word}", word: "..").result != nil)
        }
        #expect(server.requests.map(\.path) == ["/a/v.."])
    }

    @Test(arguments: [
        "http://example.com/x", "file:///etc/passwd", "ftp://127.0.0.1/", "https://{word}/x",
        "https://a.{word}.com/x", "https://user:pw@example.com/x", "https://example.com/x?{word}=1",
        "https://example.com/{word", "https://example.com/{}", "https://example.com/a b", "x",
        "https://example.com/#{word}",
    ])
    func `an address that could lead elsewhere is not taken`(address: String) {
        #expect(throws: ToolProblem.self) { try URLTemplate(address) }
    }

    @Test func `a request and its inputs fit each other`() throws {
        func tool(_ url: String, _ inputs: [ToolInput]) throws -> HTTPTool {
            try HTTPTool(
                Self.terms(),
                inputs: inputs,
                request: HTTPToolRequest(.get, URLTemplate(url))
            )
        }
        let maybe = ToolInput("word", .text(longest: 9), isRequired: false, "")
        #expect(throws: ToolProblem.self) { try tool("https://a/{other}", [Self.word]) }
        #expect(throws: ToolProblem.self) { try tool("https://a/b", [Self.word]) }
        #expect(throws: ToolProblem.self) { try tool("https://a/{word}", [maybe]) }
        #expect(throws: Never.self) { try tool("https://a/?q={word}", [maybe]) }
        #expect(throws: ToolProblem.self) {
            try HTTPToolRequest(.get, URLTemplate("https://a/"), body: .arguments)
        }
        #expect(throws: ToolProblem.self) {
            try HTTPToolRequest(.get, URLTemplate("https://a/"), headers: ["Host": "b"])
        }
        #expect(throws: ToolProblem.self) {
            try ToolCredential.header("X-Key: a\r\nY", Secret("x"))
        }
    }

    @Test func `a secret is printed nowhere`() throws {
        let credential = ToolCredential.bearer(try Secret("s3cret"))
        #expect(!"\(credential) \(String(reflecting: credential))".contains("s3cret"))
        let request = try HTTPToolRequest(
            .get,
            URLTemplate("https://a/"),
            credential: credential
        )
        var text = ""
        dump(request, to: &text)
        #expect(!text.contains("s3cret"))
    }

    @Test(arguments: [
        ("", "{}"), ("/a~1b", "1"), ("/m~0n", "8"), ("/foo/0", "\"bar\""), ("/", "0"),
    ])
    func `a pointer leads where RFC 6901 says`(pointer: String, expected: String) throws {
        let text = #"{"foo":["bar","baz"],"":0,"a/b":1,"m~n":8}"#
        let json = try WireJSON(parsing: Array(text.utf8))
        let value = try #require(json[try JSONPointer(pointer)])
        if pointer.isEmpty {
            #expect(value == json)
        } else {
            #expect(try value == WireJSON(parsing: Array(expected.utf8)))
        }
        #expect(try JSONPointer(pointer).description == pointer)
    }

    @Test(arguments: ["/foo/00", "/foo/-", "/foo/2", "/foo/99999999999999999999", "/x"])
    func `a pointer leads nowhere`(pointer: String) throws {
        let json = try WireJSON(parsing: Array(#"{"foo":["bar","baz"]}"#.utf8))
        #expect(json[try JSONPointer(pointer)] == nil)
        #expect(throws: ToolProblem.self) { try JSONPointer("a/~2") }
    }
}
