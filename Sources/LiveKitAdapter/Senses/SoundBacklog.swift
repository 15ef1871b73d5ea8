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
        /// How many samples gave way before anybody was told of it.
        var lostSamples = 0
        /// Where it is told how much gave way; nil until the track's way out is known.
        var untold: UntoldSound?
    }

    private let longest: Int
    private let sampleRate: Int
    private let state = Mutex(State())

    /// A backlog of so many chunks; the oldest give way to newer ones.
    init(longest: Int, sampleRate: Int) {
        (self.longest, self.sampleRate) = (longest, sampleRate)
    }

    /// Tells how much gave way, by now and from now on, with the other sound of the track that nobody heard.
    func tell(_ untold: UntoldSound) {
        state.withLock { state in
            state.untold = untold
            lose(0, &state)
        }
    }

    private func lose(_ samples: Int, _ state: inout State) {
        state.lostSamples += samples
        guard let untold = state.untold, state.lostSamples > 0 else { return }
        untold.lose(Int64(state.lostSamples) * 1_000_000 / Int64(sampleRate))
        state.lostSamples = 0
    }

    /// The sound, for one recogniser.
    var sound: AsyncStream<SoundChunk> {
        AsyncStream(unfolding: { await self.next() }, onCancel: { self.drop() })
    }

    /// Takes a chunk.
    func add(_ chunk: SoundChunk) {
        let waiter = state.withLock { state -> CheckedContinuation<SoundChunk?, Never>? in
            guard !state.isOver else { return nil }
            if let waiter = state.waiter.take() { return waiter }
            if state.chunks.count == longest {
                lose(state.chunks.removeFirst().samples.count, &state)
            }
            state.chunks.append(chunk)
            return nil
        }
        waiter?.resume(returning: chunk)
    }

    /// The track has ended by itself: what waits is still handed over.
    func finish() { end(dropping: false) }

    /// The permit has fallen, or the call is over: what waits is dropped.
    func drop() { end(dropping: true) }

    private func end(dropping: Bool) {
        let waiter = state.withLock { state in
            state.isOver = true
            if dropping {
                lose(state.chunks.reduce(0) { $0 + $1.samples.count }, &state)
                state.chunks = []
            }
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
