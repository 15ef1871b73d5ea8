import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

/// A small server with a worker's socket, on loopback, whose part a test plays.
final class DispatchServer: Sendable {
    /// What it does with whoever connects.
    enum Manner: Sendable {
        /// Speaks WebSocket at `/agent`.
        case open
        /// Answers with an HTTP status.
        case refuse(HTTPResponseStatus)
        /// Accepts connections and says nothing.
        case silent
        /// Says something that is no HTTP.
        case babble
    }

    private let channel: any Channel
    private let peers: AsyncStream<DispatchPeer>

    /// A server on a free port.
    init(_ manner: Manner = .open, tls: NIOSSLContext? = nil) async throws {
        let (peers, arrivals) = AsyncStream.makeStream(of: DispatchPeer.self)
        self.peers = peers
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    switch manner {
                    case .silent: break
                    case .babble:
                        channel.writeAndFlush(ByteBuffer(string: "220 mail\r\n"), promise: nil)
                    case .open:
                        try Self.serve(channel, refusing: nil, arrivals)
                    case .refuse(let status):
                        try Self.serve(channel, refusing: status, arrivals)
                    }
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
    }

    deinit { channel.close(promise: nil) }

    /// Where it is.
    func url(_ scheme: String = "ws", host: String = "127.0.0.1") throws -> String {
        "\(scheme)://\(host):\(try #require(channel.localAddress?.port))"
    }

    func address(_ scheme: String = "ws", host: String = "127.0.0.1") throws -> DeploymentAddress {
        try DeploymentAddress(url(scheme, host: host))
    }

    /// Accepts nobody any more.
    func close() async throws { try await channel.close() }

    /// The next worker that connects.
    func peer() async throws -> DispatchPeer {
        try #require(await peers.first { _ in true })
    }

    private static func serve(
        _ channel: any Channel,
        refusing status: HTTPResponseStatus?,
        _ arrivals: AsyncStream<DispatchPeer>.Continuation
    ) throws {
        let upgrader = NIOTypedWebSocketServerUpgrader<Void>(
            maxFrameSize: 1 << 21,
            shouldUpgrade: { channel, head in
                let isTaken = status == nil && head.uri == "/agent"
                return channel.eventLoop.makeSucceededFuture(isTaken ? HTTPHeaders() : nil)
            },
            upgradePipelineHandler: { channel, head in
                channel.eventLoop.makeCompletedFuture {
                    let (frames, source) = AsyncStream.makeStream(of: WebSocketFrame.self)
                    try channel.pipeline.syncOperations.addHandler(FrameReader(source))
                    arrivals.yield(DispatchPeer(head: head, channel: channel, frames: frames))
                }
            }
        )
        let configuration = NIOUpgradableHTTPServerPipelineConfiguration(
            upgradeConfiguration: NIOTypedHTTPServerUpgradeConfiguration(
                upgraders: [upgrader]
            ) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let refuser = Refuser(status ?? .notFound)
                    try channel.pipeline.syncOperations.addHandler(refuser)
                }
            }
        )
        _ = try channel.pipeline.syncOperations
            .configureUpgradableHTTPServerPipeline(configuration: configuration)
    }
}

/// A worker as its server sees it.
struct DispatchPeer: Sendable {
    let head: HTTPRequestHead
    let channel: any Channel
    let frames: AsyncStream<WebSocketFrame>

    /// The next frame; nil when the worker has gone.
    func frame() async -> WebSocketFrame? { await frames.first { _ in true } }

    /// The next message of the worker.
    func message() async throws -> WorkerFromWorker.OneOf_Message {
        let frame = try #require(await frame())
        try #require(frame.opcode == .binary && frame.fin && frame.maskKey != nil)
        let bytes = Array(buffer: frame.unmaskedData)
        return try #require(try WorkerFromWorker(serializedBytes: bytes).message)
    }

    func send(_ message: WorkerFromServer.OneOf_Message) async throws {
        let bytes: [UInt8] = try WorkerFromServer.with { $0.message = message }.serializedBytes()
        try await send(.binary, bytes)
    }

    func send(_ opcode: WebSocketOpcode, _ bytes: [UInt8], fin: Bool = true) async throws {
        let frame = WebSocketFrame(fin: fin, opcode: opcode, data: ByteBuffer(bytes: bytes))
        try await channel.writeAndFlush(frame)
    }

    /// Takes a worker's registration and its first report.
    func register() async throws {
        guard case .register = try await message() else {
            Issue.record("the first message is no registration")
            return
        }
        try await send(.register(.with { $0.workerID = "AW_1" }))
        guard case .updateWorker = try await message() else {
            Issue.record("the second message is no report")
            return
        }
    }

    /// Answers the worker's farewell.
    func sayFarewell() async throws {
        while let frame = await frame() {
            guard frame.opcode == .connectionClose else { continue }
            try await send(.connectionClose, [0x03, 0xe8])
            // The worker may be the first to close.
            try? await channel.close()
            return
        }
        Issue.record("the worker went without a farewell")
    }
}

/// Hands frames on.
private final class FrameReader: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame

    private let source: AsyncStream<WebSocketFrame>.Continuation

    init(_ source: AsyncStream<WebSocketFrame>.Continuation) { self.source = source }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        source.yield(unwrapInboundIn(data))
    }

    func channelInactive(context: ChannelHandlerContext) { source.finish() }
}

/// Answers a request with a status.
private final class Refuser: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let status: HTTPResponseStatus

    init(_ status: HTTPResponseStatus) { self.status = status }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = unwrapInboundIn(data) else { return }
        let head = HTTPResponseHead(
            version: .http1_1,
            status: status,
            headers: ["content-length": "0"]
        )
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
