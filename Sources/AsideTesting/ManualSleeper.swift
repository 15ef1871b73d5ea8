public import Agent
import Synchronization

/// A sleeper whose time passes only by hand.
public final class ManualSleeper: Sleeper {
    private struct State {
        var now: Int64 = 0
        var next = 0
        var sleeping: [Int: (due: Int64, wake: CheckedContinuation<Void, any Error>)] = [:]
    }

    private let state = Mutex(State())

    /// A sleeper at zero.
    public init() {}

    /// How many are asleep.
    public var sleepingCount: Int { state.withLock { $0.sleeping.count } }

    /// Lets time pass and wakes whose time is up.
    public func advance(byMicros micros: Int64) {
        let woken = state.withLock { state in
            state.now += micros
            let due = state.sleeping.filter { $0.value.due <= state.now }
            for key in due.keys { state.sleeping[key] = nil }
            return due.values.sorted { $0.due < $1.due }
        }
        for sleeper in woken { sleeper.wake.resume() }
    }

    /// Sleeps until time has passed by hand, or its task is cancelled.
    public func sleep(micros: Int64) async throws {
        let key = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = Task.isCancelled
                state.withLock { state in
                    guard !isCancelled else { return }
                    state.sleeping[key] = (state.now + micros, continuation)
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
                // The task may be cancelled between the question above and the entry.
                if !isCancelled, Task.isCancelled { wake(key) }
            }
        } onCancel: {
            wake(key)
        }
    }

    private func wake(_ key: Int) {
        let entry = state.withLock { $0.sleeping.removeValue(forKey: key) }
        entry?.wake.resume(throwing: CancellationError())
    }
}
