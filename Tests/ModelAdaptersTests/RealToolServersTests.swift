import Agent
import AsideTesting
import Events
import Foundation
import Testing

@testable import ModelAdapters

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Servers that other people's packages make, on loopback; `Tests/Tools/setup.sh` installs them.
private enum ToolServers {
    static let python = ProcessInfo.processInfo.environment["ASIDE_TEST_TOOLS_VENV"].map {
        $0 + "/bin/python"
    }

    static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../Tools/servers.py").standardizedFileURL.path

    /// Runs a server for as long as `work` does, and hands on its port.
    static func run(_ mode: String, _ work: (Int) async throws -> Void) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        process.arguments = [script, mode]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // SIGTERM, which `terminate` sends, was seen to leave it running.
        defer { kill(process.processIdentifier, SIGKILL) }
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        try await work(try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines))))
    }

    /// What the official MCP client makes of a server.
    static func client(_ arguments: String...) async throws -> WireJSON {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        let file = URL(fileURLWithPath: script).deletingLastPathComponent()
            .appendingPathComponent("client.py")
        process.arguments = [file.path] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let reading = output.fileHandleForReading
        // On a thread of its own: the tasks of our server need those that tasks share.
        let data = await withCheckedContinuation { wake in
            Thread.detachNewThread { wake.resume(returning: (try? reading.readToEnd()) ?? Data()) }
        }
        return try WireJSON(parsing: Array(data))
    }
}

/// The machine's own time: real servers take as long as they take.
private struct RealTime: Stopwatch, Alarm {
    private let start = ContinuousClock.now
    var nowMicros: Int64 { Int64((ContinuousClock.now - start) / .microseconds(1)) }
    func ring(afterMicros micros: Int64) async throws {
        try await Task.sleep(for: .microseconds(micros))
    }
}

@Suite(
    "Tools of servers that others wrote",
    .enabled(if: ToolServers.python != nil, "ASIDE_TEST_TOOLS_VENV names no environment"),
    .timeLimit(.minutes(2))
)
struct RealToolServersTests {
    private let time = RealTime()

    /// Servers in Python take their time on a busy machine.
    private static let patient: ToolLimits = {
        var limits = ToolLimits.standard
        (limits.deadlineMicros, limits.freshMicros) = (20_000_000, 20_000_000)
        return limits
    }()

    private func terms(
        _ name: String,
        answer: AnswerShape = AnswerShape(),
        _ inputs: [String: ToolTerms.InputRule] = [:]
    ) throws -> ToolTerms {
        try ToolTerms(
            name: name,
            summary: "",
            access: .readOnly,
            purpose: .crmLookup,
            limits: Self.patient,
            inputs: inputs,
            answer: answer
        )
    }

    private func client(_ way: MCPServer.Way) throws -> MCPClient {
        let shape = AnswerShape(line: try JSONPointer("/name"))
        let server = try MCPServer(
            name: "crm",
            way: way,
            destination: Destination(host: "localhost"),
            tools: [
                MCPTool(remoteName: "find_customer", terms: terms("find_customer", answer: shape)),
                MCPTool(remoteName: "greet", terms: terms("greet")),
            ]
        )
        return try MCPClient(server, over: HTTPTransport(by: time), by: time) { _ in }
    }

    /// The same talk, however the server is reached.
    private func talk(over way: MCPServer.Way) async throws {
        let client = try client(way)
        let tools = try await client.connect()
        let finder = TestedTool(try #require(tools.first), by: time)
        let inputs = try #require(finder.box.tools.first).inputs
        #expect(inputs.map(\.name) == ["id", "tier", "year"])
        #expect(
            inputs.map(\.kind) == [
                .text(longest: 40), .choice(["gold", "silver"]), .integer(2000...2100),
            ]
        )
        #expect(inputs.map(\.isRequired) == [true, false, false])
        let found = try await finder.ask(["id": .string("acme"), "tier": .string("gold")])
        #expect(
            found.result?.json == [
                "name": .string("Acme"), "seats": .integer(40), "year": .integer(2026),
                "line": .string("Acme"),
            ],
            "\(found)"
        )
        let unknown = try await finder.ask(["id": .string("nobody")], id: "2")
        #expect(unknown.reason == .refusedArguments)
        let greeter = TestedTool(try #require(tools.last), by: time)
        let greeting = try await greeter.ask(["name": .string("Lee")])
        #expect(greeting.result?.text.contains("Hello Lee") == true)
        await client.close()
    }

