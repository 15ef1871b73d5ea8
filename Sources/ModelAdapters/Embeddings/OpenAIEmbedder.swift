public import Agent
import Crypto
import Events
import Foundation

/// Turns texts into vectors by a service in the form of OpenAI's embeddings.
///
/// A text is sent once while its vector is remembered: in memory only, by the text's digest, and no more of
/// them than `mostRemembered`.
public struct OpenAIEmbedder: Embedder {
    /// How many vectors are remembered: a playbook and the last turns; a dozen megabytes.
    public static let mostRemembered = 2_048

    private let endpoint: EmbeddingEndpoint
    private let transport: HTTPTransport
    private let breaker: CircuitBreaker
    private let memory = VectorMemory(most: OpenAIEmbedder.mostRemembered)

    /// An embedder, asked over a transport.
    public init(_ endpoint: EmbeddingEndpoint, over transport: HTTPTransport) {
        (self.endpoint, self.transport) = (endpoint, transport)
        breaker = CircuitBreaker(by: transport.time)
    }

    /// The vectors of texts, each of length one; throws as a language model does.
    public func vectors(of texts: [String], through door: EgressDoor) async throws -> [[Float]] {
        let digests = texts.map { SHA256.hash(data: Data($0.utf8)) }
        var found = memory.vectors(of: digests)
        var missing: [(text: String, digest: SHA256.Digest)] = []
        var named = Set(found.keys)
        for (text, digest) in zip(texts, digests) where named.insert(digest).inserted {
            missing.append((text, digest))
        }
        let most = min(max(1, endpoint.textsPerRequest), EmbeddingEndpoint.mostTexts)
        while !missing.isEmpty {
            let batch = Array(missing.prefix(most))
            let vectors = try await ask(for: batch.map(\.text), through: door)
            for (asked, vector) in zip(batch, vectors) { found[asked.digest] = vector }
            memory.remember(zip(batch.map(\.digest), vectors))
            missing.removeFirst(batch.count)
        }
        let all = digests.compactMap { found[$0] }
        guard Set(all.map(\.count)).count <= 1 else {
            throw HTTPFailure.malformed(host, expected: "vectors of one size").fault
        }
        return all
    }

    /// Tries it with a text that is nobody's, and says in one line what was found.
    public func probe() async -> ProbeResult {
        let began = transport.time.nowMicros
        do {
            let vector = try await ask(for: ["test"], through: .forNobodysWords).first ?? []
            let millis = (transport.time.nowMicros - began) / 1_000
            return ProbeResult(
                isGood: true,
                line: "\(endpoint.model): answers in \(millis) ms, vectors of \(vector.count)"
            )
        } catch let fault as EgressFault {
            return ProbeResult(isGood: false, line: endpoint.model + ": " + fault.description)
        } catch {
            return ProbeResult(isGood: false, line: endpoint.model + ": the test was ended early")
        }
    }

    private var host: String { endpoint.address.host }

    private func ask(for texts: [String], through door: EgressDoor) async throws -> [[Float]] {
        let errand = Errand(
            transport: transport,
            destination: endpoint.destination,
            service: .embeddings,
            limits: endpoint.limits
        )
        let host = host
        return try await breaker.guarding {
            try await errand.send(request(texts), through: door) { answer in
                let bytes = try await answer.whole()
                return try EmbeddingAnswer.vectors(in: bytes, for: texts.count, from: host)
            }
        }
    }

    private func request(_ texts: [String]) -> HTTPRequest {
        var body: JSONObject = [
            "model": .string(endpoint.model), "input": .array(texts.map { .string($0) }),
            "encoding_format": .string(endpoint.encoding.rawValue),
        ]
        if let dimensions = endpoint.dimensions {
            body["dimensions"] = .integer(Int64(dimensions))
        }
        let own = endpoint.headers.map { (name: $0.key, value: $0.value.value) }
        return HTTPRequest.json(
            CanonicalJSON.encode(body),
            to: endpoint.address.url(of: "embeddings", base: "/v1"),
            on: endpoint.address,
            headers: OpenAIChat.headers(key: endpoint.key) + own,
            isStream: false
        )
    }
}
