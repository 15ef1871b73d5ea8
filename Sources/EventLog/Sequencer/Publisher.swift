public import Events
import Synchronization

/// Tells readers how far the log is durable.
///
/// The mutex guards the state; the sequencer publishes, anyone waits.
final class Publisher: Sendable {
    private struct State {
        var checkpoint: Checkpoint
        var isOpen = true
        var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var tickets: UInt64 = 0
    }

    private let state: Mutex<State>

    init(_ checkpoint: Checkpoint) { state = Mutex(State(checkpoint: checkpoint)) }

    /// The newest durable checkpoint.
    var checkpoint: Checkpoint { state.withLock { $0.checkpoint } }

    /// Makes a durable checkpoint known and wakes who waits.
    func publish(_ checkpoint: Checkpoint) {
        wakeAll { $0.checkpoint = checkpoint }
    }

    /// Nothing more will come.
    func close() {
        wakeAll { $0.isOpen = false }
    }

    private func wakeAll(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state in
            change(&state)
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume() }
    }

    /// Waits until the log is larger than `size`; false when it is closed and is not.
    func waits(beyond size: UInt64) async -> Bool {
        while true {
            let (current, isOpen) = state.withLock { ($0.checkpoint.size.count, $0.isOpen) }
            if current > size { return true }
            guard isOpen, !Task.isCancelled else { return false }
            await wait(beyond: size)
        }
    }

    private func wait(beyond size: UInt64) async {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard state.isOpen, state.checkpoint.size.count <= size, !Task.isCancelled
                    else { return false }
                    state.waiting[ticket] = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume()
        }
    }
}

/// The events of a log from an index on, in order, none skipped and none dropped: first those that
/// are stored, then each as it becomes durable.
///
/// Ends when the log closes or the task is cancelled.
///
/// It is a cursor over the store with a wake-up signal, so a slow reader costs the log nothing.
public struct EventSubscription: AsyncSequence, Sendable {
    let start: EntryIndex
    let publisher: Publisher
    let read: @Sendable (Range<UInt64>) throws -> [RecordedEvent]

    /// How many events are read at once: enough to catch up quickly, few enough to hold in memory.
    static let readAhead: UInt64 = 256

    /// A cursor of its own.
    public func makeAsyncIterator() -> Iterator {
        Iterator(next: start.value, publisher: publisher, read: read)
    }

    /// A reader's place in the log.
    public struct Iterator: AsyncIteratorProtocol {
        private var next: UInt64
        private var ready: ArraySlice<RecordedEvent> = []
        private let publisher: Publisher
        private let read: @Sendable (Range<UInt64>) throws -> [RecordedEvent]

        init(
            next: UInt64,
            publisher: Publisher,
            read: @escaping @Sendable (Range<UInt64>) throws -> [RecordedEvent]
        ) {
            (self.next, self.publisher, self.read) = (next, publisher, read)
        }

        /// The next event; nil when the log closed or the task was cancelled.
        public mutating func next() async throws -> RecordedEvent? {
            if let event = ready.popFirst() { return event }
            guard await publisher.waits(beyond: next) else { return nil }
            let end = Swift.min(publisher.checkpoint.size.count, next + EventSubscription.readAhead)
            ready = try read(next..<end)[...]
            next = end
            return ready.popFirst()
        }
    }
}
