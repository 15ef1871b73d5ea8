import AsideTesting
import Events
import Foundation
import Testing

@testable import Agent
@testable import ModelAdapters

@Suite("Texts become vectors by a service", .timeLimit(.minutes(1)))
struct EmbedderTests {
    /// A vector that tells its text: its length in the first place.
    private static func numbers(_ text: String) -> [Float] { [Float(text.count), 1, -0.5] }

    private static func unit(_ text: String) -> [Float] {
        let numbers = numbers(text)
        let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return numbers.map { $0 / length }
    }

    /// Answers with a vector for each text, the last first.
    static func answer(_ body: [UInt8]) -> String {
        guard let request = try? WireJSON(parsing: body) else { return "{}" }
        let isBase64 = request["encoding_format"]?.string == "base64"
        let data = (request["input"]?.array ?? []).enumerated().map { place, text in
            let numbers = numbers(text.string ?? "")
            let bytes = numbers.flatMap { number in
                (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
            }
            let written =
                isBase64 ? "\"" + Data(bytes).base64EncodedString() + "\"" : "\(numbers)"
            return #"{"object":"embedding","index":\#(place),"embedding":\#(written)}"#
        }
        return #"{"object":"list","data":[\#(data.reversed().joined(separator: ","))],"usage":{}}"#
    }

    private func embedder(
        _ port: Int,
        _ change: (inout EmbeddingEndpoint) -> Void = { _ in }
    ) throws -> OpenAIEmbedder {
        var endpoint = EmbeddingEndpoint(
            model: "e",
            at: try ServiceAddress("http://127.0.0.1:\(port)"),
            key: try Secret("key-1"),
            destination: Asked.inside
        )
        change(&endpoint)
        return OpenAIEmbedder(endpoint, over: try Asked.transport())
    }

    private func isNear(_ one: [[Float]], _ other: [[Float]]) -> Bool {
        one.count == other.count
            && zip(one, other).allSatisfy { pair in
                pair.0.count == pair.1.count
                    && zip(pair.0, pair.1).allSatisfy { abs($0 - $1) < 1e-6 }
            }
    }

    @Test(arguments: EmbeddingEndpoint.Encoding.allCases)
    func `in order and of length one, in batches, each through the door`(
        encoding: EmbeddingEndpoint.Encoding
    ) async throws {
        let server = ScriptedServer { request, _ in [.answer(Self.answer(request.body))] }
        let (door, texts) = (RecordingDoor(), (1...7).map { String(repeating: "x", count: $0) })
        try await server.run { port in
            let embedder = try embedder(port) { ($0.encoding, $0.textsPerRequest) = (encoding, 3) }
            let vectors = try await embedder.vectors(of: texts, through: door.door)
            #expect(isNear(vectors, texts.map(Self.unit)))
        }
        #expect(server.requests.map(\.path) == Array(repeating: "/v1/embeddings", count: 3))
        #expect(door.all.map(\.departure.service) == [.embeddings, .embeddings, .embeddings])
        #expect(door.outcomes == [.answered, .answered, .answered])
    }

    @Test func `a text leaves once`() async throws {
        let server = ScriptedServer { request, _ in [.answer(Self.answer(request.body))] }
        try await server.run { port in
            let (embedder, door) = (try embedder(port), RecordingDoor())
            let first = try await embedder.vectors(of: ["a", "bb", "a"], through: door.door)
            #expect(isNear(first, ["a", "bb", "a"].map(Self.unit)))
            let second = try await embedder.vectors(of: ["bb", "ccc"], through: door.door)
            #expect(isNear(second, ["bb", "ccc"].map(Self.unit)))
            #expect(try await embedder.vectors(of: [], through: door.door).isEmpty)
        }
        let sent = server.requests.map {
            try? WireJSON(parsing: $0.body)["input"]?.array?.map(\.string)
        }
        #expect(sent == [["a", "bb"], ["ccc"]])
    }

    @Test func `what is remembered is bounded`() async throws {
        let server = ScriptedServer { request, _ in [.answer(Self.answer(request.body))] }
        try await server.run { port in
            let embedder = try embedder(port) { $0.textsPerRequest = 500 }
            let texts = (0...OpenAIEmbedder.mostRemembered).map { "text \($0)" }
            _ = try await embedder.vectors(of: texts, through: .forNobodysWords)
            let before = server.requests.count
            _ = try await embedder.vectors(of: [texts[1]], through: .forNobodysWords)
            #expect(server.requests.count == before)
            _ = try await embedder.vectors(of: [texts[0]], through: .forNobodysWords)
            #expect(server.requests.count == before + 1)
        }
        #expect(
            server.requests.allSatisfy {
                let count = (try? WireJSON(parsing: $0.body))?["input"]?.array?.count ?? 0
                return count <= EmbeddingEndpoint.mostTexts
            }
        )
    }

