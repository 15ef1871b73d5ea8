import Agent
import Synchronization

/// Sound that waits until its recogniser takes it.
///
/// An `AsyncStream` of its own would hand over what waits in it after it was finished: ten seconds that
/// nobody allows any more.
final class SoundBacklog: Sendable {
    private struct State {
        var chunks: [SoundChunk] = []
        var waiter: CheckedContinuation<SoundChunk?, Never>?
        var isOver = false
    }

    private let longest: Int
    private let state = Mutex(State())

    /// A backlog of so many chunks; the oldest give way to newer ones.
    init(longest: Int) { self.longest = longest }

    /// The sound, for one recogniser.
    var sound: AsyncStream<SoundChunk> {
        AsyncStream(unfolding: { await self.next() }, onCancel: { self.drop() })
    }

    /// Takes a chunk.
    func add(_ chunk: SoundChunk) {
        let waiter = state.withLock { state -> CheckedContinuation<SoundChunk?, Never>? in
            guard !state.isOver else { return nil }
            if let waiter = state.waiter.take() { return waiter }
            if state.chunks.count == longest { state.chunks.removeFirst() }
            state.chunks.append(chunk)
            return nil
        }
        waiter?.resume(returning: chunk)
    }

    /// The track has ended by itself: what waits is still handed over.
    func finish() { end { _ in } }

    /// The permit has fallen: what waits is dropped.
    func drop() { end { $0 = [] } }

    private func end(_ change: (inout [SoundChunk]) -> Void) {
        let waiter = state.withLock { state in
            state.isOver = true
            change(&state.chunks)
            return state.waiter.take()
        }
        waiter?.resume(returning: nil)
    }

    private func next() async -> SoundChunk? {
        await withCheckedContinuation { waiter in
            let (isReady, chunk) = state.withLock { state -> (Bool, SoundChunk?) in
                if !state.chunks.isEmpty { return (true, state.chunks.removeFirst()) }
                guard !state.isOver else { return (true, nil) }
                state.waiter = waiter
                return (false, nil)
            }
            if isReady { waiter.resume(returning: chunk) }
        }
    }
}
