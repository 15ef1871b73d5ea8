import Agent
import EventLog
import Events
import Synchronization

/// The process stopped here.
struct Crash: Error {}

/// The agent's journal over the signed log, in a process that may stop before or after an append.
///
/// The mutex guards the state.
final class SimulatedJournal: Journal {
    /// Where the process stops.
    struct Plan: Sendable {
        var append: Int
        var isDurable: Bool
    }

    private struct State {
        var appends = 0
        var sent = 0
        var outcomes = 0
        var isDead = false
        var watcher: (count: Int, wake: CheckedContinuation<Void, Never>)?
        var lines = 0
    }

    private let log: SignedLog
    private let records: Records
    private let plan: Plan?
    private let state = Mutex(State())

    init(_ log: SignedLog, _ records: Records, crashing plan: Plan?) {
        (self.log, self.records, self.plan) = (log, records, plan)
    }

    func append(
        _ drafts: [Draft],
        to stream: StreamName,
        expecting expected: ExpectedVersion,
        under condition: AppendCondition?
    ) async throws -> [RecordedEvent] {
        let isOutcome = drafts.contains {
            $0.type == .nudgeAcknowledged || $0.type == .nudgeUndelivered
        }
        defer { if isOutcome { outcomeTried() } }
        return try await reachingTheLog {
            do {
                return try await log.append(
                    drafts,
                    to: stream,
                    expecting: expected,
                    under: condition
                )
            } catch AppendError.conflict(let conflict) {
                throw conflict
            }
        }
    }

    func seal(_ call: CallID, id: EventID, at time: Timestamp) async throws -> RecordedEvent {
        let events = try await reachingTheLog { [try await log.seal(call, id: id, at: time)] }
        return events[0]
    }

    private func reachingTheLog(
        _ work: () async throws -> [RecordedEvent]
    ) async throws -> [RecordedEvent] {
        let number = try state.withLock { state in
            if state.isDead { throw Crash() }
            state.appends += 1
            return state.appends
        }
        let isLast = number == plan?.append
        if isLast, plan?.isDurable == false { throw die() }
        let events = try await work()
        records.acknowledged(events)
        if isLast { throw die() }
        state.withLock { state in
            state.sent += events.count { $0.type == .nudgeSent }
            state.lines += events.count { $0.type == .lineTranscribed }
        }
        return events
    }

    private func die() -> Crash {
        state.withLock { $0.isDead = true }
        return Crash()
    }

    /// Nothing reaches the log any more.
    func disappear() { state.withLock { $0.isDead = true } }

    /// How many nudges the call has begun to hand over.
    var sent: Int { state.withLock { $0.sent } }
    /// How many lines were captured.
    var lines: Int { state.withLock { $0.lines } }
    /// How many outcomes of nudges were tried to append.
    var outcomes: Int { state.withLock { $0.outcomes } }

    private func outcomeTried() {
        let wake = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.outcomes += 1
            guard let watcher = state.watcher, watcher.count <= state.outcomes else { return nil }
            state.watcher = nil
            return watcher.wake
        }
        wake?.resume()
    }

    /// Waits until so many outcomes were tried to append.
    func outcomes(reach count: Int) async {
        await withCheckedContinuation { wake in
            let isThere = state.withLock { state in
                if state.outcomes < count { state.watcher = (count, wake) }
                return state.outcomes >= count
            }
            if isThere { wake.resume() }
        }
    }
}
