import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

/// A deployment's worker socket: a WebSocket that carries the bytes of whole messages.
struct WorkerSocket: Sendable {
    typealias Frames = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>
    typealias Answer = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    let address: DeploymentAddress
    /// Whom TLS trusts: the system's roots, but for tests.
    var tls = TLSConfiguration.makeClientConfiguration()
    var group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton

    /// What the server made of our request for a WebSocket.
    private enum Upgrade: Sendable {
        case opened(Frames)
        case refused(Answer)
    }

    /// Connects, sends what is to go out and hands over what comes in, until either side is done.
    ///
    /// When `outgoing` ends, the farewell is sent and the other side's awaited. A cancelled task drops
    /// the connection. What comes in is handed over one at a time, so a slow receiver slows the server.
    ///
    /// - Throws: a `WorkerError` if no connection comes about; one that ends later just returns.
    func converse(
        token: String,
        sending outgoing: AsyncStream<[UInt8]>,
        opened: @Sendable () async -> Void,
        received: @Sendable ([UInt8]) async -> Void
    ) async throws(WorkerError) {
        let frames = try await open(token: token)
        // However a connection ends, the other side is gone; there is nothing more to tell.
        try? await frames.executeThenClose { inbound, outbound in
            await opened()
            let writer = Task { try await write(outgoing, to: outbound, of: frames.channel) }
            defer { writer.cancel() }
            for try await frame in inbound {
                switch frame.opcode {
                case .binary: await received(Array(buffer: frame.unmaskedData))
                case .ping: try await outbound.write(masked(.pong, frame.unmaskedData))
                case .connectionClose:
                    return try await outbound.write(masked(.connectionClose, frame.unmaskedData))
                // A text or a pong that nobody asked for.
                default: break
                }
            }
        }
    }

    private func write(
        _ messages: AsyncStream<[UInt8]>,
        to outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>,
        of channel: any Channel
    ) async throws {
        do {
            for await message in messages {
                try await outbound.write(masked(.binary, ByteBuffer(bytes: message)))
            }
            guard !Task.isCancelled else { return }
            try await outbound.write(masked(.connectionClose, Self.farewell))
        } catch {
            // The reader ends with the channel, and with it the conversation.
            channel.close(promise: nil)
        }
    }

    /// The code of a normal end.
    private static let farewell = ByteBuffer(integer: UInt16(1000))

    private func masked(_ opcode: WebSocketOpcode, _ data: ByteBuffer) -> WebSocketFrame {
        WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)
    }
}

extension WorkerSocket {
    private func open(token: String) async throws(WorkerError) -> Frames {
        do {
            switch try await upgrade(token: token) {
            case .opened(let frames): return frames
            case .refused(let answer): throw try await refusal(answer)
            }
        } catch let error as WorkerError {
            throw error
        } catch is NIOSSLError, is BoringSSLError, is NIOSSLExtraError {
            throw .untrusted
        } catch is NIOConnectionError, is IOError {
            throw .unreachable
        } catch {
            throw .notLiveKit(status: nil)
        }
    }

    private func refusal(_ answer: Answer) async throws -> WorkerError {
        try await answer.executeThenClose { inbound, _ in
            for try await case .head(let head) in inbound {
                return head.status == .unauthorized
                    ? .keyRefused : .notLiveKit(status: Int(head.status.code))
            }
            return .notLiveKit(status: nil)
        }
    }

    private func upgrade(token: String) async throws -> Upgrade {
        let secure = address.isSecure ? try NIOSSLContext(configuration: tls) : nil
        let (channel, upgrade) = try await ClientBootstrap(group: group)
            .connectTimeout(.microseconds(WorkerLimits.connectLimitMicros))
            .connect(host: address.host, port: address.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let secure { try encrypt(channel, with: secure) }
                    let upgrade = try channel.pipeline.syncOperations
                        .configureUpgradableHTTPClientPipeline(configuration: request(token: token))
                    return (channel, upgrade)
                }
            }
        return try await withTaskCancellationHandler {
            try await upgrade.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    private func encrypt(_ channel: any Channel, with secure: NIOSSLContext) throws {
        // A certificate names a host or an address; only a host's name is said in the handshake.
        let isNumeric = (try? SocketAddress(ipAddress: address.host, port: address.port)) != nil
        let handler = try NIOSSLClientHandler(
            context: secure,
            serverHostname: isNumeric ? nil : address.host
        )
        try channel.pipeline.syncOperations.addHandler(handler)
    }

    private func request(token: String) -> NIOUpgradableHTTPClientPipelineConfiguration<Upgrade> {
        let head = HTTPRequestHead(
            version: .http1_1,
            method: .GET,
            uri: address.workerPath,
            headers: ["Host": address.hostHeader, "Authorization": "Bearer " + token]
        )
        let upgrader = NIOTypedWebSocketClientUpgrader<Upgrade>(
            maxFrameSize: WorkerLimits.messageBytes
        ) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(
                    NIOWebSocketFrameAggregator(
                        minNonFinalFragmentSize: 0,
                        maxAccumulatedFrameCount: WorkerLimits.messageFragments,
                        maxAccumulatedFrameSize: WorkerLimits.messageBytes
                    )
                )
                return .opened(try Frames(wrappingChannelSynchronously: channel))
            }
        }
        var configuration = NIOUpgradableHTTPClientPipelineConfiguration(
            upgradeConfiguration: NIOTypedHTTPClientUpgradeConfiguration(
                upgradeRequestHead: head,
                upgraders: [upgrader]
            ) { channel in
                channel.eventLoop.makeCompletedFuture {
                    .refused(try Answer(wrappingChannelSynchronously: channel))
                }
            }
        )
        // The first frame may come with the answer to the request.
        configuration.leftOverBytesStrategy = .forwardBytes
        return configuration
    }
}
