/// Why a room cannot be joined, or not be stayed in.
public enum RoomError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nobody answers at the address, or what answers is no LiveKit deployment.
    case unreachable
    /// The deployment does not take our key, or the token has run out.
    case notAuthorized
    /// The room has as many participants as it may.
    case full
    /// More happened in the room than the call could record in time, and what it missed may have been a
    /// withdrawal.
    case overrun

    /// Reads what the core says; its text may hold the token, so it goes no further.
    init(connecting text: String) {
        let text = text.lowercased()
        self =
            if text.contains("401") || text.contains("unauthorized") || text.contains("token") {
                .notAuthorized
            } else if text.contains("max participants") || text.contains("500 internal") {
                // A full room is answered with nothing more than this status by LiveKit 1.13.
                .full
            } else {
                .unreachable
            }
    }

    /// What was tried and found, and what to do.
    public var description: String {
        switch self {
        case .unreachable:
            "joining the room failed: found no LiveKit deployment that answers at LIVEKIT_URL; "
                + "check the address (ws:// or wss://) and that the server runs"
        case .notAuthorized:
            "joining the room failed: the deployment does not take the token; check "
                + "LIVEKIT_API_KEY and LIVEKIT_API_SECRET, and this machine's clock"
        case .full:
            "joining the room failed: the deployment answers with an error, as it does when the "
                + "room has as many participants as it may; raise the limit, wait until somebody "
                + "leaves, or read the deployment's own log"
        case .overrun:
            "the call was ended: more happened in the room than could be recorded in time; check "
                + "this machine's load and the disk of the log, and who floods the room"
        }
    }
}
