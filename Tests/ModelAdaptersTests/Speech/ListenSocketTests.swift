import Agent
import AsideTesting
import Events
import NIOCore
import NIOHTTP1
import NIOWebSocket
import SocketTesting
import Testing

@testable import ModelAdapters

@Suite("A session with a listening service", .timeLimit(.minutes(1)))
struct ListenSocketTests {
    private func final(_ text: String, _ start: Int64, _ end: Int64) -> RecognizedSpeech {
        .final(.init(text: text, startMicros: start, endMicros: end))
    }

    @Test func `asks by its settings and its key, and sends what it hears`() async throws {
        var settings = ListenSettings()
        settings.language = "de"
        settings.keyterms = ["Größe & Co"]
        let track = try await ListenFixture(settings: settings)
        let peer = try await track.opens()
        #expect(peer.head.headers["authorization"] == ["Token key-1"])
        #expect(
            peer.head.uri == "/v1/listen?model=nova-3&language=de&encoding=linear16"
                + "&sample_rate=16000&channels=1&interim_results=true&punctuate=true"
                + "&smart_format=true&endpointing=300&utterance_end_ms=1000&filler_words=true"
                + "&mip_opt_out=true&keyterm=Gr%C3%B6%C3%9Fe%20%26%20Co"
        )
        track.sounds(at: 50_000, millis: 120, level: 0x0102)
        #expect(await peer.sound()?.count == 1_600)
        #expect(
            await peer.sound()
                == [UInt8](repeating: 0, count: 1_600).enumerated().map {
                    $0.offset.isMultiple(of: 2) ? 2 : 1
                }
        )
        #expect(await peer.sound()?.count == 1_600)
        #expect(await peer.sound()?.count == 640)
        track.endsSound()
        #expect(await peer.text() == #"{"type":"CloseStream"}"#)
        try await peer.ends()
        #expect(await track.results().isEmpty)
        let end = try #require(await track.book.ends.until { !$0.isEmpty }.first)
        #expect(end.outcome == .answered)
        #expect(end.soundMicros == 170_000)
        #expect(end.bytesOut == peer.head.uri.utf8.count + 5_440 + 22)
        let departure = try #require(track.book.departures.all.first)
        #expect(departure.service == .speech && departure.destination.processor == "Test")
        #expect(departure.bytes == peer.head.uri.utf8.count)
    }

    @Test func `interim words are partial, and final pieces are joined until speech ends`()
        async throws
    {
        let track = try await ListenFixture()
        let peer = try await track.opens(at: 10_000_000)
        _ = await peer.sound()
        track.sounds(at: 10_050_000, millis: 3_000)
        for _ in 0..<60 { _ = await peer.sound() }
        try await peer.results("it is", 0.5, 0.5, final: false)
        try await peer.results("It is too", 0.5, 0.7)
        try await peer.results("", 1.2, 0.1)
        try await peer.results("expensive", 1.2, 0.5, final: false)
        try await peer.results("expensive.", 1.2, 0.8, speech: true)
        try await peer.results("Really", 2.2, 0.4)
        try await peer.says(#"{"type":"UtteranceEnd","channel":[0,1],"last_word_end":2.6}"#)
        track.endsSound()
        #expect(await peer.text() != nil)
        try await peer.results("Bye", 2.7, 0.2)
        try await peer.ends()
        #expect(
            await track.results() == [
                .partial(
                    .init(text: "it is", startMicros: 10_500_000, endMicros: 11_000_000)
                ),
                .partial(
                    .init(
                        text: "It is too expensive",
                        startMicros: 10_500_000,
                        endMicros: 11_700_000
                    )
                ),
                final("It is too expensive.", 10_500_000, 12_000_000),
                final("Really", 12_200_000, 12_600_000),
                // What was final but had no end when the stream ended is a line all the same.
                final("Bye", 12_700_000, 12_900_000),
            ]
        )
    }

    @Test func `passes over what it does not know, and messages come in pieces`() async throws {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        _ = await peer.sound()
        for junk in [
            "{}", "null", "[1,", #"{"type":7}"#, #"{"type":"Results"}"#, #"{"type":"Metadata"}"#,
            #"{"type":"SomethingNew","x":[]}"#, #"{"type":"SpeechStarted","timestamp":0}"#,
            #"{"type":"Results","start":-1,"duration":1,"channel":{"alternatives":[{"transcript":"x"}]}}"#,
            #"{"type":"Results","start":1e300,"duration":1,"channel":{"alternatives":[{"transcript":"x"}]}}"#,
        ] {
            try await peer.says(junk)
        }
        let message = Array(
            SocketPeer.results("Hello", 0, 0.05, final: true, speech: true).utf8
        )
        for (place, byte) in message.enumerated().prefix(40) {
            try await peer.send(place == 0 ? .text : .continuation, [byte], fin: false)
        }
        try await peer.send(.ping, [])
        try await peer.send(.continuation, Array(message.dropFirst(40)))
        track.endsSound()
        #expect(await peer.text() != nil)
        try await peer.ends()
        #expect(await track.results() == [final("Hello", 0, 50_000)])
    }

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
        await track.heard.until { $0.last == final("Back", 2_000_000, 2_050_000) }
        track.hearing.cancel()
        #expect(await track.book.outcomes(2) == [.malformed, .cancelled])
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
        // Nobody is asked before the wait is over, and what is heard meanwhile is not kept.
        track.sounds(at: 1_100_000, level: 7)
        await track.passes(Backoff.firstMicros)
        if outcome == .rejected {
            await track.waits(Backoff.longestMicros - Backoff.firstMicros)
        }
        let again = try await track.opens(at: 70_000_000)
        #expect(await again.sound()?.first == 100)
        try await again.results("Again", 0, 0.05, speech: true)
        await track.heard.until { $0.last == final("Again", 70_000_000, 70_050_000) }
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
        #expect(await track.results().isEmpty)
    }

    @Test func `a message of 100 MB is not read`() async throws {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        // It is gone before all of it is written.
        let long = ByteBuffer(repeating: UInt8(ascii: "x"), count: 100 << 20)
        try? await peer.channel.writeAndFlush(WebSocketFrame(fin: true, opcode: .text, data: long))
        #expect(await track.book.outcomes() == [.tooLarge])
        track.endsSound()
        _ = await track.results()
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
        #expect(await track.results().isEmpty)
        #expect(track.book.departures.all.count == 1)
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

    @Test func `a service that does not say its last words is not waited for`() async throws {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        _ = await peer.sound()
        try await peer.results("Half", 0, 0.03)
        try await peer.results("of", 0.03, 0.02, final: false)
        // Messages are taken in order: once the second was heard, so was the first.
        await track.heard.until { !$0.isEmpty }
        track.endsSound()
        #expect(await peer.text() != nil)
        await track.passes(ListenLimits.closingMicros)
        #expect(await track.results().last == final("Half", 0, 30_000))
        #expect(await track.book.outcomes() == [.late])
    }

    @Test func `while the track is silent, silence ends the line and then only life is shown`()
        async throws
    {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        #expect(await peer.sound()?.count == 1_600)
        await track.passes(ListenLimits.pauseMicros)
        let silence = try #require(await peer.sound())
        #expect(silence.count == 38_400 && Set(silence) == [0])
        await track.passes(ListenLimits.keepAliveMicros)
        #expect(await peer.text() == #"{"type":"KeepAlive"}"#)
        await track.passes(ListenLimits.keepAliveMicros)
        #expect(await peer.text() == #"{"type":"KeepAlive"}"#)
        // The speaker goes on later in the call than in the stream.
        track.sounds(at: 60_000_000)
        #expect(await peer.sound()?.count == 1_600)
        try await peer.results("There", 1.25, 0.05, speech: true)
        await track.heard.until { $0 == [final("There", 60_000_000, 60_050_000)] }
        track.endsSound()
        #expect(await peer.text() == #"{"type":"CloseStream"}"#)
        try await peer.ends()
        _ = await track.results()
        #expect(track.book.ends.all.first?.soundMicros == 100_000)
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
        _ = await track.results()
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

    @Test func `cancelled hearing drops the stream at once, without a farewell`() async throws {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        _ = await peer.sound()
        track.hearing.cancel()
        #expect(await track.book.outcomes() == [.cancelled])
        #expect(await peer.text() == nil)
        await track.ended.until { !$0.isEmpty }
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
