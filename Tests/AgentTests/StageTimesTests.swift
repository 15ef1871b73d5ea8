import AsideTesting
import Events
import Testing

@testable import Agent

@Suite("The stage times of a nudge")
struct StageTimesTests {
    @Test func `tell when the line was final apart from when its turn was complete`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        // Nothing closes the sentence, so that the turn ends by its pause.
        try await call.say("Honestly that is too expensive for us", at: 6)
        try await call.happens(9, .track(identity: "lee", .microphone, isPublished: true))
        await call.call.settle()
        let sent = try #require(call.facts(NudgeSent.self).first)
        let complete = 300_000 + TurnPause.usualMicros
        #expect(
            sent.stages
                == NudgeSent.Stages(
                    finalMicros: 300_000,
                    turnMicros: complete,
                    retrievedMicros: complete,
                    decidedMicros: complete
                )
        )
        #expect(sent.sinceWordsMicros == complete)
    }

    @Test func `are those of the turn's last line, and of what was measured after it`() async throws
    {
        let model = ScriptedModel([.hangs])
        let call = try await CoachedCall(plays: [CoachedCall.price], model: model)
        try await call.say("Honestly, I have to say,", at: 5)
        try await call.say("that is too expensive for us.", at: 6)
        await call.time.alarms(1)
        call.time.advance(byMicros: 1_900_000)
        await call.call.settle()
        model.letGo()
        let sent = try #require(call.facts(NudgeSent.self).first)
        #expect(sent.stages?.finalMicros == 300_000)
        #expect(sent.stages?.turnMicros == 300_000)
        // A model that is late has not answered; the playbook coach did, after it.
        #expect(sent.stages?.modelMicros == nil)
        #expect(sent.sinceWordsMicros == 2_200_000)
    }
}
