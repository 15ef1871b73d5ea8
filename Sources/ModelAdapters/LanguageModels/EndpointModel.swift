public import Agent
import Events
import NIOCore

/// A model at an endpoint, asked in its provider's form.
public struct EndpointModel: LanguageModel {
    /// How a provider has questions and answers written.
    public enum Form: Sendable {
        /// OpenAI's chat completions: OpenAI itself, Azure, vLLM, Ollama, llama.cpp, LiteLLM and many more.
        case openAI
        /// Anthropic's messages.
        case anthropic

        fileprivate var wire: any ModelWire.Type {
            switch self {
            case .openAI: OpenAIChat.self
            case .anthropic: AnthropicMessages.self
            }
        }
    }

    /// How often an answer is carried on that its provider paused: more requests do not fit a turn.
    static let mostCarriedOn = 2

    let endpoint: ModelEndpoint
    let transport: HTTPTransport
    private let form: Form
    private let breaker: CircuitBreaker

    /// A model, asked over a transport.
    public init(_ endpoint: ModelEndpoint, in form: Form, over transport: HTTPTransport) {
        (self.endpoint, self.form, self.transport) = (endpoint, form, transport)
        breaker = CircuitBreaker(by: transport.time)
    }

    /// The model, as the deployment names it.
    public var name: String { endpoint.name }
    /// The provider whose own tools it may be given, if it has one.
    public var providers: Set<String> {
        endpoint.provider.isEmpty ? [] : [endpoint.provider]
    }
    /// Whether it is an outside processor.
    public var isOutside: Bool { endpoint.destination.isOutside }
    /// Who answers there, if that is outside.
    public var outsideProcessors: Set<String> {
        isOutside ? [endpoint.destination.processor] : []
    }
    /// As many as each request allows.
    public var mostAnswerTokens: Int { endpoint.mostTokens }
    /// Once, but for an answer that its provider may pause for tools of its own.
    public var mostCharges: Int {
        form == .anthropic && !endpoint.provider.isEmpty ? 1 + Self.mostCarriedOn : 1
    }

    /// Answers a prompt; throws `EgressFault`, `EgressRefusal`, `ServiceResting` or `CancellationError`.
    public func answer(_ prompt: Prompt, through door: EgressDoor) async throws -> ModelAnswer {
        let question = Question(prompt, to: endpoint.provider)
        let told = try await breaker.guarding {
            try await ask(question, within: endpoint.limits, through: door)
        }
        return ModelAnswer(
            calls: told.answer.calls,
            providerTools: told.answer.providerTools,
            usage: told.usage(answering: question),
            firstTokenMicros: told.firstTokenMicros
        )
    }

    /// An answer, when it began, and whether it was streamed.
    struct Told: Sendable {
        var answer: HeardAnswer
        var firstTokenMicros: Int64
        var isStream: Bool
        /// When its first byte came, from the question.
        var firstByteMicros: Int64
        /// The longest time from one piece of it to the next.
        var longestGapMicros: Int64
        /// How many requests it took.
        var requests = 1

        /// What its provider counted for all of them.
        func usage(answering question: Question) -> ModelUsage {
            answer.tokens.usage(picture: requests * (question.picture?.estimatedTokens ?? 0))
        }
    }

    /// Asks, whether or not the endpoint is to be left alone.
    func ask(
        _ question: Question,
        within limits: TimeLimits,
        through door: EgressDoor
    ) async throws -> Told {
        try await ask(question, in: form.wire, within: limits, through: door)
    }

    /// Asks, and carries the answer on while its provider pauses: within the time of one question, each time by
    /// a request of its own, and no more often than `mostCharges` let the cost be reckoned.
    ///
    /// - Throws: what a request threw; an `EgressFault` says what those before it used.
    private func ask<Wire: ModelWire>(
        _ question: Question,
        in wire: Wire.Type,
        within limits: TimeLimits,
        through door: EgressDoor
    ) async throws -> Told {
        let began = transport.time.nowMicros
        let asked = request(question, in: wire)
        var told = try await send(asked, asking: question, in: wire, within: limits, through: door)
        while told.requests < mostCharges,
            let left = limits.carryingOn(after: transport.time.nowMicros - began),
            let body = told.answer.paused?.body(carryingOn: asked.body)
        {
            var next = asked
            next.body = body
            do {
                let more = try await send(
                    next,
                    asking: question,
                    in: wire,
                    within: left,
                    through: door
                )
                told.answer = told.answer.carriedOn(by: more.answer)
                told.requests += 1
            } catch var fault as EgressFault {
                fault.usage = told.usage(answering: question)
                throw fault
            }
        }
        return told
    }

    private func send<Wire: ModelWire>(
        _ request: HTTPRequest,
        asking question: Question,
        in wire: Wire.Type,
        within limits: TimeLimits,
        through door: EgressDoor
    ) async throws -> Told {
        let errand = Errand(
            transport: transport,
            destination: endpoint.destination,
            service: .model,
            limits: limits
        )
        let (time, host) = (transport.time, endpoint.address.host)
        let began = time.nowMicros
        return try await errand.send(request, through: door) { answer in
            let firstByte = time.nowMicros
            var hearing = Wire.Hearing(from: host, providerTools: question.providerTools)
            let first = try await Self.hear(&answer, into: &hearing, from: host, by: time)
            return Told(
                answer: try hearing.heard(),
                firstTokenMicros: max(0, first - began),
                isStream: answer.isEventStream,
                firstByteMicros: max(0, firstByte - began),
                longestGapMicros: answer.longestGapMicros
            )
        }
    }

    private func request(_ question: Question, in wire: any ModelWire.Type) -> HTTPRequest {
        let own = endpoint.headers.map { (name: $0.key, value: $0.value.value) }
        return HTTPRequest.json(
            wire.body(of: question, to: endpoint),
            to: endpoint.address.url(of: wire.path, base: "/v1"),
            on: endpoint.address,
            headers: wire.headers(key: endpoint.key) + own,
            isStream: true
        )
    }

    /// Reads an answer to its end; returns when its first token came.
    private static func hear(
        _ answer: inout HTTPAnswer,
        into hearing: inout some AnswerHearing,
        from host: String,
        by time: any Stopwatch
    ) async throws -> Int64 {
        guard answer.isEventStream else {
            let bytes = try await answer.whole()
            guard let whole = try? WireJSON(parsing: bytes) else {
                throw HTTPFailure.malformed(host, expected: "a stream of events, or JSON")
            }
            try hearing.hear(whole: whole)
            return time.nowMicros
        }
        var (decoder, first) = (EventStreamDecoder(), Int64?.none)
        do {
            while !hearing.isOver, let piece = try await answer.next() {
                try decoder.take(piece.readableBytesView) { try hearing.hear($0) }
                if first == nil, hearing.hasBegun { first = time.nowMicros }
            }
            if !hearing.isOver { try decoder.finish { try hearing.hear($0) } }
        } catch is EventStreamDecoder.TooLong {
            throw HTTPFailure.tooLarge(host, limit: WireLimits.longestLine)
        }
        return first ?? time.nowMicros
    }
}
