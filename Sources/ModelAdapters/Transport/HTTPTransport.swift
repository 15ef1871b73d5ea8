public import Agent
import AsyncHTTPClient
import Events
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOSSL

/// The one way over HTTP to whoever answers: models, embedders, speech services, tools.
///
/// A request needs a `Clearance`, which only the door of a call makes. One transport serves a whole process,
/// since it keeps connections to be used again. It never follows a redirect, which could lead anywhere.
///
/// Each stream has a connection of its own (HTTP/1.1), so that ending it closes it, and a loss on the way
/// holds up no other. All connections are served, and their answers read, on one thread: a piece of an answer
/// then wakes no second one.
public final class HTTPTransport: Sendable {
    /// How connections are made.
    public struct Settings: Hashable, Sendable {
        /// How long a connection may take to be made, its TLS included.
        public var connectMicros: Int64 = 5_000_000
        /// How long a connection without work is kept.
        public var keepMicros = Settings.usualKeepMicros
        /// A file of certificates (PEM) that are trusted beside the system's, such as a company's own.
        public var trustedCertificates: String?

        /// Less than the 5 s after which common servers close theirs unannounced: a question that meets
        /// such a closing is lost, since nothing tells whether it was worked on.
        public static let usualKeepMicros: Int64 = 4_000_000

        /// The settings above.
        public init() {}
    }

    private let client: HTTPClient
    private let executor: LoopExecutor
    /// By which requests are late.
    let time: any Stopwatch & Alarm
    /// A random number of a range: what spreads tries over time.
    let spread: @Sendable (ClosedRange<Int64>) -> Int64

    /// A transport.
    ///
    /// - Parameters:
    ///   - time: by which requests are late; making a connection is timed by the system.
    ///   - spread: a random number of a range.
    /// - Throws: when the file of certificates cannot be read.
    public init(
        _ settings: Settings = Settings(),
        by time: any Stopwatch & Alarm,
        spread: @escaping @Sendable (ClosedRange<Int64>) -> Int64 = { .random(in: $0) }
    ) throws {
        let loop = HTTPClient.defaultEventLoopGroup.any()
        client = HTTPClient(
            eventLoopGroupProvider: .shared(loop),
            configuration: try Self.configuration(settings)
        )
        (executor, self.time, self.spread) = (LoopExecutor(loop), time, spread)
    }

    deinit {
        client.shutdown { _ in }
    }

    private static func configuration(_ settings: Settings) throws -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .microseconds(settings.connectMicros)),
            connectionPool: .init(
                idleTimeout: .microseconds(settings.keepMicros),
                concurrentHTTP1ConnectionsPerHostSoftLimit: WireLimits.mostConnections
            ),
            decompression: .enabled(limit: .size(WireLimits.longestAnswer))
        )
        configuration.httpVersion = .http1Only
        // Whoever asks decides whether to try again, each time through the door.
        configuration.connectionPool.retryConnectionEstablishment = false
        guard let file = settings.trustedCertificates else { return configuration }
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(file))]
        configuration.tlsConfiguration = tls
        return configuration
    }

    /// Sends a request and has its answer read.
    ///
    /// When the task is cancelled, when time is up or when `read` throws, the connection is closed.
    ///
    /// - Parameter read: reads the answer to a request that was taken (2xx); it may stop where it has enough.
    /// - Throws: `HTTPFailure` when there is no answer, `CancellationError`, or what `read` throws.
    func send<Value: Sendable>(
        _ request: HTTPRequest,
        within limits: TimeLimits,
        under clearance: borrowing Clearance,
        reading read: @escaping @Sendable (inout HTTPAnswer) async throws -> Value
    ) async throws -> Value {
        let (traffic, watch) = (clearance.traffic, Watch(limits, by: time))
        // A task of its own, since the watch has to be able to end it.
        let work = Task(executorPreference: executor) {
            try await self.exchange(request, counting: traffic, on: watch, read)
        }
        watch.start { work.cancel() }
        defer { watch.stop() }
        do {
            return try await withTaskCancellationHandler {
                try await work.value
            } onCancel: {
                work.cancel()
            }
        } catch {
            if Task.isCancelled { throw CancellationError() }
            if watch.isLate, !(error is HTTPFailure) { throw HTTPFailure.late(request.host) }
            throw HTTPFailure.reading(error, from: request.host)
        }
    }

    private func exchange<Value: Sendable>(
        _ request: HTTPRequest,
        counting traffic: EgressTraffic,
        on watch: Watch,
        _ read: @Sendable (inout HTTPAnswer) async throws -> Value
    ) async throws -> Value {
        traffic.sent(request.body.count, soundMicros: request.soundMicros)
        let response = try await client.execute(request.wire, deadline: .distantFuture)
        watch.pieceCame()
        var answer = HTTPAnswer(response, of: request, counting: traffic, on: watch)
        try await answer.requireTaken()
        let value = try await read(&answer)
        watch.answerIsThere()
        await answer.passOverRest()
        return value
    }
}
