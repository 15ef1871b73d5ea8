import Foundation

/// Where a LiveKit deployment answers, as LIVEKIT_URL says it.
public struct DeploymentAddress: Hashable, Sendable {
    let isSecure: Bool
    let host: String
    let port: Int
    /// What the deployment's own paths begin with: empty, or as in `/livekit`.
    let path: String

    /// Reads a `ws`, `wss`, `http` or `https` address, with or without a port and a path.
    ///
    /// - Throws: `WorkerError.address`. The address is not repeated there, since it may hold a secret.
    public init(_ url: String) throws(WorkerError) {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            let scheme = parts.scheme?.lowercased(), let isSecure = Self.schemes[scheme],
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
        else { throw .address }
        let port = parts.port ?? (isSecure ? 443 : 80)
        guard 1...65_535 ~= port else { throw .address }
        self.isSecure = isSecure
        self.host = host.trimmingCharacters(in: ["[", "]"])
        self.port = port
        path = String(parts.percentEncodedPath.reversed().drop { $0 == "/" }.reversed())
    }

    private static let schemes = ["ws": false, "http": false, "wss": true, "https": true]

    /// Where a worker's socket is.
    var workerPath: String { path + "/agent" }

    /// The host as a request names it.
    var hostHeader: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// The address by which a room is joined.
    var roomURL: String { (isSecure ? "wss://" : "ws://") + hostHeader + path }
}
