import Agent
import Events
import Foundation
import Pictures
import Synchronization

/// Counts sound before a recogniser takes it.
///
/// Without a recogniser it takes every track for one line, so that there is a nudge.
final class CountingRecognizer: SpeechRecognizer {
    private struct State {
        var chunks = 0
        var lines = 0
        var lastSoundNanos: Int64 = 0
    }

    /// When the line is said: the gate has been open for two seconds.
    private static let chunkOfLine = 40

    let sampleRate = 16_000
    private let recognizer: (any SpeechRecognizer)?
    private let state = Mutex(State())

    init(before recognizer: (any SpeechRecognizer)?) { self.recognizer = recognizer }

    var chunks: Int { state.withLock { $0.chunks } }
    /// How many lines were made out.
    var lines: Int { state.withLock { $0.lines } }
    /// When a chunk was handed over last, on the system's monotonic clock.
    var lastSoundNanos: Int64 { state.withLock { $0.lastSoundNanos } }

    func recognize(_ sound: AsyncStream<SoundChunk>, through door: EgressDoor) -> AsyncStream<
        RecognizedSpeech
    > {
        guard let recognizer else { return lineOf(sound) }
        let counted = AsyncStream { () async -> SoundChunk? in
            let chunk = await sound.first { _ in true }
            if chunk != nil { self.count() }
            return chunk
        }
        let speech = recognizer.recognize(counted, through: door)
        return AsyncStream { () async -> RecognizedSpeech? in
            let next = await speech.first { _ in true }
            if case .final = next { self.state.withLock { $0.lines += 1 } }
            return next
        }
    }

    private func lineOf(_ sound: AsyncStream<SoundChunk>) -> AsyncStream<RecognizedSpeech> {
        let (speech, said) = AsyncStream<RecognizedSpeech>.makeStream()
        Task {
            var heard = 0
            for await chunk in sound {
                count()
                heard += 1
                if heard == Self.chunkOfLine { said.yield(.final(Self.line(chunk))) }
            }
            said.finish()
        }
        return speech
    }

    private func count() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        state.withLock { state in
            state.chunks += 1
            state.lastSoundNanos = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        }
    }

    private static func line(_ chunk: SoundChunk) -> SpokenLine {
        SpokenLine(
            text: "Our own developers could do that. We would rather build it ourselves.",
            startMicros: chunk.startMicros,
            endMicros: chunk.startMicros + 50_000
        )
    }
}

/// The codec of the coach, counted.
final class CountingCodec: PictureCodec {
    private let codec = LibraryCodec()
    private let counts = Mutex((looks: 0, stills: 0))

    /// How often brightness was asked for: twice a look.
    var looks: Int { counts.withLock { $0.looks } }
    /// How many JPEGs were made.
    var stills: Int { counts.withLock { $0.stills } }

    func decode(jpeg: [UInt8]) throws(PictureError) -> Picture { try codec.decode(jpeg: jpeg) }

    func still(of picture: Picture, fitting edge: Int) throws(PictureError) -> Still {
        counts.withLock { $0.stills += 1 }
        return try codec.still(of: picture, fitting: edge)
    }

    func luma(of picture: Picture, width: Int, height: Int) throws(PictureError) -> [UInt8] {
        counts.withLock { $0.looks += 1 }
        return try codec.luma(of: picture, width: width, height: height)
    }
}

/// The way to the rep, which keeps the newest nudge so that it can be handed over again.
final class CaughtChannel: PrivateChannel {
    private let channel: any PrivateChannel
    private let newest = Mutex<Nudge?>(nil)

    init(before channel: any PrivateChannel) { self.channel = channel }

    var name: String { channel.name }
    var nudge: Nudge? { newest.withLock { $0 } }

    func deliver(_ nudge: Nudge) async -> Delivery {
        newest.withLock { $0 = nudge }
        return await channel.deliver(nudge)
    }

    func ask(_ question: ApprovalQuestion) async -> ApprovalAnswer { await channel.ask(question) }
}
