public import Agent
public import Events
import NIOCore

/// What answers a tool over HTTP: the arguments go out in their places, JSON comes back.
///
/// Where it goes is fixed when it is made, redirects are not followed, and the credential goes to this host
/// alone.
public struct HTTPToolSource: ToolSource {
    private let request: HTTPToolRequest
    private let fixed: JSONObject
    private let answer: AnswerShape
    private let transport: HTTPTransport

    /// A source.
    ///
    /// - Parameter fixed: what is sent in every call beside the arguments, and in place of them.
    public init(
        _ request: HTTPToolRequest,
        fixed: JSONObject = [:],
        answer: AnswerShape = AnswerShape(),
        over transport: HTTPTransport
    ) {
        (self.request, self.fixed, self.answer) = (request, fixed, answer)
        self.transport = transport
    }

    /// Asks.
    public func call(
        _ invocation: ToolInvocation,
        through door: EgressDoor
    ) async throws -> JSONObject {
        var arguments = invocation.arguments
        for member in fixed.members { arguments[member.name] = member.value }
        let target = try request.url.target(with: arguments)
        let wire = try wire(for: invocation, arguments, target)
        let errand = Errand(
            transport: transport,
            destination: request.destination,
            service: .tool,
            limits: TimeLimits(within: invocation.tool.limits.deadlineMicros)
        )
        let found = try await ToolFault.naming(notFound: request.url.pathInputs.isEmpty) {
            try await errand.send(wire, through: door, saying: target) { answer in
                try await answer.json(upTo: WireLimits.longestToolAnswer, from: wire.host)
            }
        }
        return try answer.read(found)
    }

    private func wire(
        for invocation: ToolInvocation,
        _ arguments: JSONObject,
        _ target: String
    ) throws(ToolFault) -> HTTPRequest {
        let body = request.bytes(with: arguments)
        var headers = [("accept", "application/json"), ("accept-encoding", "gzip")]
        if request.body != .none { headers.append(("content-type", "application/json")) }
        // A retry of the same call is the same act.
        headers.append(("idempotency-key", invocation.id.text))
        headers += request.headers.map { ($0.key, $0.value) }
        for (name, input) in request.headerInputs {
            guard let value = arguments[input], value != .null else { continue }
            guard let words = value.words, HeaderName.isValue(words) else {
                throw .refusedArguments
            }
            headers.append((name, words))
        }
        if let credential = request.credential { headers.append(credential.header) }
        return HTTPRequest(
            method: request.method.wire,
            url: request.url.url(target),
            host: request.url.host,
            headers: headers,
            body: body
        )
    }
}

extension HTTPToolRequest.Method {
    fileprivate var wire: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .put: .put
        case .patch: .patch
        case .delete: .delete
        }
    }
}

extension TimeLimits {
    /// What is left after a tool's deadline only ends what its caller could not cancel.
    init(within deadline: Int64) {
        self.init(firstByteMicros: deadline, idleMicros: deadline, wholeMicros: deadline)
    }
}

extension HTTPAnswer {
    /// The whole body as JSON, read no further than a limit.
    mutating func json(upTo limit: Int, from host: String) async throws -> WireJSON {
        var bytes: [UInt8] = []
        while let piece = try await next() {
            bytes += piece.readableBytesView
            guard bytes.count <= limit else { throw HTTPFailure.tooLarge(host, limit: limit) }
        }
        guard let json = try? WireJSON(parsing: bytes) else {
            throw HTTPFailure.malformed(host, expected: "JSON")
        }
        return json
    }
}

extension ToolFault {
    /// How a tool's caller is told that there is no answer.
    ///
    /// - Parameter notFound: whether an address that is not there is the tool's own fault; else it is that
    ///   what was asked about is not there.
    static func naming<Value: Sendable>(
        notFound isItsOwn: Bool = true,
        isolation: isolated (any Actor)? = #isolation,
        _ work: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await work()
        } catch let fault as EgressFault {
            switch fault.outcome {
            case .rejected: throw ToolFault.refusedArguments
            case .unknownName: throw isItsOwn ? ToolFault.unavailable : .refusedArguments
            case .malformed: throw fault.missing.map { ToolFault.lacking($0) } ?? .junk
            case .tooLarge: throw ToolFault.tooLarge
            default: throw ToolFault.unavailable
            }
        } catch is EgressRefusal {
            throw ToolFault.notAllowed
        }
    }
}
