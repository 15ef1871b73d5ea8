import Agent
import AsideTesting
import Events
import Testing

@testable import ModelAdapters

/// Takes loud sound for a voice.
final class LoudnessDetector: VoiceDetector {
    func hasVoice(_ frame: [Int16]) -> Bool { (frame.first ?? 0) > 1_000 }
}

@Suite("Stretches of speech") struct SpeechSegmenterTests {
    private func chunk(_ level: Int16, _ micros: Int64, millis: Int = 100) -> SoundChunk {
        let samples = [Int16](repeating: level, count: millis * 16)
        return SoundChunk(samples: samples, startMicros: micros)
    }

    private func segments(_ levels: [Int16], from start: Int64 = 0) -> [SpeechSegment] {
        var segmenter = SpeechSegmenter(LoudnessDetector())
        var found: [SpeechSegment] = []
        for (place, level) in levels.enumerated() {
            found += segmenter.hear(chunk(level, start + Int64(place) * 100_000))
        }
        return found + segmenter.finish()
    }

    @Test func `begin a little before the voice and end after a pause`() throws {
        let quiet = [Int16](repeating: 0, count: 10)
        let loud = [Int16](repeating: 5_000, count: 10)
        let found = segments(quiet + loud + quiet + quiet, from: 7_000_000)
        let segment = try #require(found.first)
        #expect(found.count == 1)
        // 30 frames of lead, the last five of which are voice.
        #expect(segment.startMicros == 7_750_000)
        #expect(segment.lengthMicros == 1_850_000)
    }

    @Test func `a click, silence and a short noise are none`() {
        #expect(segments([0, 0, 0]).isEmpty)
        #expect(segments([0, 5_000, 0, 0, 0, 0, 0, 0, 0, 0]).isEmpty)
    }

    @Test func `a voice that does not stop is cut, and what was not heard cuts too`() {
        #expect(segments([Int16](repeating: 5_000, count: 320)).count == 3)
        var segmenter = SpeechSegmenter(LoudnessDetector())
        for place in 0..<5 { _ = segmenter.hear(chunk(5_000, Int64(place) * 100_000)) }
        let found = segmenter.hear(chunk(0, 9_000_000))
        #expect(found.map(\.lengthMicros) == [500_000])
    }

    @Test func `sound in odd pieces is not lost`() {
        var segmenter = SpeechSegmenter(LoudnessDetector())
        var found: [SpeechSegment] = []
        for place in 0..<1_000 {
            let samples = [Int16](repeating: 5_000, count: 7)
            let micros = Int64(place) * 7 * 1_000_000 / 16_000
            found += segmenter.hear(SoundChunk(samples: samples, startMicros: micros))
        }
        found += segmenter.finish()
        #expect(found.map(\.samples.count) == [7_000 / 160 * 160])
    }
}

