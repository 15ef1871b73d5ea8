import Agent
import AsideTesting
import Events
import SocketTesting
import Testing

@testable import ModelAdapters

@Suite("Sound without a final result is sent again when a stream breaks", .timeLimit(.minutes(1)))
struct UnheardSoundTests {
    private static let rate = 1_000

    private static func chunk(_ millis: Int64, _ count: Int, _ level: Int16) -> SoundChunk {
        SoundChunk(samples: [Int16](repeating: level, count: count), startMicros: millis * 1_000)
    }

    @Test func `what a final result covers is forgotten, to the sample`() {
        var sound = UnheardSound(sampleRate: Self.rate)
        sound.add(Self.chunk(5_000, 50, 1), at: 0)
        sound.add(Self.chunk(5_050, 50, 2), at: 50_000)
        sound.cover(upTo: 70_000)
        #expect(sound.length == 30_000)
        // A result that reaches less far than the one before it takes nothing back.
        sound.cover(upTo: 60_000)
        sound.add(Self.chunk(5_100, 50, 3), at: nil)
        // What was not sent in this stream is covered by nothing that it says.
        sound.cover(upTo: 900_000)
        let left = sound.takeAll()
        #expect(left.map(\.samples) == [[Int16](repeating: 3, count: 50)])
        #expect(left.map(\.startMicros) == [5_100_000] && sound.isEmpty && sound.length == 0)
    }

    @Test func `no more is kept than some seconds, however the times of it are`() {
        let most = ListenLimits.unheardMicros
        for step in [0, 50] as [Int64] {
            var sound = UnheardSound(sampleRate: Self.rate)
            for place in 0..<1_000 { sound.add(Self.chunk(Int64(place) * step, 50, 1), at: nil) }
            #expect(sound.length == most)
        }
        var muted = UnheardSound(sampleRate: Self.rate)
        muted.add(Self.chunk(0, 50, 1), at: nil)
        muted.add(Self.chunk(60_000, 50, 2), at: nil)
        #expect(muted.takeAll().map(\.startMicros) == [60_000_000])
    }

    /// The level of each sample of a sound as it is sent, once in a row.
    private static func levels(_ sounds: [[UInt8]]) -> [UInt8] {
        sounds.reduce(into: []) { levels, bytes in
            for place in stride(from: 0, to: bytes.count, by: 2) where levels.last != bytes[place] {
                levels.append(bytes[place])
            }
        }
    }

    @Test func `no word is lost, and none comes twice`() async throws {
        let track = try await ListenFixture()
        let first = try await track.opens(at: 1_000_000)
        _ = await first.sound()
        for place in 1...3 {
            track.sounds(at: 1_000_000 + Int64(place) * 50_000, level: Int16(place))
            _ = await first.sound()
        }
        // The first hundred milliseconds are settled; of the next there are only words that may change.
        try await first.results("Settled", 0, 0.1)
        try await first.results("may", 0.1, 0.05, final: false)
        await track.heard.until { $0.count == 1 }
        try await first.ends(1011)
        // The session knows it once it ends the line.
        await track.heard.until { $0.count == 2 }
        // What is said while nobody is asked is kept as well.
        track.sounds(at: 1_200_000, level: 4)
        await track.passes(Backoff.firstMicros)
        track.sounds(at: 1_250_000, level: 5)
        let second = try #require(await track.server.nextPeer())
        var sent: [[UInt8]] = []
        while sent.joined().count < 4 * 1_600 { sent.append(try #require(await second.sound())) }
        #expect(Self.levels(sent) == [2, 3, 4, 5])
        try await second.results("Maybe more", 0, 0.2, speech: true)
        track.endsSound()
        #expect(await second.text() != nil)
        try await second.ends()
        let finals = await track.results().compactMap { speech in
            if case .final(let line) = speech { line } else { nil }
        }
        #expect(
            finals == [
                SpokenLine(text: "Settled", startMicros: 1_000_000, endMicros: 1_100_000),
                SpokenLine(text: "Maybe more", startMicros: 1_100_000, endMicros: 1_300_000),
            ]
        )
        // What left twice is counted twice.
        #expect(
            await track.book.ends.until { $0.count == 2 }.map(\.soundMicros) == [200_000, 200_000]
        )
    }

    /// A track whose stream broke just after its sound was over, before its last words were final; the service
    /// may be asked again a second later.
    private static func broken() async throws -> ListenFixture {
        let track = try await ListenFixture()
        let first = try await track.opens(at: 1_000_000)
        _ = await first.sound()
        track.sounds(at: 1_050_000, level: 1)
        _ = await first.sound()
        try await first.results("Settled", 0, 0.05)
        track.endsSound()
        #expect(await first.text() == #"{"type":"CloseStream"}"#)
        try await first.ends(1011)
        // The session knows it once it ends the line.
        await track.heard.until { $0.count == 1 }
        return track
    }

    @Test func `the last of a track is tried once more after its end`() async throws {
        let track = try await Self.broken()
        await track.passes(Backoff.firstMicros)
        let second = try #require(await track.server.nextPeer())
        #expect(await second.sound().map { [$0] }.map(Self.levels) == [1])
        #expect(await second.text() == #"{"type":"CloseStream"}"#)
        try await second.results("Goodbye", 0, 0.05)
        try await second.ends()
        #expect(
            await track.results().last
                == .final(.init(text: "Goodbye", startMicros: 1_050_000, endMicros: 1_100_000))
        )
        #expect(await track.book.outcomes(2) == [.serverFailed, .answered])
        #expect(track.book.ends.all.map(\.lostMicros) == [0, 0])
    }

    @Test func `what the last try could not save is said with it`() async throws {
        let track = try await Self.broken()
        await track.passes(Backoff.firstMicros)
        let second = try #require(await track.server.nextPeer())
        #expect(await second.text() != nil)
        try await second.ends(1011)
        #expect(await track.results().count == 1)
        #expect(await track.book.outcomes(2) == [.serverFailed, .serverFailed])
        #expect(track.book.ends.all.map(\.lostMicros) == [0, 50_000])
    }

    @Test(arguments: [true, false])
    func `a withdrawal after the end of a track leaves nothing to send`(isCut: Bool) async throws {
        let track = try await Self.broken()
        track.book.setOpen(false)
        if isCut {
            // The track is given back.
            track.hearing.cancel()
            await track.ended.until { !$0.isEmpty }
            track.time.advance(byMicros: Backoff.firstMicros)
        } else {
            await track.passes(Backoff.firstMicros)
            #expect(await track.results().count == 1)
        }
        #expect(track.book.refusals.all.count == (isCut ? 0 : 1))
        #expect(track.book.departures.all.count == 1)
    }

    @Test func `a door that shuts meanwhile ends that: nothing from before is sent when it opens`()
        async throws
    {
        let track = try await ListenFixture()
        let first = try await track.opens()
        track.sounds(at: 50_000, level: 1)
        _ = await first.sound()
        try await first.results("Settled", 0, 0.05)
        track.book.setOpen(false)
        try await first.ends(1011)
        await track.heard.until { $0.count == 1 }
        await track.passes(Backoff.firstMicros)
        track.sounds(at: 1_100_000, level: 2)
        await track.book.refusals.until { !$0.isEmpty }
        track.book.setOpen(true)
        await track.passes(3 * Backoff.refusedMicros)
        let second = try await track.opens(at: 12_000_000)
        #expect(await second.sound().map { [$0] }.map(Self.levels) == [100])
        track.hearing.cancel()
        #expect(await track.book.outcomes(2).last == .cancelled)
    }
}
