import Agent
import AsideTesting
import Foundation
import Testing

@testable import Commands

@Suite("A recording of sound", .timeLimit(.minutes(2))) struct SoundReplayTests {
    /// Says what it was told to say of each stretch, then asks for the next.
    private struct ScriptedRecognizer: SpeechRecognizer {
        let sampleRate = 16_000
        var words: [String] = []
        /// Whether it goes on without waiting for the sound to end.
        var isHasty = false
        let heard = WatchedList<Int64>()

        func recognize(
            _ sound: AsyncStream<SoundChunk>,
            through door: EgressDoor
        ) -> AsyncStream<RecognizedSpeech> {
            let left = WatchedList<RecognizedSpeech>()
            return AsyncStream {
                while true {
                    guard !isHasty || heard.all.isEmpty,
                        let chunk = await sound.first(where: { _ in true })
                    else { return nil }
                    heard.append([chunk.startMicros])
                    let number = left.all.count
                    guard number < words.count else { continue }
                    let line = SpokenLine(
                        text: words[number],
                        startMicros: chunk.startMicros,
                        endMicros: chunk.startMicros
                    )
                    left.append([.final(line)])
                    return .final(line)
                }
            }
        }
    }

    private func texts(_ speech: [RecognizedSpeech]) -> [String] {
        speech.map { if case .final(let line) = $0 { line.text } else { "partial" } }
    }

    private func chunk(_ micros: Int64) -> SoundChunk {
        SoundChunk(samples: [1], startMicros: micros)
    }

    @Test func `is heard in step: each stretch brings what is made of it, and no other`() async {
        let voice = HeardVoice(ScriptedRecognizer(words: ["one", "two"]), through: .shut)
        #expect(texts(await voice.hear(chunk(0))) == ["one"])
        #expect(texts(await voice.hear(chunk(1))) == ["two"])
        #expect(await voice.hear(chunk(2)).isEmpty)
        #expect(await voice.finish().isEmpty)
    }

    @Test func `a recogniser that has ended holds nothing up`() async {
        let recognizer = ScriptedRecognizer(words: ["one"], isHasty: true)
        let voice = HeardVoice(recognizer, through: .shut)
        #expect(texts(await voice.hear(chunk(0))) == ["one"])
        #expect(await voice.hear(chunk(1)).isEmpty)
        #expect(await voice.finish().isEmpty)
        #expect(recognizer.heard.all == [0])
    }

    @Test func `what is dropped is heard no more`() async {
        let recognizer = ScriptedRecognizer()
        let voice = HeardVoice(recognizer, through: .shut)
        _ = await voice.hear(chunk(0))
        await voice.drop()
        #expect(await voice.hear(chunk(1)).isEmpty)
        #expect(recognizer.heard.all == [0])
    }

    /// A public recording of read speech, beside the project; one channel.
    private static let recording = Aside.package.deletingLastPathComponent()
        .appending(path: "shared/data/audio/goforward.wav").path

    /// The recording (RIFF, 44 bytes of head) on the first of two channels.
    private static func beside(silence recording: Data) throws -> Data {
        let samples = recording.dropFirst(44)
        var both = recording.prefix(44)
        func set(_ value: Int, at place: Int, _ count: Int) {
            for byte in 0..<count {
                both[place + byte] = UInt8(truncatingIfNeeded: value >> (byte * 8))
            }
        }
        set(samples.count * 2 + 36, at: 4, 4)
        set(2, at: 22, 2)
        set(64_000, at: 28, 4)
        set(4, at: 32, 2)
        set(samples.count * 2, at: 40, 4)
        let bytes = Array(samples)
        for place in stride(from: 0, to: bytes.count - 1, by: 2) {
            both.append(contentsOf: [bytes[place], bytes[place + 1], 0, 0])
        }
        return both
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: recording)))
    func `says the same every time, and nothing without consent`() throws {
        func types(_ consent: String...) throws -> [String] {
            let aside = try Aside()
            let path = aside.folder.appending(path: "call.wav")
            try Self.beside(silence: try Data(contentsOf: URL(filePath: Self.recording)))
                .write(to: path)
            let arguments = ["replay", path.path, "--channels", "lee,rep"] + consent
            let run = try aside.run(arguments)
            #expect(run.exitCode == 0)
            #expect(run.output.contains("at keyword grade only"))
            return try aside.types()
        }
        let first = try types("--rep", "rep", "--assert-consent", "a test")
        #expect(first.contains("speech.line-transcribed"))
        #expect(try types("--rep", "rep", "--assert-consent", "a test") == first)
        #expect(try !types().contains("speech.line-transcribed"))
    }
}
