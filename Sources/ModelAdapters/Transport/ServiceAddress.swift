import Agent
import Foundation

/// Where a service is: its base address, as its users write it.
///
/// It is HTTPS, except on this machine itself or where the operator says that plain HTTP is meant.
public struct ServiceAddress: Hashable, Sendable {
    /// What an address cannot be.
    public enum Problem: Error, Hashable, CustomStringConvertible {
        /// It is no address of a web service.
        case notAddress
        /// It does not say how it is asked: `https://` is missing.
        case noScheme
        /// It is asked in another way than over HTTP.
        case otherScheme
        /// Its port is none.
        case port
        /// It is plain HTTP to another machine.
        case plain
        /// It holds a name and a password, which would be written where addresses are written.
        case credentials

        /// What was found, what was expected, and what to do.
        public var description: String {
            switch self {
            case .notAddress:
                "address not taken: expected one such as https://api.example.com/v1"
            case .noScheme: "address not taken: found no https:// at its start"
            case .otherScheme: "address not taken: found another scheme, expected https"
            case .port: "address not taken: found another port, expected one of 1 to 65535"
            case .plain:
                "address not taken: found http, expected https; whoever is on the way would read "
                    + "along. If that is meant, allow plain HTTP for this address"
            case .credentials:
                "address not taken: found a user or a password in it; give the key as a key"
            }
        }
    }

    /// Scheme, host and port.
    private let origin: String
    /// The path without a slash at its end, as it is written on the wire.
    private let path: String
    /// The query that each request carries, such as Azure's `api-version`; empty for none.
    private let query: String
    /// The host, as a person is told it.
    let host: String

    /// An address; `wss` and `ws` stand for HTTPS and HTTP, as speech services write theirs.
    ///
    /// - Parameter allowingPlain: that the operator means plain HTTP to another machine.
    public init(_ text: String, allowingPlain: Bool = false) throws(Problem) {
        guard let parts = URLComponents(string: text) else { throw .notAddress }
        // Of `localhost:8000` the host is read as a scheme.
        guard let written = parts.scheme?.lowercased(), text.contains("://") else {
            throw .noScheme
        }
        guard let scheme = Self.schemes[written] else { throw .otherScheme }
        guard let host = parts.host, !host.isEmpty, parts.fragment == nil else {
            throw .notAddress
        }
        guard parts.port.map(Self.ports.contains) ?? true else { throw .port }
        guard parts.user == nil, parts.password == nil else { throw .credentials }
        guard scheme == "https" || allowingPlain || Destination.isThisMachine(host)
        else { throw .plain }
        origin =
            scheme + "://" + (parts.percentEncodedHost ?? host)
            + (parts.port.map { ":\($0)" } ?? "")
        path = String(
            parts.percentEncodedPath.reversed().drop { $0 == "/" }.reversed()
        )
        query = parts.percentEncodedQuery ?? ""
        self.host = host
    }

    private static let ports = 1...65_535
    private static let schemes = [
        "https": "https", "wss": "https", "http": "http", "ws": "http",
    ]

    /// The host's own page: no path, no query.
    var root: String { origin + "/" }

    /// The address of something below: `base` stands in between where the address has no path of its own.
    func url(of name: String, base: String = "") -> String {
        let place = path.isEmpty ? base : path
        return origin + place + "/" + name + (query.isEmpty ? "" : "?" + query)
    }
}
