/// What a worker tells of its standing with the deployment, each time that it changes.
public enum WorkerNews: Hashable, Sendable {
    /// The deployment can send jobs now, for the first time or after a lost connection.
    case registered(isAgain: Bool)
    /// The connection is lost, and why; calls go on, and the worker comes back by itself.
    case lost(WorkerError)
}

/// How a worker stands, for logs and a health check: nothing in it is about a call.
public struct WorkerStatus: Hashable, Sendable {
    /// Whether the deployment can send jobs now.
    public let isRegistered: Bool
    /// Whether it takes no more jobs for now.
    public let isFull: Bool
    /// Whether it is on its way out.
    public let isDraining: Bool
    /// How many jobs run.
    public let jobs: Int
    /// The greater of the processor's share and the jobs' share of the capacity.
    public let loadPerMille: Int
    /// How often it has registered; more than once after lost connections.
    public let registrations: Int
    /// How many messages were not of the worker protocol.
    public let undecodable: Int
    /// Why the last connection ended, or could not be made.
    public let lastError: WorkerError?
}
