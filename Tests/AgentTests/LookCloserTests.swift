import AsideTesting
import ConsentGate
import Events
import Testing

@testable import Agent

@Suite("A language model that wants to read small print")
struct LookCloserTests {
    private let words = "Honestly, that is too expensive for us."

    /// A call in which the rep shows a slide that was kept.
    private func seeing(_ turns: [ScriptedModel.Turn]) async throws -> (CoachedCall, ScriptedModel)
    {
        let model = ScriptedModel(turns)
        let call = try await CoachedCall(
            plays: [CoachedCall.price, CoachedCall.support],
            model: model,
            pictures: PlainPictures()
        )
        try await call.happens(1, .track(identity: "dana", .screenshare, isPublished: true))
        try await shows("slide", call, at: 2)
        try await shows("slide", call, at: 3)
        return (call, model)
    }

    private func shows(_ picture: String, _ call: CoachedCall, at second: Double) async throws {
        let frame = Frame.jpeg(Array(picture.utf8))
        try await call.happens(second, .frame(identity: "dana", .screenshare, frame))
    }

    @Test func `asks once, goes on at once, and sees the next settled picture in detail`()
        async throws
    {
        let (call, model) = try await seeing([ScriptedModel.tool("look_closer", [:])])
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(
            model.prompts.map { $0.tools.map(\.name).contains("look_closer") } == [true, false]
        )
        #expect(model.prompts.last?.toolAnswers.map(\.tool) == ["look_closer"])
        #expect(call.facts(ModelCompleted.self).map(\.choice) == [.tools, .silence])
        try await shows("slide", call, at: 9)
        try await shows("slide", call, at: 10)
        #expect(call.facts(FrameSampled.self).map(\.why) == ["first", "detail"])
        try await call.say("And do you have support at night?", at: 60)
        await call.call.settle()
        let prompt = try #require(model.prompts.last)
        #expect(model.prompts.count == 3)
        #expect(prompt.frame?.isDetail == true)
        #expect(!prompt.tools.map(\.name).contains("look_closer"))
    }

    @Test func `is not offered it where no picture goes along`() async throws {
        let model = ScriptedModel([ScriptedModel.tool("look_closer", [:])])
        let call = try await CoachedCall(plays: [CoachedCall.price], model: model)
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(model.prompts.first?.tools.map(\.name) == ["stay_silent", "nudge"])
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.invalid])
    }

    @Test func `sees no screen once that was withdrawn, and is not offered it`() async throws {
        let (call, model) = try await seeing([])
        try await call.happens(
            5,
            .consent(
                identity: "lee",
                .withdraw,
                purposes: [.screenFrames],
                nonce: nil,
                means: "click"
            )
        )
        try await call.say(words, at: 6)
        await call.call.settle()
        let prompt = try #require(model.prompts.first)
        #expect(prompt.frame == nil)
        #expect(!prompt.tools.map(\.name).contains("look_closer"))
    }
}
