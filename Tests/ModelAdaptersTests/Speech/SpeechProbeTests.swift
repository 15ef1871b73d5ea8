import Agent
import AsideTesting
import Events
import NIOHTTP1
import SocketTesting
import Testing

@testable import ModelAdapters

@Suite("A speech service is tried before a call", .timeLimit(.minutes(1)))
struct SpeechProbeTests {
    private static let destination = Destination(processor: "T", region: "here", isOutside: true)

    private func listener(
        _ manner: SocketServer.Manner,
        scheme: String = "ws",
        by time: ManualTime = ManualTime()
    ) async throws -> (ListenRecognizer, SocketServer) {
        let server = try await SocketServer(manner, at: "/v1/listen")
        let recognizer = try ListenRecognizer(
            at: ServiceAddress(server.url(scheme)),
            key: Secret("key-1"),
            destination: Self.destination,
            by: time
        )
        return (recognizer, server)
    }

    @Test func `a stream that it takes is ended at once, and no sound goes out`() async throws {
        let (recognizer, server) = try await listener(.open)
        async let fault = recognizer.fault()
        let peer = try #require(await server.nextPeer())
        #expect(peer.head.headers["authorization"] == ["Token key-1"])
        #expect(await peer.text() == #"{"type":"CloseStream"}"#)
        #expect(await fault == nil)
    }

    @Test(arguments: [
        (SocketServer.Manner.refuse(.unauthorized), "the key was not taken"),
        (.refuse(.notFound), "no such model or address"), (.refuse(.paymentRequired), "quota"),
        (.babble, "not the expected form"),
    ])
    func `what it refuses is one line`(manner: SocketServer.Manner, words: String) async throws {
        let (recognizer, server) = try await listener(manner)
        let fault = try #require(await recognizer.fault())
        try await server.close()
        #expect(fault.contains(words), "\(fault)")
        #expect(!fault.contains("key-1"))
    }

    @Test func `one that nobody can trust, and one that says nothing, are as well`() async throws {
        let (untrusted, other) = try await listener(.babble, scheme: "wss")
        #expect(await untrusted.fault()?.contains("TLS") == true)
        let time = ManualTime()
        try await other.close()
        let (silent, server) = try await listener(.silent, by: time)
        async let fault = silent.fault()
        await time.alarms(1)
        time.advance(byMicros: ListenLimits.connectMicros)
        #expect(await fault?.contains("no answer in time") == true)
        try await server.close()
    }

    @Test(
        arguments: [
            (ScriptedServer.Step.answer(#"{"text":""}"#), nil),
            (.answer("", status: "401 No"), "the key was not taken"),
            (.answer("", status: "404 No"), "no such model or address"),
            (.answer("{}"), "not the expected form"),
        ] as [(ScriptedServer.Step, String?)]
    )
    func `an upload of silence tells the same`(
        step: ScriptedServer.Step,
        words: String?
    ) async throws {
        let server = ScriptedServer(step)
        let fault = try await server.run { port in
            await TranscriptionRecognizer(
                at: try ServiceAddress("http://127.0.0.1:\(port)"),
                key: try Secret("key-1"),
                destination: Self.destination,
                settings: TranscriptionSettings(model: "whisper-1", form: .timed),
                over: try HTTPTransport(by: ManualTime()),
                detecting: { LoudnessDetector() }
            ).fault()
        }
        #expect(fault?.contains(words ?? "") == words.map { _ in true })
        let body = try #require(server.requests.first).body
        #expect(body.count > 32_000 && Set(body.suffix(20_000).prefix(19_000)) == [0])
    }
}
