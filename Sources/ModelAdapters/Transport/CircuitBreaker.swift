import Agent
import Events
import Synchronization

/// An endpoint is left alone for a while, as it failed or asked for it; nothing was sent.
public struct ServiceResting: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was found and what comes next.
    public var description: String {
        "service not asked: it failed, or asked to be left alone; it is tried again in a while"
    }
}

/// Leaves an endpoint alone that fails, so that no turn waits for what will not come.
///
/// A few failures in a row open it; when its time is up one question is let through on trial, and
/// decides alone: what was asked before it opened tells nothing any more. What a person has to mend
/// (a key, a name, a quota, certificates) opens it at once, and so does an endpoint that asks to be left alone
/// (`retry-after`), for as long as it asks. Withdrawn questions tell nothing.
///
/// The mutex guards the state.
final class CircuitBreaker: Sendable {
    /// Failures in a row that are no accident any more.
    static let mostFailures = 3
    /// What does not mend by itself.
    static let hopeless: Set<EgressEnded.Outcome> = [
        .refusedKey, .unknownName, .overQuota, .tlsFailed,
    ]
    /// The first rest; it doubles up to the longest, while each try fails.
    static let firstRestMicros: Int64 = 5_000_000
    /// The longest rest: an endpoint that is well again is used within a minute.
    static let longestRestMicros: Int64 = 60_000_000

    /// How a question was let through.
    private enum Admission {
        /// It was closed.
        case usual
        /// Its rest is over, and this question decides.
        case trial
    }

    private struct State {
        var failures = 0
        /// Until when nothing is sent; nil while it is closed.
        var restsUntil: Int64?
        var restMicros = firstRestMicros
        var isTrying = false
    }

    private let stopwatch: any Stopwatch
    private let state = Mutex(State())

    init(by stopwatch: any Stopwatch) { self.stopwatch = stopwatch }

    /// Does some work, unless the endpoint is to be left alone.
    func guarding<Value: Sendable>(
        isolation: isolated (any Actor)? = #isolation,
        _ work: () async throws -> Value
    ) async throws -> Value {
        guard let admission = admission() else { throw ServiceResting() }
        do {
            let value = try await work()
            noteSuccess(admission)
            return value
        } catch {
            note(error, admission)
            throw error
        }
    }

    /// How a question may be asked now; nil when it may not.
    private func admission() -> Admission? {
        let now = stopwatch.nowMicros
        return state.withLock { state in
            guard let end = state.restsUntil else { return .usual }
            guard now >= end, !state.isTrying else { return nil }
            state.isTrying = true
            return .trial
        }
    }

    private func noteSuccess(_ admission: Admission) {
        state.withLock { state in
            guard admission == .trial || state.restsUntil == nil else { return }
            state = State()
        }
    }

    private func note(_ error: any Error, _ admission: Admission) {
        let now = stopwatch.nowMicros
        state.withLock { state in
            guard admission == .trial || state.restsUntil == nil else { return }
            if admission == .trial { state.isTrying = false }
            guard let fault = error as? EgressFault, fault.outcome != .cancelled else { return }
            state.failures += 1
            let isHopeless = Self.hopeless.contains(fault.outcome)
            let isDue = admission == .trial || isHopeless || state.failures >= Self.mostFailures
            let asked = min(fault.waitMicros ?? 0, RetryAfter.longestRestMicros)
            guard isDue || asked > 0 else { return }
            if isHopeless { state.restMicros = Self.longestRestMicros }
            state.restsUntil = now + max(isDue ? state.restMicros : 0, asked)
            if isDue { state.restMicros = min(2 * state.restMicros, Self.longestRestMicros) }
        }
    }
}
