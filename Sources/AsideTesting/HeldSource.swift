public import Agent
public import Events
import Synchronization

/// A tool's source that keeps every call until the test answers it, whether or not it was cancelled.
///
/// The mutex guards the state.
public final class HeldSource: ToolSource {
    private struct State {
        var calls: [ToolInvocation] = []
        var waiting: [CheckedContinuation<JSONObject, any Error>] = []
        var watchers: [(count: Int, wake: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// A source that nobody has called.
    public init() {}

    /// Every call it got, in order.
    public var calls: [ToolInvocation] { state.withLock { $0.calls } }

    /// Keeps the call.
    public func call(
        _ invocation: ToolInvocation,
        through door: EgressDoor
    ) async throws -> JSONObject {
        try await withCheckedThrowingContinuation { answer in
            let ready = state.withLock { state in
                state.calls.append(invocation)
                state.waiting.append(answer)
                let ready = state.watchers.filter { $0.count <= state.calls.count }
                state.watchers.removeAll { $0.count <= state.calls.count }
                return ready.map(\.wake)
            }
            for watcher in ready { watcher.resume() }
        }
    }

    /// Waits until so many calls have come.
    public func arrivals(_ count: Int) async {
        await withCheckedContinuation { wake in
            let isThere = state.withLock { state in
                if state.calls.count < count { state.watchers.append((count, wake)) }
                return state.calls.count >= count
            }
            if isThere { wake.resume() }
        }
    }

    /// Answers the call that has waited longest.
    public func answer(_ result: Result<JSONObject, any Error>) {
        let next = state.withLock { $0.waiting.removeFirst() }
        next.resume(with: result)
    }
}
