import SwiftProtobuf
import Synchronization

/// Speaks to the client core in messages, brings each answer to whoever waits for it and each event to
/// its room or stream.
///
/// Any task may call it. What nobody waits for (late, doubled or unknown) is dropped with its handles.
final class ClientCore: Sendable {
    /// Takes the events of one room or stream, in order, on the core's own threads: it must not block.
    typealias Listener = @Sendable (CoreEvent) -> Void

    private struct State {
        /// Ids of our own, far above those that the core counts up by itself.
        var nextID: UInt64 = 1 << 40
        var waiters: [UInt64: CheckedContinuation<CoreEvent, any Error>] = [:]
        var listeners: [UInt64: Listener] = [:]
        var isDead = false
    }

    private let native: any NativeCore
    private let state = Mutex(State())
    private let onDeath: @Sendable () -> Void
    /// How many handles are held; flat over a call, and zero after it.
    let ledger = HandleLedger()

    /// Starts a core.
    ///
    /// - Parameter onDeath: called once when a task of the core has died.
    init(_ native: any NativeCore, onDeath: @escaping @Sendable () -> Void = {}) {
        (self.native, self.onDeath) = (native, onDeath)
        native.start { [weak self] bytes in self?.route(bytes) }
    }

    /// A handle that an event or an answer gave us.
    func handle(_ handle: CoreOwnedHandle) -> NativeHandle {
        NativeHandle(handle.id, of: native, in: ledger)
    }

    /// Copies memory that belongs to a handle not yet dropped.
    func copy(_ count: Int, from address: UInt64) -> [UInt8] { native.copy(count, from: address) }

    /// Sends a request that is answered at once.
    @discardableResult
    func send(_ message: CoreRequest.OneOf_Message) throws -> CoreResponse {
        guard !state.withLock({ $0.isDead }) else { throw CoreError.dead }
        var request = CoreRequest()
        request.message = message
        let bytes: [UInt8] = try request.serializedBytes()
        guard let answer = native.request(bytes) else {
            throw CoreError.refused(request: message.name)
        }
        return try CoreResponse(serializedBytes: answer)
    }

    /// Sends a request whose answer is an event, and waits for it.
    ///
    /// The waiter stands before the request goes out, so that no answer is too early. A cancelled task
    /// stops waiting; the answer is then dropped when it comes.
    func call(
        _ make: @Sendable (_ id: UInt64) -> CoreRequest.OneOf_Message
    ) async throws -> CoreEvent {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { $0.waiters[id] = continuation }
                do {
                    if Task.isCancelled { throw CancellationError() }
                    try send(make(id))
                } catch {
                    takeWaiter(id)?.resume(throwing: error)
                }
            }
        } onCancel: {
            takeWaiter(id)?.resume(throwing: CancellationError())
        }
    }

    /// Brings the events of a room, a local participant or a stream to a listener, until `forget`.
    func listen(to handle: UInt64, _ listener: @escaping Listener) {
        state.withLock { $0.listeners[handle] = listener }
    }

    /// Ends what `listen` began.
    func forget(_ handle: UInt64) {
        state.withLock { $0.listeners[handle] = nil }
    }

    private func takeWaiter(_ id: UInt64) -> CheckedContinuation<CoreEvent, any Error>? {
        state.withLock { $0.waiters.removeValue(forKey: id) }
    }

    private func route(_ bytes: [UInt8]) {
        // What is not of this form is from a newer core, and nobody here waits for it.
        guard let event = try? CoreEvent(serializedBytes: bytes), let message = event.message else {
            return
        }
        if case .panic = message { return die() }
        if let id = message.answeredRequest {
            if let waiter = takeWaiter(id) { return waiter.resume(returning: event) }
        } else if let source = message.source {
            if let listener = state.withLock({ $0.listeners[source] }) { return listener(event) }
        }
        if let room = message.joinedRoom { abandon(room) }
        for handle in message.handles { self.handle(handle).close() }
    }

    /// Leaves a room that nobody waits for any more.
    ///
    /// It must be declared ready even so: the core takes one that is not, for 15 s, for a fault of ours
    /// and dies, with every other room.
    private func abandon(_ room: CoreOwnedHandle) {
        var ready = CoreReadyForRoomEventRequest()
        ready.roomHandle = room.id
        var leaving = CoreDisconnectRequest()
        leaving.roomHandle = room.id
        _ = try? send(.readyForRoomEvent(ready))
        _ = try? send(.disconnect(leaving))
    }

    private func die() {
        // One death may be told several times: the tasks of the core fall one after another.
        let (waiters, isFirst) = state.withLock { state in
            defer { (state.waiters, state.isDead) = ([:], true) }
            return (state.waiters.values, !state.isDead)
        }
        for waiter in waiters { waiter.resume(throwing: CoreError.dead) }
        if isFirst { onDeath() }
    }
}
