import Synchronization

/// Lets the ways into a room reach the call that owns them.
final class WeakRoomCall: Sendable {
    private struct Box { weak var call: RoomCall? }
    private let box = Mutex(Box())

    var call: RoomCall? { box.withLock { $0.call } }

    func set(_ call: RoomCall) { box.withLock { $0.call = call } }
}
