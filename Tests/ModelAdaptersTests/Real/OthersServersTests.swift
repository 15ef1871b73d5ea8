import AsideTesting
import Events
import Foundation
import Testing

@testable import Agent
@testable import ModelAdapters

@Suite(
    "Servers that others wrote",
    .enabled(
        if: OthersServers.folder != nil,
        "ASIDE_TEST_MODELS_VENV names no environment with other people's servers; `make test` makes it"
    )
)
struct OthersServersTests {
    private let ports: OthersServers.Ports

    init() throws { ports = try #require(OthersServers.ports).get() }

    private func endpoint(_ port: Int, _ model: String) throws -> ModelEndpoint {
        try Asked.endpoint(port) { ($0.model, $0.key) = (model, try Secret("sk-test")) }
    }

    /// Asks once; how each try ended is in the door.
    ///
    /// Waits between tries are over at once.
    private func ask<Model: LanguageModel>(
        _ make: (HTTPTransport) -> Model,
        through door: RecordingDoor = RecordingDoor(),
        tries: Int = 1
    ) async throws -> ModelAnswer {
        let time = ManualTime()
        let model = make(try Asked.transport(by: time))
        async let answer = model.answer(Asked.prompt(), through: door.door)
        for number in 1..<max(tries, 1) {
            await door.waits { $0.filter { $0.outcome != nil }.count == number }
            await time.alarms(1)
            time.advance(byMicros: Int64(number) * 100_000)
        }
        return try await answer
    }

    private func openAI(
        _ port: Int,
        _ model: String,
        _ door: RecordingDoor,
        tries: Int = 1,
        streaming: Bool = true
    ) async throws -> ModelAnswer {
        var endpoint = try endpoint(port, model)
        if !streaming { endpoint.extraFields = ["stream": .bool(false)] }
        let asked = endpoint
        return try await ask(
            { EndpointModel(asked, in: .openAI, over: $0) },
            through: door,
            tries: tries
        )
    }

    private func anthropic(_ port: Int, _ model: String, _ door: RecordingDoor = RecordingDoor())
        async throws -> ModelAnswer
    {
        let endpoint = try endpoint(port, model)
        return try await ask({ EndpointModel(endpoint, in: .anthropic, over: $0) }, through: door)
    }

    private func isJSON(_ call: ModelAnswer.ToolCall?) -> Bool {
        (try? WireJSON(parsing: call?.arguments ?? [])) != nil
    }

    @Test(arguments: [
        "mock-tool-stream", "mock-tool-call", "mock-bad-tool-json", "mock-text", "mock-delay",
    ])
    func `mock-ai-api in OpenAI's form`(scenario: String) async throws {
        let door = RecordingDoor()
        // It makes these only in one piece.
        let isWhole = ["mock-tool-call", "mock-bad-tool-json"].contains(scenario)
        let answer = try await openAI(
            ports.openai,
            "gpt-4.1:" + scenario,
            door,
            streaming: !isWhole
        )
        #expect(door.outcomes == [.answered])
        let calls = scenario.contains("tool")
        #expect(answer.calls.map(\.name) == (calls ? ["Write"] : []))
        if calls { #expect(isJSON(answer.calls.first) == (scenario != "mock-bad-tool-json")) }
        #expect(answer.usage.tokensOut > 0)
    }

    @Test(arguments: [
        (400, EgressEnded.Outcome.rejected, 1), (401, .refusedKey, 1), (429, .tooMany, 3),
        (500, .serverFailed, 1), (503, .serverFailed, 3),
    ])
    func `mock-ai-api refuses`(status: Int, outcome: EgressEnded.Outcome, tries: Int) async throws {
        let door = RecordingDoor()
        await #expect(throws: EgressFault.self) {
            try await openAI(ports.openai, "gpt-4.1:mock-\(status)", door, tries: tries)
        }
        #expect(door.outcomes == Array(repeating: outcome, count: tries))
    }

    @Test(arguments: ["mock-tool-stream", "mock-tool-use", "mock-delay"])
    func `mock-ai-api in Anthropic's form`(scenario: String) async throws {
        let answer = try await anthropic(ports.anthropic, "claude-sonnet-4:" + scenario)
        let calls = scenario.contains("tool")
        #expect(answer.calls.map(\.name) == (calls ? ["Write"] : []))
        if calls { #expect(isJSON(answer.calls.first)) }
        #expect(answer.usage.tokensIn > 0)
    }

    @Test func `mock-ai-api breaks off inside Anthropic's stream`() async throws {
        let door = RecordingDoor()
        await #expect(throws: EgressFault.self) {
            try await anthropic(ports.anthropic, "claude-sonnet-4:mock-stream-error", door)
        }
        #expect(door.outcomes == [.serverFailed])
    }

    @Test(arguments: EmbeddingEndpoint.Encoding.allCases)
    func `mock-ai-api embeds`(encoding: EmbeddingEndpoint.Encoding) async throws {
        var endpoint = EmbeddingEndpoint(
            model: "text-embedding-3-small",
            at: try ServiceAddress("http://127.0.0.1:\(ports.openai)"),
            key: nil,
            destination: Asked.inside
        )
        endpoint.encoding = encoding
        let vectors = try await OpenAIEmbedder(endpoint, over: try Asked.transport())
            .vectors(of: ["one", "two"], through: .forNobodysWords)
        #expect(vectors.count == 2)
        for vector in vectors { #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-4) }
    }

    private static let headline = #"{"line":7,"headline":"Anchor \u00e9"}"#

    @Test func `litellm in OpenAI's form`() async throws {
        let door = RecordingDoor()
        let answer = try await openAI(ports.litellm, "two-tools", door)
        #expect(answer.calls == [.init("nudge", Self.headline), .init("stay_silent", "{}")])
        #expect(answer.usage == ModelUsage(tokensIn: 30, tokensOut: 12))
    }

    @Test func `litellm in Anthropic's form`() async throws {
        let answer = try await anthropic(ports.litellm, "tools")
        #expect(answer.calls == [.init("nudge", Self.headline)])
        #expect(answer.usage == ModelUsage(tokensIn: 30, tokensOut: 12))
    }

    @Test func `litellm breaks off inside the stream, and knows no such model`() async throws {
        for (model, outcome) in [("breaks", EgressEnded.Outcome.tooMany), ("nobody", .rejected)] {
            let door = RecordingDoor()
            await #expect(throws: EgressFault.self) {
                try await openAI(ports.litellm, model, door)
            }
            #expect(door.outcomes == [outcome])
        }
    }

    /// Without a database it says so instead of that the key is another.
    @Test func `litellm does not take another key`() async throws {
        let result = await EndpointModel(
            try Asked.endpoint(ports.litellm) { $0.model = "tools" },
            in: .openAI,
            over: try Asked.transport()
        ).probe()
        #expect(!result.isGood)
        #expect(result.line.contains("HTTP 400: the request was not taken"))
    }
}
