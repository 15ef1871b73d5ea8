import Events
import Synchronization

/// Who has been in the room, and under which pseudonym the call knows them.
final class Attendance: Sendable {
    private let identities = Mutex<[Pseudonym: String]>([:])

    /// Somebody is there, for the first time or again.
    func arrived(_ identity: String, as person: Pseudonym) {
        identities.withLock { $0[person] = identity }
    }

    /// The identity behind a pseudonym.
    func identity(of person: Pseudonym) -> String? {
        identities.withLock { $0[person] }
    }
}
