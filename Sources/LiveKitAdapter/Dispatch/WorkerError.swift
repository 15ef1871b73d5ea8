/// Why a worker cannot work for a deployment.
public enum WorkerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// LIVEKIT_URL is no address of a deployment.
    case address
    /// Nobody answers there.
    case unreachable
    /// TLS was not agreed on: another certificate than the host's, or no TLS at all.
    case untrusted
    /// The deployment does not take our key.
    case keyRefused
    /// Something answers, but not with a worker's socket; the HTTP status, if it was HTTP.
    case notLiveKit(status: Int?)
    /// A connection was accepted, but no registration came in time.
    case silent
    /// The connection ended, or stopped answering.
    case closed

    /// What was tried and found, and what to do.
    public var description: String {
        "registering as a worker failed: " + finding
    }

    /// What was found and what to do, of a worker that was registered before.
    public var finding: String {
        switch self {
        case .address:
            "LIVEKIT_URL is no address of a deployment; expected one as in wss://host or "
                + "ws://localhost:7880, without user, password or query"
        case .unreachable:
            "found nobody who answers at LIVEKIT_URL; check the address and that the server runs"
        case .untrusted:
            "found no trusted TLS at LIVEKIT_URL; check the host's certificate, or use ws:// if "
                + "the server speaks without TLS"
        case .keyRefused:
            "the deployment does not take the key; check LIVEKIT_API_KEY and LIVEKIT_API_SECRET, "
                + "and this machine's clock"
        case .notLiveKit(.some(let status)):
            "found HTTP status \(status) at LIVEKIT_URL, expected a worker's socket; check that "
                + "the address is a LiveKit server's"
        case .notLiveKit(nil):
            "found something at LIVEKIT_URL that does not speak HTTP; check the port, and whether "
                + "it must be wss://"
        case .silent:
            "found a server that does not answer in time; check that LIVEKIT_URL is a LiveKit "
                + "server's, and that server's log"
        case .closed:
            "the connection ended; the deployment's own log says why"
        }
    }
}
