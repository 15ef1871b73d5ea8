import AsideTesting
import ConsentGate
import Events
import Testing

@testable import Agent

@Suite("What leaves a call")
struct EgressTests {
    private let words = "Honestly, that is too expensive for us."

    private func coached(
        _ model: DepartingModel,
        _ change: (inout CallSetup) -> Void = { _ in }
    ) async throws -> CoachedCall {
        try await CoachedCall(
            plays: [CoachedCall.price, CoachedCall.support],
            model: model,
            change
        )
    }

    private func withdraw(
        _ purpose: Purpose,
        by who: String = "lee",
        in call: CoachedCall,
        at second: Double
    ) async throws {
        let act = Observation.What.consent(
            identity: who,
            .withdraw,
            purposes: [purpose],
            nonce: nil,
            means: "click"
        )
        try await call.happens(second, act)
    }

    @Test func `stands in the log before it leaves, and how it ended after`() async throws {
        let model = DepartingModel()
        let call = try await coached(model)
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(
            call.types(of: ["model", "egress"]) == [
                "model.invoked", "egress.requested", "egress.ended", "model.completed",
            ]
        )
        let requested = try #require(call.facts(EgressRequested.self).first)
        #expect(requested.service == .model)
        #expect(requested.purpose == .aiAnalysis)
        #expect(requested.outside)
        let ended = try #require(call.facts(EgressEnded.self).first)
        #expect(ended.request == requested.request)
        #expect(ended.outcome == .answered)
        #expect(ended.bytesOut == requested.bytes)
        let event = try #require(call.journal.events.first { $0.type == .egressRequested })
        let sealed = try #require(event.opened(EgressRequested.self))
        #expect(sealed.processor == "Example Models")
        #expect(sealed.region == "EU")
        #expect(
            event.envelope.causationID
                == call.journal.events.first { $0.type == .modelInvoked }?.envelope.id
        )
    }

    @Test func `is durable when the first byte leaves`() async throws {
        let journal = SharedJournal()
        let model = DepartingModel { _ in
            #expect(await journal.value?.events.last?.type == .egressRequested)
            throw EgressFault(.unreachable, "asking refused: nobody was there")
        }
        let call = try await coached(model)
        await journal.set(call.journal)
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(model.count == 1)
        #expect(call.facts(EgressEnded.self).map(\.outcome) == [.unreachable])
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.unavailable])
        #expect(call.rep.nudges.count == 1, "the playbook coach goes on")
    }

    @Test func `does not leave for an outside processor without sharing`() async throws {
        let model = DepartingModel(isOutside: false)
        let call = try await coached(model)
        try await withdraw(.sharing, in: call, at: 2)
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(model.count == 0)
        #expect(model.refused == [.notInForce(.sharing)])
        let refused = call.facts(EgressRefused.self)
        #expect(refused.map(\.missing) == [.sharing])
        #expect(call.facts(EgressRequested.self).isEmpty)
        #expect(call.rep.nudges.count == 1, "the playbook coach goes on")
    }

    @Test func `is not even asked for where nothing but an outside processor could answer`()
        async throws
    {
        let model = DepartingModel()
        let call = try await coached(model)
        try await withdraw(.sharing, in: call, at: 2)
        try await call.say(words, at: 6)
        await call.call.settle()
        #expect(model.count == 0)
        #expect(call.types(of: ["model", "egress"]).isEmpty)
    }

    @Test(arguments: [true, false])
    func `does not leave for an outside processor with words of somebody who refused that and left`(
        refused: Bool
    ) async throws {
        let model = DepartingModel(isOutside: false)
        let call = try await coached(model)
        try await call.happens(1, .joined(CoachedCall.arrival("max", .prospect)))
        try await call.say("We have four thousand people.", by: "max", at: 3)
        if refused { try await withdraw(.sharing, by: "max", in: call, at: 5) }
        try await call.happens(6, .left(identity: "max"))
        try await call.say(words, at: 12)
        await call.call.settle()
        #expect(model.count == (refused ? 0 : 1))
        #expect(model.refused == (refused ? [.notInForce(.sharing)] : []))
        #expect(call.facts(EgressRefused.self).map(\.missing) == (refused ? [.sharing] : []))
    }

    @Test func `does not leave once the work is withdrawn`() async throws {
        let (left, leave) = AsyncStream<Void>.makeStream()
        let (ready, isReady) = AsyncStream<Void>.makeStream()
        let model = DepartingModel { _ in
            isReady.finish()
            for await _ in left {}
            throw CancellationError()
        }
        let call = try await coached(model)
        try await call.say(words, at: 6)
        for await _ in ready {}
        try await withdraw(.aiAnalysis, in: call, at: 7)
        leave.finish()
        await call.call.settle()
        try await call.call.close(at: CoachedCall.start.advanced(byMicros: 9_000_000))
        let ended = call.facts(EgressEnded.self).map(\.outcome)
        #expect(ended == [.cancelled] || ended == [.interrupted])
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.gateLeftOpen])
    }

    @Test func `is called back when sharing alone is withdrawn, though another model might do`()
        async throws
    {
        let (left, leave) = AsyncStream<Void>.makeStream()
        let (ready, isReady) = AsyncStream<Void>.makeStream()
        let model = DepartingModel(isOutside: false) { _ in
            isReady.finish()
            for await _ in left {}
            throw CancellationError()
        }
        let call = try await coached(model)
        try await call.say(words, at: 6)
        for await _ in ready {}
        try await withdraw(.sharing, in: call, at: 7)
        leave.finish()
        await call.call.settle()
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.gateLeftOpen])
    }

    @Test func `that is not over when the call ends is told as interrupted, and only once`()
        async throws
    {
        let (left, leave) = AsyncStream<Void>.makeStream()
        let call = try await coached(DepartingModel())
        let door = await call.call.soundDoor(of: "lee")
        let (ready, isReady) = AsyncStream<Void>.makeStream()
        let destination = Destination(processor: "Example Speech", region: "EU", isOutside: true)
        let stream = Task {
            try await door.request(Departure(to: destination, asking: .speech, carrying: [1])) {
                clearance in
                clearance.traffic.sent(320, soundMicros: 10_000)
                clearance.traffic.received(40)
                isReady.finish()
                for await _ in left {}
            }
        }
        for await _ in ready {}
        try await call.call.close(at: CoachedCall.start.advanced(byMicros: 9_000_000))
        leave.finish()
        try await stream.value
        let ended = call.facts(EgressEnded.self)
        #expect(ended.map(\.outcome) == [.interrupted])
        #expect(ended.map(\.bytesOut) == [320] && ended.map(\.bytesIn) == [40])
        #expect(ended.map(\.soundMicros) == [10_000] && ended.map(\.lostMicros) == [nil])
        #expect(call.facts(EgressRequested.self).map(\.purpose) == [.liveTranscription])
    }

    @Test func `that a stopped process left open is interrupted when another carries the call on`()
        async throws
    {
        let (left, leave) = AsyncStream<Void>.makeStream()
        let (ready, isReady) = AsyncStream<Void>.makeStream()
        let call = try await coached(DepartingModel())
        let door = await call.call.soundDoor(of: "lee")
        let destination = Destination(processor: "Example Speech", region: "EU", isOutside: true)
        let stream = Task {
            try await door.request(Departure(to: destination, asking: .speech, carrying: [1])) {
                _ in
                isReady.finish()
                for await _ in left {}
            }
        }
        for await _ in ready {}
        let next = try await CoachedCall(
            resuming: call,
            plays: [CoachedCall.price, CoachedCall.support]
        )
        #expect(next.facts(EgressEnded.self).map(\.outcome) == [.interrupted])
        leave.finish()
        try await stream.value
    }

    @Test func `of sound is counted in bytes and in time`() async throws {
        let call = try await coached(DepartingModel())
        let door = await call.call.soundDoor(of: "lee")
        let destination = Destination(processor: "Example Speech", region: "EU", isOutside: true)
        try await door.request(Departure(to: destination, asking: .speech, carrying: [1])) {
            clearance in
            clearance.traffic.sent(320, soundMicros: 10_000)
            clearance.traffic.received(40)
        }
        let ended = try #require(call.facts(EgressEnded.self).first)
        #expect((ended.bytesOut, ended.bytesIn, ended.soundMicros) == (320, 40, 10_000))
    }

    @Test func `tells of the sound that was lost before it, and the call of what is left, once`()
        async throws
    {
        let call = try await coached(DepartingModel())
        let door = await call.call.soundDoor(of: "lee")
        let other = await call.call.soundDoor(of: "dana")
        door.untold.keep(3_000_000)
        door.untold.lose(1_000_000, wasKept: true)
        other.untold.lose(500_000)
        let destination = Destination(processor: "Example Speech", region: "EU", isOutside: true)
        try await door.request(Departure(to: destination, asking: .speech, carrying: [1])) {
            clearance in door.untold.tell(250_000, with: clearance.traffic)
        }
        #expect(call.facts(EgressEnded.self).map(\.lostMicros) == [1_250_000])
        try await call.call.close(at: CoachedCall.start.advanced(byMicros: 9_000_000))
        #expect(call.facts(CallClosed.self).map(\.lostSoundMicros) == [2_250_000])
        #expect(door.untold.takeAll() == 0)
    }

    @Test func `of sound without a loss leaves no word of one`() async throws {
        let call = try await coached(DepartingModel())
        let door = await call.call.soundDoor(of: "lee")
        door.untold.keep(3_000_000)
        door.untold.keep(-3_000_000)
        try await call.call.close(at: CoachedCall.start.advanced(byMicros: 9_000_000))
        #expect(call.facts(CallClosed.self).map(\.lostSoundMicros) == [nil])
    }

    @Test func `of somebody who is not in the call does not leave`() async throws {
        let call = try await coached(DepartingModel())
        let door = await call.call.soundDoor(of: "a stranger")
        let destination = Destination(processor: "Example Speech", region: "EU", isOutside: false)
        await #expect(throws: EgressRefusal.notWanted) {
            try await door.request(Departure(to: destination, asking: .speech, carrying: [1])) {
                _ in
            }
        }
    }
}

/// The journal of a call that is made after the model that looks at it.
private actor SharedJournal {
    private(set) var value: RecordingJournal?
    func set(_ journal: RecordingJournal) { value = journal }
}
