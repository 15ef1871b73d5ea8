import Sockets

/// The limits of a worker's session and socket, none of which a deployment needs to set.
enum WorkerLimits {
    /// How long a connection may take to open.
    static let connectLimitMicros: Int64 = 10_000_000
    /// How long the deployment may take to register us: as long as it waits for the request.
    static let registerLimitMicros: Int64 = 10_000_000
    /// How often load is reported: as often as LiveKit's own workers do.
    static let updateIntervalMicros: Int64 = 2_500_000
    /// How long a pong may take: longer than any round trip, shorter than the usual ping interval.
    static let pongLimitMicros: Int64 = 5_000_000
    /// How long an acceptance holds a place: a deployment assigns at once or not at all.
    static let assignmentLimitMicros: Int64 = 7_500_000
    /// The load from which no job is taken; the rest is for the calls that run.
    static let fullLoad = 0.7
    /// How much longer each failed attempt makes the wait for the next.
    static let reconnectStepMicros: Int64 = 2_000_000
    /// The longest wait between attempts.
    static let longestReconnectMicros: Int64 = 10_000_000
    /// How long a stopped job may take to end before the worker ends without it.
    static let stopLimitMicros: Int64 = 10_000_000
    /// How often a session is told the time: every limit here is a multiple of it.
    static let tickMicros: Int64 = 500_000
    /// The longest message that is read: a job with its room's and its own metadata is far shorter.
    static let messageBytes = 1 << 20
    /// How many fragments a message may come in.
    static let messageFragments = 64
    /// The socket's.
    static let socket = WebSocketLimits(
        messageBytes: messageBytes,
        messageFragments: messageFragments,
        connectMicros: connectLimitMicros
    )
    /// How many messages may wait for a deployment that does not read; more, and it is not well.
    static let waitingMessages = 1024
    /// How long a deployment may take to answer our farewell.
    static let closeLimitMicros: Int64 = 2_000_000
}