    @Test func `an MCP server over HTTP that answers with streams`() async throws {
        try await ToolServers.run("mcp-stream") { port in
            try await talk(over: .http(URLTemplate("http://127.0.0.1:\(port)/mcp")))
        }
    }

    @Test func `an MCP server over HTTP that answers with JSON`() async throws {
        try await ToolServers.run("mcp-json") { port in
            try await talk(over: .http(URLTemplate("http://127.0.0.1:\(port)/mcp")))
        }
    }

    @Test func `an MCP server that is a program`() async throws {
        let python = try #require(ToolServers.python)
        try await talk(
            over: .program(
                MCPProgram(path: python, arguments: [ToolServers.script, "mcp-program"])
            )
        )
    }

    /// So that what our tests play is not only what we take it to be.
    @Test func `the official MCP client understands the servers that our tests play`() async throws
    {
        let understood: WireJSON = .object([
            "tools": .array([.string("other"), .string("look-up")]),
            "texts": .array([.string("sunny")]),
        ])
        let server = MCPOverHTTPTests.server { _, _, _ in nil }
        try await server.run { port in
            let told = try await ToolServers.client("http", "http://127.0.0.1:\(port)/mcp")
            #expect(told == understood)
        }
        let streaming = MCPOverHTTPTests.server { method, id, _ in
            method == "tools/call"
                ? [.streamHead(), .text("data: \(MCPSpeech.said(id))\n\n"), .close] : nil
        }
        try await streaming.run { port in
            let told = try await ToolServers.client("http", "http://127.0.0.1:\(port)/mcp")
            #expect(told == understood)
        }
        let program = MCPSpeech.program(
            "read -r line; echo '\(MCPSpeech.said(3))'; cat > /dev/null"
        )
        let told = try await ToolServers.client("program", "/bin/sh", "-c", program)
        #expect(told == understood)
    }

    @Test func `a session that the server does not know is opened once more`() async throws {
        try await ToolServers.run("mcp-json") { port in
            let client = try client(.http(URLTemplate("http://127.0.0.1:\(port)/mcp")))
            let finder = TestedTool(try #require(try await client.connect().first), by: time)
            // Ends the session behind the client's back, as a restart of the server does.
            await client.close()
            let found = try await finder.ask(["id": .string("acme")])
            #expect(found.result != nil, "\(found)")
        }
    }

    @Test func `operations of a FastAPI service, by the document that it makes`() async throws {
        try await ToolServers.run("openapi") { port in
            let address = URL(string: "http://127.0.0.1:\(port)/openapi.json")
            let (bytes, _) = try await URLSession.shared.data(from: #require(address))
            let document = SourceFile(path: "crm.json", bytes: Array(bytes))
            let server = try ServiceAddress("http://127.0.0.1:\(port)")
            let transport = try HTTPTransport(by: time)
            let get = try OpenAPITool(
                terms("customer", answer: AnswerShape(part: JSONPointer("/customer"))),
                document: document,
                operation: "getCustomer",
                server: server
            )
            let getter = TestedTool(get.connected(over: transport), by: time)
            let found = try await getter.ask([
                "id": .string("acme"), "year": .integer(2027), "x-team": .string("sales"),
            ])
            #expect(
                found.result?.json == [
                    "name": .string("Acme"), "seats": .integer(40), "team": .string("sales"),
                    "year": .integer(2027),
                ],
                "\(found)"
            )
            let unknown = try await getter.ask(["id": .string("nobody")], id: "2")
            #expect(unknown.reason == .refusedArguments)
            try await put(document, server, transport)
        }
    }

    private func put(
        _ document: SourceFile,
        _ server: ServiceAddress,
        _ transport: HTTPTransport
    ) async throws {
        for (token, reason) in [("s3cret", nil), ("wrong", ToolFailed.Reason.unavailable)] {
            let put = try OpenAPITool(
                terms("note", ["authorization": .leftOut]),
                document: document,
                operation: "putNote",
                server: server,
                credential: .bearer(Secret(token))
            )
            let tool = TestedTool(put.connected(over: transport), by: time)
            let answer = try await tool.ask([
                "id": .string("acme"), "text": .string("call back"), "kind": .string("call"),
                "urgent": .bool(true),
            ])
            #expect(answer.reason == reason)
            guard reason == nil else { continue }
            #expect(answer.result?.json["text"] == .string("call back"), "\(answer)")
            #expect(answer.result?.json["urgent"] == .bool(true))
            #expect(answer.result?.json["reason"] == .null)
        }
    }
}
