public import Agent
import Events

/// Calls the tools of one server of the Model Context Protocol (revisions 2025-06-18 and 2025-03-26).
///
/// What the server says of its tools is believed once, at the start: a tool that later has another description
/// or other inputs is not called any more until a restart. The actor owns what is known of the server.
public actor MCPClient {
    /// How long a greeting or a list is waited for.
    static let patienceMicros: Int64 = 10_000_000
    /// After so long the tools are looked at again, since not every server says that they changed.
    static let lookAgainMicros: Int64 = 300_000_000
    /// More pages than this are no list that ends.
    private static let mostPages = 64
    private static let versions = ["2025-06-18", "2025-03-26"]
    /// A server's own words on a tool, in a prompt.
    private static let longestSummary = 200

    private let server: MCPServer
    private let way: any MCPWay
    private let time: any Stopwatch & Alarm
    private let change: MCPChange
    private let saying: @Sendable (String) -> Void
    private var newestID = 0
    /// Of each tool that may be called, what its server said of it at the start.
    private var known: [String: [UInt8]] = [:]
    private var changed: Set<String> = []
    private var lookedAtMicros: Int64 = 0
    /// The greeting or look that is under way; it ends by itself, whoever waits for it.
    private var greeting: Task<Void, any Error>?

    /// A client; nothing is asked before `connect()`.
    ///
    /// - Parameter saying: told what an operator should know, in one line without anybody's words.
    public init(
        _ server: MCPServer,
        over transport: HTTPTransport,
        by time: any Stopwatch & Alarm,
        saying: @escaping @Sendable (String) -> Void
    ) throws {
        let change = MCPChange()
        switch server.way {
        case .http(let url, let headers, let credential):
            way = try MCPOverHTTP(
                url,
                headers: headers,
                credential: credential,
                destination: server.destination,
                over: transport,
                change
            )
        case .program(let program):
            way = MCPOverPipes(program, of: server, by: time, change, saying: saying)
        }
        (self.server, self.time, self.change, self.saying) = (server, time, change, saying)
    }

    /// Greets the server and reads what its tools take.
    ///
    /// - Throws: `ToolProblem` when a tool that was named is not there or does not map, `EgressFault` when the
    ///   server does not answer.
    public func connect() async throws -> [ConnectedTool] {
        try await greet()
        let found = try await list()
        var tools: [ConnectedTool] = []
        for tool in server.tools {
            guard let described = found[tool.remoteName], described.count == 1 else {
                throw ToolProblem(server.name, "no tool \(tool.remoteName), or two", "one")
            }
            known[tool.remoteName] = try Self.essence(of: described, on: server.name)
            tools.append(try connected(tool, described[0]))
        }
        lookedAtMicros = time.nowMicros
        return tools
    }

    /// Ends the session, or the program.
    public func close() async { await way.close() }

    private func connected(
        _ tool: MCPTool,
        _ described: WireJSON
    ) throws(ToolProblem) -> ConnectedTool {
        let name = "\(server.name)/\(tool.remoteName)"
        guard let schema = described["inputSchema"] else {
            throw ToolProblem(name, "no inputSchema", "one, as every tool of the protocol has")
        }
        let schemas = InputSchema(document: schema, name: name)
        var terms = tool.terms
        if terms.summary.isEmpty {
            let words = described["description"]?.string ?? tool.remoteName
            terms.summary = InputSchema.line(words, longest: Self.longestSummary)
        }
        let inputs = try schemas.inputs(ofObjectAt: .whole, rules: terms.inputs)
        return terms.connected(inputs) { fixed in
            MCPToolSource(client: self, name: tool.remoteName, fixed: fixed, answer: terms.answer)
        }
    }

    /// Calls a tool, unless it is another than it was.
    func call(
        _ name: String,
        _ arguments: JSONObject,
        within micros: Int64,
        through door: EgressDoor
    ) async throws -> Result<WireJSON, MCPError> {
        try await makeReady()
        guard !changed.contains(name) else { throw ToolFault.unavailable }
        do {
            return try await send(name, arguments, within: micros, through: door)
        } catch let fault as EgressFault where fault.outcome == .unknownName {
            // The session was lost before the call was taken: greet again, and ask once more.
            guard await !way.isOpen else { throw fault }
            try await makeReady()
            guard !changed.contains(name) else { throw ToolFault.unavailable }
            return try await send(name, arguments, within: micros, through: door)
        }
    }

    private func send(
        _ name: String,
        _ arguments: JSONObject,
        within micros: Int64,
        through door: EgressDoor
    ) async throws -> Result<WireJSON, MCPError> {
        let parameters: JSONObject = ["name": .string(name), "arguments": .object(arguments)]
        let id = nextID()
        let question = MCPMessage.question(id, "tools/call", parameters)
        do {
            return try await way.ask(id, question, within: micros, through: door)
        } catch  where Self.isGivenUp(error) {
            let notice = MCPMessage.notice(
                "notifications/cancelled",
                ["requestId": .integer(Int64(id)), "reason": .string("too late")]
            )
            // In a task of its own, since this one may be cancelled.
            Task { await way.tell(notice) }
            throw error
        }
    }

    /// Whether it was us who ended the question: the server is told, since it may still work on it.
    private static func isGivenUp(_ error: any Error) -> Bool {
        error is CancellationError || (error as? EgressFault)?.outcome == .late
    }

    private func nextID() -> Int {
        newestID += 1
        return newestID
    }

    private func ask(_ method: String, _ parameters: JSONObject) async throws -> WireJSON {
        let id = nextID()
        let question = MCPMessage.question(id, method, parameters)
        return try await way.ask(
            id,
            question,
            within: Self.patienceMicros,
            through: .forNobodysWords
        ).get()
    }

    /// Greets a server that does not know us, and looks at its tools when they may be others; once, however
    /// many calls wait for it.
    ///
    /// A call that is cancelled waits no longer.
    private func makeReady() async throws {
        if let greeting { return try await Deadline.value(of: greeting) }
        let isOpen = await way.isOpen
        // Somebody else may have begun meanwhile, and it is theirs to take note of a change.
        if let greeting { return try await Deadline.value(of: greeting) }
        let isDue = change.take() || time.nowMicros - lookedAtMicros >= Self.lookAgainMicros
        guard !isOpen || isDue else { return }
        let task = Task<Void, any Error> {
            defer { greeting = nil }
            do {
                if !isOpen { try await greet() }
                try await look()
            } catch {
                // It is still due.
                if isDue { change.happened() }
                throw error
            }
        }
        greeting = task
        try await Deadline.value(of: task)
    }

    private func greet() async throws {
        let result = try await ask(
            "initialize",
            [
                "protocolVersion": .string(Self.versions[0]), "capabilities": .object([:]),
                "clientInfo": .object(["name": .string("aside"), "version": .string("1")]),
            ]
        )
        let version = result["protocolVersion"]?.string
        guard let version, Self.versions.contains(version) else {
            throw ToolProblem(
                server.name,
                version == nil
                    ? "a greeting without protocolVersion" : "another revision of the protocol",
                "protocolVersion " + Self.versions.joined(separator: " or ")
            )
        }
        await way.agree(on: version)
        await way.tell(MCPMessage.notice("notifications/initialized"))
    }

    /// What the server says of the tools that may be called, by their names.
    private func list() async throws -> [String: [WireJSON]] {
        let wanted = Set(server.tools.map(\.remoteName))
        var found: [String: [WireJSON]] = [:]
        var parameters: JSONObject = [:]
        for _ in 0..<Self.mostPages {
            let page = try await ask("tools/list", parameters)
            guard let tools = page["tools"]?.array else {
                throw ToolProblem(server.name, "an answer to tools/list without tools", "tools")
            }
            for tool in tools {
                guard let name = tool["name"]?.string, wanted.contains(name) else { continue }
                found[name, default: []].append(tool)
            }
            guard let cursor = page["nextCursor"]?.string, !cursor.isEmpty else { return found }
            parameters["cursor"] = .string(cursor)
        }
        throw ToolProblem(server.name, "a list of tools without an end", "\(Self.mostPages) pages")
    }

    private func look() async throws {
        let found = try await list()
        for (name, before) in known where !changed.contains(name) {
            let now = try? found[name].map { try Self.essence(of: $0, on: server.name) }
            guard now != before else { continue }
            changed.insert(name)
            saying(
                "\(server.name): the tool \(name) is not called any more, since its description or inputs "
                    + "are others than at the start; look at it, then restart"
            )
        }
        lookedAtMicros = time.nowMicros
    }

    /// What of a tool must not change.
    private static func essence(
        of described: [WireJSON],
        on server: String
    ) throws(ToolProblem) -> [UInt8] {
        var parts: [WireJSON] = []
        for tool in described {
            parts += [tool["description"] ?? .null, tool["inputSchema"] ?? .null]
        }
        guard let essence = JSON(.array(parts)) else {
            throw ToolProblem(
                server,
                "a schema with thousands of members",
                "one that a person can read"
            )
        }
        return CanonicalJSON.encode(essence)
    }
}
