import Events
import Foundation
import Testing

@testable import ModelAdapters

/// So that what our tests send is not only what we take it to be.
@Suite(
    "The providers' own clients read what our tests send",
    .enabled(
        if: OthersServers.folder != nil,
        "ASIDE_TEST_MODELS_VENV names no environment with the providers' clients; `make test` makes it"
    ),
    .timeLimit(.minutes(2))
)
struct ProvidersClientsTests {
    /// What a client makes of a server of ours; its name begins with the provider's.
    private func told(_ client: String, by server: ScriptedServer) async throws -> Data {
        try await server.run { port in
            let path = client.hasPrefix("openai") ? "/v1" : ""
            return try await OthersServers.client(client, at: "http://127.0.0.1:\(port)" + path)
        }
    }

    private func told(_ client: String, by step: ScriptedServer.Step) async throws -> WireJSON {
        let data = try await told(client, by: ScriptedServer(step))
        return try WireJSON(parsing: Array(data))
    }

    /// The client has heard what we hear.
    private func expect(
        _ client: String,
        hearing step: ScriptedServer.Step,
        toTell ours: HeardAnswer
    ) async throws {
        let data = try await told(client, by: ScriptedServer(step))
        let heard = try JSONDecoder().decode(OthersServers.Heard.self, from: data)
        #expect(heard.calls.map { $0.name + " " + $0.arguments } == ours.said)
        #expect(heard.tokensOut == ours.tokens.out)
        #expect(heard.cached == ours.tokens.cached)
        // OpenAI counts what came from the cache with the rest.
        let cached = client.hasPrefix("openai") ? ours.tokens.cached : 0
        #expect(heard.tokensIn == ours.tokens.fresh + cached)
    }

    @Test func `a stream`() async throws {
        try await expect("openai", hearing: .openAI, toTell: OpenAIHearingTests.usualAnswer)
        try await expect(
            "anthropic",
            hearing: .anthropic,
            toTell: AnthropicHearingTests.usualAnswer
        )
    }

    @Test func `an answer in one piece`() async throws {
        let (openAI, anthropic) = (OpenAIHearingTests.whole, AnthropicHearingTests.whole)
        try await expect(
            "openai-whole",
            hearing: .answer(openAI),
            toTell: Reading<OpenAIHearing>.heard(whole: openAI)
        )
        try await expect(
            "anthropic-whole",
            hearing: .answer(anthropic),
            toTell: Reading<AnthropicHearing>.heard(whole: anthropic)
        )
    }

    @Test func `a paused answer, of which Anthropic's client would send back what we do`()
        async throws
    {
        let told = try await told("anthropic-paused", by: .stream(PausedAnswerTests.paused))
        #expect(told["reason"]?.string == "pause_turn")
        #expect(told["content"]?.array == PausedAnswerTests.content)
    }

    @Test(arguments: ["openai-vectors", "openai-numbers"])
    func `vectors, in either encoding`(client: String) async throws {
        let server = ScriptedServer { request, _ in [.answer(EmbedderTests.answer(request.body))] }
        let told = try WireJSON(parsing: Array(try await told(client, by: server)))
        let numbers = [[1, 1, -0.5], [2, 1, -0.5]].map { WireJSON.array($0.map(WireJSON.number)) }
        #expect(told["vectors"]?.array == numbers)
        let asked = try WireJSON(parsing: #require(server.requests.first).body)
        let encoding = client == "openai-vectors" ? "base64" : "float"
        #expect(asked["encoding_format"]?.string == encoding)
    }

    @Test(arguments: [
        ("401 No", "{}", "AuthenticationError", "AuthenticationError"),
        ("403 No", "{}", "PermissionDeniedError", "PermissionDeniedError"),
        ("404 No", "{}", "NotFoundError", "NotFoundError"),
        ("429 No", #"{"error":{"code":"insufficient_quota"}}"#, "RateLimitError", "RateLimitError"),
        ("500 No", "", "InternalServerError", "InternalServerError"),
        (
            "529 No", #"{"type":"error","error":{"type":"overloaded_error"}}"#,
            "InternalServerError", "OverloadedError"
        ),
    ])
    func `a refusal`(status: String, body: String, openAI: String, anthropic: String) async throws {
        for (client, error) in [("openai", openAI), ("anthropic", anthropic)] {
            let told = try await told(client, by: .answer(body, status: status))
            #expect(told["error"]?.string == error)
        }
    }

    @Test func `an error inside the stream`() async throws {
        let error = #"{"error":{"message":"words","type":"server_error"}}"#
        let chunks = OpenAIHearingTests.stream(OpenAIHearingTests.delta("{}"), error)
        let openAI = try await told("openai", by: .stream(chunks))
        #expect(openAI["error"]?.string == "APIError")
        let events = AnthropicHearingTests.stream(
            AnthropicHearingTests.start,
            #"{"type":"error","error":{"type":"overloaded_error","message":"words"}}"#
        )
        let anthropic = try await told("anthropic", by: .stream(events))
        #expect(anthropic["error"]?.string == "APIStatusError")
    }

    @Test func `the stream by which speed is measured`() async throws {
        let port = try #require(try OthersServers.benchmark())
        let address = "http://127.0.0.1:\(port)/v1"
        let data = try await OthersServers.client("openai", at: address, "burst-20")
        let heard = try JSONDecoder().decode(OthersServers.Heard.self, from: data)
        let quiet = String(repeating: " quiet", count: 18)
        #expect(heard.calls == [.init(name: "stay_silent", arguments: #"{"reason":"\#(quiet)"}"#)])
        #expect((heard.tokensIn, heard.tokensOut) == (900, 20))
    }
}
