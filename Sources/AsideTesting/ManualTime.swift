public import Agent
import Synchronization

/// A stopwatch that stands still until it is moved, and the alarms that ring by it.
///
/// The mutex guards the state.
public final class ManualTime: Stopwatch, Alarm {
    private struct Sleeper {
        var due: Int64
        var wake: CheckedContinuation<Void, any Error>
    }

    private struct Watcher {
        enum Awaited {
            case count(Int)
            /// One that rings at a moment.
            case due(Int64)
        }

        var awaited: Awaited
        var wake: CheckedContinuation<Void, Never>

        static func isThere(_ awaited: Awaited, among due: [Int64]) -> Bool {
            switch awaited {
            case .count(let count): due.count >= count
            case .due(let moment): due.contains(moment)
            }
        }
    }

    private struct State {
        var now: Int64 = 0
        var newest = 0
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var watchers: [Watcher] = []
    }

    private let state = Mutex(State())

    /// Time that stands at zero.
    public init() {}

    /// Microseconds since the start.
    public var nowMicros: Int64 { state.withLock { $0.now } }

    /// Waits until the time has been moved so far.
    public func ring(afterMicros micros: Int64) async throws {
        let number = state.withLock { state in
            state.newest += 1
            return state.newest
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation {
                (wake: CheckedContinuation<Void, any Error>) in
                let ready = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                    guard state.cancelled.remove(number) == nil else {
                        wake.resume(throwing: CancellationError())
                        return []
                    }
                    state.sleepers[number] = Sleeper(due: state.now + micros, wake: wake)
                    let due = state.sleepers.values.map(\.due)
                    let ready = state.watchers.filter { Watcher.isThere($0.awaited, among: due) }
                    state.watchers.removeAll { Watcher.isThere($0.awaited, among: due) }
                    return ready.map(\.wake)
                }
                for watcher in ready { watcher.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: number)
                if sleeper == nil { state.cancelled.insert(number) }
                return sleeper
            }
            sleeper?.wake.resume(throwing: CancellationError())
        }
    }

    /// Waits until so many alarms are set.
    public func alarms(_ count: Int) async { await until(.count(count)) }

    /// Waits until an alarm is set that rings so long from now.
    public func alarm(inMicros micros: Int64) async { await until(.due(nowMicros + micros)) }

    private func until(_ awaited: Watcher.Awaited) async {
        await withCheckedContinuation { wake in
            let isThere = state.withLock { state in
                let due = state.sleepers.values.map(\.due)
                let isThere = Watcher.isThere(awaited, among: due)
                if !isThere { state.watchers.append(Watcher(awaited: awaited, wake: wake)) }
                return isThere
            }
            if isThere { wake.resume() }
        }
    }

    /// Moves the time; every alarm that has run out rings.
    public func advance(byMicros amount: Int64) {
        let due = state.withLock { state in
            state.now += amount
            let due = state.sleepers.filter { $0.value.due <= state.now }
            for number in due.keys { state.sleepers[number] = nil }
            return due.values.sorted { $0.due < $1.due }
        }
        for sleeper in due { sleeper.wake.resume() }
    }
}
