import Agent
import Synchronization

/// One voice of a recording and the recogniser that hears it, in step: the next stretch is handed over only
/// when the recogniser has asked for it.
///
/// A recogniser that asks only once it has said all it makes of what it got, as the one on this machine
/// does, is thereby heard in the same order every time.
final class HeardVoice: Sendable {
    private struct State {
        /// A stretch that waits to be taken.
        var stretch: SoundChunk?
        /// The recogniser, while it waits for sound.
        var taker: CheckedContinuation<SoundChunk?, Never>?
        var isSoundOver = false
        var said: [RecognizedSpeech] = []
        var isOver = false
        /// Whoever handed a stretch over and waits for what is made of it.
        var listener: CheckedContinuation<Void, Never>?

        /// Whether there is nothing to wait for: it asks for more, or has ended.
        var isIdle: Bool { isOver || taker != nil && !isSoundOver }
    }

    private let state = Mutex(State())
    private let work = Mutex<Task<Void, Never>?>(nil)

    /// Begins to hear a voice.
    init(_ recognizer: any SpeechRecognizer, through door: EgressDoor) {
        let sound = AsyncStream(
            unfolding: { await self.take() },
            onCancel: { self.endSound() }
        )
        let speech = recognizer.recognize(sound, through: door)
        let hearing = Task {
            for await said in speech { self.state.withLock { $0.said.append(said) } }
            self.change { $0.isOver = true }
        }
        work.withLock { $0 = hearing }
    }

    /// Hands a stretch over, and gives what has been said when the recogniser asks for the next.
    func hear(_ stretch: SoundChunk) async -> [RecognizedSpeech] {
        let taker = state.withLock { state in
            let taker = state.taker.take()
            if taker == nil { state.stretch = stretch }
            return taker
        }
        taker?.resume(returning: stretch)
        return await settled()
    }

    /// Ends the sound, and gives what is still said of it.
    func finish() async -> [RecognizedSpeech] {
        endSound()
        return await settled()
    }

    /// Ends everything: what was not said by now never is.
    func drop() async {
        let hearing = work.withLock { $0 }
        hearing?.cancel()
        endSound()
        await hearing?.value
    }

    private func endSound() {
        let taker = state.withLock { state in
            state.isSoundOver = true
            return state.taker.take()
        }
        taker?.resume(returning: nil)
    }

    private func take() async -> SoundChunk? {
        await withCheckedContinuation { taker in
            let (isReady, stretch) = change { state -> (Bool, SoundChunk?) in
                let stretch = state.stretch.take()
                guard stretch == nil, !state.isSoundOver else { return (true, stretch) }
                state.taker = taker
                return (false, nil)
            }
            if isReady { taker.resume(returning: stretch) }
        }
    }

    /// Waits until the recogniser asks for more or has ended, and takes what it said.
    private func settled() async -> [RecognizedSpeech] {
        await withCheckedContinuation { listener in
            let isIdle = state.withLock { state in
                if !state.isIdle { state.listener = listener }
                return state.isIdle
            }
            if isIdle { listener.resume() }
        }
        return state.withLock { state in
            defer { state.said = [] }
            return state.said
        }
    }

    /// Changes the state and wakes whoever waited for that.
    @discardableResult
    private func change<Value>(_ change: (inout sending State) -> sending Value) -> Value {
        let (value, listener) = state.withLock { state in
            let value = change(&state)
            return (value, state.isIdle ? state.listener.take() : nil)
        }
        listener?.resume()
        return value
    }
}
