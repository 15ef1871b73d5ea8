import Agent
import Foundation
import Testing

@testable import Sounds

@Suite("Speech heard on this machine") struct KeywordDecoderTests {
    /// Public recordings of read speech, beside the project.
    private static let recordings = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/data/audio")

    private struct Recording: Decodable {
        var file: String
        var rate: Int
        var text: String
    }

    private static func manifest() -> [Recording] {
        let lines = try? String(
            contentsOf: recordings.appending(path: "manifest.jsonl"),
            encoding: .utf8
        ).split(separator: "\n")
        return (lines ?? []).compactMap {
            try? JSONDecoder().decode(Recording.self, from: Data($0.utf8))
        }
    }

    /// What a decoder makes of a recording, which it hears as a live track would bring it.
    private func lines(of path: String) throws -> [SpokenLine] {
        let decoder = try KeywordDecoder(try SpeechModel())
        let file = try SoundFile(path: path, channels: 1, rate: KeywordDecoder.sampleRate)
        var (heard, micros): ([RecognizedSpeech], Int64) = ([], 0)
        while let rows = try file.next(millis: 50) {
            heard += decoder.hear(SoundChunk(samples: rows[0], startMicros: micros))
            micros += 50_000
        }
        heard += decoder.finish()
        return heard.compactMap { if case .final(let line) = $0 { line } else { nil } }
    }

    /// The words to change, leave out or put in, to make one text of another.
    private func edits(from found: [Substring], to said: [Substring]) -> Int {
        var row = Array(0...said.count)
        for (place, word) in found.enumerated() {
            var corner = row[0]
            row[0] = place + 1
            for column in said.indices {
                let kept = corner + (word == said[column] ? 0 : 1)
                corner = row[column + 1]
                row[column + 1] = min(kept, row[column] + 1, corner + 1)
            }
        }
        return row[said.count]
    }

    /// PocketSphinx's own measure on read speech is a third; half is where keywords are lost too.
    @Test(.enabled(if: !manifest().isEmpty, "the public recordings are not beside the project"))
    func `gets most words of read speech right`() throws {
        var (wrong, all) = (0, 0)
        for recording in Self.manifest() {
            let path = Self.recordings.appending(path: recording.file).path
            let found = try lines(of: path).map(\.text).joined(separator: " ")
            let said = recording.text.split(separator: " ")
            wrong += edits(from: found.split(separator: " "), to: said)
            all += said.count
        }
        print("on-device speech: \(wrong) of \(all) words wrong, \(wrong * 100 / all) %")
        #expect(wrong * 2 < all)
    }

    @Test(.enabled(if: !manifest().isEmpty, "the public recordings are not beside the project"))
    func `says when each line was spoken, never later than it was`() throws {
        let path = Self.recordings.appending(path: "goforward.wav").path
        let line = try #require(try lines(of: path).first)
        #expect(line.startMicros < 700_000)
        #expect(line.endMicros > line.startMicros)
    }

    @Test func `silence is no line`() throws {
        let decoder = try KeywordDecoder(try SpeechModel())
        for second in 0..<5 {
            let silence = SoundChunk(
                samples: [Int16](repeating: 0, count: 16_000),
                startMicros: Int64(second) * 1_000_000
            )
            #expect(decoder.hear(silence).isEmpty)
        }
        #expect(decoder.finish().isEmpty)
    }

    @Test func `decoders are made at once, as in a call that two join together`() async throws {
        let model = try SpeechModel()
        let heard = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    let silence = [Int16](repeating: 0, count: 1_600)
                    let decoder = try KeywordDecoder(model)
                    return decoder.hear(SoundChunk(samples: silence, startMicros: 0)).count
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(heard == 0)
    }

    @Test func `a missing model is told with its folder and what brings it`() {
        #expect(throws: SoundError.noModel(folder: "/nowhere")) {
            try SpeechModel(folder: "/nowhere")
        }
        #expect(SoundError.noModel(folder: "/nowhere").description.contains("doctor --fix speech"))
    }
}
