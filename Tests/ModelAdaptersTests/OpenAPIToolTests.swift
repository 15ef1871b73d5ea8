import Agent
import AsideTesting
import Events
import Testing

@testable import ModelAdapters

@Suite("A tool of an OpenAPI document", .timeLimit(.minutes(1)))
struct OpenAPIToolTests {
    private static let yaml = """
        openapi: 3.1.0
        servers: [{url: "https://crm.example.com/{stage}", variables: {stage: {default: v2}}}]
        paths:
          /accounts/{id}:
            parameters:
              - {name: id, in: path, required: true, schema: {type: string, maxLength: 40}}
            get:
              operationId: getAccount
              parameters:
                - $ref: "#/components/parameters/Year"
                - {name: X-Tenant, in: header, schema: {type: string}}
                - {name: deep, in: query, schema: {type: array}}
            put:
              operationId: putAccount
              requestBody:
                required: true
                content:
                  application/json; charset=utf-8:
                    schema: {$ref: "#/components/schemas/Account"}
        components:
          parameters:
            Year:
              name: year
              in: query
              schema: {type: integer, minimum: 2000, exclusiveMaximum: 2100}
          schemas:
            Account:
              type: object
              required: [stage, name]
              properties:
                name: {type: string}
                stage: {allOf: [{$ref: "#/components/schemas/Stage"}]}
                vip: {anyOf: [{type: boolean}, {type: "null"}]}
                tags: {type: array}
            Stage: {type: string, enum: [won, lost]}
        """

    private func terms(_ inputs: [String: ToolTerms.InputRule] = [:]) throws -> ToolTerms {
        try ToolTerms(
            name: "account",
            summary: "An account",
            access: .readOnly,
            purpose: .crmLookup,
            inputs: inputs
        )
    }

    private func tool(
        _ operation: String,
        in text: String = Self.yaml,
        _ inputs: [String: ToolTerms.InputRule] = [:],
        server: ServiceAddress? = nil
    ) throws -> OpenAPITool {
        try OpenAPITool(
            terms(inputs),
            document: SourceFile(path: "crm.yaml", bytes: Array(text.utf8)),
            operation: operation,
            server: server
        )
    }

    @Test func `its parameters go where the document says`() async throws {
        let server = ScriptedServer(.answer("{}"))
        try await server.run { port in
            let here = try ServiceAddress("http://127.0.0.1:\(port)/base/")
            let get = try tool("getAccount", ["deep": .leftOut], server: here)
            let put = try tool(
                "putAccount",
                ["tags": .fixed(.array([.string("x")])), "id": .account],
                server: here
            )
            let transport = try HTTPTransport(by: ManualTime())
            let getter = TestedTool(get.connected(over: transport), by: ManualTime())
            _ = try await getter.ask([
                "id": .string("a/b"), "year": .integer(2026), "X-Tenant": .string("t"),
            ])
            _ = try await getter.ask(["id": .string("b")])
            let account = put.connected(over: transport)
            #expect(account.tool(account: nil) == nil)
            let putter = TestedTool(account, account: "acme", by: ManualTime())
            _ = try await putter.ask([
                "name": .string("A"), "stage": .string("won"), "vip": .bool(true),
            ])
        }
        let lines = server.requests.map { String($0.head.prefix { $0 != "\r\n" }) }
        #expect(
            lines == [
                "GET /base/accounts/a%2Fb?year=2026 HTTP/1.1", "GET /base/accounts/b HTTP/1.1",
                "PUT /base/accounts/acme HTTP/1.1",
            ]
        )
        #expect(server.requests.map { $0.header("x-tenant") } == ["t", nil, nil])
        let body = server.requests.last.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(body == #"{"name":"A","stage":"won","tags":["x"],"vip":true}"#)
    }

    @Test func `its schemas are what a model may say`() throws {
        let transport = try HTTPTransport(by: ManualTime())
        let put = try tool("putAccount", ["tags": .leftOut]).connected(over: transport)
        let inputs = try #require(put.tool(account: nil)).inputs
        #expect(inputs.map(\.name) == ["id", "stage", "name", "vip"])
        #expect(inputs.map(\.isRequired) == [true, true, true, false])
        #expect(
            inputs.map(\.kind) == [
                .text(longest: 40), .choice(["won", "lost"]), .text(longest: 500), .flag,
            ]
        )
        let get = try tool("getAccount", ["deep": .leftOut]).connected(over: transport)
        #expect(
            get.tool(account: nil)?.inputs.first { $0.name == "year" }?.kind
                == .integer(2000...2099)
        )
    }

    @Test(arguments: [
        ("getAccount", "crm.yaml#/paths/~1accounts~1{id}/get/parameters/2/schema: found array"),
        ("putAccount", "crm.yaml#/components/schemas/Account/properties/tags: found array"),
        ("nothing", "crm.yaml#/paths: found no operation of this id among 2"),
    ])
    func `what does not map is named by file and pointer`(operation: String, message: String) throws
    {
        let problem = try #require(throws: ToolProblem.self) { try tool(operation) }
        #expect(problem.description.hasPrefix(message), "\(problem)")
    }

    @Test(arguments: [
        ("", "nothing"), ("{", "not JSON"), ("a: [", "neither JSON nor YAML"),
        ("swagger: \"2.0\"", "Swagger 2"), ("openapi: 4.0.0", "no version"),
        ("openapi: 3.0.0", "no paths"),
        ("openapi: 3.0.0\npaths: {/a: {get: {operationId: x}}}", "servers: found none"),
        (
            "openapi: 3.0.0\nservers: [{url: /v1}]\npaths: {/a: {get: {operationId: x}}}",
            "without a host"
        ),
        (
            "openapi: 3.0.0\nservers: [{url: http://crm.example.com}]\npaths: {/a: {get: {operationId: x}}}",
            "another address"
        ),
        (
            "openapi: 3.0.0\npaths: {/a: {get: {operationId: x, parameters: [{$ref: '#/b'}]}}}\n"
                + "b: {$ref: '#/c'}\nc: {$ref: '#/b'}",
            "circle"
        ),
        (
            "openapi: 3.0.0\npaths: {/a: {get: {operationId: x, parameters: [{$ref: '#/a~2'}]}}}",
            "crm.yaml#/paths/~1a/get/parameters/0: found a reference that is no JSON Pointer"
        ),
        (
            "openapi: 3.0.0\npaths: {/a: {get: {operationId: x, parameters: [{$ref: 'http://a/b'}]}}}",
            "another document"
        ),
        (
            "openapi: 3.0.0\npaths: {/a: {get: {operationId: x, parameters: [{name: c, in: cookie, "
                + "schema: {type: string}}]}}}",
            "cookie"
        ),
        (
            "openapi: 3.0.0\npaths: {/a: {post: {operationId: x, requestBody: {content: {text/xml: {}}}}}}",
            "no JSON"
        ),
    ])
    func `a document that cannot be used is named`(text: String, word: String) throws {
        let problem = try #require(throws: ToolProblem.self) { try tool("x", in: text) }
        #expect(problem.description.hasPrefix("crm.yaml"), "\(problem)")
        #expect(problem.description.contains(word), "\(problem)")
    }

    @Test func `aliases that unfold into a billion nodes are not unfolded`() throws {
        var text = "openapi: 3.0.0\na0: &a0 [1,1,1,1,1,1,1,1,1,1]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(throws: ToolProblem.self) { try tool("x", in: text) }
        // In a key the parser itself would unfold them.
        let problem = #expect(throws: ToolProblem.self) { try tool("x", in: text + "? *a5\n: x") }
        #expect(problem?.description.contains("an alias in a key") == true)
    }
}
