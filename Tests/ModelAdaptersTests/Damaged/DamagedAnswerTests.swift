import Agent
import AsideTesting
import Events
import NIOHTTP1
import Testing

@testable import ModelAdapters

@Suite("Damaged answers over HTTP", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedAnswerTests {
    /// Reads an answer of a model in one piece.
    private static func hear<Hearing: AnswerHearing>(_ bytes: [UInt8], as form: Hearing.Type) {
        guard let whole = try? WireJSON(parsing: bytes) else { return }
        var hearing = Hearing(from: "host", providerTools: [])
        do throws(HTTPFailure) {
            try hearing.hear(whole: whole)
            for call in try hearing.heard().calls { #expect(!call.name.isEmpty) }
        } catch {
            #expect(!error.description.contains("s3cret"))
        }
    }

    @Test func `of a model in one piece are an answer or a fault`() async throws {
        let error = #"{"type":"error","error":{"type":"api_error","message":"s3cret"}}"#
        let samples = [OpenAIHearingTests.whole, AnthropicHearingTests.whole, error]
        try await Mutations.each(of: samples) { bytes, _ in
            Self.hear(bytes, as: OpenAIHearing.self)
            Self.hear(bytes, as: AnthropicHearing.self)
        }
    }

    @Test func `that refuse have one meaning, and none of their words are told`() async throws {
        let bodies = [
            #"{"error":{"message":"s3cret","type":"invalid_request_error","code":"model_not_found"}}"#,
            #"{"type":"error","error":{"type":"rate_limit_error","message":"s3cret"}}"#,
            #"{"error":{"message":"s3cret","code":429}}"#,
        ]
        try await Mutations.each(of: bodies) { bytes, random in
            let failure = HTTPFailure.refused(
                "host",
                status: Int.random(in: 300..<600, using: &random),
                code: RefusalCode(body: bytes),
                wait: nil
            )
            #expect(![.answered, .malformed].contains(failure.fault.outcome))
            #expect(!failure.description.contains("s3cret"))
        }
    }

    @Test func `that ask for time ask for some that passes, or for none`() async throws {
        let now = "Sun, 06 Nov 1994 08:49:37 GMT"
        try await Mutations.each(of: ["30", "0.25", now]) { bytes, random in
            let name = Bool.random(using: &random) ? "retry-after" : "retry-after-ms"
            let headers = HTTPHeaders([
                ("date", now), (name, String(decoding: bytes, as: UTF8.self)),
            ])
            let wait = RetryAfter.micros(in: headers) ?? 0
            #expect((0...RetryAfter.longestMicros).contains(wait))
        }
    }

    @Test func `of a tool become an object, in which the rep reads what was named`() async throws {
        let results = [
            #"{"content":[{"type":"text","text":"{\"name\":\"é\",\"seats\":40}"}],"isError":false}"#,
            #"{"content":[{"type":"text","text":"a"},{"type":"image","data":"x"}],"#
                + #""structuredContent":{"rows":[{"n":1.5,"line":"no"}],"line":"no"}}"#,
        ]
        let shapes = [
            AnswerShape(),
            AnswerShape(part: try JSONPointer("/rows/0"), line: try JSONPointer("/n")),
        ]
        try await Mutations.each(of: results) { bytes, random in
            guard let result = try? WireJSON(parsing: bytes),
                let shape = shapes.randomElement(using: &random)
            else { return }
            do throws(ToolFault) {
                let object = try shape.read(try MCPToolSource.content(of: result))
                #expect(object["line"] == nil || shape.line != nil)
            } catch { #expect([.junk, .refusedArguments].contains(error) || error.isLacking) }
        }
    }
}

extension ToolFault {
    fileprivate var isLacking: Bool { if case .lacking = self { true } else { false } }
}
