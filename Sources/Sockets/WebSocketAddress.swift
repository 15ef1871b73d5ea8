import Foundation

/// Where a WebSocket server answers.
public struct WebSocketAddress: Hashable, Sendable {
    /// Whether TLS is spoken there.
    public let isSecure: Bool
    /// Its name, or its number without brackets.
    public let host: String
    /// Its port.
    public let port: Int
    /// What the server's own paths begin with: empty, or as in `/livekit`.
    public let path: String

    /// Reads a `ws`, `wss`, `http` or `https` address, with or without a port and a path.
    ///
    /// Nil for anything else, and for one with a user, a password or a query, which may be secrets.
    public init?(_ url: String) {
        guard let parts = URLComponents(string: url),
            let host = parts.host?.trimmingCharacters(in: ["[", "]"]), !host.isEmpty,
            let scheme = parts.scheme?.lowercased(), let isSecure = Self.schemes[scheme],
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
        else { return nil }
        let port = parts.port ?? (isSecure ? 443 : 80)
        guard 1...65_535 ~= port else { return nil }
        self.isSecure = isSecure
        self.host = host
        self.port = port
        path = String(parts.percentEncodedPath.reversed().drop { $0 == "/" }.reversed())
    }

    private static let schemes = ["ws": false, "http": false, "wss": true, "https": true]

    /// The host as a request names it.
    public var hostHeader: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// The address as a WebSocket's.
    public var url: String { (isSecure ? "wss://" : "ws://") + hostHeader + path }
}
