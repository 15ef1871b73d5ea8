import DequeModule
import Dispatch
import Events
import Synchronization

/// The bounded queue between writers and the sequencer, and whose turn it is to sequence.
///
/// The mutex guards the state; the semaphore wakes the sequencer's thread, which alone waits on it.
final class AppendQueue: Sendable {
    private struct State {
        var urgent: Deque<AppendRequest> = []
        var ordinary: Deque<AppendRequest> = []
        /// Places taken, from admission to answer.
        var taken = 0
        var waiting: Deque<CheckedContinuation<Bool, Never>> = []
        var isOpen = true
        /// The sequencer's thread sleeps until so many requests are queued; nil when it is awake, or
        /// must not be woken because the turn is lent.
        var wakeAt: Int?
        /// Whether a lone writer has the turn while the sequencer's thread sleeps.
        var isLent = false
        /// How many requests the last batch had.
        var lastBatch = 0

        /// What becomes of a request.
        enum Outcome { case queued, lent, closed }

        var count: Int { urgent.count + ordinary.count }
        /// Whether the thread sleeps, nothing is queued, and the last request was alone too.
        var canLend: Bool { isOpen && wakeAt == 1 && count == 0 && lastBatch <= 1 }

        /// - Returns: what becomes of the request, and whether to wake the thread.
        mutating func take(_ request: AppendRequest, isUrgent: Bool) -> (Outcome, Bool) {
            guard isOpen else { return (.closed, false) }
            if canLend {
                (isLent, wakeAt) = (true, nil)
                return (.lent, false)
            }
            if isUrgent { urgent.append(request) } else { ordinary.append(request) }
            guard let threshold = wakeAt, isUrgent || count >= threshold else {
                return (.queued, false)
            }
            wakeAt = nil
            return (.queued, true)
        }
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Whether the sequencer's thread waits for work; for tests.
    var isThreadAsleep: Bool { state.withLock { $0.wakeAt != nil } }

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
    ///
    /// A writer that is alone gets the turn instead: handing its request to a thread that sleeps,
    /// and being woken by it, would cost it as much again as SQLite does.
    ///
    /// - Returns: whether the caller has the turn: it MUST sequence the request, which is not queued,
    ///   and then call `giveBackTurn`.
    func enqueue(_ request: AppendRequest) -> Bool {
        // Asked before the lock is taken, since all writers and the sequencer wait for that.
        let isUrgent = request.isUrgent
        let (outcome, mustWake) = state.withLock { $0.take(request, isUrgent: isUrgent) }
        if mustWake { wake.signal() }
        if outcome == .closed { request.reply(.failure(.stopped)) }
        return outcome == .lent
    }

    /// Ends a turn that `enqueue` has lent; what was queued meanwhile is the thread's.
    func giveBackTurn() {
        let mustWake = state.withLock { state in
            (state.isLent, state.lastBatch) = (false, 1)
            let hasWork = state.count > 0 || !state.isOpen
            state.wakeAt = hasWork ? nil : 1
            return hasWork
        }
        if mustWake { wake.signal() }
    }

    /// The next batch, urgent requests first; nil when the queue is closed and empty.
    ///
    /// - Parameters:
    ///   - share: while fewer of the admitted requests than one in so many are queued, others are
    ///     waited for; a lone writer never waits.
    ///   - linger: for how long at most.
    func next(share: Int, linger: DispatchTimeInterval, limit: Int) -> [AppendRequest]? {
        while true {
            let (isReady, isOver) = state.withLock { state in
                let isIdle = state.count == 0 && !state.isLent
                state.wakeAt = isIdle && state.isOpen ? 1 : nil
                return (state.count > 0 && !state.isLent, isIdle && !state.isOpen)
            }
            if isOver { return nil }
            if isReady { break }
            wake.wait()
        }
        let mustLinger = state.withLock { state in
            let enough = state.taken / share
            guard state.urgent.isEmpty, state.count < enough, state.isOpen else { return false }
            state.wakeAt = enough
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
            state.lastBatch = batch.count
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
