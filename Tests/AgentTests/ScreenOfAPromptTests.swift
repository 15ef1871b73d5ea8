import AsideTesting
import Events
import Testing

@testable import Agent

@Suite("The picture in a prompt")
struct ScreenOfAPromptTests {
    /// A call in which one picture may be kept, and these are shown, each twice and a second apart.
    private func prompt(showing pictures: String...) async throws -> Prompt {
        let model = ScriptedModel([])
        let call = try await CoachedCall(
            plays: [CoachedCall.price],
            model: model,
            pictures: PlainPictures()
        ) { $0.sampling.budget = 1 }
        try await call.happens(1, .track(identity: "dana", .screenshare, isPublished: true))
        for (place, picture) in pictures.enumerated() {
            for part in [0, 1] {
                let frame = Frame.jpeg(Array(picture.utf8))
                let second = Double(2 + 2 * place + part)
                try await call.happens(second, .frame(identity: "dana", .screenshare, frame))
            }
        }
        try await call.say("Honestly, that is too expensive for us.", at: 20)
        await call.call.settle()
        #expect(call.facts(FrameSampled.self).count == 1)
        return try #require(model.prompts.first)
    }

    @Test func `is not an old one, when the budget bears no new one`() async throws {
        let prompt = try await prompt(showing: "slide", "other")
        #expect(prompt.frame == nil)
        #expect(!prompt.tools.map(\.name).contains("look_closer"))
    }

    @Test func `is the old one again when the screen shows it again`() async throws {
        let prompt = try await prompt(showing: "slide", "other", "slide")
        #expect(prompt.frame?.jpeg == Array("slide".utf8))
        // What would come of it could not be kept.
        #expect(!prompt.tools.map(\.name).contains("look_closer"))
    }
}
