public import Agent
import Dispatch

/// Speech-to-text on this machine, for a live call: a decoder for each person, on a queue of its own, since
/// decoding blocks.
public struct KeywordRecognizer: SpeechRecognizer {
    private let model: SpeechModel

    /// A recogniser over a model.
    public init(_ model: SpeechModel) { self.model = model }

    /// Samples per second that the model was made for.
    public var sampleRate: Int { KeywordDecoder.sampleRate }

    /// Hears one track until its sound ends; a machine that cannot hear it gives nothing.
    ///
    /// It asks for sound only while somebody waits for what it makes of it, and has nothing to say.
    public func recognize(
        _ sound: AsyncStream<SoundChunk>,
        through door: EgressDoor
    ) -> AsyncStream<RecognizedSpeech> {
        let session = DecodingSession(model, sound)
        return AsyncStream { await session.next() }
    }
}

/// A decoder on a queue of its own.
private actor DecodingSession {
    private let queue = QueueExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    private let model: SpeechModel
    private let sound: AsyncStream<SoundChunk>
    private lazy var decoder = try? KeywordDecoder(model)
    private var ready: [RecognizedSpeech] = []
    private var isOver = false

    init(_ model: SpeechModel, _ sound: AsyncStream<SoundChunk>) {
        (self.model, self.sound) = (model, sound)
    }

    /// What is made out next; nil when the sound is over.
    func next() async -> RecognizedSpeech? {
        while ready.isEmpty, !isOver {
            if let chunk = await sound.first(where: { _ in true }) {
                ready = decoder?.hear(chunk) ?? []
            } else {
                ready = decoder?.finish() ?? []
                isOver = true
            }
        }
        return ready.isEmpty ? nil : ready.removeFirst()
    }
}

/// Runs an actor's work on a queue, off the threads that everything else shares.
private final class QueueExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "aside.hearing")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
