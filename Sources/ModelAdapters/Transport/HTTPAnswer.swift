import Agent
import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// An answer as it comes: its head, and its body piece by piece.
struct HTTPAnswer {
    /// The status.
    let status: Int
    private let headers: HTTPHeaders
    private let host: String
    private let traffic: EgressTraffic
    private let watch: Watch
    private var pieces: HTTPClientResponse.Body.AsyncIterator
    private var count = 0

    init(
        _ response: HTTPClientResponse,
        of request: HTTPRequest,
        counting traffic: EgressTraffic,
        on watch: Watch
    ) {
        (status, headers) = (Int(response.status.code), response.headers)
        (host, self.traffic, self.watch) = (request.host, traffic, watch)
        pieces = response.body.makeAsyncIterator()
    }

    /// The first header of a name, whatever its case.
    func header(_ name: String) -> String? { headers.first(name: name) }

    /// Whether the body is a stream of events.
    var isEventStream: Bool {
        // A media type's case means nothing (RFC 9110 §8.3.1).
        header("content-type")?.lowercased().hasPrefix("text/event-stream") ?? false
    }

    /// The longest time so far from one piece of it to the next.
    var longestGapMicros: Int64 { watch.longestGapMicros }

    /// The next piece of the body, cut anywhere; nil at its end.
    ///
    /// What is read together is no longer than `WireLimits.longestAnswer`.
    mutating func next() async throws -> ByteBuffer? {
        guard let piece = try await pieces.next() else { return nil }
        watch.pieceCame()
        traffic.received(piece.readableBytes)
        count += piece.readableBytes
        guard count <= WireLimits.longestAnswer else {
            throw HTTPFailure.tooLarge(host, limit: WireLimits.longestAnswer)
        }
        return piece
    }

    /// The whole body.
    mutating func whole() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try await next() { bytes += piece.readableBytesView }
        return bytes
    }

    /// Throws unless the request was taken; reads why not.
    mutating func requireTaken() async throws {
        let size = headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
        guard size <= WireLimits.longestHead else {
            throw HTTPFailure.tooLarge(host, limit: WireLimits.longestHead)
        }
        guard !(200..<300).contains(status) else { return }
        var reason: [UInt8] = []
        // A refusal whose reason does not come is a refusal all the same.
        while reason.count < WireLimits.longestRefusal, let piece = try? await next() {
            reason += piece.readableBytesView
        }
        throw HTTPFailure.refused(
            host,
            status: status,
            code: RefusalCode(body: reason),
            wait: RetryAfter.micros(in: headers)
        )
    }

    /// Reads on to the end, so that the connection can be used again; gives it up when much follows.
    mutating func passOverRest() async {
        var rest = 0
        while rest <= WireLimits.longestRest, let piece = try? await next() {
            rest += piece.readableBytes
        }
    }
}
