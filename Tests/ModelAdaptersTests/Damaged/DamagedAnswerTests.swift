import Agent
import AsideTesting
import Events
import NIOHTTP1
import Testing

@testable import ModelAdapters

@Suite("Damaged answers over HTTP", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedAnswerTests {
    /// Reads an answer of a model in one piece; whether it calls a tool.
    @discardableResult
    private static func hear<Hearing: AnswerHearing>(
        _ bytes: [UInt8],
        as form: Hearing.Type
    ) -> Bool {
        guard let whole = try? WireJSON(parsing: bytes) else { return false }
        var hearing = Hearing(from: "host", providerTools: [])
        do throws(HTTPFailure) {
            try hearing.hear(whole: whole)
            let calls = try hearing.heard().calls
            for call in calls { #expect(!call.name.isEmpty) }
            return !calls.isEmpty
        } catch {
            #expect(!error.description.contains("s3cret"))
            return false
        }
    }

    @Test func `of a model in one piece are an answer or a fault`() async throws {
        let error = #"{"type":"error","error":{"type":"api_error","message":"s3cret"}}"#
        let samples = [OpenAIHearingTests.whole, AnthropicHearingTests.whole, error]
        func isRead(_ bytes: [UInt8]) -> Bool {
            Self.hear(bytes, as: OpenAIHearing.self) || Self.hear(bytes, as: AnthropicHearing.self)
                || RefusalCode(body: bytes) != nil
        }
        try await Mutations.each(of: samples, intact: isRead) { bytes, _ in
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
        func isRead(_ bytes: [UInt8]) -> Bool { RefusalCode(body: bytes) != nil }
        try await Mutations.each(of: bodies, intact: isRead) { bytes, random in
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
        func wait(_ bytes: [UInt8], named name: String = "retry-after") -> Int64? {
            RetryAfter.micros(
                in: HTTPHeaders([("date", now), (name, String(decoding: bytes, as: UTF8.self))])
            )
        }
        let samples = ["30", "0.25", now]
        try await Mutations.each(of: samples, intact: { wait($0) != nil }) { bytes, random in
            let name = Bool.random(using: &random) ? "retry-after" : "retry-after-ms"
            let micros = wait(bytes, named: name) ?? 0
            #expect((0...RetryAfter.longestMicros).contains(micros))
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
        func isRead(_ bytes: [UInt8]) throws -> Bool {
            let result = try WireJSON(parsing: bytes)
            return shapes.contains { (try? $0.read(MCPToolSource.content(of: result))) != nil }
        }
        try await Mutations.each(of: results, intact: isRead) { bytes, random in
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
