import Sockets

/// A deployment's worker socket: a WebSocket that carries the bytes of whole messages.
struct WorkerSocket: Sendable {
    let address: DeploymentAddress
    /// What speaks WebSocket there.
    var client: WebSocketClient

    init(address: DeploymentAddress) {
        self.address = address
        client = WebSocketClient(address.server, limits: WorkerLimits.socket)
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
        let (writers, writer) = AsyncStream.makeStream(of: WebSocketWriter.self)
        let writing = Task {
            for await writer in writers { await write(outgoing, to: writer) }
        }
        defer {
            writer.finish()
            writing.cancel()
        }
        do {
            _ = try await client.converse(
                at: "/agent",
                headers: [("Authorization", "Bearer " + token)],
                opened: {
                    await opened()
                    writer.yield($0)
                },
                // A text or a pong is something that nobody asked for.
                received: { if case .binary(let bytes) = $0 { await received(bytes) } }
            )
        } catch {
            throw WorkerError(error)
        }
    }

    private func write(_ messages: AsyncStream<[UInt8]>, to writer: WebSocketWriter) async {
        do {
            for await message in messages { try await writer.send(message) }
            guard !Task.isCancelled else { return }
            try await writer.close()
        } catch {
            // The reader ends with the connection, and with it the conversation.
            writer.drop()
        }
    }
}

extension WorkerError {
    fileprivate init(_ error: WebSocketError) {
        self =
            switch error {
            case .unreachable: .unreachable
            case .untrusted: .untrusted
            case .refused(401, _): .keyRefused
            case .refused(let status, _): .notLiveKit(status: status)
            case .notHTTP: .notLiveKit(status: nil)
            }
    }
}
