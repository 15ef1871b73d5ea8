import Sockets

/// Where a LiveKit deployment answers, as LIVEKIT_URL says it.
public struct DeploymentAddress: Hashable, Sendable {
    let server: WebSocketAddress

    /// Reads a `ws`, `wss`, `http` or `https` address, with or without a port and a path.
    ///
    /// - Throws: `WorkerError.address`. The address is not repeated there, since it may hold a secret.
    public init(_ url: String) throws(WorkerError) {
        guard let server = WebSocketAddress(url) else { throw .address }
        self.server = server
    }

    /// The address by which a room is joined.
    var roomURL: String { server.url }
}
