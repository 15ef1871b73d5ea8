import Agent
import ConsentGate
import Events
import Synchronization

/// The rep's client: every nudge waits in it until the run lets it answer, one after the other, so
/// that no order is left to the scheduler.
///
/// The mutex guards the state.
final class RepClient: PrivateChannel {
    private struct State {
        var arrived: Set<NudgeID> = []
        var waiting: [NudgeID: CheckedContinuation<Delivery, Never>] = [:]
        var isGone = false
    }

    let name = "simulated"
    private let state = Mutex(State())
    private let records: Records
    private let call: CallID

    init(of call: CallID, _ records: Records) { (self.call, self.records) = (call, records) }

    func deliver(_ nudge: Nudge) async -> Delivery {
        records.delivered(nudge, in: call)
        return await withCheckedContinuation { answer in
            let isGone = state.withLock { state in
                state.arrived.insert(nudge.id)
                if !state.isGone { state.waiting[nudge.id] = answer }
                return state.isGone
            }
            if isGone { answer.resume(returning: .undelivered(code: 0)) }
        }
    }

    func ask(_ question: ApprovalQuestion) async -> ApprovalAnswer { .unanswered }

    /// The nudges that have arrived.
    var arrived: Set<NudgeID> { state.withLock { $0.arrived } }

    /// The first of the nudges that wait for an answer, by the order of their ids.
    var next: NudgeID? { state.withLock { $0.waiting.keys.min() } }

    /// Answers a nudge that waits.
    func answer(_ nudge: NudgeID, _ delivery: Delivery) {
        let answer = state.withLock { $0.waiting.removeValue(forKey: nudge) }
        answer?.resume(returning: delivery)
    }

    /// The process is gone: nobody waits any more.
    func disappear() {
        let waiting = state.withLock { state in
            defer { (state.isGone, state.waiting) = (true, [:]) }
            return state.waiting
        }
        for answer in waiting.values { answer.resume(returning: .undelivered(code: 0)) }
    }
}

/// Everybody's clients: they keep the number that came with their newest notice.
final class Clients: NoticeChannel {
    private let nonces = Mutex<[Pseudonym: String]>([:])

    func show(_ notice: Notice) async {
        nonces.withLock { $0[notice.person] = notice.nonce }
    }

    func confirm(_ receipt: ConsentReceipt) async {}

    func nonce(of person: Pseudonym) -> String? { nonces.withLock { $0[person] } }
}

/// What the outside of all processes saw: nothing of it is lost in a crash.
///
/// The mutex guards it.
final class Records: Sendable {
    private struct State {
        var acknowledged: [RecordedEvent] = []
        var sent: [NudgeID: StreamName] = [:]
        var delivered: Set<NudgeID> = []
        var problems: [String] = []
        var canaries: [String: Bool] = [:]
        var budgets: [CallID: Int] = [:]
    }

    private let state = Mutex(State())

    func acknowledged(_ events: [RecordedEvent]) {
        state.withLock { state in
            state.acknowledged += events
            for event in events {
                guard let nudge = event.fact(NudgeSent.self)?.nudge else { continue }
                state.sent[nudge] = event.envelope.stream
            }
        }
    }

    func delivered(_ nudge: Nudge, in call: CallID) {
        state.withLock { state in
            if state.sent[nudge.id] != .call(call) {
                state.problems.append("a nudge was delivered without its call's durable nudge.sent")
            }
            if !state.delivered.insert(nudge.id).inserted {
                state.problems.append("a nudge was delivered twice")
            }
        }
    }

    func problem(_ what: String) { state.withLock { $0.problems.append(what) } }

    /// Notes that a line with this word was spoken, and whether it was heard.
    func spoken(_ canary: String, isHeard: Bool) {
        state.withLock { $0.canaries[canary] = isHeard }
    }

    /// Notes how many nudges a call may have.
    func budget(_ most: Int, of call: CallID) { state.withLock { $0.budgets[call] = most } }

    func budget(of call: CallID) -> Int { state.withLock { $0.budgets[call] ?? 0 } }

    var events: [RecordedEvent] { state.withLock { $0.acknowledged } }
    var problems: [String] { state.withLock { $0.problems } }
    var deliveries: Set<NudgeID> { state.withLock { $0.delivered } }
    var unheard: [String] {
        state.withLock { $0.canaries.filter { !$0.value }.keys.sorted() }
    }
}
