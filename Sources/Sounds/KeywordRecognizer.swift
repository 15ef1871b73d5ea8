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
    public func recognize(
        _ sound: AsyncStream<SoundChunk>,
        through door: EgressDoor
    ) -> AsyncStream<RecognizedSpeech> {
        let (lines, line) = AsyncStream<RecognizedSpeech>.makeStream()
        let session = DecodingSession(model)
        Task {
            for await chunk in sound {
                for speech in await session.hear(chunk) { line.yield(speech) }
            }
            for speech in await session.finish() { line.yield(speech) }
            line.finish()
        }
        return lines
    }
}

/// A decoder on a queue of its own.
private actor DecodingSession {
    private let queue = QueueExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    private let model: SpeechModel
    private lazy var decoder = try? KeywordDecoder(model)

    init(_ model: SpeechModel) { self.model = model }

    func hear(_ chunk: SoundChunk) -> [RecognizedSpeech] { decoder?.hear(chunk) ?? [] }

    func finish() -> [RecognizedSpeech] { decoder?.finish() ?? [] }
}

/// Runs an actor's work on a queue, off the threads that everything else shares.
private final class QueueExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "aside.hearing")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
