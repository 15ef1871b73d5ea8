import Agent
import AsideTesting
import Events
import Testing

@testable import ModelAdapters

@Suite("An answer in Anthropic's form is put together from its events")
struct AnthropicHearingTests {
    private typealias Anthropic = Reading<AnthropicHearing>

    /// A stream, each event under the name of its type.
    static func stream(_ events: String...) -> String {
        events.map { data in
            let json = try? WireJSON(parsing: Array(data.utf8), isPiece: true)
            return "event: \(json?["type"]?.string ?? "x")\ndata: \(data)\n\n"
        }.joined()
    }

    static let start =
        #"{"type":"message_start","message":{"id":"m","role":"assistant","content":[],"usage":{"input_tokens":20,"cache_creation_input_tokens":5,"cache_read_input_tokens":75,"output_tokens":1}}}"#
    static let call =
        #"{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"nudge","input":{}}}"#
    static let end =
        #"{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":42}}"#
    static let stop = #"{"type":"message_stop"}"#

    static func piece(_ json: String, at index: Int = 1) -> String {
        #"{"type":"content_block_delta","index":\#(index),"delta":{"type":"input_json_delta","partial_json":"\#(json)"}}"#
    }

    static let usual = stream(
        #"{"type":"ping"}"#,
        start,
        #"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}"#,
        #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}"#,
        #"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}"#,
        #"{"type":"content_block_stop","index":0}"#,
        call,
        piece(""),
        #"{"type":"ping"}"#,
        piece(#"{\"li"#),
        piece(#"ne\":7}"#),
        #"{"type":"content_block_stop","index":1}"#,
        #"{"type":"brand_new","anything":{}}"#,
        end,
        stop
    )

    static let usualAnswer = HeardAnswer(
        calls: [.init("nudge", #"{"line":7}"#)],
        providerTools: [],
        tokens: TokenCounts(fresh: 25, cached: 75, out: 42)
    )

    @Test func `wherever it is cut`() throws {
        try Anthropic.expectAlike(Self.usual, Self.usualAnswer)
    }

    @Test func `with lines ended by carriage returns and comments in between`() throws {
        let lines = Self.usual.replacing("\n\n", with: "\r\n\r\n: ping\r\n\r\n")
        try Anthropic.expectAlike(lines, Self.usualAnswer)
    }

    @Test func `a tool without arguments is called with none`() throws {
        let text = Self.stream(Self.start, Self.call, Self.end, Self.stop)
        #expect(try Anthropic.heard(text).said == ["nudge {}"])
    }

    @Test func `what ends too early stays as it is`() throws {
        let text = Self.stream(Self.call, Self.piece(#"{\"li"#), Self.stop)
        #expect(try Anthropic.heard(text).said == [#"nudge {"li"#])
    }

    @Test func `a character may be cut between its halves, wherever that is`() throws {
        let text = #"{"a":"😀é","b":"x😀"}"#
        let units = Array(text.utf16)
        for place in 0...units.count {
            let (first, second) = (escaped(units[..<place]), escaped(units[place...]))
            let stream = Self.stream(Self.call, Self.piece(first), Self.piece(second), Self.stop)
            #expect(try Anthropic.heard(stream).said == ["nudge " + text])
        }
    }

    @Test func `several calls keep their order`() throws {
        let second = Self.call.replacing("nudge", with: "other").replacing(
            #""index":1"#,
            with: #""index":2"#
        )
        let text = Self.stream(
            Self.call,
            second,
            Self.piece(#"{\"b\":1}"#, at: 2),
            Self.piece(#"{\"a\":1}"#),
            Self.stop
        )
        #expect(try Anthropic.heard(text).said == [#"nudge {"a":1}"#, #"other {"b":1}"#])
    }

    @Test func `a stream without its end is cut off`() {
        #expect(Anthropic.fault(Self.stream(Self.start, Self.call, Self.end)) == .serverFailed)
        #expect(Anthropic.fault("") == .serverFailed)
    }

    @Test(arguments: [
        ("overloaded_error", EgressEnded.Outcome.serverFailed), ("api_error", .serverFailed),
        ("rate_limit_error", .tooMany), ("authentication_error", .refusedKey),
        ("not_found_error", .unknownName), ("invalid_request_error", .rejected),
        ("billing_error", .overQuota), ("unheard_of", .serverFailed),
    ])
    func `an error inside the stream is one`(type: String, outcome: EgressEnded.Outcome) {
        let error = #"{"type":"error","error":{"type":"\#(type)","message":"words"}}"#
        #expect(Anthropic.fault(Self.stream(Self.start, error)) == outcome)
    }

    @Test func `what is no JSON is no answer`() {
        #expect(Anthropic.fault(Self.stream(Self.start, "{broken")) == .malformed)
    }

    static let whole =
        #"{"type":"message","content":[{"type":"text","text":"hm"},{"type":"tool_use","id":"t","name":"x","input":{"b":1.5,"a":[7,null]}}],"stop_reason":"tool_use","usage":{"input_tokens":3,"output_tokens":2}}"#

    @Test func `an answer in one piece is one too`() throws {
        let heard = try Anthropic.heard(whole: Self.whole)
        #expect(heard.said == [#"x {"a":[7,null],"b":1.5}"#])
        #expect(heard.tokens == TokenCounts(fresh: 3, cached: 0, out: 2))
        #expect(throws: HTTPFailure.lacking("test", "content")) {
            try Anthropic.heard(whole: "{}")
        }
    }

    @Test func `a refusal is no answer, whatever was called before it, and is paid for`() throws {
        let text = Self.usual.replacing(
            #""stop_reason":"tool_use""#,
            with: #""stop_reason":"refusal""#
        )
        let heard = try Anthropic.heard(text)
        #expect(heard.calls.isEmpty)
        #expect(try heard.tokens == Anthropic.heard(Self.usual).tokens)
    }

    @Test func `an answer that ended at the longest allowed says so`() throws {
        let cut = Self.usual.replacing(
            #""stop_reason":"tool_use""#,
            with: #""stop_reason":"max_tokens""#
        )
        #expect(try Anthropic.heard(cut).isCutOff)
        #expect(try !Anthropic.heard(Self.usual).isCutOff)
    }

    @Test func `what it lacks is named`() {
        let nameless = Self.call.replacing(#""name":"nudge","#, with: "")
        for (text, field) in [
            (Self.stream(nameless, Self.stop), "content_block.name"),
            (Self.stream(Self.call, Self.end), "message_stop"),
        ] {
            let failure = #expect(throws: HTTPFailure.self) { try Anthropic.heard(text) }
            #expect(failure?.fault.missing?.name == field)
        }
    }

    @Test func `tools of the provider are told from ours, and their pieces are not ours`() throws {
        func own(_ name: String, _ index: Int, as type: String = "server_tool_use") -> String {
            #"{"type":"content_block_start","index":\#(index),"content_block":{"type":"\#(type)","id":"s","name":"\#(name)","input":{}}}"#
        }
        let tools = [
            ProviderTool(
                name: "search",
                provider: "p",
                definition: ["type": .string("web_search_1"), "name": .string("web_search")]
            ),
            ProviderTool(
                name: "code",
                provider: "p",
                definition: ["type": .string("code_1"), "name": .string("code_execution")]
            ),
        ]
        let text = Self.stream(
            Self.start,
            own("web_search", 0),
            Self.piece(#"{\"query\":\"x\"}"#, at: 0),
            #"{"type":"content_block_start","index":2,"content_block":{"type":"web_search_tool_result","content":[]}}"#,
            Self.call,
            own("bash_code_execution", 3),
            own("unheard_of", 4),
            Self.piece(#"{\"x\":1}"#, at: 4),
            own("find", 5, as: "mcp_tool_use"),
            Self.stop
        )
        let heard = try Anthropic.heard(text, providerTools: tools)
        #expect(heard.providerTools == ["search", "code", "unheard_of", "find"])
        #expect(heard.said == ["nudge {}"])
    }

    @Test func `what is broken anyhow is an answer or a fault, and never ends the process`()
        async throws
    {
        try await Mutations.each(of: [Self.usual]) { bytes, _ in
            do { _ = try Anthropic.heard([bytes]) } catch is HTTPFailure {
            } catch is EventStreamDecoder.TooLong {}
        }
    }
}
