import Synchronization

/// A list that grows, and on which a test can wait instead of sleeping.
///
/// The mutex guards the elements and those who wait.
public final class WatchedList<Element: Sendable>: Sendable {
    private struct Watcher {
        var holds: @Sendable ([Element]) -> Bool
        var wake: CheckedContinuation<[Element], Never>
    }

    private struct State {
        var elements: [Element] = []
        var watchers: [Int: Watcher] = [:]
        var newest = 0
    }

    private let state = Mutex(State())

    /// An empty list.
    public init() {}

    /// What it holds now.
    public var all: [Element] { state.withLock { $0.elements } }

    /// Adds elements and wakes whoever waited for them.
    public func append(_ elements: [Element]) {
        let (ready, all) = state.withLock { state in
            state.elements += elements
            let all = state.elements
            let ready = state.watchers.filter { $0.value.holds(all) }
            for number in ready.keys { state.watchers[number] = nil }
            return (ready, all)
        }
        for watcher in ready.values { watcher.wake.resume(returning: all) }
    }

    /// Waits until the list is so, and gives it; as it is when the task is cancelled, so that a test's
    /// time limit ends the wait and the test says what it found.
    @discardableResult
    public func until(_ holds: @escaping @Sendable ([Element]) -> Bool) async -> [Element] {
        let number = state.withLock { state in
            state.newest += 1
            return state.newest
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { wake in
                let all = state.withLock { state -> [Element]? in
                    guard !Task.isCancelled, !holds(state.elements) else { return state.elements }
                    state.watchers[number] = Watcher(holds: holds, wake: wake)
                    return nil
                }
                if let all { wake.resume(returning: all) }
            }
        } onCancel: {
            let (watcher, all) = state.withLock { state in
                (state.watchers.removeValue(forKey: number), state.elements)
            }
            watcher?.wake.resume(returning: all)
        }
    }
}
