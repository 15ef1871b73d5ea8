import Agent
import AsideTesting
import Events
import Synchronization

/// A recogniser that measures what it hears, and says the lines that a test gives it.
final class ListeningRecognizer: SpeechRecognizer {
    /// What half a second of one person's sound was.
    struct Tone: Sendable {
        /// The place of the person among those who were heard.
        var voice: Int
        var hertz: Int
        var loudness: Int
    }

    private struct Voice: Sendable {
        var number: Int
        var line: AsyncStream<RecognizedSpeech>.Continuation
    }

    let sampleRate = 16_000
    let heard = WatchedList<Tone>()
    /// The voices whose sound has ended.
    let ended = WatchedList<Int>()
    private let voices = WatchedList<Voice>()
    private let count = Atomic(0)

    func recognize(_ sound: AsyncStream<SoundChunk>, through door: EgressDoor) -> AsyncStream<
        RecognizedSpeech
    > {
        let (lines, line) = AsyncStream<RecognizedSpeech>.makeStream()
        let voice = count.add(1, ordering: .relaxed).oldValue
        voices.append([Voice(number: voice, line: line)])
        Task { [heard, ended, sampleRate] in
            var samples: [Int16] = []
            for await chunk in sound {
                samples += chunk.samples
                guard samples.count >= sampleRate / 2 else { continue }
                heard.append([Tone(samples, of: voice, rate: sampleRate)])
                samples = []
            }
            ended.append([voice])
            line.finish()
        }
        return lines
    }

    /// Waits until so many tracks were begun to be heard.
    func hears(_ count: Int) async { await voices.until { $0.count >= count } }

    /// Takes the sound of whoever is heard for words.
    func say(_ text: String, fromMicros start: Int64, toMicros end: Int64) async {
        for voice in await voices.until({ !$0.isEmpty }) {
            voice.line.yield(.final(.init(text: text, startMicros: start, endMicros: end)))
        }
    }
}

extension ListeningRecognizer.Tone {
    /// Whether it is a voice of this pitch, at about the amplitude of 8,000 with which it was sent.
    func isNear(_ pitch: Int) -> Bool {
        abs(hertz - pitch) <= 15 && (3_500...6_200).contains(loudness)
    }

    /// Measures samples: a tone rises through zero once a period.
    init(_ samples: [Int16], of voice: Int, rate: Int) {
        let rises = zip(samples, samples.dropFirst()).count { $0 < 0 && $1 >= 0 }
        let power = samples.reduce(0) { $0 + Int($1) * Int($1) } / max(1, samples.count)
        self.init(
            voice: voice,
            hertz: rises * rate / max(1, samples.count),
            loudness: Int(Double(power).squareRoot())
        )
    }
}

/// A codec that keeps every picture that it is shown.
struct SeeingPictures: PictureCodec {
    let seen = WatchedList<Picture>()

    func decode(jpeg: [UInt8]) throws(PictureError) -> Picture { throw .unreadable }

    func still(of picture: Picture, fitting edge: Int) throws(PictureError) -> Still {
        Still(jpeg: [0xFF], width: picture.width, height: picture.height)
    }

    func luma(of picture: Picture, width: Int, height: Int) throws(PictureError) -> [UInt8] {
        seen.append([picture])
        return [UInt8](repeating: picture.y.bytes.first ?? 0, count: width * height)
    }
}

/// An alarm for which the pause between two looks at the screen is over at once, and nothing else ever.
struct LooksAlarm: Alarm {
    func ring(afterMicros micros: Int64) async throws {
        guard micros > 250_000 else { return try Task.checkCancellation() }
        let (never, _) = AsyncStream<Void>.makeStream()
        for await _ in never {}
        throw CancellationError()
    }
}
