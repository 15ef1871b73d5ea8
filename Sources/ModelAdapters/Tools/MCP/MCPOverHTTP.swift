import Agent
import Events
import NIOCore

/// A server of the Model Context Protocol at an address: each message is a request of its own.
///
/// The actor owns the session that the server gave.
actor MCPOverHTTP: MCPWay {
    private let url: String
    private let host: String
    private let headers: [(name: String, value: String)]
    private let destination: Destination
    private let transport: HTTPTransport
    private let change: MCPChange
    private var session: String?
    private var version: String?

    /// A session's name is short; longer ones are no name.
    private static let longestSession = 1_024
    /// How many questions of a server are answered in the course of one answer of its: more than
    /// one that is well asks, and each costs a request of ours.
    static let mostQuestions = 8

    init(
        _ url: URLTemplate,
        headers: [String: String],
        credential: ToolCredential?,
        destination: Destination,
        over transport: HTTPTransport,
        _ change: MCPChange
    ) throws {
        self.url = url.url(try url.target(with: [:]))
        host = url.host
        self.headers = headers.map { ($0.key, $0.value) } + [credential?.header].compactMap { $0 }
        (self.destination, self.transport, self.change) = (destination, transport, change)
    }

    var isOpen: Bool { version != nil }

    func agree(on version: String) { self.version = version }

    func ask(
        _ id: Int,
        _ question: [UInt8],
        within micros: Int64,
        through door: EgressDoor
    ) async throws -> Result<WireJSON, MCPError> {
        let request = request(question)
        let had = session
        do {
            return try await errand(within: micros).send(request, through: door) { answer in
                await self.take(session: answer.header("mcp-session-id"))
                return answer.isEventStream
                    ? try await self.streamed(&answer, id)
                    : try await self.whole(&answer, id)
            }
        } catch let fault as EgressFault where fault.outcome == .unknownName && had != nil {
            // The session is over; whoever greets again gets another.
            if session == had { (session, version) = (nil, nil) }
            throw fault
        }
    }

    func tell(_ notice: [UInt8]) async {
        let request = request(notice)
        _ = try? await errand(within: MCPClient.patienceMicros).send(
            request,
            through: .forNobodysWords
        ) { _ in
        }
    }

    func close() async {
        guard session != nil else { return }
        var request = request([])
        request.method = .delete
        (session, version) = (nil, nil)
        _ = try? await errand(within: MCPClient.patienceMicros).send(
            request,
            through: .forNobodysWords
        ) { _ in
        }
    }

    private func errand(within micros: Int64) -> Errand {
        Errand(
            transport: transport,
            destination: destination,
            service: .tool,
            limits: TimeLimits(within: micros)
        )
    }

    private func request(_ body: [UInt8]) -> HTTPRequest {
        var all = [
            ("accept", "application/json, text/event-stream"),
            ("content-type", "application/json"), ("accept-encoding", "identity"),
        ]
        if let session { all.append(("mcp-session-id", session)) }
        if let version { all.append(("mcp-protocol-version", version)) }
        return HTTPRequest(method: .post, url: url, host: host, headers: all + headers, body: body)
    }

    private func take(session new: String?) {
        guard version == nil, let new, new.utf8.count <= Self.longestSession else { return }
        guard HeaderName.isValue(new) else { return }
        session = new
    }

    private nonisolated func whole(
        _ answer: inout HTTPAnswer,
        _ id: Int
    ) async throws -> Result<WireJSON, MCPError> {
        var bytes: [UInt8] = []
        while let piece = try await answer.next() {
            bytes += piece.readableBytesView
            guard bytes.count <= WireLimits.longestToolAnswer else {
                throw HTTPFailure.tooLarge(host, limit: WireLimits.longestToolAnswer)
            }
        }
        var besides = Besides()
        guard let found = try found(in: MCPMessage.read(bytes), id, &besides) else {
            throw malformed(besides)
        }
        return found
    }

    private nonisolated func streamed(
        _ answer: inout HTTPAnswer,
        _ id: Int
    ) async throws -> Result<WireJSON, MCPError> {
        var decoder = EventStreamDecoder()
        var (count, besides) = (0, Besides())
        while true {
            var messages: [MCPMessage] = []
            let piece = try await answer.next()
            count += piece?.readableBytes ?? 0
            guard count <= WireLimits.longestToolAnswer else {
                throw HTTPFailure.tooLarge(host, limit: WireLimits.longestToolAnswer)
            }
            do {
                if let piece {
                    try decoder.take(piece.readableBytesView) {
                        messages += MCPMessage.read($0.data)
                    }
                } else {
                    try decoder.finish { messages += MCPMessage.read($0.data) }
                }
            } catch {
                throw HTTPFailure.tooLarge(host, limit: WireLimits.longestLine)
            }
            if let found = try found(in: messages, id, &besides) { return found }
            guard piece != nil else { throw malformed(besides) }
        }
    }

    /// What came in the course of one question beside its answer.
    private struct Besides {
        /// How many questions of the server; beyond the limit they are passed over.
        var questions = 0
        /// What a message lacked that may have been the answer.
        var missing: WireField?
    }

    private nonisolated func malformed(_ besides: Besides) -> HTTPFailure {
        besides.missing.map { HTTPFailure.lacking(host, $0) }
            ?? .malformed(host, expected: "a JSON-RPC answer to what was asked")
    }

    /// The answer to a question of ours; other messages are dealt with on the way.
    ///
    /// - Throws: when the answer lacks what makes it one.
    private nonisolated func found(
        in messages: [MCPMessage],
        _ id: Int,
        _ besides: inout Besides
    ) throws(HTTPFailure) -> Result<WireJSON, MCPError>? {
        var found: Result<WireJSON, MCPError>?
        for message in messages {
            switch message {
            case .answer(id, let result): found = found ?? result
            case .answer: break
            case .question(let theirs, let method):
                besides.questions += 1
                guard besides.questions <= Self.mostQuestions else { continue }
                Task { await tell(MCPMessage.answer(to: theirs, method)) }
            case .notice(MCPMessage.toolsChanged): change.happened()
            case .notice: break
            case .lacking(let field, let theirs) where theirs == id:
                throw HTTPFailure.lacking(host, field)
            case .lacking(let field, nil): besides.missing = field
            case .lacking: break
            }
        }
        return found
    }
}
