import Agent
import AsideTesting
import EventLog
import Events
import Foundation
import Testing

@testable import Commands

@Suite("A past call through a language model")
struct WhatIfModelTests {
    /// The companies of the models that the tests ask.
    private static let companies = [
        ScriptedModel.processor, DepartingModel().destination.processor,
    ]

    /// The events of a replayed call, and the playbook it ran under.
    private func recorded(
        _ consent: String,
        telling companies: [String] = companies
    ) throws -> (events: [RecordedEvent], playbook: URL) {
        let (aside, old) = try WhatIfCall.replayed(
            WhatIfCall.script(consent: consent),
            telling: companies
        )
        let reader = try Home(path: aside.home).openReader()
        defer { try? reader.close() }
        return (try reader.events(in: .call(CallID("c1"))), URL(fileURLWithPath: old))
    }

    @Test(arguments: [false, true])
    func `is compared nudge by nudge, and tells which model it was`(isOutside: Bool) async throws {
        let (events, playbook) = try recorded(WhatIfCall.granted)
        // It keeps silent, whatever it is asked.
        let model = ScriptedModel([], isOutside: isOutside)
        try WhatIfDesk.checkConsent(events, toBeReadBy: model)
        let desk = try WhatIfDesk(CallID("c1"), events, playbook: playbook, model: model)
        let result = try await desk.run { _, _ in }
        #expect(model.prompts.count == 2)
        #expect(result.comparison.count(.lost) == 2)
        #expect(result.comparison.regressions.count == 1)
        #expect(result.json["model"] == .string("scripted"))
        #expect(result.lines.last?.contains("model scripted") == true)
    }

    /// A past call run again with a model that is outside, over the log that holds it.
    ///
    /// - Parameter middle: what happens before its third line.
    private func runAgain(
        _ consent: String,
        _ model: any LanguageModel,
        then middle: String = "",
        telling companies: [String] = companies
    ) async throws -> [RecordedEvent] {
        let script = WhatIfCall.script(consent: consent)
            .replacing("{\"t\":150,", with: middle + "{\"t\":150,")
        let (aside, old) = try WhatIfCall.replayed(script, telling: companies)
        let workplace = try await Workplace.open(Home(path: aside.home))
        defer { try? workplace.log.close() }
        let call = CallID("c1")
        let events = try workplace.log.events(in: .call(call))
        let egress = workplace.egress(after: call, recorded: events)
        let desk = try WhatIfDesk(
            call,
            events,
            playbook: URL(fileURLWithPath: old),
            model: ModelAfterCall(model, leaving: egress)
        )
        _ = try await desk.run { _, _ in }
        #expect(try aside.run("log", "verify").exitCode == 0)
        return try workplace.log.events(in: .after(call))
    }

