import Agent
import Testing

@testable import Commands

extension OperatorSettingsTests {
    private static let mistakes: [(yaml: String, said: String)] = [
        ("modles: {}", "aside.yaml:1: found an unknown setting, modles (did you mean models?)"),
        ("'a b': {}", "aside.yaml:1: found an unknown setting, expected one of coach"),
        ("\u{FEFF}screen:\n  budget: no", "aside.yaml:2: found screen.budget: no such number"),
        ("screen:\n\tbudget: 3", "aside.yaml:2: found a tab before a field, expected spaces"),
        (
            """
            models:
              fast:
                api: openai
                url: http://localhost
                model: "m\\e[2J"
            """,
            "aside.yaml:5: found models.fast.model: a control character"
        ),
        (
            """
            tools:
              look_up:
                url: http://localhost
                access: read-only
                purpose: ai_analysis
                summary: s
                part: /a
                line: name
            """,
            "aside.yaml:8: found tools.look_up.line: no / at its start"
        ),
        (
            "processors: {p: {name: P, hosts: [a.example, 'https://crm.example']}}",
            "aside.yaml:1: found processors.p.hosts: what is no host"
        ),
        (
            "processors: {p: {name: P, hosts: ['crm.example:8443']}}",
            "aside.yaml:1: found processors.p.hosts: what is no host"
        ),
        (
            "speech:\n  api: on-device\n  url: http://localhost",
            "aside.yaml:3: found speech.url: what is of a service, beside on-device"
        ),
        (
            "embeddings:\n  api: on-device\n  model: m",
            "aside.yaml:3: found embeddings.model: what is of a service, beside on-device"
        ),
        (
            "embeddings:\n  url: a.example",
            "aside.yaml:2: found embeddings.url: no https:// at its start"
        ),
        (
            "embeddings:\n  url: localhost:8000",
            "aside.yaml:2: found embeddings.url: no https:// at its start"
        ),
        (
            "embeddings:\n  url: http://localhost:80000",
            "aside.yaml:2: found embeddings.url: no such port"
        ),
    ]

    @Test(arguments: mistakes.indices)
    func `say what somebody most likely did wrong`(number: Int) {
        let (yaml, said) = Self.mistakes[number]
        let found = problem(yaml)
        #expect(found.hasPrefix(said), "\(found)")
    }

    @Test func `may be switched to this machine by a variable, whatever the file has`() throws {
        let settings = try settings(Self.whole, ["ASIDE_SPEECH_API": "on-device"])
        #expect(settings.speech == .onThisMachine)
    }

    @Test func `are told apart where they are no text of a size that is read`() {
        func problem(_ bytes: [UInt8]) -> String {
            do {
                _ = try OperatorSettings(SourceFile(path: "aside.yaml", bytes: bytes))
                return "nothing"
            } catch {
                return String(describing: error)
            }
        }
        #expect(problem([0x61, 0xFF]).hasPrefix("aside.yaml:1: found bytes that are not UTF-8"))
        let long = [UInt8](repeating: 0x20, count: SettingsFile.largest + 1)
        #expect(problem(long).hasPrefix("aside.yaml:1: found more than 256 KiB"))
    }

    @Test func `find a key in its place, or name the place and who names it`() throws {
        let key = SecretSource.variable("MODELS_KEY")
        #expect(try key.read(environment: ["MODELS_KEY": "k"], namedAt: "x") == "k")
        let missing = Failure.failed("x: reading a key failed: the variable MODELS_KEY is not set")
        #expect(throws: missing) { try key.read(environment: [:], namedAt: "x") }
        #expect(throws: Failure.self) {
            try SecretSource.file("/nowhere").read(environment: [:], namedAt: "x")
        }
    }

    @Test(
        arguments: [
            ([:], "failed: the variable MODELS_KEY is not set"),
            (["MODELS_KEY": "two\nlines"], "from the variable MODELS_KEY failed: key not taken"),
        ] as [([String: String], String)]
    )
    func `name the line of a key that cannot be used`(
        environment: [String: String],
        said: String
    ) throws {
        let settings = try settings(Self.whole)
        let failure = #expect(throws: Failure.self) {
            try settings.models[0].service.secret(environment: environment)
        }
        let place = "aside.yaml:16: models.fast.key_from: reading a key "
        #expect(
            failure?.description.hasPrefix(place + said) == true,
            "\(String(describing: failure))"
        )
    }
}
