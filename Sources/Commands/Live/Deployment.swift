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

    /// How a room is entered: with the token that somebody minted, else with one of our own.
    func entry(room: String) throws -> RoomEntry {
        if let token = environment["LIVEKIT_TOKEN"], !token.isEmpty { return .given(token) }
        return .minted(try credentials(), room: room)
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
