import Agent
import AsideTesting
import Events
import Testing

@testable import ModelAdapters

extension MCPOverHTTPTests {
    @Test(arguments: [
        ("401 No", ToolFailed.Reason.unavailable), ("404 No", .unavailable),
        ("500 No", .unavailable), ("302 Go", .unavailable),
    ])
    func `that refuses is unavailable`(status: String, reason: ToolFailed.Reason) async throws {
        let outcome = try await outcome { _ in
            [.answer("{}", status: status, headers: ["location: http://127.0.0.1:1/"])]
        }
        #expect(outcome.reason == reason)
    }

    @Test(arguments: [
        ("junk", ToolFailed.Reason.junk), ("{}", .junk), ("[]", .junk), ("", .junk),
        (#"{"jsonrpc":"2.0","id":"4","result":{}}"#, .junk),
        (#"{"jsonrpc":"2.0","id":null,"result":{}}"#, .junk),
        (#"{"jsonrpc":"2.0","id":4.5,"result":{}}"#, .junk),
        (#"{"jsonrpc":"2.0","id":-4,"result":{}}"#, .junk),
        (#"{"jsonrpc":"2.0","id":1e300,"result":{}}"#, .junk),
        (#"{"jsonrpc":"1.0","id":3,"result":{}}"#, .junk),
        (#"{"jsonrpc":"2.0","id":3,"result":{}}"#, .junk),
        (#"{"jsonrpc":"2.0","id":3,"result":{"content":[],"isError":true}}"#, .refusedArguments),
        (#"{"jsonrpc":"2.0","id":3,"error":{"code":-32602,"message":"x"}}"#, .refusedArguments),
        (#"{"jsonrpc":"2.0","id":3,"error":{"code":-32000}}"#, .unavailable),
        (#"{"jsonrpc":"2.0","id":3,"error":5}"#, .unavailable),
    ])
    func `whose answer is none is named`(text: String, reason: ToolFailed.Reason) async throws {
        #expect(try await outcome { _ in [.answer(text)] }.reason == reason)
        let stream = [ScriptedServer.Step.streamHead(), .text("data: \(text)\n\n"), .close]
        #expect(try await outcome { _ in stream }.reason == reason)
    }

    @Test(arguments: [
        ("{}", "jsonrpc"), (#"{"id":3,"result":{}}"#, "jsonrpc"),
        (#"{"jsonrpc":"2.0","result":{}}"#, "id"), (#"{"jsonrpc":"2.0","id":3}"#, "result"),
        (#"{"jsonrpc":"2.0","id":3,"result":{}}"#, "result.content"),
    ])
    func `whose answer lacks something is named by that`(text: String, field: String) async throws {
        let answers: [[ScriptedServer.Step]] = [
            [.answer(text)], [.streamHead(), .text("data: \(text)\n\n"), .close],
        ]
        for steps in answers {
            let outcome = try await outcome { _ in steps }
            #expect(outcome.reason == .junk)
            #expect(outcome.missing == field)
        }
    }

    @Test func `whose error has null for an id lacks no id`() async throws {
        let text = #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"x"}}"#
        let outcome = try await outcome { _ in [.answer(text)] }
        #expect(outcome.reason == .junk)
        #expect(outcome.missing == nil)
    }

    @Test(arguments: [
        ("initialize", "protocolVersion"), ("tools/list", "tools"),
    ])
    func `whose first answers lack something is named by that`(
        method: String,
        field: String
    ) async throws {
        let server = Self.server { asked, id, _ in
            asked == method ? [.answer(MCPSpeech.answer(id, "{}"))] : nil
        }
        try await server.run { port in
            let problem = await #expect(throws: ToolProblem.self) { try await tool(port) }
            #expect(problem?.found.contains(" without \(field)") == true)
        }
    }

    @Test func `whose tool has no schema is named by that`() async throws {
        let server = Self.server { method, id, _ in
            method == "tools/list"
                ? [.answer(MCPSpeech.answer(id, #"{"tools":[{"name":"look-up"}]}"#))] : nil
        }
        try await server.run { port in
            let problem = await #expect(throws: ToolProblem.self) { try await tool(port) }
            #expect(
                problem?.description.hasPrefix("crm/look-up: found no inputSchema, expected")
                    == true
            )
        }
    }

    @Test func `that floods is cut off`() async throws {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: "
        let outcome = try await outcome { _ in [.text(head), .flood(64 << 20)] }
        #expect(outcome.reason == .tooLarge)
    }

    @Test func `that is too late is told so, and its answer is dropped`() async throws {
        let server = Self.server { method, id, _ in
            method == "tools/call"
                ? [.streamHead(), .hold, .text("data: \(MCPSpeech.said(id))\n\n")] : nil
        }
        try await server.run { port in
            let tool = try await tool(port)
            async let outcome = tool.ask(["word": .string("roi")])
            await server.waits { !$0.held.isEmpty }
            time.advance(byMicros: 500_000)
            guard case .timedOut = try await outcome else {
                Issue.record("it was not given up")
                return
            }
            await server.waits { $0.requests.count == 5 }
        }
        let last = server.requests.last.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(last?.contains("notifications/cancelled") == true)
        #expect(last?.contains(#""requestId":3"#) == true)
    }

    @Test func `that is slow to say which tools it has holds up no call that is cancelled`()
        async throws
    {
        let server = Self.server { method, id, count in
            method == "tools/list" && count > 3 ? [.hold, .answer(MCPSpeech.list(id))] : nil
        }
        try await server.run { port in
            let client = try client(port)
            _ = try await client.connect()
            time.advance(byMicros: MCPClient.lookAgainMicros)
            func asking() -> Task<WireJSON, any Error> {
                Task {
                    try await client.call(
                        "look-up",
                        ["word": .string("roi")],
                        within: 500_000,
                        through: .forNobodysWords
                    ).get()
                }
            }
            let (one, other) = (asking(), asking())
            await server.waits { !$0.held.isEmpty }
            for call in [one, other] {
                call.cancel()
                await #expect(throws: CancellationError.self) { try await call.value }
            }
            #expect(!server.requests.contains { MCPSpeech.heard($0.body).method == "tools/call" })
            let third = asking()
            server.letGo()
            #expect(try await third.value["content"] != nil)
        }
        let heard = server.requests.map { MCPSpeech.heard($0.body).method }
        #expect(heard.suffix(3) == ["tools/list", "tools/list", "tools/call"])
    }

    @Test func `that asks us without end is answered a few times`() async throws {
        let pings = (0..<100).map {
            "data: {\"jsonrpc\":\"2.0\",\"id\":\"p\($0)\",\"method\":\"ping\"}\n\n"
        }
        let server = Self.server { method, id, _ in
            guard method == "tools/call" else { return nil }
            let stream = pings.joined() + "data: \(MCPSpeech.said(id))\n\n"
            return [.streamHead(), .text(stream), .close]
        }
        @Sendable func answers(_ requests: [ScriptedServer.Request]) -> Int {
            requests.count { String(decoding: $0.body, as: UTF8.self).contains(#""id":"p"#) }
        }
        try await server.run { port in
            let tool = try await tool(port)
            for (place, word) in ["a", "b"].enumerated() {
                let outcome = try await tool.ask(["word": .string(word)], id: word)
                #expect(outcome.result?.json == ["text": .string("sunny")])
                let most = (place + 1) * MCPOverHTTP.mostQuestions
                await server.waits { answers($0.requests) >= most }
                #expect(answers(server.requests) == most)
            }
        }
    }

    @Test func `hears nothing through a door that is shut`() async throws {
        let server = Self.server { _, _, _ in nil }
        try await server.run { port in
            let outcome = try await tool(port).ask(["word": .string("roi")], through: .shut)
            #expect(outcome.reason == .unavailable)
        }
        #expect(!server.requests.contains { MCPSpeech.heard($0.body).method == "tools/call" })
    }

    @Test(arguments: [
        (
            #"{"type":"object","properties":{"x":{"type":"array"}}}"#,
            "crm/look-up#/properties/x: found array"
        ),
        (#"{"type":"array"}"#, "crm/look-up#: found a schema that is no object"),
        (
            #"{"type":"object","properties":{"\u001b[2J\nx":{"type":"string"}}}"#,
            "crm/look-up#/properties/[2J x: found a name that no model can call"
        ),
    ])
    func `whose tool takes what does not map is named`(schema: String, message: String) async throws
    {
        let server = Self.server { method, id, _ in
            method == "tools/list" ? [.answer(MCPSpeech.list(id, schema: schema))] : nil
        }
        try await server.run { port in
            let problem = await #expect(throws: ToolProblem.self) { try await tool(port) }
            #expect(
                problem?.description.hasPrefix(message) == true,
                "\(String(describing: problem))"
            )
        }
    }

    @Test func `speaks a revision that is known, and has the tools that were named`() async throws {
        let other = Self.server { method, id, _ in
            method == "initialize" ? [.answer(MCPSpeech.greeting(id, version: "1999-01-01"))] : nil
        }
        try await other.run { port in
            _ = await #expect(throws: ToolProblem.self) { try await tool(port) }
        }
        let empty = Self.server { method, id, _ in
            method == "tools/list" ? [.answer(MCPSpeech.answer(id, #"{"tools":[]}"#))] : nil
        }
        try await empty.run { port in
            _ = await #expect(throws: ToolProblem.self) { try await tool(port) }
        }
    }
}
