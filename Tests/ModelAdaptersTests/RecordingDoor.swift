import AsideTesting
import Events
import Synchronization

@testable import Agent

/// A way out that shows what went through it, and lets out only what it is told to.
final class RecordingDoor: Sendable {
    struct Passage: Hashable, Sendable {
        var departure: Departure
        var outcome: EgressEnded.Outcome?
        /// What its answer lacked.
        var missing: String?
        var bytesOut = 0
        var bytesIn = 0
    }

    private struct State {
        var passages: [(id: EgressID, passage: Passage)] = []
        var watchers:
            [(isTrue: @Sendable ([Passage]) -> Bool, wake: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())
    private let refusal: @Sendable (Departure) -> EgressRefusal?
    private let ids = IDGenerator(clock: ManualClock())

    init(refusing refusal: @escaping @Sendable (Departure) -> EgressRefusal? = { _ in nil }) {
        self.refusal = refusal
    }

    /// What went through, in order.
    var all: [Passage] { state.withLock { $0.passages.map(\.passage) } }

    /// How each of it ended.
    var outcomes: [EgressEnded.Outcome?] { all.map(\.outcome) }

    var door: EgressDoor {
        EgressDoor { departure, _ in
            if let refusal = self.refusal(departure) { throw refusal }
            let id = self.ids.egressID()
            self.note { $0.append((id, Passage(departure: departure))) }
            return id
        } arrive: { id, ending, traffic in
            self.note { passages in
                guard let place = passages.firstIndex(where: { $0.id == id }) else { return }
                passages[place].passage.outcome = ending.outcome
                passages[place].passage.missing = ending.missing?.name
                passages[place].passage.bytesOut = traffic.bytesOut
                passages[place].passage.bytesIn = traffic.bytesIn
            }
        }
    }

    /// Waits until something is true of what went through.
    func waits(until isTrue: @escaping @Sendable ([Passage]) -> Bool) async {
        await withCheckedContinuation { wake in
            let isSo = state.withLock { state in
                let isSo = isTrue(state.passages.map(\.passage))
                if !isSo { state.watchers.append((isTrue, wake)) }
                return isSo
            }
            if isSo { wake.resume() }
        }
    }

    private func note(_ change: (inout [(id: EgressID, passage: Passage)]) -> Void) {
        let ready = state.withLock { state in
            change(&state.passages)
            let all = state.passages.map(\.passage)
            let ready = state.watchers.filter { $0.isTrue(all) }
            state.watchers.removeAll { $0.isTrue(all) }
            return ready
        }
        for watcher in ready { watcher.wake.resume() }
    }
}
