import NIOCore
import NIOHTTP1
import NIOPosix
public import NIOSSL
import NIOWebSocket

/// A WebSocket client: opens one connection at a time and carries whole messages.
public struct WebSocketClient: Sendable {
    typealias Frames = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>
    typealias Answer = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// Where the server is.
    public let address: WebSocketAddress
    /// How much is read of it.
    public let limits: WebSocketLimits
    /// Whom TLS trusts: the system's roots, but for tests.
    public var tls = TLSConfiguration.makeClientConfiguration()

    /// A client of a server.
    public init(_ address: WebSocketAddress, limits: WebSocketLimits) {
        (self.address, self.limits) = (address, limits)
    }

    /// What the server made of our request for a WebSocket.
    private enum Upgrade: Sendable {
        case opened(Frames)
        case refused(Answer)
    }

    /// Connects and hands over what comes in, until either side is done.
    ///
    /// What comes in is handed over one at a time, so a slow receiver slows the server. A cancelled task
    /// drops the connection.
    ///
    /// - Parameters:
    ///   - target: the path within the address, with the query.
    ///   - opened: given the way to send; what it does is waited for before anything is read.
    /// - Throws: a `WebSocketError` if no connection comes about; one that ends later returns how.
    public func converse(
        at target: String,
        headers: [(name: String, value: String)],
        opened: @Sendable (WebSocketWriter) async -> Void,
        received: @Sendable (WebSocketMessage) async -> Void
    ) async throws(WebSocketError) -> WebSocketEnd {
        let frames = try await open(at: target, headers)
        do {
            return try await frames.executeThenClose { inbound, outbound in
                let writer = WebSocketWriter(outbound: outbound, channel: frames.channel)
                await opened(writer)
                for try await frame in inbound {
                    guard let end = try await take(frame, writer, received) else { continue }
                    return end
                }
                return .lost
            }
        } catch NIOWebSocketError.invalidFrameLength {
            return .tooLarge
        } catch is NIOWebSocketFrameAggregator.Error {
            return .tooLarge
        } catch {
            // However else a connection ends, the other side is gone; there is nothing more to tell.
            return .lost
        }
    }

    private func take(
        _ frame: WebSocketFrame,
        _ writer: WebSocketWriter,
        _ received: @Sendable (WebSocketMessage) async -> Void
    ) async throws -> WebSocketEnd? {
        var data = frame.unmaskedData
        switch frame.opcode {
        case .text: await received(.text(Array(buffer: data)))
        case .binary: await received(.binary(Array(buffer: data)))
        case .pong: await received(.pong)
        case .ping: try await writer.write(.pong, data)
        case .connectionClose:
            // The other side may have closed by then; its farewell counts all the same.
            try? await writer.write(.connectionClose, data)
            let code = data.readInteger(as: UInt16.self)
            return .closed(code: code, reason: String(buffer: data))
        default: break
        }
        return nil
    }
}

extension WebSocketClient {
    private func open(
        at target: String,
        _ headers: [(name: String, value: String)]
    ) async throws(WebSocketError) -> Frames {
        do {
            switch try await upgrade(at: target, headers) {
            case .opened(let frames): return frames
            case .refused(let answer): throw try await refusal(answer)
            }
        } catch let error as WebSocketError {
            throw error
        } catch is NIOSSLError, is BoringSSLError, is NIOSSLExtraError {
            throw .untrusted
        } catch is NIOConnectionError, is IOError, ChannelError.connectTimeout {
            throw .unreachable
        } catch {
            throw .notHTTP
        }
    }

    private func refusal(_ answer: Answer) async throws -> WebSocketError {
        try await answer.executeThenClose { inbound, _ in
            for try await case .head(let head) in inbound {
                return .refused(status: Int(head.status.code), again: Self.again(head.headers))
            }
            return .notHTTP
        }
    }

    private static func again(_ headers: HTTPHeaders) -> [String: String] {
        ["retry-after", "retry-after-ms", "date"].reduce(into: [:]) { again, name in
            again[name] = headers.first(name: name)
        }
    }

    private func upgrade(
        at target: String,
        _ headers: [(name: String, value: String)]
    ) async throws -> Upgrade {
        let secure = address.isSecure ? try NIOSSLContext(configuration: tls) : nil
        let configuration = request(target, headers)
        let (channel, upgrade) = try await ClientBootstrap(
            group: MultiThreadedEventLoopGroup.singleton
        )
        .connectTimeout(.microseconds(limits.connectMicros))
        .connect(host: address.host, port: address.port) { channel in
            channel.eventLoop.makeCompletedFuture {
                if let secure { try encrypt(channel, with: secure) }
                let upgrade = try channel.pipeline.syncOperations
                    .configureUpgradableHTTPClientPipeline(configuration: configuration)
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

    private func request(
        _ target: String,
        _ headers: [(name: String, value: String)]
    ) -> NIOUpgradableHTTPClientPipelineConfiguration<Upgrade> {
        let head = HTTPRequestHead(
            version: .http1_1,
            method: .GET,
            uri: address.path + target,
            headers: HTTPHeaders([("Host", address.hostHeader)] + headers)
        )
        let upgrader = NIOTypedWebSocketClientUpgrader<Upgrade>(
            maxFrameSize: limits.messageBytes,
            // It would close before it says why.
            enableAutomaticErrorHandling: false
        ) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(
                    NIOWebSocketFrameAggregator(
                        minNonFinalFragmentSize: 0,
                        maxAccumulatedFrameCount: limits.messageFragments,
                        maxAccumulatedFrameSize: limits.messageBytes
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
