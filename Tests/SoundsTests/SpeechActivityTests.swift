import Agent
import Foundation
import Testing

@testable import Sounds

@Suite("Voices told from other sound") struct SpeechActivityTests {
    private func share(of frames: [[Int16]]) throws -> Double {
        let activity = try SpeechActivity()
        let voiced = frames.filter { activity.hasVoice($0) }.count
        return Double(voiced) / Double(max(1, frames.count))
    }

    @Test func `silence and a steady hum are no voice`() throws {
        let silence = [[Int16]](repeating: [Int16](repeating: 0, count: 160), count: 300)
        #expect(try share(of: silence) == 0)
        let hum = (0..<300).map { frame in
            (0..<160).map { sample in
                Int16(300 * sin(Double(frame * 160 + sample) * 2 * .pi * 50 / 16_000))
            }
        }
        #expect(try share(of: hum) < 0.2)
    }

    /// A public recording of read speech, beside the project.
    private static let recording = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/data/audio/jfk.wav").path

    @Test(.enabled(if: FileManager.default.fileExists(atPath: recording)))
    func `speech is`() throws {
        let file = try SoundFile(path: Self.recording, channels: 1, rate: VoiceFrame.sampleRate)
        var frames: [[Int16]] = []
        while let rows = try file.next(millis: 10) { frames.append(rows[0]) }
        let share = try share(of: frames.filter { $0.count == VoiceFrame.samples })
        print("voice in \(Int(share * 100)) % of read speech")
        #expect(share > 0.4)
    }

    @Test func `a stretch of another length is none`() throws {
        #expect(try !SpeechActivity().hasVoice([1, 2, 3]))
    }
}
