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

    @Test func `that was cut is refused, and one of a length that was never known is read`() throws
    {
        let path = try file([1], frames: 1_000, rate: 16_000)
        defer { try? FileManager.default.removeItem(atPath: path) }
        var bytes = try Data(contentsOf: URL(filePath: path)).prefix(1_000)
        try bytes.write(to: URL(filePath: path))
        #expect(throws: SoundError.cut(found: 1_000, expected: 2_044)) {
            try SoundFile(path: path, channels: 1, rate: 16_000)
        }
        for place in [4, 40] {
            bytes.replaceSubrange(place..<place + 4, with: [0xFF, 0xFF, 0xFF, 0xFF])
        }
        try bytes.write(to: URL(filePath: path))
        let sound = try SoundFile(path: path, channels: 1, rate: 16_000)
        #expect(sound.lengthMicros == Int64(1_000 - 44) / 2 * 1_000_000 / 16_000)
    }

    @Test func `of an absurd rate is refused`() throws {
        let path = try file([1], frames: 10, rate: 1_000)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: SoundError.rate(1_000)) {
            try SoundFile(path: path, channels: 1, rate: 16_000)
        }
    }

    /// A FLAC file that has nothing but its header (RFC 9639 §8.2): one channel of 16 bits.
    private func header(frames: UInt64, rate: UInt64) throws -> String {
        func big(_ value: UInt64, _ count: Int) -> [UInt8] {
            (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (UInt64($0) * 8)) }
        }
        let form = rate << 44 | 15 << 36 | frames
        let info: [UInt8] =
            big(4_096, 2) + big(4_096, 2) + big(0, 6) + big(form, 8)
            + [UInt8](repeating: 0, count: 16)
        let bytes: [UInt8] = Array("fLaC".utf8) + [0x80] + big(UInt64(info.count), 3) + info
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).flac")
        try Data(bytes).write(to: url)
        return url.path
    }

    // The first tells no length, the last the greatest that can be told: seven weeks.
    @Test(arguments: [0, 16_000 * 86_400 + 1, (1 << 36) - 1] as [UInt64])
    func `whose header tells no length, or more than a day, is refused`(frames: UInt64) throws {
        let path = try header(frames: frames, rate: 16_000)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: SoundError.tooLong(seconds: 86_400)) {
            try SoundFile(path: path, channels: 1, rate: 16_000)
        }
    }

    @Test func `is refused beyond the length that whoever opens it takes, and no earlier`() throws {
        let path = try file([1], frames: 32_000, rate: 16_000)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: SoundError.tooLong(seconds: 1)) {
            try SoundFile(path: path, channels: 1, rate: 16_000, longestMicros: 1_999_999)
        }
        let whole = try SoundFile(
            path: path,
            channels: 1,
            rate: 16_000,
            longestMicros: 2_000_000
        )
        #expect(whole.lengthMicros == 2_000_000)
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
