import AsideTesting
import ConsentGate
import Events
import Testing

@testable import Agent

@Suite("Words that are not final yet")
struct PartialTests {
    private let words = "Honestly, that is too expensive for us."

    private func partial(_ text: String, _ call: CoachedCall, at second: Double) async throws {
        let end = Int64(second * 1_000_000)
        let line = SpokenLine(text: text, startMicros: end - 400_000, endMicros: end)
        try await call.happens(second, .partial(identity: "lee", line))
    }

    @Test func `are looked up ahead, and not again when the turn completes as it was heard`()
        async throws
    {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        try await partial("honestly that is too", call, at: 5.5)
        try await partial("honestly that is too expensive for us", call, at: 5.9)
        #expect(await call.call.judgementCount == 2)
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(await call.call.judgementCount == 2)
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test func `are sought anew when the turn ends otherwise`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        try await partial("honestly that is too expensive", call, at: 5.5)
        try await call.say("Honestly, that is too expensive, no, it is fine.", at: 6)
        #expect(await call.call.judgementCount == 2)
    }

    @Test func `are sought anew when another picture was shown in between`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price], pictures: PlainPictures())
        try await call.happens(1, .track(identity: "dana", .screenshare, isPublished: true))
        try await partial("honestly that is too expensive for us", call, at: 5.5)
        for second in [5.6, 5.9] {
            let frame = Frame.jpeg(Array("slide".utf8))
            try await call.happens(second, .frame(identity: "dana", .screenshare, frame))
        }
        #expect(call.facts(FrameSampled.self).count == 1)
        try await call.say(words, at: 6)
        #expect(await call.call.judgementCount == 2)
    }

    @Test func `leave no trace in the log`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        let before = call.journal.events.count
        try await partial("honestly that is too expensive", call, at: 5.5)
        #expect(call.journal.events.count == before)
    }

    @Test func `are not read at all once somebody has withdrawn`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        try await call.happens(
            4,
            .consent(identity: "lee", .withdraw, purposes: nil, nonce: nil, means: "click")
        )
        try await partial("honestly that is too expensive", call, at: 5.5)
        #expect(await call.call.judgementCount == 0)
    }
}
