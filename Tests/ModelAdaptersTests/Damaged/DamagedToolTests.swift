import Agent
import AsideTesting
import Events
import Foundation
import Testing

@testable import ModelAdapters

@Suite("Damaged descriptions of tools", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedToolTests {
    private static let addresses = [
        "https://crm.example.com:8443/accounts/{id}/notes?year={year}&detail=short&q={q}",
        "http://127.0.0.1:8000/{id}", "https://[::1]/a.b/{year}-{id}?x", "https://x.example",
    ]
    private static let yaml = """
        openapi: 3.1.0
        servers: [{url: "https://crm.example.com/{stage}", variables: {stage: {default: v2}}}]
        paths:
          /accounts/{id}:
            parameters:
              - {name: id, in: path, required: true, schema: {type: string, maxLength: 40}}
            put:
              operationId: op
              parameters: [{$ref: "#/components/parameters/Year"}]
        components:
          parameters:
            Year: {name: year, in: query, schema: {type: integer, exclusiveMaximum: 2100}}
        """
    private static let json =
        #"{"openapi":"3.0.3","servers":[{"url":"https://crm.example.com/v1"}],"paths":{"/a/{id}":"#
        + #"{"post":{"operationId":"op","parameters":[{"name":"id","in":"path","schema":{"type":"#
        + #""string"}}],"requestBody":{"content":{"application/json":{"schema":{"type":"object","#
        + #""required":["n"],"properties":{"n":{"type":"integer","minimum":0,"maximum":9}}}}}}}}}}"#
    private static let arguments: JSONObject = [
        "id": .string("../a?b#c/é\r\n"), "year": .integer(-7), "q": .bool(true),
    ]

    @Test func `an address with places leads to its own host, or is refused`() async throws {
        try await Mutations.each(of: Self.addresses) { bytes, _ in
            guard let text = String(validating: bytes, as: UTF8.self) else { return }
            do throws(ToolProblem) {
                let template = try URLTemplate(text, allowingPlain: true)
                guard let target = try? template.target(with: Self.arguments) else { return }
                let parts = URLComponents(string: template.url(target))
                #expect(parts?.host == template.host)
                #expect(parts?.user == nil && parts?.fragment == nil)
                let isPlain = target.utf8.allSatisfy { (0x21...0x7E).contains($0) }
                #expect(isPlain && (target.isEmpty || "/?".contains(target.prefix(1))))
            } catch {
                #expect(!error.found.contains("example"))
            }
        }
    }

    @Test func `a template of a body is filled with what was asked, and stays JSON`() async throws {
        let texts = [#"{"a":{"b":["{id}",1,"{none}"]},"c":"{year}","d":"{}","{id}":null}"#]
        try await Mutations.each(of: texts) { bytes, _ in
            guard let template = (try? CanonicalJSON.parse(bytes))?.object else { return }
            let request = try HTTPToolRequest(
                .post,
                URLTemplate("https://x.example/"),
                body: .template(template)
            )
            let filled = request.bytes(with: Self.arguments)
            #expect(try CanonicalJSON.parse(filled).object != nil)
        }
    }

    @Test func `a place in JSON is written as it was read`() async throws {
        try await Mutations.each(of: ["/results/0/name~1x~0", "", "/", "/a//b/10"]) { bytes, _ in
            guard let text = String(validating: bytes, as: UTF8.self),
                let pointer = try? JSONPointer(text)
            else { return }
            #expect(Array(pointer.description.utf8) == bytes)
            // By RFC 6901 a step is parted from the next by the byte alone, whatever follows it.
            #expect(pointer.steps.count == bytes.count { $0 == UInt8(ascii: "/") })
        }
    }

    @Test func `an OpenAPI document is a tool, or its mistake is named by its place`() async throws
    {
        let terms = try ToolTerms(
            name: "account",
            summary: "An account",
            access: .readOnly,
            purpose: .crmLookup
        )
        for text in [Self.yaml, Self.json] {
            let file = SourceFile(path: "crm", bytes: Array(text.utf8))
            _ = try OpenAPITool(terms, document: file, operation: "op")
        }
        try await Mutations.each(of: [Self.yaml, Self.json]) { bytes, _ in
            let file = SourceFile(path: "crm.yaml", bytes: bytes)
            do throws(ToolProblem) {
                _ = try OpenAPITool(terms, document: file, operation: "op")
            } catch {
                #expect(error.description.contains(": found "))
            }
        }
    }
}
