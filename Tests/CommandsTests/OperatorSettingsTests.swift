import Agent
import Events
import ModelAdapters
import Testing

@testable import Commands

@Suite("The operator's settings")
struct OperatorSettingsTests {
    static let whole = """
        controller:
          name: Example GmbH
          contact: privacy@example.com
        processors:
          models-eu:
            name: Example Models Ltd
            region: EU
            terms: [processor-contract, no-training]
          own-cloud: {name: Our cloud, region: DE, outside: false}
        models:
          fast:
            api: openai
            url: https://models.example.com/v1
            model: small-1
            processor: models-eu
            key_from: MODELS_KEY
            headers: {x-team: sales}
          local:
            api: openai
            url: http://127.0.0.1:8000
            model: tiny
            pictures: false
        speech:
          api: deepgram
          url: wss://speech.example.com
          model: nova-3
          processor: own-cloud
          key_file: /run/secrets/speech
        coach:
          turn_deadline: 1500ms
        """

    func settings(
        _ yaml: String,
        _ environment: [String: String] = [:]
    ) throws -> OperatorSettings {
        let file = SourceFile(path: "aside.yaml", bytes: Array(yaml.utf8))
        return try OperatorSettings(file, environment: environment)
    }

    /// What is said of a file that is wrong.
    func problem(_ yaml: String, _ environment: [String: String] = [:]) -> String {
        do {
            _ = try settings(yaml, environment)
            return "nothing"
        } catch {
            return String(describing: error)
        }
    }

    @Test func `are nothing without a file: nothing leaves this machine`() throws {
        let none = try OperatorSettings(nil)
        #expect(none.models.isEmpty)
        #expect(none.speech == .onThisMachine)
        #expect(none.embeddings == nil)
        #expect(none.disclosure == Disclosure())
        #expect(try settings("").digest == none.digest)
        #expect(try settings("# nothing yet\n\n").digest == none.digest)
    }

