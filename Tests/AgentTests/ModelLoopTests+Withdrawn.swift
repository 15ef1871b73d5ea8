import AsideTesting
import ConsentGate
import Events
import Testing

@testable import Agent

/// What takes a question back from a model, and what does not.
extension ModelLoopTests {
    @Test func `is withdrawn when a newer turn completes`() async throws {
        let (call, model) = try await coached([.hangs])
        try await call.say(words, at: 6)
        try await call.say("But go on, please.", at: 8)
        model.letGo()
        await call.call.settle()
        #expect(call.types(of: ["model"]) == ["model.invoked", "model.superseded"])
        #expect(call.facts(NudgeSuppressed.self).map(\.reason) == [.superseded])
        #expect(call.rep.nudges.isEmpty)
    }

    @Test func `is withdrawn when the rep begins to answer`() async throws {
        let (call, model) = try await coached([.hangs])
        try await call.say(words, at: 6)
        try await call.say("Let me show you what it brings.", by: "dana", at: 8)
        model.letGo()
        await call.call.settle()
        #expect(call.types(of: ["model"]) == ["model.invoked", "model.superseded"])
    }

    @Test(arguments: [("dana", "Mm-hm."), ("lee", "Uh huh."), ("dana", "Oh, hmm.")])
    func `goes on while somebody only listens`(who: String, sound: String) async throws {
        let (call, model) = try await coached([.hangs])
        try await call.say(words, at: 6)
        try await call.say(sound, by: who, at: 7)
        #expect(call.facts(TurnCompleted.self).count == 2)
        #expect(call.types(of: ["model"]) == ["model.invoked"])
        model.letGo()
        await call.call.settle()
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.unavailable])
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test(arguments: [false, true])
    func `gets no picture of a share that has stopped or does not come through any more`(
        isLost: Bool
    ) async throws {
        let model = ScriptedModel([])
        let call = try await CoachedCall(
            plays: [CoachedCall.price],
            model: model,
            pictures: PlainPictures()
        )
        func share(_ isPublished: Bool) -> Observation.What {
            .track(identity: "dana", .screenshare, isPublished: isPublished)
        }
        try await call.happens(1, share(true))
        let reception = TrackReception()
        func shows(_ second: Double) async throws {
            let frame = Frame.jpeg(Array("slide".utf8))
            let what = Observation.What.frame(identity: "dana", .screenshare, frame, in: reception)
            try await call.happens(second, what)
        }
        for second in [2.0, 3.5] { try await shows(second) }
        #expect(call.facts(FrameSampled.self).count == 1)
        reception.end()
        let ending = Observation.What.trackFailed(identity: "dana", .screenshare)
        try await call.happens(5, isLost ? ending : share(false))
        // What was under way by then comes after it.
        for second in [5.1, 6.5] { try await shows(second) }
        #expect(call.facts(FrameSampled.self).count == 1)
        try await call.say(words, at: 8)
        await call.call.settle()
        let prompt = try #require(model.prompts.first)
        #expect(prompt.frame == nil)
        #expect(!prompt.tools.map(\.name).contains("look_closer"))
    }

    @Test func `is stopped the moment somebody withdraws`() async throws {
        let (call, model) = try await coached([.hangs])
        try await call.say(words, at: 6)
        try await call.happens(
            7,
            .consent(
                identity: "lee",
                .withdraw,
                purposes: nil,
                nonce: nil,
                means: "click"
            )
        )
        model.letGo()
        await call.call.settle()
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.gateLeftOpen])
        #expect(call.rep.nudges.isEmpty)
    }

    @Test func `is stopped when only the thinking is withdrawn, though the gate stays open`()
        async throws
    {
        let (call, model) = try await coached([.hangs])
        try await call.say(words, at: 6)
        try await call.happens(
            7,
            .consent(
                identity: "lee",
                .withdraw,
                purposes: [.aiAnalysis],
                nonce: nil,
                means: "click"
            )
        )
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.gateLeftOpen])
        try await call.say("It really is too expensive.", at: 60)
        #expect(call.facts(LineTranscribed.self).count == 2)
        #expect(call.facts(PassagesRetrieved.self).count == 1)
        model.letGo()
    }
}
