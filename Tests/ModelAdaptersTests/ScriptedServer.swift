import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on loopback that sends exactly the bytes a test tells it, cut and broken as it likes.
final class ScriptedServer: Sendable {
    /// What it does once it has read a request.
    enum Step: Sendable {
        /// It sends these bytes, and no others with them.
        case send([UInt8])
        /// It sends so many bytes without end in sight, as fast as they are taken.
        case flood(Int)
        /// It waits until the test lets it go on.
        case hold
        /// It closes the connection.
        case close
    }

    /// A request as it came.
    struct Request: Sendable {
        var head: String
        var body: [UInt8]

        /// The path with its query.
        var path: String { String(head.split(separator: " ").dropFirst().first ?? "") }

        /// The first header of a name.
        func header(_ name: String) -> String? {
            for line in head.split(separator: "\r\n").dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { continue }
                return parts[1].trimmingPrefix(" ").description
            }
            return nil
        }
    }

    struct State {
        var requests: [Request] = []
        var connections = 0
        var closings = 0
        var bytesSent = 0
        var held: [EventLoopPromise<Void>] = []
        var watchers:
            [(isTrue: @Sendable (State) -> Bool, wake: CheckedContinuation<Void, Never>)] =
                []
    }

    private let state = Mutex(State())
    private let channel: Mutex<(any Channel)?> = Mutex(nil)
    private let script: @Sendable (Request, Int) -> [Step]

    /// A server that answers each request, counted from 1, by a script.
    init(_ script: @escaping @Sendable (Request, Int) -> [Step]) { self.script = script }

    /// A server that answers every request alike.
    convenience init(_ steps: Step...) { self.init { _, _ in steps } }

    /// Listens on a port of its own choice for as long as `work` runs.
    func run<Value>(
        _ tls: NIOSSLContext? = nil,
        _ work: (Int) async throws -> Value
    ) async throws -> Value {
        let listening = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    if let tls {
                        try child.pipeline.syncOperations.addHandler(
                            NIOSSLServerHandler(context: tls)
                        )
                    }
                    try child.pipeline.syncOperations.addHandler(ScriptedConnection(self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await work(listening.localAddress?.port ?? 0)) } catch {
            outcome = .failure(error)
        }
        letGo()
        try await listening.close()
        return try outcome.get()
    }

    /// Waits until something is true of what it saw.
    func waits(until isTrue: @escaping @Sendable (State) -> Bool) async {
        await withCheckedContinuation { wake in
            let isSo = state.withLock { state in
                if !isTrue(state) { state.watchers.append((isTrue, wake)) }
                return isTrue(state)
            }
            if isSo { wake.resume() }
        }
    }

    /// What it saw.
    var requests: [Request] { state.withLock { $0.requests } }
    var connections: Int { state.withLock { $0.connections } }
    var bytesSent: Int { state.withLock { $0.bytesSent } }

    /// Lets what is held go on.
    func letGo() {
        let held = state.withLock { state in
            defer { state.held = [] }
            return state.held
        }
        for promise in held { promise.succeed() }
    }

    fileprivate func note(_ change: (inout State) -> Void) {
        let ready = state.withLock { state in
            change(&state)
            let now = state
            let ready = state.watchers.filter { $0.isTrue(now) }
            state.watchers.removeAll { $0.isTrue(now) }
            return ready
        }
        for watcher in ready { watcher.wake.resume() }
    }

    fileprivate func steps(for request: Request) -> [Step] {
        note { $0.requests.append(request) }
        return script(request, requests.count)
    }

    /// Works through the script of a request, in a task of its own.
    fileprivate func play(_ steps: [Step], on channel: any Channel) {
        Task {
            for step in steps { await play(step, on: channel) }
        }
    }

    private func play(_ step: Step, on channel: any Channel) async {
        switch step {
        case .send(let bytes):
            try? await channel.writeAndFlush(ByteBuffer(bytes: bytes))
        case .flood(let count):
            let piece = ByteBuffer(repeating: UInt8(ascii: "x"), count: 64 << 10)
            for _ in 0..<(count / piece.readableBytes) {
                guard (try? await channel.writeAndFlush(piece)) != nil else { return }
                note { $0.bytesSent += piece.readableBytes }
            }
        case .hold:
            let promise = channel.eventLoop.makePromise(of: Void.self)
            note { $0.held.append(promise) }
            try? await promise.futureResult.get()
        case .close: try? await channel.close()
        }
    }
}

/// One connection: reads requests by their `content-length` and works through the script of each.
private final class ScriptedConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let server: ScriptedServer
    private var read: [UInt8] = []

    init(_ server: ScriptedServer) { self.server = server }

    func channelActive(context: ChannelHandlerContext) {
        server.note { $0.connections += 1 }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        server.note { $0.closings += 1 }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        read += unwrapInboundIn(data).readableBytesView
        while let request = nextRequest() {
            server.play(server.steps(for: request), on: context.channel)
        }
    }

    private func nextRequest() -> ScriptedServer.Request? {
        guard let end = read.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: read[..<end.lowerBound], as: UTF8.self)
        var request = ScriptedServer.Request(head: head, body: [])
        let length = request.header("content-length").flatMap { Int($0) } ?? 0
        guard read.count >= end.upperBound + length else { return nil }
        request.body = Array(read[end.upperBound..<(end.upperBound + length)])
        read.removeFirst(end.upperBound + length)
        return request
    }
}

extension ScriptedServer.Step {
    /// An answer that says how long it is.
    static func answer(
        _ body: String,
        status: String = "200 OK",
        headers: [String] = [],
        type: String = "application/json"
    ) -> ScriptedServer.Step {
        let head =
            ["HTTP/1.1 \(status)", "content-type: \(type)", "content-length: \(body.utf8.count)"]
            + headers
        return .send(Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
    }

    /// The head of a stream that ends with its connection.
    static func streamHead(_ headers: [String] = []) -> ScriptedServer.Step {
        let head = ["HTTP/1.1 200 OK", "content-type: text/event-stream", "connection: close"]
        return .send(Array(((head + headers).joined(separator: "\r\n") + "\r\n\r\n").utf8))
    }

    /// Text as it is.
    static func text(_ text: String) -> ScriptedServer.Step { .send(Array(text.utf8)) }
}
