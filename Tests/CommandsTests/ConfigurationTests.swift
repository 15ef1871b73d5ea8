import Foundation
import Testing

@Suite struct `What the operator set` {
    private static let settings = """
        models:
          fast:
            api: openai
            url: http://127.0.0.1:9
            model: NAME
            key_from: ASIDES_TEST_KEY

        """
    private static let call = """
        {"t":0,"kind":"call","id":"c1","rep":"dana","rep_basis":"agreed"}
        {"t":0.2,"kind":"join","participant":"dana","role":"rep"}
        {"t":1,"kind":"end"}

        """

    private static let play = """
        ---
        id: a
        kind: fact
        triggers: [x]
        headline: h
        ---
        Say it.

        """

    /// The digest in the first event of a call that was replayed under some settings, and with services
    /// beside the plays if some are given.
    private func digest(
        model: String = "one",
        key: String = "k1",
        tools: String? = nil,
        _ variables: [String: String] = [:]
    ) throws -> String {
        let aside = try Aside()
        let config = try aside.file("aside.yaml", Self.settings.replacing("NAME", with: model))
        let script = try aside.file("call.jsonl", Self.call)
        var arguments = ["replay", script, "--config", config]
        if let tools {
            let plays = aside.folder.appendingPathComponent("plays")
            try FileManager.default.createDirectory(at: plays, withIntermediateDirectories: true)
            _ = try aside.file("plays/a.md", Self.play)
            _ = try aside.file("plays/tools.yaml", tools)
            arguments += ["--playbook", plays.path]
        }
        let run = try aside.run(
            arguments,
            environment: variables.merging(["ASIDES_TEST_KEY": key]) { $1 }
        )
        #expect(run.exitCode == 0, "\(run.errors)")
        let opened = try aside.entries().first { $0["type"] as? String == "aside.call.opened" }
        let data = try #require(opened?["data"] as? [String: Any])
        return try #require(data["configurationDigest"] as? String)
    }

    @Test(arguments: [[], ["--json"]] as [[String]])
    func `is told to go on without an embedding service that is not there`(more: [String]) throws {
        let aside = try Aside()
        let config = try aside.file(
            "aside.yaml",
            "embeddings: {url: \"http://127.0.0.1:9\", model: m}\n"
        )
        let script = try aside.file("call.jsonl", Self.call)
        let run = try aside.run(["replay", script, "--config", config] + more)
        #expect(run.exitCode == 0)
        #expect(run.errors.contains("the coach goes on by words alone: 127.0.0.1: nobody answered"))
        #expect(!run.output.contains("by words alone"))
    }

    @Test func `is in the digest of each call's first event, and no secret is`() throws {
        let before = try digest()
        #expect(try digest() == before)
        let other = try digest(model: "two")
        #expect(other != before)
        #expect(try digest(["ASIDE_MODELS_FAST_MODEL": "two"]) == other)
        #expect(try digest(key: "k2") == before)
    }

    @Test func `is there with the services beside the plays, and without their tokens`() throws {
        func tools(_ path: String) -> String {
            """
            get_account_context:
              url: http://127.0.0.1:9/\(path)
              token_from: ASIDES_TEST_TOKEN

            """
        }
        let before = try digest(tools: tools("a"), ["ASIDES_TEST_TOKEN": "t1"])
        #expect(try digest(tools: tools("b"), ["ASIDES_TEST_TOKEN": "t1"]) != before)
        #expect(try digest(tools: tools("a"), ["ASIDES_TEST_TOKEN": "t2"]) == before)
    }
}
