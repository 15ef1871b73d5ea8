import Foundation
import Testing

@testable import Sounds

@Suite("Recordings of sound") struct SoundFileTests {
    /// A WAV file (RIFF, 16 bit) whose channels hold constant values.
    private func file(_ values: [Int16], frames: Int, rate: Int) throws -> String {
        func little(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        let row = values.flatMap { little(Int($0), 2) }
        let data = [[UInt8]](repeating: row, count: frames).flatMap { $0 }
        let form =
            little(1, 2) + little(values.count, 2) + little(rate, 4)
            + little(rate * row.count, 4) + little(row.count, 2) + little(16, 2)
        let body =
            Array("WAVEfmt ".utf8) + little(16, 4) + form + Array("data".utf8)
            + little(data.count, 4) + data
        let bytes = Array("RIFF".utf8) + little(body.count, 4) + body
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).wav")
        try Data(bytes).write(to: url)
        return url.path
    }

    @Test(arguments: [8_000, 16_000, 44_100, 48_000])
    func `comes at one rate, whatever it was recorded at`(rate: Int) throws {
        let path = try file([1_000, -1_000], frames: rate * 2, rate: rate)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let sound = try SoundFile(path: path, channels: 2, rate: 16_000)
        #expect(sound.lengthMicros == 2_000_000)
        var rows: [[Int16]] = [[], []]
        while let next = try sound.next(millis: 100) {
            for place in rows.indices { rows[place] += next[place] }
        }
        // A resampler keeps the last few milliseconds for what never comes.
        #expect((31_000...32_000).contains(rows[0].count))
        #expect(abs(Int(rows[0][16_000]) - 1_000) < 10)
        #expect(abs(Int(rows[1][16_000]) + 1_000) < 10)
    }

    @Test func `with another number of channels than named is refused`() throws {
        let path = try file([1], frames: 10, rate: 16_000)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: SoundError.channels(found: 1, expected: 2)) {
            try SoundFile(path: path, channels: 2, rate: 16_000)
        }
    }

    @Test func `of an absurd rate is refused`() throws {
        let path = try file([1], frames: 10, rate: 1_000)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: SoundError.rate(1_000)) {
            try SoundFile(path: path, channels: 1, rate: 16_000)
        }
    }

    @Test(arguments: ["", "RIFF", "not sound at all, but some text of a certain length"])
    func `that is no sound is refused`(text: String) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).wav")
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        #expect(throws: SoundError.unreadable) {
            try SoundFile(path: url.path, channels: 1, rate: 16_000)
        }
    }
}
