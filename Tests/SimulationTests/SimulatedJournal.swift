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
        var sent: Set<NudgeID> = []
        var settled: Set<NudgeID> = []
        var questions: Set<InvocationID> = []
        var concluded: Set<InvocationID> = []
        var isDead = false
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
        let settled = drafts.compactMap(\.nudgeWithOutcome)
        let concluded = drafts.compactMap(\.questionWithOutcome)
        defer {
            state.withLock {
                $0.settled.formUnion(settled)
                $0.concluded.formUnion(concluded)
            }
        }
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
            state.sent.formUnion(events.compactMap { $0.fact(NudgeSent.self)?.nudge })
            state.questions.formUnion(
                events.compactMap { $0.fact(ModelInvoked.self)?.invocation }
            )
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

    /// The nudges that the call has begun to hand over.
    var sent: Set<NudgeID> { state.withLock { $0.sent } }
    /// How many lines were captured.
    var lines: Int { state.withLock { $0.lines } }
    /// The nudges whose outcome was tried to append.
    var settled: Set<NudgeID> { state.withLock { $0.settled } }
    /// What the model was asked.
    var questions: Set<InvocationID> { state.withLock { $0.questions } }
    /// Those of which no outcome was tried to append.
    var openQuestions: Set<InvocationID> {
        state.withLock { $0.questions.subtracting($0.concluded) }
    }
}

extension Draft {
    fileprivate var nudgeWithOutcome: NudgeID? {
        let outcomes: Set<EventType> = [.nudgeAcknowledged, .nudgeUndelivered, .nudgeExpired]
        guard outcomes.contains(type) else { return nil }
        return data["nudge"]?.string.map { NudgeID($0) }
    }

    fileprivate var questionWithOutcome: InvocationID? {
        let outcomes: Set<EventType> = [.modelCompleted, .modelFailed, .modelSuperseded]
        guard outcomes.contains(type) else { return nil }
        return data["invocation"]?.string.map { InvocationID($0) }
    }
}
