import Agent
import AsideTesting
import Events
import NIOCore
import NIOHTTP1
import SocketTesting
import Testing

@testable import ModelAdapters

@Suite(
    "Streamed speech, against other people's code",
    .timeLimit(.minutes(2)),
    .enabled(if: ForeignProcess.environment != nil, "\(ForeignProcess.comment)")
)
struct ListenForeignTests {
    @Test func `WhisperLiveKit's /v1/listen hears a track, and its lines have the call's times`()
        async throws
    {
        let server = try ForeignProcess("listen_server.py")
        var settings = ListenSettings()
        settings.model = nil
        let time = ManualTime()
        let recognizer = try ListenRecognizer(
            at: ServiceAddress("http://localhost:\(try await server.port())"),
            key: nil,
            destination: ListenFixture.destination,
            settings: settings,
            by: time
        )
        let book = DoorBook()
        let sound = AsyncStream.makeStream(of: SoundChunk.self)
        let heard = WatchedList<RecognizedSpeech>()
        let hearing = Task {
            for await speech in recognizer.recognize(sound.stream, through: book.door) {
                heard.append([speech])
            }
        }
        func sounds(_ place: Int) {
            let samples = [Int16](repeating: 0, count: 800)
            let start = 60_000_000 + Int64(place) * 50_000
            sound.continuation.yield(SoundChunk(samples: samples, startMicros: start))
        }
        sounds(-1)
        for place in 0..<62 { sounds(place) }
        await heard.until { $0.contains { $0.isFinal } }
        sound.continuation.finish()
        await hearing.value
        let finals = heard.all.filter(\.isFinal).map(\.line)
        #expect(finals.map(\.text) == ["That is too expensive.", "Maybe later."])
        #expect(heard.all.contains { !$0.isFinal })
        let start = try #require(finals.first).startMicros
        #expect((60_150_000...60_450_000).contains(start))
        #expect(await book.outcomes() == [.answered])
        #expect(book.ends.all.first.map { $0.bytesIn > 0 } == true)
    }

    @Test func `Deepgram's own client understands the server that we play, and sends what we send`()
        async throws
    {
        let server = try await SocketServer(at: "/v1/listen")
        let place = server.url().dropFirst("ws://".count).description
        let client = try ForeignProcess("deepgram_client.py", place, "1")
        let peer = try #require(await server.nextPeer())
        #expect(peer.head.headers["authorization"] == ["Token key-1"])
        #expect(
            peer.head.uri.contains("encoding=linear16") && peer.head.uri.contains("model=nova-3")
        )
        #expect(await peer.sound()?.count == 1_600)
        for command in [ListenCommand.keepAlive, .closeStream] {
            let text = try #require(await peer.text())
            let theirs = try WireJSON(parsing: Array(text.utf8))
            let ours = try WireJSON(parsing: Array(command.text.utf8))
            #expect(theirs == ours)
        }
        try await peer.results("Hello", 0, 0.05, final: true, speech: true)
        try await peer.says(#"{"type":"UtteranceEnd","channel":[0,1],"last_word_end":0.05}"#)
        try await peer.ends()
        // The other client waits for the connection itself to end.
        try? await peer.channel.close()
        let said = await client.all()
        #expect(said.count == 2)
        #expect(said.first?.contains(#""text": "Hello", "final": true, "speech": true"#) == true)
        #expect(said.last?.contains("UtteranceEnd") == true)
    }

    @Test func `Deepgram's own client hears of WhisperLiveKit's server what we hear`() async throws
    {
        let server = try ForeignProcess("listen_server.py")
        // It ends with the last that holds it.
        defer { withExtendedLifetime(server) {} }
        let place = "127.0.0.1:\(try await server.port())"
        // The script is 2.9 seconds long; a piece has a twentieth of one.
        let said = try await ForeignProcess("deepgram_client.py", place, "62").all().joined()
        for words in ["That", "is", "too", "expensive.", "Maybe", "later."] {
            #expect(said.contains(#""text": "\#(words)", "final": true"#), "\(said)")
        }
    }
}

extension RecognizedSpeech {
    fileprivate var isFinal: Bool { if case .final = self { true } else { false } }

    fileprivate var line: SpokenLine {
        switch self {
        case .partial(let line), .final(let line): line
        }
    }
}
