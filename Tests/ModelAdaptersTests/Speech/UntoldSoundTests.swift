import AsideTesting
import Events
import NIOHTTP1
import SocketTesting
import Testing

@testable import Agent
@testable import ModelAdapters

@Suite("What is lost of a track that is given back", .timeLimit(.minutes(1)))
struct UntoldSoundTests {
    private static let down = EgressFault(.unreachable, "nobody there")

    /// A session that listens, of which a second of sound at a time has been heard, and no result.
    private func session(hearing seconds: Int64) -> ListenSession {
        var session = ListenSession(sampleRate: 1_000)
        _ = session.hear(Self.second(-1), at: 0)
        _ = session.mayLeave(at: 0)
        _ = session.opened(at: 0)
        for second in 0..<seconds { _ = session.hear(Self.second(second), at: second * 1_000_000) }
        return session
    }

    private static func second(_ second: Int64) -> SoundChunk {
        let samples = [Int16](repeating: 1, count: 1_000)
        return SoundChunk(samples: samples, startMicros: second * 1_000_000)
    }

    @Test(arguments: [(0, 2), (1, 1), (2, 0), (12, 0)] as [(Double, Int64)])
    func `what is too old to be sent again is lost when its stream breaks before a result of it`(
        settled: Double,
        lost: Int64
    ) {
        var session = session(hearing: 12)
        #expect(session.untoldMicros == 0)
        let results = SocketPeer.results("So", 0, settled, final: true, speech: true)
        if settled > 0 { _ = session.received(Array(results.utf8), at: 12_000_000) }
        #expect(session.losses(isFault: true) == lost * 1_000_000)
        #expect(session.losses(isFault: true) == 0)
    }

    @Test func `what is given back, or ends well, was heard by its service`() {
        var session = session(hearing: 12)
        #expect(session.losses(isFault: false) == 0)
    }

    @Test func `what was kept for a service that is down is told, though the door refuses`() {
        var session = session(hearing: 2)
        _ = session.lost(Self.down, at: 2_000_000)
        #expect(session.untoldMicros == 2_000_000)
        #expect(session.hear(Self.second(4), at: 4_000_000) == [.connect])
        #expect(session.refused(at: 4_000_000).isEmpty)
        #expect(session.untoldMicros == 3_000_000)
        _ = session.hear(Self.second(60), at: 60_000_000)
        _ = session.mayLeave(at: 60_000_000)
        #expect(session.losses(isFault: false) == 3_000_000)
        #expect(session.untoldMicros == 0)
    }

    @Test func `cancelled while idle, all that was kept is left to the call to tell`() async throws
    {
        let track = try await ListenFixture(.refuse(.serviceUnavailable))
        track.sounds(at: 0)
        #expect(await track.book.outcomes() == [.serverFailed])
        track.sounds(at: 50_000)
        track.sounds(at: 100_000)
        while track.book.untold.micros < 100_000 { await Task.yield() }
        track.hearing.cancel()
        await track.ended.until { !$0.isEmpty }
        #expect(track.book.ends.all.map(\.lostMicros) == [0])
        #expect(track.book.untold.takeAll() == 100_000)
    }

    @Test func `cancelled while open after an outage, its request tells what was lost in that`()
        async throws
    {
        let track = try await ListenFixture()
        let first = try await track.opens()
        _ = await first.sound()
        try await first.results("Settled", 0, 0.05)
        try await first.ends(1011)
        // The session knows it once it ends the line.
        await track.heard.until { $0.count == 1 }
        for second in 1...12 { track.sounds(at: Int64(second) * 1_000_000, millis: 1_000) }
        while track.book.untold.micros < 12_000_000 { await Task.yield() }
        await track.passes(Backoff.firstMicros)
        track.sounds(at: 13_000_000)
        let second = try #require(await track.server.nextPeer())
        _ = await second.sound()
        track.hearing.cancel()
        #expect(await track.book.outcomes(2) == [.serverFailed, .cancelled])
        // Ten seconds are sent again: all that began no more than that before the newest sound ended.
        #expect(track.book.ends.all.map(\.lostMicros) == [0, 3_000_000])
        #expect(track.book.untold.takeAll() == 0)
    }
}

@Suite("What is lost of an uploaded track that is given back", .timeLimit(.minutes(1)))
struct UntoldUploadTests {
    private let book = DoorBook()
    private let sound = AsyncStream.makeStream(of: SoundChunk.self)
    /// How long the first sentence is as it is sent, and those after it, which have a lead.
    private static let first: Int64 = 1_600_000
    private static let next: Int64 = 1_850_000

    private func hears(at port: Int) throws -> Task<Void, Never> {
        let recognizer = TranscriptionRecognizer(
            at: try ServiceAddress("http://localhost:\(port)/v1"),
            key: nil,
            destination: Destination(processor: "T", region: "here", isOutside: true),
            settings: TranscriptionSettings(model: "whisper-1", form: .json),
            over: try HTTPTransport(by: ManualTime()),
            detecting: { LoudnessDetector() }
        )
        let (sound, door) = (sound.stream, book.door)
        return Task { for await _ in recognizer.recognize(sound, through: door) {} }
    }

    /// Tenths of a second: sentences of a second each, with pauses of another between.
    private func says(_ tenths: Range<Int>) {
        for place in tenths {
            let samples = [Int16](repeating: place % 20 < 10 ? 5_000 : 0, count: 1_600)
            let chunk = SoundChunk(samples: samples, startMicros: Int64(place) * 100_000)
            sound.continuation.yield(chunk)
        }
    }

    private var toldMicros: Int64 { book.ends.all.reduce(0) { $0 + $1.lostMicros } }

    @Test func `what was passed over, and the stretch that was open, are left to the call to tell`()
        async throws
    {
        // Half a sentence, with its lead.
        let (open, server) = (Int64(750_000), ScriptedServer(.answer("", status: "500 Oops")))
        let all = Self.first + 2 * Self.next + open
        try await server.run { port in
            let hearing = try hears(at: port)
            says(0..<65)
            // However many were sent.
            while toldMicros + book.untold.micros < all { await Task.yield() }
            hearing.cancel()
        }
        #expect(book.untold.takeAll() >= open)
    }

    @Test func `an upload that is called back tells of its sound, and one that waits never leaves`()
        async throws
    {
        let (server, all) = (ScriptedServer(.hold), Self.first + 2 * Self.next)
        try await server.run { port in
            let hearing = try hears(at: port)
            says(0..<60)
            await server.waits { $0.requests.count == TranscriptionRecognizer.mostUnderWay }
            while book.untold.micros < all { await Task.yield() }
            hearing.cancel()
            let ends = await book.ends.until { $0.count == 2 }
            #expect(ends.map(\.outcome) == [.cancelled, .cancelled])
            #expect(ends.reduce(0) { $0 + $1.lostMicros } == Self.first + Self.next)
        }
        #expect(book.untold.takeAll() == Self.next && book.departures.all.count == 2)
    }
}
