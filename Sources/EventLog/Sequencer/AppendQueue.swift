import DequeModule
import Dispatch
import Events
import Synchronization

/// The bounded queue between writers and the sequencer, and whose turn it is to sequence.
///
/// Whoever queues a request checks and hashes it, while the sequencer commits: the mutex guards the
/// state and what is checked ahead. The semaphore wakes the sequencer's thread, which alone waits on it.
final class AppendQueue: Sendable {
    private struct State {
        var backlog: Backlog
        /// Places taken, from admission to answer.
        var taken = 0
        var waiting: Deque<CheckedContinuation<Bool, Never>> = []
        /// Why no more requests are taken; nil while they are.
        var whyStopped: AppendError.Stop?
        /// The sequencer's thread sleeps until so many requests are queued; nil when it is awake, or
        /// must not be woken because the turn is lent.
        var wakeAt: Int?
        /// Whether a lone writer has the turn while the sequencer's thread sleeps.
        var isLent = false
        /// How many requests the last batch had.
        var lastBatch = 0

        /// What becomes of a request.
        enum Outcome {
            case queued(mustWake: Bool)
            case lent(BatchBuilder)
            case refused(AppendError.Stop)
        }

        var isOpen: Bool { whyStopped == nil }

        /// Whether the thread sleeps, nothing is queued, and the last request was alone too.
        var canLend: Bool { isOpen && wakeAt == 1 && backlog.count == 0 && lastBatch <= 1 }

        mutating func take(_ request: AppendRequest, isUrgent: Bool) -> Outcome {
            if let whyStopped { return .refused(whyStopped) }
            let isLone = canLend
            backlog.add(request, isUrgent: isUrgent)
            if isLone {
                (isLent, wakeAt) = (true, nil)
                return .lent(backlog.take())
            }
            guard let threshold = wakeAt, isUrgent || backlog.count >= threshold else {
                return .queued(mustWake: false)
            }
            wakeAt = nil
            return .queued(mustWake: true)
        }
    }

    private let state: Mutex<State>
    private let wake = DispatchSemaphore(value: 0)
    private let limit: Int

    init(limit: Int, backlog: Backlog) {
        state = Mutex(State(backlog: backlog))
        self.limit = limit
    }

    /// Whether the sequencer's thread waits for work; for tests.
    var isThreadAsleep: Bool { state.withLock { $0.wakeAt != nil } }

    /// Why no more requests are taken; nil while they are.
    var whyStopped: AppendError.Stop? { state.withLock { $0.whyStopped } }

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
    /// - Returns: the request's own batch when the caller has the turn: it MUST sequence that, and then
    ///   call `giveBackTurn`.
    func enqueue(_ request: AppendRequest) -> BatchBuilder? {
        // Asked before the lock is taken, since all writers and the sequencer wait for that.
        let isUrgent = request.isUrgent
        switch state.withLock({ $0.take(request, isUrgent: isUrgent) }) {
        case .lent(let batch): return batch
        case .queued(let mustWake): if mustWake { wake.signal() }
        case .refused(let stop): request.reply(.failure(.stopped(stop)))
        }
        return nil
    }

    /// Ends a turn that `enqueue` has lent; what was queued meanwhile is the thread's.
    func giveBackTurn() {
        let mustWake = state.withLock { state in
            (state.isLent, state.lastBatch) = (false, 1)
            let hasWork = state.backlog.count > 0 || !state.isOpen
            state.wakeAt = hasWork ? nil : 1
            return hasWork
        }
        if mustWake { wake.signal() }
    }

    /// The next batch, urgent requests first; nil when the queue is closed and empty.
    ///
    /// - Parameter linger: for how long at most it is waited until every admitted request is queued; a
    ///   lone writer and an urgent request never wait. Nil to take what is there.
    func next(waitingForAll linger: DispatchTimeInterval?) -> BatchBuilder? {
        while true {
            let (isReady, isOver) = state.withLock { state in
                let isIdle = state.backlog.count == 0 && !state.isLent
                state.wakeAt = isIdle && state.isOpen ? 1 : nil
                return (state.backlog.count > 0 && !state.isLent, isIdle && !state.isOpen)
            }
            if isOver { return nil }
            if isReady { break }
            wake.wait()
        }
        if let linger, mustLinger() { _ = wake.wait(timeout: .now() + linger) }
        return state.withLock { state in
            state.wakeAt = nil
            let batch = state.backlog.take()
            state.lastBatch = batch.requests.count
            return batch
        }
    }

    /// Whether others are on their way; then the thread is woken when all are queued.
    private func mustLinger() -> Bool {
        state.withLock { state in
            guard !state.backlog.hasUrgent, state.backlog.count < state.taken, state.isOpen else {
                return false
            }
            state.wakeAt = state.taken
            return true
        }
    }

    /// The batch that was taken is durable, or was not written.
    func ended(isWritten: Bool) {
        state.withLock { $0.backlog.ended(isWritten: isWritten) }
    }

    /// The batch that was taken was refused by the store for an id that it has: the same requests once
    /// more, those ids looked up.
    func retried(_ batch: BatchBuilder) -> BatchBuilder {
        state.withLock { $0.backlog.retried(batch) }
    }

    /// Takes no more requests; what is queued stays for the sequencer to drain.
    ///
    /// - Parameter stop: why; the first reason given stays the one that is told.
    func close(_ stop: AppendError.Stop = .closed) {
        let waiting = state.withLock { state in
            state.whyStopped = state.whyStopped ?? stop
            state.wakeAt = nil
            defer { state.waiting = [] }
            return state.waiting
        }
        wake.signal()
        for continuation in waiting { continuation.resume(returning: false) }
    }

    /// Takes no more requests and answers those that are queued: they were surely not written.
    func stop(_ stop: AppendError.Stop) {
        close(stop)
        for request in state.withLock({ $0.backlog.removeAll() }) {
            request.reply(.failure(.stopped(stop)))
        }
    }
}
