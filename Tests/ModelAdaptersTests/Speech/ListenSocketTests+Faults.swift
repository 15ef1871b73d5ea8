import AsideTesting
import Events
import NIOCore
import NIOHTTP1
import NIOWebSocket
import SocketTesting
import Testing

@testable import Agent
@testable import ModelAdapters

extension ListenSocketTests {
    @Test func `a service that only babbles is left, and asked again later`() async throws {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        _ = await peer.sound()
        try await peer.results("Kept", 0, 0.05)
        for _ in 0..<ListenLimits.mostJunk { try? await peer.says("junk") }
        #expect(await track.book.outcomes() == [.malformed])
        await track.heard.until { $0 == [final("Kept", 0, 50_000)] }
        await track.passes(Backoff.firstMicros)
        let again = try await track.opens(at: 2_000_000)
        _ = await again.sound()
        try await again.results("Back", 0, 0.05, speech: true)
        await track.heard.until { $0.last == final("Back", 1_950_000, 2_000_000) }
        track.hearing.cancel()
        #expect(await track.book.outcomes(2) == [.malformed, .cancelled])
    }

    @Test(
        arguments: [
            ("junk", nil), ("[]", "type"), ("{}", "type"),
            (#"{"type":"Results","start":0,"duration":1}"#, "channel.alternatives[].transcript"),
            (
                #"{"type":"Results","duration":1,"channel":{"alternatives":[{"transcript":"x"}]}}"#,
                "start"
            ),
            (
                #"{"type":"Results","start":1,"channel":{"alternatives":[{"transcript":"x"}]}}"#,
                "duration"
            ),
        ] as [(String, String?)]
    )
    func `what its messages lack is named`(message: String, field: String?) async throws {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        _ = await peer.sound()
        for _ in 0..<ListenLimits.mostJunk { try? await peer.says(message) }
        let end = await track.book.ends.until { !$0.isEmpty }.first
        #expect(end?.outcome == .malformed)
        #expect(end?.missing == field)
        track.hearing.cancel()
    }

    @Test(arguments: [
        (UInt16(1011), "NET-0001: no audio", EgressEnded.Outcome.serverFailed),
        (1011, "internal", .serverFailed), (1008, "DATA-0000", .rejected),
        (4400, "unsupported", .rejected), (1000, "", .serverFailed), (1001, "", .serverFailed),
    ])
    func `a stream that the service ends is opened anew, and its words are kept`(
        code: UInt16,
        reason: String,
        outcome: EgressEnded.Outcome
    ) async throws {
        let track = try await ListenFixture()
        let peer = try await track.opens(at: 1_000_000)
        _ = await peer.sound()
        try await peer.results("Not yet", 0, 0.05)
        try await peer.ends(code, reason)
        #expect(await track.book.outcomes() == [outcome])
        await track.heard.until { $0 == [final("Not yet", 1_000_000, 1_050_000)] }
        // Nobody is asked before the wait is over; what was heard more than some seconds before is not sent.
        track.sounds(at: 1_100_000, level: 7)
        await track.passes(Backoff.firstMicros)
        if outcome == .rejected {
            await track.waits(Backoff.longestMicros - Backoff.firstMicros)
        }
        let again = try await track.opens(at: 70_000_000)
        #expect(await again.sound()?.first == 100)
        try await again.results("Again", 0, 0.05, speech: true)
        await track.heard.until { $0.last == final("Again", 69_950_000, 70_000_000) }
        track.hearing.cancel()
        #expect(await track.book.outcomes(2).last == .cancelled)
    }

    @Test func `an error that the service reports ends the stream`() async throws {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        try await peer.says(#"{"type":"Error","description":"secret words","variant":"x"}"#)
        #expect(await track.book.outcomes() == [.serverFailed])
        #expect(!ListenFault.reported.told(by: "h").description.contains("secret"))
        track.endsSound()
        #expect(await track.resultsInTime().isEmpty)
    }

    @Test func `a message of 100 MB is not read`() async throws {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        // It is gone before all of it is written.
        let long = ByteBuffer(repeating: UInt8(ascii: "x"), count: 100 << 20)
        try? await peer.channel.writeAndFlush(WebSocketFrame(fin: true, opcode: .text, data: long))
        #expect(await track.book.outcomes() == [.tooLarge])
        track.endsSound()
        _ = await track.resultsInTime()
    }

    @Test(arguments: [
        (SocketServer.Manner.refuse(.unauthorized), EgressEnded.Outcome.refusedKey),
        (.refuse(.paymentRequired), .overQuota), (.refuse(.notFound), .unknownName),
        (.refuse(.tooManyRequests), .tooMany), (.refuse(.badRequest), .rejected),
        (.refuse(.serviceUnavailable), .serverFailed), (.babble, .malformed),
    ])
    func `says why no stream came about, and goes on without`(
        manner: SocketServer.Manner,
        outcome: EgressEnded.Outcome
    ) async throws {
        let track = try await ListenFixture(manner)
        track.sounds(at: 0)
        #expect(await track.book.outcomes() == [outcome])
        track.sounds(at: 50_000)
        track.endsSound()
        // What was heard since is tried once more, and then said to be lost.
        #expect(await track.resultsInTime().isEmpty)
        #expect(track.book.departures.all.count >= 2)
        #expect(track.book.ends.all.last?.lostMicros == 50_000)
    }

    @Test func `who asks to be left alone is, and then asked again`() async throws {
        let track = try await ListenFixture(
            .refuse(.tooManyRequests, headers: ["Retry-After": "30"])
        )
        track.sounds(at: 0)
        #expect(await track.book.outcomes() == [.tooMany])
        await track.passes(Backoff.firstMicros)
        track.sounds(at: 1_000_000)
        // It is kept, so it was not the reason for another try.
        while track.book.untold.micros < 50_000 { await Task.yield() }
        #expect(track.book.departures.all.count == 1)
        await track.waits(30_000_000)
        track.sounds(at: 31_000_000)
        #expect(await track.book.departures.until { $0.count == 2 }.count == 2)
        track.hearing.cancel()
        await track.ended.until { !$0.isEmpty }
    }

    @Test func `nobody there, or nobody to be trusted, is said as well`() async throws {
        let untrusted = try await ListenFixture(.babble, scheme: "https")
        untrusted.sounds(at: 0)
        #expect(await untrusted.book.outcomes() == [.tlsFailed])
        untrusted.endsSound()
        _ = await untrusted.results()
        let gone = try await ListenFixture()
        try await gone.server.close()
        gone.sounds(at: 0)
        #expect(await gone.book.outcomes() == [.unreachable])
        gone.endsSound()
        _ = await gone.results()
    }

    @Test func `a server that accepts and never answers is given up in time`() async throws {
        let track = try await ListenFixture(.silent)
        track.sounds(at: 0)
        await track.book.departures.until { !$0.isEmpty }
        await track.passes(ListenLimits.connectMicros)
        #expect(await track.book.outcomes() == [.late])
        track.endsSound()
        #expect(await track.results().isEmpty)
    }

    @Test func `a connection that has died is noticed`() async throws {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        _ = await peer.sound()
        var isPinged = false
        for _ in 0..<(ListenLimits.pingMicros / ListenLimits.tickMicros) {
            await track.passes(ListenLimits.tickMicros)
        }
        while !isPinged, let frame = await peer.frame() { isPinged = frame.opcode == .ping }
        await track.passes(ListenLimits.pongMicros)
        #expect(await track.book.outcomes() == [.late])
        track.endsSound()
        _ = await track.resultsInTime()
    }

    @Test(arguments: [(Int16(5_000), EgressEnded.Outcome.late), (100, .cancelled)])
    func `one that takes what people say and answers nothing is left; silence is no such thing`(
        level: Int16,
        outcome: EgressEnded.Outcome
    ) async throws {
        let track = try await ListenFixture(detecting: { LoudnessDetector() })
        let peer = try await track.opens()
        // What is held until the connection is open does not count.
        let uncounted = ListenLimits.heldMicros + 1_000_000
        let seconds = (ListenLimits.unansweredVoiceMicros + uncounted) / 1_000_000
        for second in 1...seconds {
            track.sounds(at: second * 1_000_000, millis: 1_000, level: level)
        }
        for _ in 0..<(1 + seconds * 20) { _ = await peer.sound() }
        // A recording is sent at once; by now it could have been heard.
        #expect(track.book.ends.all.isEmpty)
        await track.waits(ListenLimits.unansweredVoiceMicros)
        track.sounds(at: 60_000_000, level: level)
        if outcome == .cancelled {
            try await peer.results("Quiet", 0, 0.05, speech: true)
            await track.heard.until { !$0.isEmpty }
            track.hearing.cancel()
        }
        #expect(await track.book.outcomes() == [outcome])
        track.hearing.cancel()
        await track.ended.until { !$0.isEmpty }
    }

    @Test func `a shut door lets nothing out, and is tried again only now and then`() async throws {
        let track = try await ListenFixture(isOpen: false)
        track.sounds(at: 0, level: 1)
        await track.book.refusals.until { $0.count == 1 }
        for place in 1...20 { track.sounds(at: Int64(place) * 50_000, level: 1) }
        await track.passes(Backoff.refusedMicros - ListenLimits.tickMicros)
        #expect(track.book.refusals.all.count == 1)
        track.book.setOpen(true)
        await track.passes(ListenLimits.tickMicros)
        let peer = try await track.opens(at: 5_000_000)
        track.sounds(at: 5_050_000, level: 2)
        // What was heard before the door opened is not sent.
        #expect(await peer.sound()?.first != 1)
        track.hearing.cancel()
        #expect(await track.book.outcomes() == [.cancelled])
    }

    @Test func `a service that does not read holds its track up, and is then left`() async throws {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        try await peer.channel.setOption(ChannelOptions.autoRead, value: false).get()
        // More than any socket holds.
        for place in 0..<2_000 { track.sounds(at: Int64(place) * 1_000_000, millis: 1_000) }
        while track.book.ends.all.isEmpty { await track.passes(ListenLimits.tickMicros) }
        #expect(await track.book.outcomes() == [.late])
        track.hearing.cancel()
        await track.ended.until { !$0.isEmpty }
    }
}