    @Test func `tells of what leaves for it after the call, before it leaves`() async throws {
        let model = DepartingModel()
        let after = try await runAgain(WhatIfCall.granted, model)
        #expect(model.count == 2)
        #expect(
            after.compactMap { $0.fact(EgressRequested.self)?.purpose } == [.followUp, .followUp]
        )
        #expect(after.compactMap { $0.fact(EgressEnded.self)?.outcome } == [.answered, .answered])
    }

    @Test func `is not asked where somebody took sharing back, whoever forgot to look`()
        async throws
    {
        let model = DepartingModel(isOutside: false)
        let withdrawn = """
            {"t":4,"kind":"consent","participant":"lee","act":"grant"}
            {"t":5,"kind":"consent","participant":"lee","act":"withdraw","purposes":["sharing"]}
            """
        let after = try await runAgain(withdrawn, model)
        #expect(model.count == 0)
        #expect(after.isEmpty)
        #expect(model.refused.contains(.notInForce(.sharing)))
    }

    /// All but sharing is agreed to at first.
    private static let narrow =
        #"{"t":4,"kind":"consent","participant":"lee","act":"grant","purposes":["live_transcription","storage","ai_analysis","follow_up"]}"#
    /// Sharing is, when two lines have been said.
    private static let shared = """
        {"t":100,"kind":"consent","participant":"lee","act":"grant","purposes":["sharing"]}

        """

    @Test func `reads nothing outside that was said before sharing came into force`() async throws {
        let model = ScriptedModel([], isOutside: true)
        _ = try await runAgain(Self.narrow, model, then: Self.shared)
        let lines = model.prompts.map { $0.lines.map(\.text) }
        #expect(lines == [["I would need approval from the board."]])
    }

    @Test func `of a chain reads nothing of that outside either`() async throws {
        let model = DepartingModel(isOutside: false)
        let after = try await runAgain(Self.narrow, model, then: Self.shared)
        #expect(model.count == 0)
        #expect(after.isEmpty)
        #expect(model.refused == [.notInForce(.sharing), .notInForce(.sharing)])
    }

    @Test func `is not asked where nobody was told of its company, whoever forgot to look`()
        async throws
    {
        let model = DepartingModel()
        let after = try await runAgain(WhatIfCall.granted, model, telling: ["Somebody Else"])
        #expect(model.count == 0)
        #expect(after.isEmpty)
        #expect(model.refused == [.notDisclosed, .notDisclosed])
    }

    @Test func `is refused by name of the company before anything of the call is read`() throws {
        let (events, _) = try recorded(WhatIfCall.granted, telling: ["Somebody Else"])
        let outside = ScriptedModel([], isOutside: true)
        let refusal = try #require(throws: Failure.self) {
            try WhatIfDesk.checkConsent(events, toBeReadBy: outside)
        }
        #expect(
            refusal.description.contains("Scripted Models; found that 2 of 2 people")
                && refusal.exitCode == 1
        )
        try WhatIfDesk.checkConsent(events, toBeReadBy: ScriptedModel([]))
        // One company of a chain is enough: it would be asked when the others fail.
        #expect(throws: Failure.self) {
            try WhatIfDesk.checkConsent(events, toBeReadBy: MixedChain())
        }
    }

    /// A chain of a model on this machine and one outside.
    private struct MixedChain: LanguageModel {
        let name = "mixed"
        let isOutside = false
        let outsideProcessors: Set<String> = [ScriptedModel.processor]

        func answer(_ prompt: Prompt, through door: EgressDoor) async throws -> ModelAnswer {
            throw EgressRefusal.notDisclosed
        }
    }

    @Test func `of a chain that has one on this machine only that is asked without sharing`()
        throws
    {
        let (events, _) = try recorded(Self.narrow, telling: [])
        try WhatIfDesk.checkConsent(events, toBeReadBy: MixedChain())
    }

    @Test func `of a company that nobody was told of ends the command before it writes`() throws {
        let (aside, old) = try WhatIfCall.replayed(WhatIfCall.script(consent: WhatIfCall.granted))
        let before = try aside.types()
        let model = """
            processors:
              m: {name: Example Models, region: EU}
            models:
              fast: {api: openai, url: "https://models.example.com", model: m, processor: m}
            """
        let file = try aside.file("outside.yaml", model)
        let run = try aside.run("whatif", "c1", "--playbook", old, "--model", "--config", file)
        #expect(run.exitCode == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("would send this call to Example Models"), "\(run.errors)")
        #expect(!run.errors.lowercased().contains("lee"))
        #expect(try aside.types() == before)
        // One on this machine needs no disclosure.
        let near = try aside.file(
            "near.yaml",
            #"models: {near: {api: openai, url: "http://127.0.0.1:9", model: m}}"#
        )
        let again = try aside.run("whatif", "c1", "--playbook", old, "--model", "--config", near)
        #expect(!again.output.isEmpty, "\(again.errors)")
    }

    @Test(arguments: [false, true])
    func `that answers nothing fails the command once it has told how often and why`(
        asJSON: Bool
    ) throws {
        let (aside, old) = try WhatIfCall.replayed(WhatIfCall.script(consent: WhatIfCall.granted))
        let near = try aside.file(
            "near.yaml",
            #"models: {near: {api: openai, url: "http://127.0.0.1:9", model: m}}"#
        )
        let run = try aside.run(
            ["whatif", "c1", "--playbook", old, "--model", "--config", near]
                + (asJSON ? ["--json"] : [])
        )
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("the language model answered 0 of "), "\(run.errors)")
        if asJSON {
            let result = try #require(run.lines.first)
            let failures = result["model_failures"] as? [String: Any]
            #expect(result["model_questions"] as? Int ?? 0 > 0)
            #expect(failures?["unavailable"] as? Int ?? 0 > 0)
        } else {
            #expect(run.output.contains("there the playbook coach went on"), "\(run.output)")
        }
    }

    @Test func `that fails once and answers once says so, and is compared`() async throws {
        let (events, playbook) = try recorded(WhatIfCall.granted)
        let model = ScriptedModel([.fails])
        let desk = try WhatIfDesk(CallID("c1"), events, playbook: playbook, model: model)
        let result = try await desk.run { _, _ in }
        #expect(result.json["model_questions"] == .integer(2))
        #expect(result.json["model_failures"] == .object(["unavailable": .integer(1)]))
        #expect(result.questions.answered == 1)
        let line = result.lines.first { $0.contains("(1 unavailable)") }
        #expect(line?.contains("questions asked: 2") == true)
    }

    @Test func `that was asked when the process stopped is closed by the next that writes`()
        async throws
    {
        let (aside, _) = try WhatIfCall.replayed(
            WhatIfCall.script(consent: WhatIfCall.granted),
            telling: ["Example"]
        )
        let (home, call) = (Home(path: aside.home), CallID("c1"))
        let stopped = try await Workplace.open(home)
        let events = try stopped.log.events(in: .call(call))
        let door = stopped.egress(after: call, recorded: events).door()
        let destination = Destination(processor: "Example", region: "EU", isOutside: true)
        for isLast in [false, true] {
            try await door.request(Departure(to: destination, asking: .model, carrying: [1])) { _ in
                // From here on nothing more of this process reaches the log.
                if isLast { try stopped.log.close() }
            }
        }
        for _ in 0..<2 {
            let next = try await Workplace.open(home)
            let after = try next.log.events(in: .after(call))
            #expect(
                after.compactMap { $0.fact(EgressEnded.self)?.outcome } == [
                    .answered, .interrupted,
                ]
            )
            #expect(
                after.compactMap { $0.fact(EgressEnded.self)?.request }
                    == after.compactMap { $0.fact(EgressRequested.self)?.request }
            )
            try next.log.close()
        }
        #expect(try aside.run("log", "verify").exitCode == 0)
    }

    @Test(arguments: [
        #"{"t":4,"kind":"consent","participant":"lee","act":"grant","purposes":["live_transcription","storage","ai_analysis","follow_up"]}"#,
        """
        {"t":4,"kind":"consent","participant":"lee","act":"grant"}
        {"t":5,"kind":"consent","participant":"lee","act":"withdraw","purposes":["sharing"]}
        """,
    ])
    func `is not read outside where somebody did not agree to that`(consent: String) throws {
        let (events, _) = try recorded(consent)
        #expect(throws: Failure.self) {
            try WhatIfDesk.checkConsent(events, toBeReadBy: ScriptedModel([], isOutside: true))
        }
        try WhatIfDesk.checkConsent(events, toBeReadBy: ScriptedModel([]))
    }
}
