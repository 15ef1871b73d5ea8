import AsideTesting
import Events
import Synchronization
import Testing

@testable import Agent
@testable import ModelAdapters

@Suite("An answer that its provider paused is carried on", .timeLimit(.minutes(1)))
struct PausedAnswerTests {
    private typealias Anthropic = Reading<AnthropicHearing>

    private static func begin(_ place: Int, _ block: String) -> String {
        #"{"type":"content_block_start","index":\#(place),"content_block":\#(block)}"#
    }

    private static func add(_ place: Int, _ delta: String) -> String {
        #"{"type":"content_block_delta","index":\#(place),"delta":\#(delta)}"#
    }

    private static func end(_ place: Int) -> String {
        #"{"type":"content_block_stop","index":\#(place)}"#
    }

    private static let pause =
        #"{"type":"message_delta","delta":{"stop_reason":"pause_turn","stop_sequence":null,"#
        + #""container":{"id":"box","expires_at":"2026-11-22T18:22:49Z"}},"#
        + #""usage":{"output_tokens":7}}"#

    /// An answer that was paused in the middle of a search.
    static let paused = AnthropicHearingTests.stream(
        AnthropicHearingTests.start,
        begin(0, #"{"type":"thinking","thinking":"","signature":""}"#),
        add(0, #"{"type":"thinking_delta","thinking":"h"}"#),
        add(0, #"{"type":"thinking_delta","thinking":"m 😀"}"#),
        add(0, #"{"type":"signature_delta","signature":"s=="}"#),
        end(0),
        begin(1, #"{"type":"server_tool_use","id":"s","name":"web_search","input":{}}"#),
        add(1, #"{"type":"input_json_delta","partial_json":"{\"qu"}"#),
        add(1, #"{"type":"input_json_delta","partial_json":"ery\":\"x\"}"}"#),
        end(1),
        begin(2, result),
        end(2),
        begin(3, #"{"type":"text","text":"So","citations":[]}"#),
        add(3, #"{"type":"text_delta","text":" far"}"#),
        add(3, #"{"type":"citations_delta","citation":\#(citation)}"#),
        end(3),
        pause,
        AnthropicHearingTests.stop
    )

    private static let result =
        #"{"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","#
        + #""title":"t","url":"u","encrypted_content":"a/b==","page_age":null,"score":1.5}]}"#
    private static let citation =
        #"{"type":"web_search_result_location","cited_text":"c","url":"u","title":"t","#
        + #""encrypted_index":"i"}"#

    /// What of it is sent back.
    static let content = [
        #"{"type":"thinking","thinking":"hm 😀","signature":"s=="}"#,
        #"{"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"x"}}"#,
        result, #"{"type":"text","text":"So far","citations":[\#(citation)]}"#,
    ].compactMap { try? WireJSON(parsing: Array($0.utf8)) }

    private func model(
        _ port: Int,
        by time: ManualTime = ManualTime(),
        toolsOf provider: String = "p",
        within limits: TimeLimits = .turn
    ) throws -> EndpointModel {
        EndpointModel(
            try Asked.endpoint(port) { ($0.provider, $0.limits) = (provider, limits) },
            in: .anthropic,
            over: try Asked.transport(by: time)
        )
    }

    @Test func `wherever its stream is cut`() throws {
        let expected = HeardAnswer(
            calls: [],
            providerTools: ["web_search"],
            tokens: TokenCounts(fresh: 25, cached: 75, out: 7),
            paused: PausedAnswer(content: Self.content, container: "box")
        )
        #expect(Self.content.count == 4)
        try Anthropic.expectAlike(Self.paused, expected)
    }

    @Test func `a character may be cut between its halves`() throws {
        let stream = AnthropicHearingTests.stream(
            Self.begin(0, #"{"type":"text","text":""}"#),
            Self.add(0, #"{"type":"text_delta","text":"a\ud83d"}"#),
            Self.add(0, #"{"type":"text_delta","text":"\ude00"}"#),
            Self.pause,
            AnthropicHearingTests.stop
        )
        let paused = try #require(try Anthropic.heard(stream).paused)
        #expect(paused.content.map { $0["text"]?.string } == ["a😀"])
    }

    @Test func `what came is sent back as it was, each time through the door`() async throws {
        let server = ScriptedServer { [$1 == 1 ? .stream(Self.paused) : .anthropic] }
        let door = RecordingDoor()
        let answer = try await server.run { port in
            try await model(port).answer(Asked.prompt(), through: door.door)
        }
        #expect(answer.calls == [.init("nudge", #"{"line":7}"#)])
        #expect(answer.providerTools == ["web_search"])
        #expect(answer.usage == ModelUsage(tokensIn: 50, tokensOut: 49, tokensCached: 150))
        #expect(door.outcomes == [.answered, .answered])
        let departures = server.requests.map {
            Departure(to: Asked.inside, asking: .model, carrying: $0.body)
        }
        #expect(door.all.map(\.departure) == departures)
        let bodies = try server.requests.map { try WireJSON(parsing: $0.body) }
        guard bodies.count == 2, case .object(let asked) = bodies[0],
            case .object(var carried) = bodies[1]
        else {
            Issue.record("not two questions")
            return
        }
        let messages = try #require(carried["messages"]?.array)
        #expect(messages.last?["role"]?.string == "assistant")
        #expect(messages.last?["content"]?.array == Self.content)
        #expect(carried["container"]?.string == "box")
        (carried["messages"], carried["container"]) = (.array(messages.dropLast()), nil)
        #expect(carried == asked)
    }

    @Test func `it is carried on no more often than fits a turn, and all of it is counted`()
        async throws
    {
        let server = ScriptedServer(.stream(Self.paused))
        let answer = try await server.run { port in
            try await model(port).answer(Asked.prompt(), through: .forNobodysWords)
        }
        #expect(server.requests.count == 1 + EndpointModel.mostCarriedOn)
        #expect(answer.calls.isEmpty)
        #expect(answer.usage.tokensOut == 7 * server.requests.count)
        let last = try WireJSON(parsing: #require(server.requests.last).body)
        let messages = try #require(last["messages"]?.array)
        #expect(messages.map { $0["role"]?.string } == ["user", "assistant"])
        #expect(messages.last?["content"]?.array == Self.content + Self.content)
    }

    @Test func `the time of one question holds for all its requests`() async throws {
        let (time, door) = (ManualTime(), RecordingDoor())
        let server = ScriptedServer { [.hold, $1 == 1 ? .stream(Self.paused) : .anthropic] }
        try await server.run { port in
            let model = try model(port, by: time)
            let asking = Task { try await model.answer(Asked.prompt(), through: door.door) }
            await server.waits { !$0.held.isEmpty }
            time.advance(byMicros: 1_000_000)
            server.letGo()
            await server.waits { $0.requests.count == 2 && !$0.held.isEmpty }
            let left = TimeLimits.turn.wholeMicros - 1_000_000
            await time.alarm(inMicros: left)
            time.advance(byMicros: left)
            await #expect(throws: EgressFault.self) { try await asking.value }
        }
        #expect(door.outcomes == [.answered, .late])
    }

    @Test(arguments: [(0, 2), (1, 1)] as [(Int64, Int)])
    func `it is not carried on when too little time is left to be of use`(
        missing: Int64,
        requests: Int
    ) async throws {
        let (time, whole) = (ManualTime(), Int64(2_000_000))
        let server = ScriptedServer { _, number in
            number == 1 ? [.hold, .stream(Self.paused)] : [.anthropic]
        }
        try await server.run { port in
            let limits = TimeLimits(
                firstByteMicros: whole,
                idleMicros: whole,
                wholeMicros: whole
            )
            let model = try model(port, by: time, within: limits)
            let asking = Task { try await model.answer(Asked.prompt(), through: .forNobodysWords) }
            await server.waits { !$0.held.isEmpty }
            time.advance(byMicros: whole - TimeLimits.leastCarryingOnMicros + missing)
            server.letGo()
            #expect(try await asking.value.calls.isEmpty == (requests == 1))
        }
        #expect(server.requests.count == requests)
    }

    @Test func `it is not carried on where the cost was reckoned for one request`() async throws {
        let server = ScriptedServer(.stream(Self.paused))
        let answer = try await server.run { port in
            let model = try model(port, toolsOf: "")
            #expect(model.mostCharges == 1)
            return try await model.answer(Asked.prompt(), through: .forNobodysWords)
        }
        #expect(server.requests.count == 1)
        #expect(answer.calls.isEmpty)
    }

    @Test func `what it used is counted when it breaks off and the next model answers`()
        async throws
    {
        let first = ScriptedServer {
            [$1 == 1 ? .stream(Self.paused) : .answer("", status: "500 No")]
        }
        let (next, door) = (ScriptedServer(.openAI), RecordingDoor())
        let answer = try await first.run { port in
            try await next.run { nextPort in
                let other = EndpointModel(
                    try Asked.endpoint(nextPort),
                    in: .openAI,
                    over: try Asked.transport()
                )
                let chain = try #require(ModelChain([try model(port), other], by: ManualTime()))
                return try await chain.answer(Asked.prompt(), through: door.door)
            }
        }
        #expect(door.outcomes == [.answered, .serverFailed, .answered])
        #expect(answer.usage == ModelUsage(tokensIn: 65, tokensOut: 16, tokensCached: 135))
    }

    @Test func `it is not carried on when it may not leave any more`() async throws {
        let asked = Mutex(0)
        let door = RecordingDoor { _ in
            asked.withLock { count -> EgressRefusal? in
                count += 1
                return count > 1 ? .notWanted : nil
            }
        }
        let server = ScriptedServer(.stream(Self.paused))
        try await server.run { port in
            let model = try model(port)
            await #expect(throws: EgressRefusal.notWanted) {
                try await model.answer(Asked.prompt(), through: door.door)
            }
        }
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [
        // What is newer than this cannot be put together.
        [begin(0, #"{"type":"text","text":""}"#), add(0, #"{"type":"new_delta","new":1}"#)],
        [begin(0, #"{"type":"server_tool_use","input":{}}"#)]
            + [add(0, #"{"type":"input_json_delta","partial_json":"{"}"#)],
        [begin(0, #"{"type":"text","text":"\ud83d"}"#)],
        [add(0, #"{"type":"text_delta","text":"x"}"#)],
        // A call of ours is an answer.
        [AnthropicHearingTests.call], [],
    ])
    func `it is not sent back where it is not whole, or calls a tool of ours`(
        events: [String]
    ) throws {
        let stream = (events + [Self.pause, AnthropicHearingTests.stop]).map { "data: \($0)\n\n" }
        #expect(try Anthropic.heard(stream.joined()).paused == nil)
    }

    @Test func `it may come in one piece`() throws {
        let blocks = Self.content.map { String(decoding: $0.written, as: UTF8.self) }
        let whole = """
            {"content":[\(blocks.joined(separator: ","))],"stop_reason":"pause_turn","usage":{}}
            """
        #expect(
            try Anthropic.heard(whole: whole).paused == PausedAnswer(content: Self.content)
        )
    }

    @Test func `what it may cost is reckoned for each request`() throws {
        func charges(_ form: EndpointModel.Form, provider: String) throws -> Int {
            let endpoint = try Asked.endpoint(1) { $0.provider = provider }
            return EndpointModel(endpoint, in: form, over: try Asked.transport()).mostCharges
        }
        #expect(try charges(.anthropic, provider: "p") == 1 + EndpointModel.mostCarriedOn)
        #expect(try charges(.anthropic, provider: "") == 1)
        #expect(try charges(.openAI, provider: "p") == 1)
    }

    @Test func `what is broken anyhow is sent back as JSON or not at all`() async throws {
        let asked = Array(#"{"messages":[{"role":"user"}],"model":"m"}"#.utf8)
        try await Mutations.each(of: [Self.paused]) { bytes, _ in
            let heard: HeardAnswer
            do { heard = try Anthropic.heard([bytes]) } catch { return }
            guard let body = heard.paused?.body(carryingOn: asked) else { return }
            do throws(WireJSONError) {
                let messages = try WireJSON(parsing: body)["messages"]?.array
                #expect(messages?.count == 2)
            } catch { #expect(error == .tooDeep) }
        }
    }
}
