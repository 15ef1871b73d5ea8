public import Agent

/// A model that is asked in the form of OpenAI's chat completions: OpenAI itself, Azure, vLLM, Ollama,
/// llama.cpp, LiteLLM and many more.
public struct OpenAIChatModel: LanguageModel {
    private let caller: ModelCaller<OpenAIChat>

    /// A model, asked over a transport.
    public init(_ endpoint: ModelEndpoint, over transport: HTTPTransport) {
        caller = ModelCaller(endpoint: endpoint, transport: transport)
    }

    /// The model, as the deployment names it.
    public var name: String { caller.endpoint.name }
    /// The provider whose own tools it may be given.
    public var provider: String { caller.endpoint.provider }
    /// Whether it is an outside processor.
    public var isOutside: Bool { caller.endpoint.destination.isOutside }

    /// Answers a prompt; throws `EgressFault`, `EgressRefusal`, `ServiceResting` or `CancellationError`.
    public func answer(_ prompt: Prompt, through door: EgressDoor) async throws -> ModelAnswer {
        try await caller.answer(prompt, through: door)
    }

    /// Tries it with a question that carries nobody's words, and says in one line what was found.
    public func probe() async -> ModelFinding { await caller.probe() }
}
