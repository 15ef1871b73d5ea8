import DequeModule
import Dispatch
import Events
import Synchronization

/// One atomic append, on its way from a writer's task to the sequencer.
struct AppendRequest: Sendable {
    /// What is appended.
    enum Work: Sendable {
        case drafts(PreparedDrafts)
        /// `call.sealed`, whose digest only the sequencer can know.
        case seal(id: EventID, time: Timestamp)
    }

    let stream: StreamName
    let expecting: ExpectedVersion
    let condition: AppendCondition?
    let work: Work
    /// Called exactly once, by the sequencer's thread or by whoever stops the queue.
    let reply: @Sendable (Result<[RecordedEvent], AppendError>) -> Void

    /// Whether it changes consent, gate or presence, and so pre-empts what is queued.
    var isUrgent: Bool {
        guard case .drafts(let prepared) = work else { return false }
        return prepared.drafts.contains { $0.envelope.type.endsPermits }
    }

    /// How many entries it brings at most.
    var entryCount: Int {
        guard case .drafts(let prepared) = work else { return 1 }
        return prepared.drafts.count + prepared.announcements.count
    }
}

/// The bounded queue between writers and the sequencer.
///
/// The mutex guards the state; the semaphore wakes the sequencer, which alone waits on it.
final class AppendQueue: Sendable {
    private struct State {
        var urgent: Deque<AppendRequest> = []
        var ordinary: Deque<AppendRequest> = []
        /// Places taken, from admission to answer.
        var taken = 0
        var waiting: Deque<CheckedContinuation<Bool, Never>> = []
        var isOpen = true
        /// The sequencer sleeps until so many requests are queued; nil when it is awake.
        var wakeAt: Int?

        var count: Int { urgent.count + ordinary.count }
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Waits for a place; false when the queue was closed.
    ///
    /// A request that changes consent takes its place at once: a withdrawal waits for nobody.
    func admit(isUrgent: Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                guard state.isOpen else { return false }
                guard isUrgent || state.taken < limit else {
                    state.waiting.append(continuation)
                    return nil
                }
                state.taken += 1
                return true
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Gives back a place, which the longest waiting writer takes.
    func release() {
        let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
            state.taken -= 1
            guard state.isOpen, state.taken < limit, let next = state.waiting.popFirst() else {
                return nil
            }
            state.taken += 1
            return next
        }
        next?.resume(returning: true)
    }

    /// Queues a request, or answers it when the queue was closed.
    func enqueue(_ request: AppendRequest) {
        let (accepted, mustWake) = state.withLock { state in
            guard state.isOpen else { return (false, false) }
            if request.isUrgent {
                state.urgent.append(request)
            } else {
                state.ordinary.append(request)
            }
            guard let threshold = state.wakeAt,
                request.isUrgent || state.count >= threshold
            else { return (true, false) }
            state.wakeAt = nil
            return (true, true)
        }
        if mustWake { wake.signal() }
        if !accepted { request.reply(.failure(.stopped)) }
    }

    /// The next batch, urgent requests first; nil when the queue is closed and empty.
    ///
    /// - Parameters:
    ///   - previous: how many requests the last batch had. While fewer are queued, and for at most
    ///     `linger`, others are waited for; a lone writer never waits.
    func next(previous: Int, linger: DispatchTimeInterval, limit: Int) -> [AppendRequest]? {
        while true {
            let (isEmpty, isOpen) = state.withLock { state in
                state.wakeAt = state.count == 0 && state.isOpen ? 1 : nil
                return (state.count == 0, state.isOpen)
            }
            guard isEmpty else { break }
            guard isOpen else { return nil }
            wake.wait()
        }
        let mustLinger = state.withLock { state in
            guard state.urgent.isEmpty, state.count < previous, state.isOpen else { return false }
            state.wakeAt = previous
            return true
        }
        if mustLinger { _ = wake.wait(timeout: .now() + linger) }
        return take(limit: limit)
    }

    private func take(limit: Int) -> [AppendRequest] {
        state.withLock { state in
            state.wakeAt = nil
            var batch: [AppendRequest] = []
            var entries = 0
            while entries < limit,
                let request = state.urgent.popFirst() ?? state.ordinary.popFirst()
            {
                batch.append(request)
                entries += request.entryCount
            }
            return batch
        }
    }

    /// Takes no more requests; what is queued stays for the sequencer to drain.
    func close() {
        let waiting = state.withLock { state in
            state.isOpen = false
            state.wakeAt = nil
            defer { state.waiting = [] }
            return state.waiting
        }
        wake.signal()
        for continuation in waiting { continuation.resume(returning: false) }
    }

    /// Takes no more requests and answers those that are queued: they were surely not written.
    func stop() {
        close()
        let queued = state.withLock { state in
            defer { (state.urgent, state.ordinary) = ([], []) }
            return Array(state.urgent) + Array(state.ordinary)
        }
        for request in queued { request.reply(.failure(.stopped)) }
    }
}
