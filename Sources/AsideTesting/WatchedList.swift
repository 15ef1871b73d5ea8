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
        var watchers: [Watcher] = []
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
            let ready = state.watchers.filter { $0.holds(all) }
            state.watchers.removeAll { $0.holds(all) }
            return (ready, all)
        }
        for watcher in ready { watcher.wake.resume(returning: all) }
    }

    /// Waits until the list is so, and gives it.
    @discardableResult
    public func until(_ holds: @escaping @Sendable ([Element]) -> Bool) async -> [Element] {
        await withCheckedContinuation { wake in
            let all = state.withLock { state -> [Element]? in
                guard holds(state.elements) else {
                    state.watchers.append(Watcher(holds: holds, wake: wake))
                    return nil
                }
                return state.elements
            }
            if let all { wake.resume(returning: all) }
        }
    }
}
