import AsideTesting
import Events
import Testing

@testable import Agent

@Suite("A tool that a model's provider runs")
struct ProviderToolTests {
    private let words = "Honestly, that is too expensive for us."
    private let search = ProviderTool(
        name: "web_search",
        provider: "acme",
        definition: ["type": .string("web_search_v1")]
    )
    private let silence = ModelAnswer.ToolCall(name: "stay_silent", arguments: [])

    private func coached(_ model: ScriptedModel) async throws -> CoachedCall {
        var tools = ToolBox()
        tools.add(search)
        let call = try await CoachedCall(plays: [CoachedCall.price], model: model, tools: tools)
        try await call.say(words, at: 6)
        await call.call.settle()
        return call
    }

    @Test func `goes to the model that owns it as it is, and stands in the prompt that is kept`()
        async throws
    {
        let model = ScriptedModel([], providers: ["acme"])
        let call = try await coached(model)
        let prompt = try #require(model.prompts.first)
        #expect(prompt.providerTools == [search])
        #expect(prompt.tools.map(\.name) == ["stay_silent", "nudge"])
        let event = try #require(call.journal.events.first { $0.type == .modelInvoked })
        #expect(event.opened(ModelInvoked.self)?.prompt.contains("web_search") == true)
    }

    @Test func `goes along when one of several models owns it`() async throws {
        let model = ScriptedModel([], providers: ["elsewhere", "acme"])
        _ = try await coached(model)
        #expect(model.prompts.first?.providerTools == [search])
    }

    @Test func `is unknown to the models of others`() async throws {
        let model = ScriptedModel([], providers: ["elsewhere"])
        let call = try await coached(model)
        #expect(model.prompts.first?.providerTools == [])
        let event = try #require(call.journal.events.first { $0.type == .modelInvoked })
        #expect(event.opened(ModelInvoked.self)?.prompt.contains("web_search") == false)
    }

    @Test func `leaves its use in the log: the count in the clear, the names sealed`() async throws
    {
        let used = ["web_search", "web_search"]
        let model = ScriptedModel([.calls([silence], using: used)], providers: ["acme"])
        let call = try await coached(model)
        let event = try #require(call.journal.events.first { $0.type == .modelCompleted })
        #expect(event.fact(ModelCompleted.self)?.providerToolCalls == 2)
        #expect(event.opened(ModelCompleted.self)?.providerTools == used)
        #expect(!String(decoding: event.envelope.encoded(), as: UTF8.self).contains("web_search"))
    }

    @Test func `that it was not given leaves its use in the log as well, and the answer stands`()
        async throws
    {
        let model = ScriptedModel([.calls([silence], using: ["code_runner"])], providers: ["acme"])
        let call = try await coached(model)
        let event = try #require(call.journal.events.first { $0.type == .modelCompleted })
        #expect(event.fact(ModelCompleted.self)?.choice == .silence)
        #expect(event.fact(ModelCompleted.self)?.providerToolCalls == 1)
        #expect(event.opened(ModelCompleted.self)?.providerTools == ["code_runner"])
        #expect(call.facts(ModelFailed.self).isEmpty && call.rep.nudges.isEmpty)
    }

    @Test func `is never called by us, whatever a model asks`() async throws {
        let asked = ModelAnswer.ToolCall(name: "web_search", arguments: [])
        let call = try await coached(ScriptedModel([.calls([asked])], providers: ["acme"]))
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.invalid])
        #expect(call.facts(ToolCalled.self).isEmpty)
    }
}