@Suite("Speech by upload", .timeLimit(.minutes(1))) struct TranscriptionTests {
    private static let destination = Destination(processor: "T", region: "here", isOutside: true)

    private func recognizer(
        _ port: Int,
        form: TranscriptionSettings.Form = .timed,
        model: String = "whisper-1",
        by time: ManualTime = ManualTime()
    ) throws -> TranscriptionRecognizer {
        var settings = TranscriptionSettings(model: model, form: form)
        settings.language = "en"
        return TranscriptionRecognizer(
            at: try ServiceAddress("http://localhost:\(port)/v1"),
            key: try Secret("key-1"),
            destination: Self.destination,
            settings: settings,
            over: try HTTPTransport(by: time),
            detecting: { LoudnessDetector() }
        )
    }

    /// So many sentences of a second each, with pauses between.
    private func sentences(_ count: Int) -> AsyncStream<SoundChunk> {
        AsyncStream { sound in
            for place in 0..<(count * 20) {
                let level: Int16 = place % 20 < 10 ? 5_000 : 0
                let samples = [Int16](repeating: level, count: 1_600)
                sound.yield(SoundChunk(samples: samples, startMicros: Int64(place) * 100_000))
            }
            sound.finish()
        }
    }

    private func lines(
        _ recognizer: TranscriptionRecognizer,
        _ count: Int = 1,
        _ book: DoorBook = DoorBook()
    ) async -> [SpokenLine] {
        var lines: [SpokenLine] = []
        for await case .final(let line) in recognizer.recognize(
            sentences(count),
            through: book.door
        ) {
            lines.append(line)
        }
        return lines
    }

    private static let timed = """
        {"text":" So so.  Well.","segments":[{"start":0.25,"end":0.9,"text":" So  so."},\
        {"start":1,"end":99,"text":"Well."},{"start":0,"end":1,"text":"Thank you for watching",\
        "no_speech_prob":0.9,"avg_logprob":-1.4}]}
        """

    @Test func `each stretch is one upload, whose parts have their times in the call`()
        async throws
    {
        let server = ScriptedServer(.answer(Self.timed))
        let book = DoorBook()
        try await server.run { port in
            let found = await lines(try recognizer(port), 1, book)
            #expect(
                found == [
                    .init(text: "So so.", startMicros: 250_000, endMicros: 900_000),
                    .init(text: "Well.", startMicros: 1_000_000, endMicros: 1_600_000),
                ]
            )
        }
        let request = try #require(server.requests.first)
        #expect(request.head.hasPrefix("POST /v1/audio/transcriptions "))
        #expect(request.header("authorization") == "Bearer key-1")
        let body = String(decoding: request.body, as: UTF8.self)
        for part in ["name=\"model\"\r\n\r\nwhisper-1\r\n", "verbose_json", "name=\"language\""] {
            #expect(body.contains(part))
        }
        let end = try #require(await book.ends.until { !$0.isEmpty }.first)
        #expect(end.outcome == .answered)
        #expect(end.soundMicros == 1_600_000)
        #expect(end.bytesOut == request.body.count)
        #expect(book.departures.all.first?.bytes == request.body.count)
    }

    @Test func `words without times are one line, and lines keep their order`() async throws {
        let server = ScriptedServer { _, number in
            // The first answer waits for the second to be under way.
            let answer = ScriptedServer.Step.answer(#"{"text":"Line \#(number)."}"#)
            return number == 1 ? [.hold, answer] : [answer]
        }
        try await server.run { port in
            async let found = lines(try recognizer(port, form: .json), 3)
            await server.waits { $0.requests.count >= 2 }
            server.letGo()
            let lines = try await found
            #expect(lines.count == 3)
            #expect(lines.map(\.startMicros) == lines.map(\.startMicros).sorted())
            #expect(Set(lines.map(\.text)) == ["Line 1.", "Line 2.", "Line 3."])
        }
    }

    @Test(arguments: [
        ("401 Unauthorized", "{}", EgressEnded.Outcome.refusedKey),
        ("404 Not Found", "{}", .unknownName), ("500 Oops", "", .serverFailed),
        ("200 OK", "<html>", .malformed), ("200 OK", "{}", .malformed),
        ("200 OK", #"{"text":7}"#, .malformed),
    ])
    func `what fails is lost and told of, and the next are not sent for a while, but for the last`(
        status: String,
        body: String,
        outcome: EgressEnded.Outcome
    ) async throws {
        let server = ScriptedServer(.answer(body, status: status))
        let book = DoorBook()
        try await server.run { port in
            let found = await lines(try recognizer(port), 4, book)
            #expect(found.isEmpty)
        }
        #expect(book.ends.all.allSatisfy { $0.outcome == outcome })
        #expect((2...TranscriptionRecognizer.mostUnderWay + 2).contains(book.ends.all.count))
        // However many were sent: the first sentence has no lead, the others have a quarter of a second.
        #expect(book.ends.all.reduce(0) { $0 + $1.lostMicros } == 1_600_000 + 3 * 1_850_000)
    }

    @Test func `controls and reorderings are left out of what was said`() async throws {
        let said = #"{"text":"It\u0000 is\u0007 \u202etoo\n expensive."}"#
        try await ScriptedServer(.answer(said)).run { port in
            let found = await lines(try recognizer(port, form: .json))
            #expect(found.map(\.text) == ["It is too expensive."])
        }
        try await ScriptedServer(.answer(#"{"text":"\u0000 \u202e"}"#)).run { port in
            let found = await lines(try recognizer(port, form: .json))
            #expect(found.isEmpty)
        }
    }

    @Test(arguments: [
        ("{}", "text"), (#"{"text":"Well.","segments":[{"start":0,"end":1}]}"#, "segments[].text"),
    ])
    func `what it lacks is named`(body: String, field: String) async throws {
        let book = DoorBook()
        try await ScriptedServer(.answer(body)).run { port in
            let found = await lines(try recognizer(port), 1, book)
            #expect(found.isEmpty)
            #expect(try await recognizer(port).fault()?.contains("found no \(field)") == true)
        }
        #expect(book.ends.all.map(\.missing) == [field])
    }

    @Test func `what an answer comes for is not lost`() async throws {
        let server = ScriptedServer { _, number in
            [number == 1 ? .answer("", status: "500 Oops") : .answer(#"{"text":"Well."}"#)]
        }
        let book = DoorBook()
        try await server.run { port in
            let found = await lines(try recognizer(port), 6, book)
            #expect(!found.isEmpty)
            #expect(found.last?.endMicros == 11_600_000)
        }
        let heard = book.ends.all.filter { $0.outcome == .answered }
        let lost = book.ends.all.reduce(0) { $0 + $1.lostMicros }
        #expect(lost + heard.reduce(0) { $0 + $1.soundMicros } == 1_600_000 + 5 * 1_850_000)
    }

    @Test func `a shut door lets nothing out and is not asked for every stretch`() async throws {
        let book = DoorBook(isOpen: false)
        let server = ScriptedServer(.answer("{}"))
        try await server.run { port in
            let found = await lines(try recognizer(port), 6, book)
            #expect(found.isEmpty)
        }
        #expect(server.requests.isEmpty)
        #expect((1...TranscriptionRecognizer.mostUnderWay + 1).contains(book.refusals.all.count))
    }

    @Test func `silence costs nothing, and no words are no line`() async throws {
        let server = ScriptedServer(.answer(#"{"text":"  ","segments":[]}"#))
        try await server.run { port in
            let none = await lines(try recognizer(port), 0)
            #expect(none.isEmpty && server.requests.isEmpty)
            let wordless = await lines(try recognizer(port), 1)
            #expect(wordless.isEmpty)
        }
    }

    @Test(.enabled(if: ForeignProcess.environment != nil, "\(ForeignProcess.comment)"))
    func `mock-ai-api takes our upload`() async throws {
        let server = try ForeignProcess("mock_server.py")
        let book = DoorBook()
        let found = await lines(
            try recognizer(try await server.port(), form: .json),
            1,
            book
        )
        #expect(await book.outcomes() == [.answered])
        #expect(found.count == 1)
    }

    @Test(
        .enabled(if: ForeignProcess.environment != nil, "\(ForeignProcess.comment)"),
        arguments: [
            (TranscriptionSettings.Form.timed, timed, ["So  so.", "Well."]),
            (.json, #"{"text":"Hello."}"#, ["Hello."]),
        ]
    )
    func `OpenAI's own client understands the server that we play, and sends what we send`(
        form: TranscriptionSettings.Form,
        answer: String,
        words: [String]
    ) async throws {
        let server = ScriptedServer(.answer(answer))
        let said = try await server.run { port in
            let place = "localhost:\(port)"
            return try await ForeignProcess("openai_client.py", place, form.rawValue).all().joined()
        }
        for word in words { #expect(said.contains(word), "\(said)") }
        let request = try #require(server.requests.first)
        #expect(request.path == "/v1/audio/transcriptions")
        #expect(request.header("content-type")?.hasPrefix("multipart/form-data; boundary=") == true)
        let body = String(decoding: request.body, as: UTF8.self)
        for field in ["model", "response_format", "language", "file"] {
            #expect(body.contains("name=\"\(field)\""))
        }
    }
}
