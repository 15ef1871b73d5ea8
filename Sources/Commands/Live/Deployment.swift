import Foundation
import LiveKitAdapter

/// The LiveKit deployment that the environment names.
struct Deployment {
    let url: String
    private let environment = ProcessInfo.processInfo.environment

    init() throws {
        guard let url = environment["LIVEKIT_URL"], !url.isEmpty else {
            throw Failure.failed(
                "joining refused: LIVEKIT_URL is not set; expected the address of a LiveKit "
                    + "deployment, as in ws://localhost:7880"
            )
        }
        self.url = url
    }

    /// The way into a room.
    struct Entrance {
        let url: String
        let entry: RoomEntry
        /// The name under which the coach is seen; the pack's if nil.
        let name: String?
        /// The identity under which it comes; the one that it is given if nil.
        let identity: String?
    }

    /// How a room is entered: with the token that somebody minted, else with one of our own.
    ///
    /// - Throws: `TokenError`, or a `Failure` when there is nothing to enter with.
    func entrance(to room: String) throws -> Entrance {
        guard let text = environment["LIVEKIT_TOKEN"], !text.isEmpty else {
            return Entrance(
                url: url,
                entry: .minted(try credentials(), room: room),
                name: nil,
                identity: nil
            )
        }
        let token = try GivenToken(checking: text, for: room)
        return Entrance(
            url: url,
            entry: token.entry,
            name: token.name,
            identity: token.identity
        )
    }

    /// The key and the secret.
    func credentials() throws -> RoomCredentials {
        guard let key = environment["LIVEKIT_API_KEY"],
            let secret = environment["LIVEKIT_API_SECRET"], !key.isEmpty, !secret.isEmpty
        else {
            throw Failure.failed(
                "joining refused: LIVEKIT_API_KEY and LIVEKIT_API_SECRET are not both set; "
                    + "expected them, or for one room a token in LIVEKIT_TOKEN"
            )
        }
        return RoomCredentials(key: key, secret: secret)
    }
}
