import Agent
import AsideTesting
import Events
import Synchronization

/// Holds up whoever comes while it is shut.
///
/// The mutex guards the state.
final class JournalGate: Sendable {
    private struct State {
        var isShut = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Lets nothing through.
    func shut() { state.withLock { $0.isShut = true } }

    /// Lets everything through, and what waits first.
    func open() {
        let waiting = state.withLock { state in
            defer { state = State() }
            return state.waiting
        }
        for one in waiting { one.resume() }
    }

    /// Returns when it is open.
    func pass() async {
        guard state.withLock({ $0.isShut }) else { return }
        await withCheckedContinuation { wake in
            let isShut = state.withLock { state in
                if state.isShut { state.waiting.append(wake) }
                return state.isShut
            }
            if !isShut { wake.resume() }
        }
    }
}

/// A journal in memory behind a gate: a disk that does not answer.
struct GatedJournal: Journal {
    let journal: RecordingJournal
    let gate: JournalGate

    func append(
        _ drafts: [Draft],
        to stream: StreamName,
        expecting expected: ExpectedVersion,
        under condition: AppendCondition?
    ) async throws -> [RecordedEvent] {
        await gate.pass()
        return journal.append(drafts, to: stream, expecting: expected, under: condition)
    }

    func seal(_ call: CallID, id: EventID, at time: Timestamp) async throws -> RecordedEvent {
        await gate.pass()
        return journal.seal(call, id: id, at: time)
    }
}
