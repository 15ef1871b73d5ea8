import Agent
import AsideTesting
import Events
import Testing

@testable import ModelAdapters

@Suite("An answer in OpenAI's form is put together, whatever server wrote it")
struct OpenAIHearingTests {
    private typealias OpenAI = Reading<OpenAIHearing>

    /// A stream of chunks, ended as the form has it.
    static func stream(_ chunks: String..., done: Bool = true) -> String {
        (chunks + (done ? ["[DONE]"] : [])).map { "data: " + $0 + "\n\n" }.joined()
    }

    static func delta(_ delta: String, reason: String = "null") -> String {
        #"{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","#
            + #""choices":[{"index":0,"delta":\#(delta),"finish_reason":\#(reason)}],"usage":null}"#
    }

    static let usual = stream(
        delta(#"{"role":"assistant","content":null}"#),
        delta(
            #"{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"nudge","arguments":""}}]}"#
        ),
        delta(#"{"tool_calls":[{"index":0,"function":{"arguments":"{\"li"}}]}"#),
        delta(#"{"tool_calls":[{"index":0,"function":{"arguments":"ne\":7}"}}]}"#),
        delta("{}", reason: #""tool_calls""#),
        #"{"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":9,"prompt_tokens_details":{"cached_tokens":60}},"obfuscation":"xx"}"#
    )

    static let usualAnswer = HeardAnswer(
        calls: [.init("nudge", #"{"line":7}"#)],
        providerTools: [],
        tokens: TokenCounts(fresh: 40, cached: 60, out: 9)
    )

    @Test func `wherever it is cut`() throws {
        try OpenAI.expectAlike(Self.usual, Self.usualAnswer)
    }

    @Test func `with lines ended by carriage returns and comments in between`() throws {
        let lines = Self.usual.replacing("\n\n", with: "\r\n\r\n: ping\r\n\r\n")
        try OpenAI.expectAlike(lines, Self.usualAnswer)
    }

    @Test func `with one chunk over several lines`() throws {
        let lines = Self.usual.replacing(#","choices""#, with: ",\ndata: \"choices\"")
        #expect(lines != Self.usual)
        try OpenAI.expectAlike(lines, Self.usualAnswer)
    }

    @Test(arguments: [
        #"{"choices":[{"index":0,"delta":{}}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#,
        #"{"choices":null,"usage":{"prompt_tokens":3,"completion_tokens":2}}"#,
        #"{"usage":{"prompt_tokens":3,"completion_tokens":2,"prompt_tokens_details":null}}"#,
        #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#,
    ])
    func `usage is taken from whichever chunk has it`(chunk: String) throws {
        let call = Self.delta(#"{"tool_calls":[{"index":0,"function":{"name":"x"}}]}"#)
        for text in [Self.stream(call, chunk), Self.stream(chunk, call)] {
            let heard = try OpenAI.heard(text)
            #expect(heard.tokens == TokenCounts(fresh: 3, cached: 0, out: 2))
            #expect(heard.said == ["x "])
        }
    }

    /// Fragments, and the calls that they come to.
    static let fragments: [([String], [String])] = [
        (
            [
                #"{"index":1,"id":"b","function":{"name":"two","arguments":"2"}}"#,
                #"{"index":0,"id":"a","function":{"name":"one","arguments":"1"}}"#,
                #"{"index":1,"function":{"arguments":"2"}}"#,
            ], ["one 1", "two 22"]
        ),
        // No places at all: a new id begins a new call.
        (
            [
                #"{"id":"a","function":{"name":"one","arguments":"{"}}"#,
                #"{"function":{"arguments":"}"}}"#,
                #"{"id":"b","function":{"name":"two","arguments":"{}"}}"#,
            ], ["one {}", "two {}"]
        ),
        // All at the same place: an id and a name of its own begin a new call.
        (
            [
                #"{"index":0,"id":"a","function":{"name":"one","arguments":"{}"}}"#,
                #"{"index":0,"id":"b","function":{"name":"two","arguments":"{}"}}"#,
            ], ["one {}", "two {}"]
        ),
        // The name and id with each fragment.
        (
            [
                #"{"index":0,"id":"a","function":{"name":"one","arguments":"{"}}"#,
                #"{"index":0,"id":"a","function":{"name":"one","arguments":"}"}}"#,
            ], ["one {}"]
        ),
        // An object where a string should be; null where nothing is meant.
        (
            [#"{"index":0,"function":{"name":"one","arguments":{"b":1,"a":"x"}}}"#],
            [#"one {"a":"x","b":1}"#]
        ),
        (
            [#"{"index":0,"id":null,"type":null,"function":{"name":"one","arguments":null}}"#],
            ["one "]
        ),
        // What ends too early stays as it is: whoever reads it says that it is no JSON.
        ([#"{"index":0,"function":{"name":"one","arguments":"{\"li"}}"#], [#"one {"li"#]),
    ]

    @Test(arguments: fragments.indices)
    func `calls come together from any fragments`(number: Int) throws {
        let (fragments, calls) = Self.fragments[number]
        let chunks = fragments.map { Self.delta(#"{"tool_calls":[\#($0)]}"#) }
        let apart = chunks.map { "data: " + $0 + "\n\n" }.joined() + "data: [DONE]\n\n"
        #expect(try OpenAI.heard(apart).said == calls)
        let together = Self.delta(#"{"tool_calls":[\#(fragments.joined(separator: ","))]}"#)
        #expect(try OpenAI.heard(Self.stream(together)).said == calls)
    }

    private static func stream(inPieces pieces: [String]) -> String {
        let name = delta(#"{"tool_calls":[{"index":0,"function":{"name":"x"}}]}"#)
        let words = pieces.map { delta(#"{"content":"\#($0)"}"#) }
        let calls = pieces.map {
            delta(#"{"tool_calls":[{"index":0,"function":{"arguments":"\#($0)"}}]}"#)
        }
        return ([name] + words + calls + ["[DONE]"]).map { "data: " + $0 + "\n\n" }.joined()
    }

    @Test func `a character may be cut between its halves, wherever that is`() throws {
        let text = #"{"a":"😀𝄞é\n","b":"x😀"}"#
        let units = Array(text.utf16)
        for place in 0...units.count {
            let pieces = [escaped(units[..<place]), "", escaped(units[place...])]
            #expect(try OpenAI.heard(Self.stream(inPieces: pieces)).said == ["x " + text])
        }
        let each = units.map { escaped([$0]) }
        #expect(try OpenAI.heard(Self.stream(inPieces: each)).said == ["x " + text])
    }

    @Test(arguments: [
        [#"\ud83d"#, "x"], [#"\ude00"#], ["x", #"\ude00"#], [#"\ud83d"#, #"\ud83d"#],
        [#"\ud83d\ud83d"#], [#"x\ude00"#], [#"\ud83dx"#],
    ])
    func `halves that do not meet are no answer`(pieces: [String]) {
        #expect(OpenAI.fault(Self.stream(inPieces: pieces)) == .malformed)
    }

    @Test func `half a character at the very end stays away`() throws {
        let heard = try OpenAI.heard(Self.stream(inPieces: ["{", #"\ud83d"#]))
        #expect(heard.said == ["x {"])
    }

    @Test(arguments: ["stop", "length", "tool_calls", "content_filter", "function_call", "new"])
    func `a stream that gave a reason to end is whole without its last word`(reason: String) throws
    {
        let end = Self.delta("{}", reason: "\"\(reason)\"")
        #expect(try OpenAI.heard(Self.stream(end, done: false)).calls.isEmpty)
    }

    @Test func `what a filter stopped is no answer, and is paid for`() throws {
        let text = Self.usual.replacing(
            #""finish_reason":"tool_calls""#,
            with: #""finish_reason":"content_filter""#
        )
        let heard = try OpenAI.heard(text)
        #expect(heard.calls.isEmpty && heard.tokens == Self.usualAnswer.tokens)
    }

    @Test func `an answer that ended at the longest allowed says so`() throws {
        #expect(try OpenAI.heard(Self.stream(Self.delta("{}", reason: #""length""#))).isCutOff)
        #expect(try !OpenAI.heard(Self.usual).isCutOff)
    }

    @Test func `a stream that just ends is cut off`() {
        #expect(OpenAI.fault(Self.stream(Self.delta("{}"), done: false)) == .serverFailed)
        #expect(OpenAI.fault("") == .serverFailed)
    }

    @Test func `what comes after the end is not read`() throws {
        #expect(try OpenAI.heard(Self.usual + "data: {broken\n\n") == Self.usualAnswer)
    }

    @Test(arguments: [
        (#"{"error":{"message":"words","type":"server_error"}}"#, EgressEnded.Outcome.serverFailed),
        (#"{"error":{"message":"words","code":"rate_limit_exceeded"}}"#, .tooMany),
        (#"{"error":{"message":"words","code":"context_length_exceeded"}}"#, .rejected),
        (#"{"error":"words"}"#, .serverFailed), (#"{"error":{"code":500}}"#, .serverFailed),
        (#"{"error":{"type":"throttling_error","code":"429"}}"#, .tooMany),
        (#"{"error":{"message":"words","code":401}}"#, .refusedKey),
        ("{broken", .malformed), (#"{"choices":"#, .malformed),
    ])
    func `an error inside the stream is one`(chunk: String, outcome: EgressEnded.Outcome) {
        #expect(OpenAI.fault(Self.stream(Self.delta("{}"), chunk)) == outcome)
    }

    @Test(arguments: [
        "[]", "7", "null", "{}", #"{"choices":7}"#, #"{"choices":[7,null,{}]}"#,
        #"{"choices":[{"delta":7}]}"#, #"{"choices":[{"delta":{"tool_calls":{}}}]}"#,
        #"{"choices":[{"index":1,"delta":{"tool_calls":[{"function":{"name":"other"}}]}}]}"#,
        #"{"usage":7}"#, #"{"object":"new","anything":[1]}"#,
    ])
    func `what is not known is passed over`(chunk: String) throws {
        #expect(try OpenAI.heard(Self.stream(chunk)).calls.isEmpty)
    }

    @Test func `calls without end are refused`() {
        let call = #"{"index":64,"function":{"name":"x"}}"#
        #expect(OpenAI.fault(Self.stream(Self.delta(#"{"tool_calls":[\#(call)]}"#))) == .malformed)
    }

    static let whole =
        #"{"choices":[{"message":{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"x","arguments":"{}"}}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#

    @Test func `an answer in one piece is one too`() throws {
        #expect(try OpenAI.heard(whole: Self.whole).said == ["x {}"])
    }

    @Test(arguments: [
        (#"{"object":"list"}"#, "choices"), (#"{"choices":null}"#, "choices"),
        (#"{"choices":[]}"#, "choices[].message"), (#"{"choices":[{}]}"#, "choices[].message"),
        (
            #"{"choices":[{"message":{"tool_calls":[{"function":{"arguments":"{}"}}]}}]}"#,
            "tool_calls[].function.name"
        ),
    ])
    func `what an answer in one piece lacks is named`(whole: String, field: String) {
        let failure = #expect(throws: HTTPFailure.self) { try OpenAI.heard(whole: whole) }
        #expect(failure?.fault.outcome == .malformed)
        #expect(failure?.fault.missing?.name == field)
        #expect(failure?.description.contains("found no \(field)") == true)
    }

    @Test func `what a stream lacks is named`() {
        let nameless = Self.delta(#"{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}"#)
        for (text, field) in [
            (Self.stream(nameless), "tool_calls[].function.name"),
            (Self.stream(Self.delta("{}"), done: false), "choices[].finish_reason"),
        ] {
            let failure = #expect(throws: HTTPFailure.self) { try OpenAI.heard(text) }
            #expect(failure?.fault.missing?.name == field)
        }
    }

    @Test func `tools of the provider are told from ours`() throws {
        let own = [
            ProviderTool(
                name: "search",
                provider: "p",
                definition: ["web_search_options": .object([:])]
            ),
            ProviderTool(name: "code", provider: "p", definition: ["type": .string("run_code")]),
            ProviderTool(
                name: "files",
                provider: "p",
                definition: ["type": .string("file_search")]
            ),
        ]
        let text = Self.stream(
            Self.delta(#"{"annotations":[{"type":"url_citation"}]}"#),
            Self.delta(#"{"tool_calls":[{"index":0,"id":"a","type":"run_code"}]}"#),
            Self.delta(#"{"tool_calls":[{"index":3,"id":"d","type":"file_search"}]}"#),
            Self.delta(
                #"{"tool_calls":[{"index":1,"id":"b","type":"unheard_of","function":{"name":"$s"}}]}"#
            ),
            Self.delta(#"{"tool_calls":[{"index":1,"function":{"arguments":"{\"q\":"}}]}"#),
            Self.delta(#"{"tool_calls":[{"index":1,"function":{"arguments":"1}"}}]}"#),
            // A server that gives every call the same place.
            Self.delta(#"{"tool_calls":[{"index":1,"id":"c","function":{"name":"ours"}}]}"#),
            Self.delta(#"{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}"#)
        )
        let heard = try OpenAI.heard(text, providerTools: own)
        #expect(heard.providerTools == ["code", "files", "unheard_of", "search"])
        #expect(heard.said == ["ours {}"])
    }

    @Test func `of names that we did not give, only so much is kept`() throws {
        let long = String(repeating: "x", count: 1_000)
        let fragment = #"{"tool_calls":[{"type":"\#(long)"}]}"#
        let many = Array(repeating: Self.delta(fragment), count: ProviderCalls.most + 1)
        let heard = try OpenAI.heard(many.map { "data: \($0)\n\n" }.joined() + "data: [DONE]\n\n")
        #expect(heard.providerTools.count == ProviderCalls.most)
        #expect(heard.providerTools.first?.count == ProviderCalls.longestName)
    }

    @Test func `what is broken anyhow is an answer or a fault, and never ends the process`()
        async throws
    {
        try await Mutations.each(of: [Self.usual]) { bytes, _ in
            do { _ = try OpenAI.heard([bytes]) } catch is HTTPFailure {
            } catch is EventStreamDecoder.TooLong {}
        }
    }
}
