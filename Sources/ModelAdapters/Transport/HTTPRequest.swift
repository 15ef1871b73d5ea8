import AsyncHTTPClient
import Events
import NIOCore
import NIOHTTP1

/// A request, ready to leave.
struct HTTPRequest: Sendable {
    /// How it is asked.
    enum Method: Sendable {
        case head, get, post, put, patch, delete
    }

    var method = Method.post
    var url: String
    /// The host, as a person is told it.
    var host: String
    /// What goes along; keys among it.
    var headers: [(name: String, value: String)] = []
    /// Exactly what its `Departure` was made of.
    var body: [UInt8] = []
    /// How much sound is in it; whoever sends some MUST have told the door that it is kept.
    var soundMicros: Int64 = 0

    /// A request to a service, with a body of JSON.
    ///
    /// A stream is asked for uncompressed, since compressing holds its pieces back.
    static func json(
        _ body: [UInt8],
        to url: String,
        on address: ServiceAddress,
        headers: [(name: String, value: String)],
        isStream: Bool
    ) -> HTTPRequest {
        let usual = [
            ("content-type", "application/json"),
            ("accept", isStream ? "text/event-stream" : "application/json"),
            ("accept-encoding", isStream ? "identity" : "gzip"),
        ]
        return HTTPRequest(url: url, host: address.host, headers: usual + headers, body: body)
    }

    /// The request as the HTTP client takes it.
    var wire: HTTPClientRequest {
        var wire = HTTPClientRequest(url: url)
        wire.method =
            switch method {
            case .head: .HEAD
            case .get: .GET
            case .post: .POST
            case .put: .PUT
            case .patch: .PATCH
            case .delete: .DELETE
            }
        wire.headers.add(name: "user-agent", value: "aside")
        for (name, value) in headers { wire.headers.replaceOrAdd(name: name, value: value) }
        if method == .post || !body.isEmpty { wire.body = .bytes(ByteBuffer(bytes: body)) }
        return wire
    }
}
