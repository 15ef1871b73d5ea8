import Synchronization

/// Runs work that may never end, and goes on without it when its time is up or nobody wants it.
package enum Deadline {
    /// How a race ended.
    enum Outcome<Value: Sendable>: Sendable {
        case done(Value)
        case failed(any Error)
        /// The time was up first; the work was cancelled, whether or not it listens.
        case late
    }

    /// The outcome of the work, or `late` when the time is up first.
    ///
    /// Tasks of its own, and not a group: a group waits for work that does not heed cancellation.
    ///
    /// - Parameter time: is told that it is up before the work is cancelled for that.
    static func race<Value: Sendable>(
        micros: Int64,
        by alarm: any Alarm,
        telling time: WorkTime? = nil,
        _ work: @escaping @Sendable () async throws -> Value
    ) async -> Outcome<Value> {
        let finish = FirstAnswer<Outcome<Value>>()
        let worker = Task {
            do { finish.give(.done(try await work())) } catch { finish.give(.failed(error)) }
        }
        let bell = Task {
            guard (try? await alarm.ring(afterMicros: micros)) != nil else { return }
            finish.give(.late)
        }
        return await withTaskCancellationHandler {
            defer {
                worker.cancel()
                bell.cancel()
            }
            let outcome = await finish.wait()
            if case .late = outcome { time?.end() }
            return outcome
        } onCancel: {
            worker.cancel()
            finish.give(.failed(CancellationError()))
        }
    }

    /// The value of work that others may wait for too; `CancellationError` as soon as whoever asks
    /// is cancelled.
    ///
    /// The work itself goes on. Waiting for its `value` would not heed cancellation.
    package static func value<Value: Sendable>(
        of work: Task<Value, any Error>
    ) async throws -> Value {
        let finish = FirstAnswer<Result<Value, any Error>>()
        Task { finish.give(await work.result) }
        return try await withTaskCancellationHandler {
            try await finish.wait().get()
        } onCancel: {
            finish.give(.failure(CancellationError()))
        }
    }
}

/// The first of several answers; the others are dropped.
private final class FirstAnswer<Value: Sendable>: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<Value, Never>)
        case given(Value)
        case taken
    }

    private let state = Mutex(State.open)

    func give(_ value: Value) {
        let continuation = state.withLock { state -> CheckedContinuation<Value, Never>? in
            switch state {
            case .open:
                state = .given(value)
                return nil
            case .waiting(let continuation):
                state = .taken
                return continuation
            case .given, .taken: return nil
            }
        }
        continuation?.resume(returning: value)
    }

    func wait() async -> Value {
        await withCheckedContinuation { continuation in
            let value = state.withLock { state -> Value? in
                guard case .given(let value) = state else {
                    state = .waiting(continuation)
                    return nil
                }
                state = .taken
                return value
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}
