import AsideTesting
import Foundation
import Testing

@testable import Sounds

@Suite("Damaged recordings of sound", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedSoundTests {
    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// A WAV file (RIFF, 16 bit) of one channel.
    private static func wave(frames: Int, rate: Int) -> [UInt8] {
        let data = (0..<frames).flatMap { little($0, 2) }
        let form = little(1, 2) + little(1, 2) + little(rate, 4) + little(rate * 2, 4)
        let body =
            Array("WAVEfmt ".utf8) + little(16, 4) + form + little(2, 2) + little(16, 2)
            + Array("data".utf8) + little(data.count, 4) + data
        return Array("RIFF".utf8) + little(body.count, 4) + body
    }

    @Test func `are read as far as there is sound, or refused`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).wav")
        defer { try? FileManager.default.removeItem(at: file) }
        let samples = [
            Self.wave(frames: 200, rate: 16_000), Self.wave(frames: 200, rate: 44_100),
        ]
        func read(_ bytes: [UInt8]) throws -> SoundFile? {
            try Data(bytes).write(to: file)
            return try? SoundFile(path: file.path, channels: 1, rate: 16_000)
        }
        try await Mutations.each(of: samples, intact: { try read($0) != nil }) { bytes, _ in
            guard let sound = try read(bytes) else { return }
            #expect((0...SoundFile.longestMicros).contains(sound.lengthMicros))
            var count = 0
            while let rows = try? sound.next(millis: 100) {
                #expect(rows.count == 1)
                count += rows.first?.count ?? 0
                guard count <= bytes.count * 100 else { break }
            }
        }
    }
}
