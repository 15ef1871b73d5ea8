import Agent
import Events
import Synchronization

/// Who is in the room now, and under which pseudonym the call knows them.
final class Attendance: Sendable {
    private struct State {
        var present: Set<String> = []
        var identities: [Pseudonym: String] = [:]
        var waiting: [String: [UInt64: AsyncStream<Void>.Continuation]] = [:]
        var waiters: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Somebody is there, for the first time or again; whoever waits for them goes on.
    func arrived(_ identity: String, as person: Pseudonym) {
        let waiting = state.withLock { state in
            state.present.insert(identity)
            state.identities[person] = identity
            return state.waiting.removeValue(forKey: identity) ?? [:]
        }
        for waiter in waiting.values { waiter.finish() }
    }

    /// Somebody has gone.
    func left(_ identity: String) {
        state.withLock { _ = $0.present.remove(identity) }
    }

    /// Whether somebody is there.
    func isPresent(_ identity: String) -> Bool {
        state.withLock { $0.present.contains(identity) }
    }

    /// The identity behind a pseudonym.
    func identity(of person: Pseudonym) -> String? {
        state.withLock { $0.identities[person] }
    }

    /// Waits until somebody is there, but no longer than this; says whether they are.
    func isBack(_ identity: String, withinMicros micros: Int64, by alarm: any Alarm) async -> Bool {
        let (number, stream) = wait(for: identity)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in stream {} }
            group.addTask { try? await alarm.ring(afterMicros: micros) }
            await group.next()
            group.cancelAll()
        }
        state.withLock { _ = $0.waiting[identity]?.removeValue(forKey: number) }
        return isPresent(identity)
    }

    private func wait(for identity: String) -> (UInt64, AsyncStream<Void>) {
        let (stream, waiter) = AsyncStream<Void>.makeStream()
        let number = state.withLock { state -> UInt64 in
            state.waiters += 1
            if state.present.contains(identity) {
                waiter.finish()
            } else {
                state.waiting[identity, default: [:]][state.waiters] = waiter
            }
            return state.waiters
        }
        return (number, stream)
    }
}
