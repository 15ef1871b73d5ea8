import Events
import Synchronization

/// LiveKit's identity of whoever has been in the room, by the pseudonym that the call gave them.
final class RoomIdentities: Sendable {
    private let known = Mutex<[Pseudonym: String]>([:])

    /// Somebody is there, for the first time or again.
    func arrived(_ identity: String, as person: Pseudonym) {
        known.withLock { $0[person] = identity }
    }

    /// The identity behind a pseudonym.
    subscript(_ person: Pseudonym) -> String? { known.withLock { $0[person] } }
}
