/// What proves to a service who asks; it goes into a header, never into an address.
public struct ToolCredential: Hashable, Sendable {
    /// The header and its value.
    let header: (name: String, value: String)

    /// A bearer token.
    public static func bearer(_ token: Secret) -> ToolCredential {
        ToolCredential(header: ("authorization", "Bearer " + token.value))
    }

    /// A header of the service's own.
    ///
    /// - Throws: when the name is none of a header, or one that the client itself writes.
    public static func header(
        _ name: String,
        _ value: Secret
    ) throws(ToolProblem) -> ToolCredential {
        guard HeaderName.isFree(name) else {
            throw ToolProblem("credential", "a header that cannot be set", HeaderName.expected)
        }
        return ToolCredential(header: (name, value.value))
    }

    private init(header: (name: String, value: String)) { self.header = header }

    /// By name and value.
    public static func == (one: ToolCredential, other: ToolCredential) -> Bool {
        one.header == other.header
    }

    /// By name and value.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(header.name)
        hasher.combine(header.value)
    }
}

extension ToolCredential: CustomStringConvertible, CustomReflectable {
    /// The header's name, and that there is a secret.
    public var description: String { header.name + ": (secret)" }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Names of headers that an operator may set.
public enum HeaderName {
    /// What a message says was expected.
    public static let expected = "a name such as x-api-key, and none that the client writes itself"

    private static let ours: Set<String> = [
        "host", "content-length", "content-type", "transfer-encoding", "connection", "accept",
        "accept-encoding", "cookie", "mcp-session-id", "mcp-protocol-version", "idempotency-key",
    ]

    /// Whether it is a token (RFC 9110) and not ours.
    public static func isFree(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && !ours.contains(name.lowercased())
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// Whether a value can stand in a header.
    public static func isValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}
