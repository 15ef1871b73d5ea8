/// What goes over a WebSocket.
public enum WebSocketMessage: Hashable, Sendable {
    /// A text, as the bytes that it came in: whether they are UTF-8 is for whoever reads them.
    case text([UInt8])
    /// Bytes.
    case binary([UInt8])
    /// The answer to a ping of ours.
    case pong
}

/// How a WebSocket ended that had been open.
public enum WebSocketEnd: Hashable, Sendable {
    /// The other side said farewell, or answered ours, with the code and the reason that it gave.
    ///
    /// The reason is the other side's text: it MUST NOT be shown or logged.
    case closed(code: UInt16?, reason: String)
    /// The other side sent more than is read.
    case tooLarge
    /// The connection broke, or was dropped.
    case lost
}

/// Why no WebSocket came about.
public enum WebSocketError: Error, Hashable, Sendable {
    /// Nobody answers there.
    case unreachable
    /// TLS was not agreed on: another certificate than the host's, or no TLS at all.
    case untrusted
    /// The server answered with an HTTP status instead; `again` has those of its headers, their names in lower
    /// case, that say when it may be asked again: `retry-after`, `retry-after-ms` and the `date` they count from.
    case refused(status: Int, again: [String: String])
    /// Something answers that does not speak HTTP, or says nothing more.
    case notHTTP
}

/// How much is read of a server, and how long it is waited for.
public struct WebSocketLimits: Sendable {
    /// The longest message.
    public var messageBytes: Int
    /// How many fragments a message may come in.
    public var messageFragments: Int
    /// How long a connection may take to be accepted.
    public var connectMicros: Int64

    /// Limits.
    public init(messageBytes: Int, messageFragments: Int, connectMicros: Int64) {
        (self.messageBytes, self.messageFragments) = (messageBytes, messageFragments)
        self.connectMicros = connectMicros
    }
}