    @Test func `say who is asked, in which order, and who of them is outside`() throws {
        let settings = try settings(Self.whole)
        #expect(settings.models.map(\.name) == ["fast", "local"])
        #expect(settings.models[0].service.key == .variable("MODELS_KEY"))
        #expect(settings.models[0].service.headers.map(\.name) == ["x-team"])
        #expect(settings.models[1].service.processor == .thisMachine)
        #expect(settings.modelSettings.turnMicros == 1_500_000)
        #expect(settings.speech.service?.entry.key == .file("/run/secrets/speech"))
        let told = settings.disclosure
        #expect(told.controller.name == "Example GmbH")
        #expect(
            told.processors == [
                Processor(
                    name: "Example Models Ltd",
                    service: .languageModel,
                    region: "EU",
                    purposes: [.aiAnalysis, .screenFrames],
                    terms: [.processorContract, .noTraining]
                )
            ]
        )
    }

    @Test func `give way to variables of the environment, which change the digest`() throws {
        let before = try settings(Self.whole)
        let after = try settings(Self.whole, ["ASIDE_MODELS_FAST_MODEL": "large-1"])
        #expect(after.models[0].model == "large-1")
        #expect(after.digest != before.digest)
        let terms = try settings(
            Self.whole,
            ["ASIDE_PROCESSORS_MODELS_EU_TERMS": "no-own-use,nothing-kept"]
        )
        #expect(terms.disclosure.processors[0].terms == [.noOwnUse, .nothingKept])
        let alone = try OperatorSettings(nil, environment: ["ASIDE_SPEECH_API": "off"])
        #expect(alone.speech == .off)
        #expect(
            try settings(Self.whole, ["ASIDE_HOME": "/x", "PATH": "/bin"]).digest == before.digest
        )
    }

    @Test(arguments: [
        (
            "models:\n  fast:\n    api: openai\n    ulr: x",
            "aside.yaml:4: found an unknown setting, models.fast.ulr (did you mean url?), expected one"
        ),
        ("speech:\n  api: magic", "aside.yaml:2: found speech.api: another word"),
        (
            "models:\n  fast:\n    api: openai\n    url: https://a.example\n    model: m",
            "aside.yaml:2: found models.fast.processor: nothing"
        ),
        (
            "models:\n  fast:\n    api: openai\n    url: https://a.example\n    processor: x",
            "aside.yaml:5: found models.fast.processor: another name"
        ),
        (
            "models:\n  fast:\n    api: openai\n    url: http://localhost\n    model: m\n"
                + "    headers:\n      authorization: Bearer x",
            "aside.yaml:7: found models.fast.headers.authorization: a header that carries a key"
        ),
        (
            "models:\n  fast:\n    api: openai\n    url: http://localhost\n    model: m\n"
                + "    key_from: sk-123",
            "aside.yaml:6: found models.fast.key_from: no name of a variable"
        ),
        (
            "models:\n  fast:\n    api: openai\n    url: http://a.example\n    model: m",
            "aside.yaml:4: found models.fast.url: http to another machine, expected https"
        ),
        (
            "models:\n  fast:\n    api: openai\n    url: https://u:p@a.example\n    model: m",
            "aside.yaml:4: found models.fast.url: a user or a password"
        ),
        (
            "speech:\n  api: deepgram\n  url: ftp://a.example\n  model: m",
            "aside.yaml:3: found speech.url: another scheme"
        ),
        ("models:\n  Fast: {}", "aside.yaml:2: found models.Fast: a name that is not taken"),
        (
            "speech:\n  api: deepgram\n  url: https://a.example\n  key_header: x-key",
            "aside.yaml:4: found an unknown setting"
        ),
        (
            "models:\n  fast:\n    api: openai\n    url: http://localhost\n    model: m\n"
                + "    key_header: x-key",
            "aside.yaml:6: found models.fast.key_header: a header without a key"
        ),
        (
            "mcp:\n  crm:\n    program: /bin/crm\n    key_from: KEY",
            "aside.yaml:4: found mcp.crm.key_from: what is of an address, beside a program"
        ),
        ("models: [a]", "aside.yaml:1: found models: no fields"),
        (
            "models: &m {a: {api: openai}}\nspeech: {*m : x}",
            "aside.yaml:2: found an alias in a key"
        ),
        (
            "coach:\n  turn_deadline: 2h",
            "aside.yaml:2: found coach.turn_deadline: no such duration"
        ),
        ("coach:\n  turn_deadline: 31s", "aside.yaml:2: found coach.turn_deadline: no such"),
        (
            "screen:\n  interval: 3s\n  rate: 2",
            "aside.yaml:3: found an unknown setting, screen.rate, expected one of screen.budget"
        ),
        (
            "screen:\n  interval_while_speaking: 100ms",
            "aside.yaml:2: found screen.interval_while_speaking: no such duration, expected at least"
        ),
        ("screen:\n  interval: 11m", "aside.yaml:2: found screen.interval: no such duration"),
        ("screen:\n  interval: 601s", "aside.yaml:2: found screen.interval: no such duration"),
        ("screen:\n  budget: 3601", "aside.yaml:2: found screen.budget: no such number"),
        ("screen: 3s", "aside.yaml:1: found screen: no fields"),
        ("a: [", "aside.yaml:"),
        (
            "screen:\n  budget: 3\n  interval: 3s\n  budget: 4",
            "aside.yaml:2: found a field that is written twice, here first, then in line 4"
        ),
        ("embeddings:\n  model: m", "aside.yaml:1: found embeddings.url: nothing"),
        (
            "embeddings:\n  url: http://localhost\n  model: m\n  encoding: binary",
            "aside.yaml:4: found embeddings.encoding: another word, expected one of float, base64"
        ),
        (
            "models:\n  fast:\n    api: openai\n    url: http://localhost\n    model: m\n"
                + "    extra_fields: '{\"temperature\": 0.5}'",
            "aside.yaml:6: found models.fast.extra_fields: no JSON object without fractions"
        ),
        (
            "processors:\n  p: {name: P, terms: [kind]}",
            "aside.yaml:2: found processors.p.terms: another word"
        ),
    ])
    func `name the line of what is wrong in them`(yaml: String, said: String) {
        #expect(problem(yaml).hasPrefix(said))
    }

    @Test(arguments: ["LOCALHOST", "127.0.0.2", "[::1]"])
    func `take every name of this machine for it`(host: String) throws {
        let yaml = "models: {fast: {api: openai, url: 'http://\(host):8000', model: m}}"
        #expect(try settings(yaml).models.first?.service.processor == .thisMachine)
    }

    @Test(arguments: [("500ms", 10_000_000), ("60s", 60_000_000)] as [(String, Int64)])
    func `take no answer for stale that came within the time it was given`(
        deadline: String,
        fresh: Int64
    ) throws {
        let tool = "{url: 'http://localhost/', access: read-only, purpose: ai_analysis, summary: s"
        let read = try settings("tools: {look_up: \(tool), deadline: \(deadline)}}")
        #expect(read.tools.first?.terms.limits.freshMicros == fresh)
    }

    @Test func `may have sentences turned into vectors here, of which nobody need be told`() throws
    {
        let yaml = "embeddings: {api: on-device}"
        let settings = try OperatorSettings(SourceFile(path: "aside.yaml", bytes: Array(yaml.utf8)))
        #expect(settings.embeddings == .onThisMachine)
        #expect(settings.disclosure.processors.isEmpty)
    }

    @Test func `may add to a request, shorten vectors, and say whom else to trust`() throws {
        let yaml = """
            models:
              fast:
                api: openai
                url: http://localhost
                model: m
                extra_fields: '{"reasoning_effort": "low", "seed": 7}'
            embeddings: {url: 'http://localhost', model: e, encoding: base64}
            tls: {certificates: company.pem}
            """
        let settings = try settings(yaml)
        let extra = settings.models.first?.extraFields
        #expect(extra == ["reasoning_effort": .string("low"), "seed": .integer(7)])
        #expect(settings.embeddings?.service?.encoding == .base64)
        #expect(settings.certificates?.hasSuffix("/company.pem") == true)
        let none = try self.settings(Self.whole)
        #expect(none.models.allSatisfy { $0.extraFields == [:] } && none.certificates == nil)
        let variable = ["ASIDE_TLS_CERTIFICATES": "/etc/ssl/company.pem"]
        #expect(
            try self.settings(Self.whole, variable).certificates == "/etc/ssl/company.pem"
        )
    }

    @Test func `that name no file of certificates are refused before anything is asked`() throws {
        let settings = try settings("tls: {certificates: /nowhere/company.pem}")
        let failure = #expect(throws: Failure.self) { try Services(settings, environment: [:]) }
        #expect(failure.map { String(describing: $0).contains("/nowhere/company.pem") } == true)
    }

    @Test func `name the variable of what is wrong in it, and one that sets nothing`() {
        #expect(
            problem(Self.whole, ["ASIDE_SPEECH_API": "magic"])
                .hasPrefix("ASIDE_SPEECH_API: found another word")
        )
        #expect(
            problem(Self.whole, ["ASIDE_MODELS_SLOW_URL": "http://localhost"])
                .hasPrefix("ASIDE_MODELS_SLOW_URL: found a variable that names no setting")
        )
        #expect(
            problem(Self.whole, ["ASIDE_MODELS_FAST_ULR": "http://localhost"])
                .contains("(did you mean ASIDE_MODELS_FAST_URL?)")
        )
    }

    @Test func `never tell a secret that stands where none should`() {
        let said = problem(
            "models:\n  fast:\n    api: openai\n    url: https://u:s3cret@a.example\n    key_from: s3cret"
        )
        #expect(!said.contains("s3cret"))
    }
}
