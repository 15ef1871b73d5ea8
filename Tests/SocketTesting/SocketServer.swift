public import NIOCore
public import NIOHTTP1
import NIOPosix
public import NIOSSL
public import NIOWebSocket

/// A small WebSocket server on loopback, whose part a test plays.
public final class SocketServer: Sendable {
    /// What it does with whoever connects.
    public enum Manner: Sendable {
        /// Speaks WebSocket.
        case open
        /// Answers with an HTTP status.
        case refuse(HTTPResponseStatus, headers: HTTPHeaders = [:])
        /// Accepts connections and says nothing.
        case silent
        /// Says something that is no HTTP.
        case babble
    }

    private let channel: any Channel
    private let peers: AsyncStream<SocketPeer>

    /// A server on a free port, for those who ask for a path.
    public init(_ manner: Manner = .open, at path: String, tls: NIOSSLContext? = nil) async throws {
        let (peers, arrivals) = AsyncStream.makeStream(of: SocketPeer.self)
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
                        try Self.serve(channel, at: path, refusing: nil, arrivals)
                    case .refuse(let status, let headers):
                        let refusal = HTTPResponseHead(
                            version: .http1_1,
                            status: status,
                            headers: headers
                        )
                        try Self.serve(channel, at: path, refusing: refusal, arrivals)
                    }
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
    }

    deinit { channel.close(promise: nil) }

    /// Where it is.
    public func url(_ scheme: String = "ws", host: String = "127.0.0.1") -> String {
        "\(scheme)://\(host):\(channel.localAddress?.port ?? 0)"
    }

    /// Accepts nobody any more.
    public func close() async throws { try await channel.close() }

    /// The next who connects; nil when the test's time is up.
    public func nextPeer() async -> SocketPeer? { await peers.first { _ in true } }

    private static func serve(
        _ channel: any Channel,
        at path: String,
        refusing refusal: HTTPResponseHead?,
        _ arrivals: AsyncStream<SocketPeer>.Continuation
    ) throws {
        let upgrader = NIOTypedWebSocketServerUpgrader<Void>(
            maxFrameSize: 1 << 21,
            shouldUpgrade: { channel, head in
                let isTaken = refusal == nil && head.uri.prefix { $0 != "?" } == path
                return channel.eventLoop.makeSucceededFuture(isTaken ? HTTPHeaders() : nil)
            },
            upgradePipelineHandler: { channel, head in
                channel.eventLoop.makeCompletedFuture {
                    let (frames, source) = AsyncStream.makeStream(of: WebSocketFrame.self)
                    try channel.pipeline.syncOperations.addHandler(FrameReader(source))
                    arrivals.yield(SocketPeer(head: head, channel: channel, frames: frames))
                }
            }
        )
        let configuration = NIOUpgradableHTTPServerPipelineConfiguration(
            upgradeConfiguration: NIOTypedHTTPServerUpgradeConfiguration(
                upgraders: [upgrader]
            ) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let notFound = HTTPResponseHead(version: .http1_1, status: .notFound)
                    let refuser = Refuser(refusal ?? notFound)
                    try channel.pipeline.syncOperations.addHandler(refuser)
                }
            }
        )
        _ = try channel.pipeline.syncOperations
            .configureUpgradableHTTPServerPipeline(configuration: configuration)
    }
}

/// A client as the server sees it.
public struct SocketPeer: Sendable {
    /// What it asked with.
    public let head: HTTPRequestHead
    /// Its connection.
    public let channel: any Channel
    let frames: AsyncStream<WebSocketFrame>

    /// The next frame; nil when the client has gone.
    public func frame() async -> WebSocketFrame? { await frames.first { _ in true } }

    /// Sends a frame.
    public func send(_ opcode: WebSocketOpcode, _ bytes: [UInt8], fin: Bool = true) async throws {
        let frame = WebSocketFrame(fin: fin, opcode: opcode, data: ByteBuffer(bytes: bytes))
        try await channel.writeAndFlush(frame)
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

/// Answers a request with a head and no body.
private final class Refuser: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let refusal: HTTPResponseHead

    init(_ refusal: HTTPResponseHead) { self.refusal = refusal }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = unwrapInboundIn(data) else { return }
        var head = refusal
        head.headers.add(name: "content-length", value: "0")
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