    @Test(arguments: [
        "words", "{}", #"{"data":[]}"#,
        #"{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}"#,
        #"{"data":[{"index":1,"embedding":[1]}]}"#, #"{"data":[{"embedding":[0,0]}]}"#,
        #"{"data":[{"embedding":[]}]}"#, #"{"data":[{"embedding":["1"]}]}"#, #"{"data":[{}]}"#,
        #"{"data":[{"embedding":"AAA="}]}"#, #"{"data":[{"embedding":"!"}]}"#,
        #"{"data":[{"embedding":"AADAfw=="}]}"#,
        #"{"data":[7]}"#, #"{"data":[{"embedding":[1e300]}]}"#,
    ])
    func `what is no vector for each text is no answer`(body: String) async throws {
        let door = RecordingDoor()
        try await ScriptedServer(.answer(body)).run { port in
            let embedder = try embedder(port)
            await #expect(throws: EgressFault.self) {
                try await embedder.vectors(of: ["a"], through: door.door)
            }
        }
        #expect(door.outcomes == [.malformed])
    }

    @Test(arguments: [
        ("{}", "data"), (#"{"data":null}"#, "data"), (#"{"data":[{}]}"#, "data[].embedding"),
        (#"{"data":[{"index":0,"vector":[1]}]}"#, "data[].embedding"),
    ])
    func `what it lacks is named`(body: String, field: String) async throws {
        let door = RecordingDoor()
        try await ScriptedServer(.answer(body)).run { port in
            let embedder = try embedder(port)
            let fault = await #expect(throws: EgressFault.self) {
                try await embedder.vectors(of: ["a"], through: door.door)
            }
            #expect(fault?.missing?.name == field)
            #expect(await embedder.probe().line.contains("found no \(field)"))
        }
        #expect(door.all.map(\.missing) == [field])
    }

    @Test func `vectors of different sizes are no answer`() async throws {
        let body = #"{"data":[{"embedding":[1,2]},{"embedding":[1]}]}"#
        try await ScriptedServer(.answer(body)).run { port in
            let embedder = try embedder(port)
            await #expect(throws: EgressFault.self) {
                try await embedder.vectors(of: ["a", "b"], through: .forNobodysWords)
            }
        }
    }

    @Test func `what may not leave does not`() async throws {
        let server = ScriptedServer(.answer("{}"))
        try await server.run { port in
            let embedder = try embedder(port)
            await #expect(throws: EgressRefusal.notWanted) {
                try await embedder.vectors(of: ["a"], through: .shut)
            }
        }
        #expect(server.connections == 0)
    }

    @Test func `what is broken anyhow is an answer or a fault, and never ends the process`()
        async throws
    {
        let texts = [
            #"{"data":[{"index":0,"embedding":[1,-2.5e-3]},{"index":1,"embedding":[3,4]}]}"#,
            #"{"data":[{"index":0,"embedding":"AACAPwAAAEA="},{"index":1,"embedding":"AACAPwAAAEA="}]}"#,
        ]
        try await Mutations.each(of: texts) { bytes, _ in
            do throws(HTTPFailure) {
                let vectors = try EmbeddingAnswer.vectors(in: bytes, for: 2, from: "test")
                #expect(vectors.allSatisfy { $0.allSatisfy(\.isFinite) })
            } catch {}
        }
    }
}
