import AsideTesting
import Events
import Testing

@testable import Agent
@testable import ModelAdapters

@Suite(
    "A language model is asked, again where that is safe, and left alone while it fails",
    .timeLimit(.minutes(1))
)
struct ModelTests {
    private typealias Step = ScriptedServer.Step

    @Test func `one question is one request, and the answer is what came`() async throws {
        let (server, door) = (ScriptedServer(.openAI), RecordingDoor())
        let answer = try await server.run { port in
            let model = EndpointModel(
                try Asked.endpoint(port),
                in: .openAI,
                over: try Asked.transport()
            )
            return try await model.answer(Asked.prompt(), through: door.door)
        }
        #expect(answer.calls == [.init("nudge", #"{"line":7}"#)])
        #expect(answer.usage == ModelUsage(tokensIn: 40, tokensOut: 9, tokensCached: 60))
        #expect(answer.model == nil)
        let request = try #require(server.requests.first)
        #expect(request.path == "/v1/chat/completions")
        #expect(request.header("authorization") == "Bearer key-1")
        let passage = try #require(door.all.first)
        #expect(
            passage.departure == Departure(to: Asked.inside, asking: .model, carrying: request.body)
        )
        #expect(passage.outcome == .answered)
        #expect(
            (passage.bytesOut, passage.bytesIn) == (
                request.body.count, OpenAIHearingTests.usual.utf8.count
            )
        )
    }

    @Test func `Anthropic is asked in its own form`() async throws {
        let server = ScriptedServer(.anthropic)
        let answer = try await server.run { port in
            let model = EndpointModel(
                try Asked.endpoint(port),
                in: .anthropic,
                over: try Asked.transport()
            )
            return try await model.answer(Asked.prompt(), through: .forNobodysWords)
        }
        #expect(answer.calls == [.init("nudge", #"{"line":7}"#)])
        #expect(answer.usage == ModelUsage(tokensIn: 25, tokensOut: 42, tokensCached: 75))
        let request = try #require(server.requests.first)
        #expect(request.path == "/v1/messages")
        #expect(request.header("x-api-key") == "key-1")
        #expect(request.header("anthropic-version") == "2023-06-01")
    }

    @Test func `Azure has its key, its path and its query`() async throws {
        let server = ScriptedServer(.openAI)
        _ = try await server.run { port in
            let endpoint = try Asked.endpoint(port) {
                $0.address = try ServiceAddress(
                    "http://127.0.0.1:\(port)/openai/deployments/d/?api-version=1"
                )
                $0.headers["api-key"] = try Secret("key-2\n")
                $0.key = nil
            }
            return try await EndpointModel(endpoint, in: .openAI, over: try Asked.transport())
                .answer(Asked.prompt(), through: .forNobodysWords)
        }
        let request = try #require(server.requests.first)
        #expect(request.path == "/openai/deployments/d/chat/completions?api-version=1")
        #expect(request.header("api-key") == "key-2")
        #expect(request.header("authorization") == nil)
    }

    @Test func `the first token is timed from the question`() async throws {
        let (call, time) = (OpenAIHearingTests.usual, ManualTime())
        let start = OpenAIHearingTests.stream(OpenAIHearingTests.delta("{}"), done: false)
        let server = ScriptedServer(Step.streamHead(), .text(start), .hold, .text(call), .close)
        let answer = try await server.run { port in
            let model = EndpointModel(
                try Asked.endpoint(port),
                in: .openAI,
                over: try Asked.transport(by: time)
            )
            async let answer = model.answer(Asked.prompt(), through: .forNobodysWords)
            await server.waits { !$0.held.isEmpty }
            time.advance(byMicros: 300_000)
            server.letGo()
            return try await answer
        }
        #expect(answer.firstTokenMicros == 300_000)
    }

    @Test func `what may not leave does not`() async throws {
        let server = ScriptedServer(.openAI)
        try await server.run { port in
            let model = EndpointModel(
                try Asked.endpoint(port),
                in: .openAI,
                over: try Asked.transport()
            )
            await #expect(throws: EgressRefusal.notWanted) {
                try await model.answer(Asked.prompt(), through: .shut)
            }
        }
        #expect(server.connections == 0)
    }

    @Test func `who no longer wants an answer closes the stream`() async throws {
        let server = ScriptedServer(Step.streamHead(), .text(": ping\n\n"), .hold)
        let door = RecordingDoor()
        try await server.run { port in
            let model = EndpointModel(
                try Asked.endpoint(port),
                in: .openAI,
                over: try Asked.transport()
            )
            let asking = Task { try await model.answer(Asked.prompt(), through: door.door) }
            await server.waits { !$0.held.isEmpty }
            asking.cancel()
            await server.waits { $0.closings == 1 }
            await #expect(throws: CancellationError.self) { try await asking.value }
        }
        #expect(door.outcomes == [.cancelled])
    }

    /// Asks once, moving time to each wait between tries.
    private func ask(
        _ server: ScriptedServer,
        waiting waits: [Int64] = [],
        through door: RecordingDoor
    ) async throws -> ModelAnswer {
        let time = ManualTime()
        return try await server.run { port in
            let model = EndpointModel(
                try Asked.endpoint(port),
                in: .openAI,
                over: try Asked.transport(by: time)
            )
            async let answer = model.answer(Asked.prompt(), through: door.door)
            for (place, wait) in waits.enumerated() {
                await door.waits { $0.filter { $0.outcome != nil }.count == place + 1 }
                await time.alarms(1)
                time.advance(byMicros: wait)
            }
            return try await answer
        }
    }

    @Test(arguments: ["429 Too Many Requests", "503 Unavailable", "529 Overloaded"])
    func `who is too busy is asked again, each time through the door`(status: String) async throws {
        let server = ScriptedServer { _, number in
            number < 3 ? [.answer("{}", status: status)] : [.openAI]
        }
        let door = RecordingDoor()
        let answer = try await ask(server, waiting: [100_000, 200_000], through: door)
        #expect(answer.calls.count == 1)
        let busy: EgressEnded.Outcome = status.hasPrefix("429") ? .tooMany : .serverFailed
        #expect(door.outcomes == [busy, busy, .answered])
    }

    static let date = "date: Sun, 06 Nov 1994 08:49:37 GMT"

    static let waits: [(headers: [String], micros: Int64)] = [
        (["retry-after: 1"], 1_000_000), (["retry-after-ms: 250.5"], 250_500),
        (["retry-after: 0"], 0),
        ([date, "retry-after: Sun, 06 Nov 1994 08:49:38 GMT"], 1_000_000),
        ([date, "retry-after: Sat, 05 Nov 1994 08:49:38 GMT"], 0),
        // What cannot be read, or read against no clock but ours, is as if nothing was asked for.
        (["retry-after: Sun, 06 Nov 1994 08:49:38 GMT"], 100_000), (["retry-after: soon"], 100_000),
        ([date, "retry-after: Tue, 31 Feb 1995 08:49:38 GMT"], 100_000),
        (["retry-after: -1"], 100_000), (["retry-after: nan"], 100_000),
    ]

    @Test(arguments: waits)
    func `the wait is what the other side asks for`(headers: [String], wait: Int64) async throws {
        let server = ScriptedServer { _, number in
            number == 1 ? [.answer("", status: "429 No", headers: headers)] : [.openAI]
        }
        let door = RecordingDoor()
        _ = try await ask(server, waiting: wait > 0 ? [wait] : [], through: door)
        #expect(door.outcomes == [.tooMany, .answered])
    }

    @Test(arguments: [
        ("429 No", "retry-after: 2"), ("429 No", "retry-after: 3600"),
        ("429 No", "retry-after: 864000"), ("429 No", "retry-after: inf"),
        ("503 No", ModelTests.date + "\r\nretry-after: Mon, 07 Nov 1994 08:49:37 GMT"),
        ("503 No", ModelTests.date + "\r\nretry-after: Fri, 31 Dec 1999 23:59:59 GMT"),
        ("500 No", "retry-after: 0"),
        ("400 No", "retry-after: 0"), ("401 No", "retry-after: 0"), ("404 No", "retry-after: 0"),
    ])
    func `it is not asked again in vain`(status: String, header: String) async throws {
        let server = ScriptedServer(.answer("", status: status, headers: [header]))
        let door = RecordingDoor()
        await #expect(throws: EgressFault.self) { try await ask(server, through: door) }
        #expect(server.requests.count == 1)
    }

    @Test func `who asks for more time than a turn has is left alone in the next turns too`()
        async throws
    {
        let busy = Step.answer("", status: "429 No", headers: ["retry-after: 30"])
        let (server, time) = (ScriptedServer { [$1 == 1 ? busy : .openAI] }, ManualTime())
        try await server.run { port in
            let transport = try Asked.transport(by: time)
            let model = EndpointModel(try Asked.endpoint(port), in: .openAI, over: transport)
            let door = EgressDoor.forNobodysWords
            await #expect(throws: EgressFault.self) {
                try await model.answer(Asked.prompt(), through: door)
            }
            time.advance(byMicros: 29_999_999)
            await #expect(throws: ServiceResting()) {
                try await model.answer(Asked.prompt(), through: door)
            }
            time.advance(byMicros: 1)
            _ = try await model.answer(Asked.prompt(), through: door)
        }
        #expect(server.requests.count == 2)
    }

    @Test func `what had begun is not asked again`() async throws {
        let error = OpenAIHearingTests.stream(#"{"error":{"type":"overloaded_error"}}"#)
        for step in [Step.stream(error), .stream(": ping\n\n")] {
            let (server, door) = (ScriptedServer(step), RecordingDoor())
            await #expect(throws: EgressFault.self) { try await ask(server, through: door) }
            #expect(door.outcomes == [.serverFailed])
        }
    }

    @Test func `who cannot be reached is tried three times`() async throws {
        let port = try await ScriptedServer().run { $0 }
        let (time, door) = (ManualTime(), RecordingDoor())
        let model = EndpointModel(
            try Asked.endpoint(port),
            in: .openAI,
            over: try Asked.transport(by: time)
        )
        let asking = Task { try await model.answer(Asked.prompt(), through: door.door) }
        for tries in 1...2 {
            await door.waits { $0.filter { $0.outcome != nil }.count == tries }
            await time.alarms(1)
            time.advance(byMicros: Int64(tries) * 100_000)
        }
        await #expect(throws: EgressFault.self) { try await asking.value }
        #expect(door.outcomes == [.unreachable, .unreachable, .unreachable])
    }

    @Test func `an answer in one piece is taken too`() async throws {
        let whole =
            #"{"choices":[{"message":{"tool_calls":[{"id":"a","type":"function","function":{"name":"x","arguments":"{}"}}]}}]}"#
        let answer = try await ask(ScriptedServer(.answer(whole)), through: RecordingDoor())
        #expect(answer.calls == [.init("x", "{}")])
    }

    @Test func `a stream is one in whatever case its type is written`() async throws {
        let stream = Step.answer(OpenAIHearingTests.usual, type: "Text/Event-Stream; charset=UTF-8")
        let answer = try await ask(ScriptedServer(stream), through: RecordingDoor())
        #expect(answer.calls == [.init("nudge", #"{"line":7}"#)])
    }

    @Test func `a flood in the stream is stopped at its first line`() async throws {
        let (server, door) = (ScriptedServer(Step.streamHead(), .flood(100 << 20)), RecordingDoor())
        await #expect(throws: EgressFault.self) { try await ask(server, through: door) }
        #expect(door.outcomes == [.tooLarge])
        #expect(server.bytesSent < WireLimits.longestAnswer * 2)
    }

    @Test func `a probe says how long was waited for the first byte`() async throws {
        let silence = OpenAIHearingTests.usual.replacing("nudge", with: "stay_silent")
        let (server, time) = (ScriptedServer(.hold, .stream(silence)), ManualTime())
        let found = try await server.run { port in
            let endpoint = try Asked.endpoint(port)
            let transport = try Asked.transport(by: time)
            async let found = EndpointModel(endpoint, in: .openAI, over: transport).probe()
            await server.waits { !$0.held.isEmpty }
            time.advance(byMicros: 300_000)
            server.letGo()
            return await found
        }
        #expect(
            found.needed
                == TimeLimits(firstByteMicros: 300_000, idleMicros: 0, wholeMicros: 300_000)
        )
    }

    @Test func `the longest gap is from one piece of an answer to the next`() {
        let time = ManualTime()
        let watch = Watch(.turn, by: time)
        for micros: Int64 in [300_000, 200_000, 100_000] {
            time.advance(byMicros: micros)
            watch.pieceCame()
        }
        #expect(watch.longestGapMicros == 200_000)
    }

    @Test(arguments: [
        (ScriptedServer.Step.openAI, false, "m: answered without calling the tool"),
        (.answer("", status: "401 No"), false, "m: 127.0.0.1: HTTP 401: the key was not taken"),
        (.answer("", status: "404 No"), false, "m: 127.0.0.1: HTTP 404: no such model"),
        (.answer("<html>"), false, "m: 127.0.0.1: the answer has not the expected form"),
        (
            .stream(
                OpenAIHearingTests.stream(OpenAIHearingTests.delta("{}", reason: #""length""#))
            ), false, "m: its answer ended at max_tokens (600) before it called a tool"
        ),
        (
            .stream(OpenAIHearingTests.usual.replacing("nudge", with: "stay_silent")), true,
            "m: answers in 0 ms, streams, calls tools, counts tokens"
        ),
    ])
    func `a probe says in one line what was found`(
        step: ScriptedServer.Step,
        isGood: Bool,
        line: String
    )
        async throws
    {
        let result = try await ScriptedServer(step).run { port in
            await EndpointModel(try Asked.endpoint(port), in: .openAI, over: try Asked.transport())
                .probe()
        }
        #expect(result.isGood == isGood)
        #expect(result.line.hasPrefix(line))
        #expect(!result.line.contains("\n"))
    }
}
