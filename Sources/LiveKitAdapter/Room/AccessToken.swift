import Events
import Foundation
import JWTKit

/// The key with which a LiveKit deployment knows us.
public struct RoomCredentials: Sendable {
    let key: String
    let secret: String

    /// A key and its secret; the secret is never printed.
    public init(key: String, secret: String) { (self.key, self.secret) = (key, secret) }
}

extension RoomCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    /// That there are some.
    public var description: String { "(key and secret)" }
    /// That there are some.
    public var debugDescription: String { description }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// What a token lets its bearer do: LiveKit's access token, a JSON web token signed with HS256.
///
/// Every token for a room forbids publishing media and hiding; remote calls need data.
struct AccessToken: Sendable {
    /// How long a token can be used to join: a job that starts later than this has been forgotten.
    static let lifetimeSeconds: Int64 = 600

    private let claims: Claims

    private init(_ claims: Claims) { self.claims = claims }

    /// To join one room as a visible, silent participant.
    static func joining(
        _ room: String,
        as identity: String,
        name: String,
        with credentials: RoomCredentials,
        at now: Timestamp
    ) -> AccessToken {
        let grant = VideoGrant(
            room: room,
            roomJoin: true,
            canPublish: false,
            canPublishData: true,
            canSubscribe: true,
            canUpdateOwnMetadata: false,
            hidden: false
        )
        return AccessToken(
            Claims(of: credentials, identity: identity, name: name, kind: "agent", grant, at: now)
        )
    }

    /// To register as a worker.
    static func working(with credentials: RoomCredentials, at now: Timestamp) -> AccessToken {
        AccessToken(Claims(of: credentials, VideoGrant(agent: true), at: now))
    }

    /// A secret as a key that the signer takes: a development server's is shorter than it allows.
    ///
    /// HMAC fills a short key with zeros itself (RFC 2104 §2), so the signature is the same.
    private static func padded(_ secret: String) -> Data {
        let bytes = Data(secret.utf8)
        return bytes + Data(count: max(0, leastKeyBytes - bytes.count))
    }

    /// As long as the hash.
    private static let leastKeyBytes = 32

    /// The token as it is sent.
    func signed(with credentials: RoomCredentials) async throws -> String {
        let keys = JWTKeyCollection()
        await keys.add(
            hmac: HMACKey(from: Self.padded(credentials.secret)),
            digestAlgorithm: .sha256
        )
        return try await keys.sign(claims)
    }
}

/// What a token may do in a room; what is absent is not granted, except where LiveKit's default is to
/// grant, which is why the refusals are written out.
struct VideoGrant: Codable, Sendable {
    var room: String?
    var roomJoin: Bool?
    var canPublish: Bool?
    var canPublishData: Bool?
    var canSubscribe: Bool?
    var canUpdateOwnMetadata: Bool?
    var hidden: Bool?
    var agent: Bool?
}

private struct Claims: JWTPayload {
    var iss: String
    var sub: String?
    var name: String?
    var kind: String?
    var nbf: Int64
    var exp: Int64
    var video: VideoGrant

    init(
        of credentials: RoomCredentials,
        identity: String? = nil,
        name: String? = nil,
        kind: String? = nil,
        _ grant: VideoGrant,
        at now: Timestamp
    ) {
        (iss, sub, self.name, self.kind, video) = (credentials.key, identity, name, kind, grant)
        nbf = now.micros / 1_000_000
        exp = nbf + AccessToken.lifetimeSeconds
    }

    /// We mint tokens and never read them.
    func verify(using algorithm: some JWTAlgorithm) {}
}
