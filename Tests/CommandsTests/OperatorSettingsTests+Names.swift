import Agent
import Testing

@testable import Commands

extension OperatorSettingsTests {
    /// Names of headers, of variables and of tools that cannot be used.
    static let unusable: [(yaml: String, said: String)] = [
        (
            """
            models:
              fast:
                api: openai
                url: http://localhost
                model: m
                key_from: KEY
                key_header: 'x key'
            """,
            "aside.yaml:7: found models.fast.key_header: a header that cannot be set"
        ),
        (
            """
            embeddings:
              url: http://localhost
              model: m
              key_from: KEY
              key_header: Content-Length
            """,
            "aside.yaml:5: found embeddings.key_header: a header that cannot be set"
        ),
        (
            """
            models:
              fast:
                api: openai
                url: http://localhost
                model: m
                headers:
                  x-team: sales
                  host: a.example
            """,
            "aside.yaml:8: found models.fast.headers.host: a header that cannot be set"
        ),
        (
            """
            models:
              fast-one: {api: openai, url: 'http://localhost', model: m}
              fast_one: {api: openai, url: 'http://localhost', model: m}
            """,
            "aside.yaml:3: found models.fast_one.api: a variable, ASIDE_MODELS_FAST_ONE_API, that"
        ),
        (
            """
            models:
              fast:
                api: openai
                url: http://localhost
                model: m
                provider_tools:
                  look_closer: '{}'
            """,
            "aside.yaml:7: found models.fast.provider_tools.look_closer: a name that is taken"
        ),
        (
            """
            tools:
              nudge:
                url: http://localhost/
                access: read-only
                purpose: ai_analysis
                summary: s
            """,
            "aside.yaml:2: found tools.nudge: the name of a built-in tool, expected another name"
        ),
        (
            """
            mcp:
              crm:
                program: /bin/crm
                tools:
                  stay_silent:
                    access: read-only
                    purpose: ai_analysis
            """,
            "aside.yaml:5: found mcp.crm.tools.stay_silent: the name of a built-in tool"
        ),
    ]

    @Test(arguments: unusable)
    func `name the line of a name that cannot be used`(yaml: String, said: String) {
        #expect(problem(yaml).hasPrefix(said))
    }

    @Test func `name the file that was given and the line of a tool that cannot be used`() throws {
        let yaml = """
            tools:
              orders:
                url: http://localhost/
                access: read-only
                purpose: ai_analysis
                summary: s
                body: '{"id": "{order}"}'
            """
        let file = SourceFile(path: "given.yaml", bytes: Array(yaml.utf8))
        let settings = try OperatorSettings(file)
        let error = try #require(throws: InputError.self) {
            _ = try Services(settings, environment: [:])
        }
        #expect(
            error.description.hasPrefix("given.yaml:2: found tools.orders: a place for order"),
            "\(error)"
        )
    }
}
