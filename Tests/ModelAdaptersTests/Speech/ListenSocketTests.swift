import Agent
import AsideTesting
import Events
import NIOHTTP1
import NIOWebSocket
import SocketTesting
import Testing

@testable import ModelAdapters

@Suite("A session with a listening service", .timeLimit(.minutes(1)))
struct ListenSocketTests {
    func final(_ text: String, _ start: Int64, _ end: Int64) -> RecognizedSpeech {
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

    @Test func `controls and reorderings are left out of what was said`() throws {
        let said = SocketPeer.results(
            #"It\u0000 is\u0007 \u202etoo  expensive."#,
            0,
            1,
            final: true,
            speech: true
        )
        guard case .results(let results) = try ListenMessage(parsing: Array(said.utf8)) else {
            return #expect(Bool(false))
        }
        #expect(results.transcript == "It is too expensive.")
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

    @Test func `one that says its last words late, but one after another, is heard out`()
        async throws
    {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        _ = await peer.sound()
        track.endsSound()
        #expect(await peer.text() == #"{"type":"CloseStream"}"#)
        for place in 1...3 {
            await track.passes(ListenLimits.closingMicros - ListenLimits.tickMicros)
            let start = Double(place) / 100
            try await peer.results("Word", start, 0.01, speech: true)
            await track.heard.until { $0.count == place }
        }
        try await peer.ends()
        #expect(await track.results().count == 3)
        #expect(await track.book.outcomes() == [.answered])
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

    @Test func `cancelled hearing drops the stream at once, without a farewell`() async throws {
        let track = try await ListenFixture()
        let peer = try await track.opens()
        _ = await peer.sound()
        track.hearing.cancel()
        #expect(await track.book.outcomes() == [.cancelled])
        #expect(await peer.text() == nil)
        await track.ended.until { !$0.isEmpty }
    }
}
