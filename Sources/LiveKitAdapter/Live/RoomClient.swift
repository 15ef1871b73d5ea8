import Events
import Synchronization

/// LiveKit's client core, loaded once for a process; rooms are joined through it.
public final class RoomClient: Sendable {
    let core: ClientCore

    /// Loads the library at a path.
    ///
    /// - Parameter onDeath: called when a task of the core has died: end the process, nothing of it can
    ///   be trusted any more.
    /// - Throws: `CoreError`.
    public convenience init(
        libraryAt path: String,
        onDeath: @escaping @Sendable () -> Void
    ) throws {
        self.init(ClientCore(try CoreLibrary(path: path), onDeath: onDeath))
    }

    init(_ core: ClientCore) { self.core = core }

    /// Loads the library at a path and looks for its functions; nothing of it is started.
    ///
    /// - Throws: `CoreError`, when no room could be joined with it.
    public static func check(libraryAt path: String) throws(CoreError) {
        _ = try CoreLibrary(path: path)
    }

    /// How many of the core's objects are held now; none when no room is joined.
    public var heldObjects: Int { core.ledger.live.load(ordering: .relaxed) }
}

/// How the coach gets into a room.
public enum RoomEntry: Sendable {
    /// With a token of our own.
    case minted(RoomCredentials, room: String)
    /// With a token that the deployment's dispatch gave us.
    case given(String)
}

/// Why the coach left a room.
public enum RoomDeparture: Hashable, Sendable {
    /// It was asked to.
    case asked
    /// The room ended for it.
    case roomEnded(RoomEnding)
    /// The rep left and did not come back.
    case repGone
}

extension RoomDeparture: CustomStringConvertible {
    /// One plain sentence, without its full stop.
    public var description: String {
        switch self {
        case .asked: "the coach left as asked"
        case .repGone: "the coach left, since the rep had not been there for some time"
        case .roomEnded(.removed): "the deployment removed the coach from the room"
        case .roomEnded(.replaced):
            "the coach had to leave, since somebody joined under its identity"
        case .roomEnded(.closed): "the room was closed"
        case .roomEnded(.connectionLost):
            "the connection to the room was lost, and the server did not come back"
        }
    }
}

extension CallClosed.Departure {
    /// Why the coach left, as the log has it.
    init(_ departure: RoomDeparture) {
        self =
            switch departure {
            case .asked: .asked
            case .repGone: .repGone
            case .roomEnded(.removed): .removed
            case .roomEnded(.replaced): .replaced
            case .roomEnded(.closed): .roomClosed
            case .roomEnded(.connectionLost): .connectionLost
            }
    }
}
