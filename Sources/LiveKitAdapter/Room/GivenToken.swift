import Foundation
import JWTKit

/// A token for a room that somebody else minted, read before it is used.
///
/// Nobody comes in with it who could be heard or would be hidden, nor anybody who could hear nothing or
/// say nothing to a single person. Its signature and its term are the deployment's to check.
public struct GivenToken: Sendable {
    /// The way in.
    public let entry: RoomEntry
    /// The name under which people see whoever bears it; the identity where it has no name.
    public let name: String
    /// The identity under which its bearer comes.
    public let identity: String

    /// Reads a token.
    ///
    /// - Throws: `TokenError`, when it is not one that a coach of this room may bear.
    public init(checking text: String, for room: String) throws(TokenError) {
        let read = try? DefaultJWTParser().parse(Array(text.utf8), as: GivenClaims.self)
        guard let claims = read?.payload, let grant = claims.video, let identity = claims.sub,
            !identity.isEmpty
        else { throw .unreadable }
        guard grant.room == room else { throw .otherRoom }
        // LiveKit grants publishing and subscribing where a token says nothing of them, and data where
        // it grants publishing.
        guard grant.canPublish == false else { throw .mayPublish }
        guard grant.hidden != true else { throw .isHidden }
        guard grant.canPublishData == true else { throw .mayNotCall }
        guard grant.canSubscribe != false else { throw .mayNotReceive }
        entry = .given(text)
        self.identity = identity
        let name = claims.name ?? ""
        self.name = name.isEmpty ? identity : name
    }
}

extension GivenToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// That there is one.
    public var description: String { "(token)" }
    /// That there is one.
    public var debugDescription: String { description }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// What a token says, as far as it is read.
private struct GivenClaims: JWTPayload {
    var sub: String?
    var name: String?
    var video: VideoGrant?

    /// Whose signature it is, the deployment checks.
    func verify(using algorithm: some JWTAlgorithm) {}
}

/// Why a token that somebody minted is not used.
public enum TokenError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is no token of LiveKit's.
    case unreadable
    /// It is for another room, or for none.
    case otherRoom
    /// It lets its bearer publish sound and pictures.
    case mayPublish
    /// It hides its bearer.
    case isHidden
    /// It forbids data, and with it remote calls.
    case mayNotCall
    /// It forbids subscribing.
    case mayNotReceive

    /// What was found and expected.
    public var description: String {
        "joining refused: the token in LIVEKIT_TOKEN " + finding
    }

    private var finding: String {
        switch self {
        case .unreadable: "is none of LiveKit's; expected a JSON web token with a grant for video"
        case .otherRoom: "is for another room; expected one whose grant names this room"
        case .mayPublish:
            "does not forbid publishing, which LiveKit then allows; expected canPublish false"
        case .isHidden: "hides its bearer from the room; expected hidden false, or absent"
        case .mayNotCall:
            "does not allow data, without which nobody can be asked; expected canPublishData true"
        case .mayNotReceive:
            "forbids subscribing; expected canSubscribe true, or absent"
        }
    }
}
