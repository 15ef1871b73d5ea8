import AsideTesting
import Events
import Testing

@testable import Agent

@Suite("A request that is cut off")
struct EgressEndTests {
    /// A call whose model has been asked and answers nothing until it is cancelled.
    private func asked() async throws -> CoachedCall {
        let (left, leave) = AsyncStream<Void>.makeStream()
        let (ready, isReady) = AsyncStream<Void>.makeStream()
        let model = DepartingModel { _ in
            isReady.finish()
            for await _ in left {}
            leave.finish()
            throw CancellationError()
        }
        let call = try await CoachedCall(
            plays: [CoachedCall.price, CoachedCall.support],
            model: model
        )
        try await call.say("Honestly, that is too expensive for us.", at: 6)
        for await _ in ready {}
        return call
    }

    @Test func `by the end of its turn is late, and was not called back`() async throws {
        let call = try await asked()
        await call.time.alarms(1)
        call.time.advance(byMicros: 1_900_000)
        await call.journal.until(1, .egressEnded)
        await call.call.settle()
        #expect(call.facts(EgressEnded.self).map(\.outcome) == [.late])
        #expect(call.facts(ModelFailed.self).map(\.reason) == [.late])
    }

    @Test func `by a newer turn was called back`() async throws {
        let call = try await asked()
        try await call.say("And who would support it on weekends?", at: 12)
        await call.journal.until(1, .egressEnded)
        await call.call.settle()
        #expect(call.facts(EgressEnded.self).first?.outcome == .cancelled)
        #expect(call.facts(ModelSuperseded.self).count == 1)
    }

    @Test func `is told as the time of its work says`() async throws {
        let time = WorkTime()
        #expect(EgressEnding(throwing: CancellationError(), within: time).outcome == .cancelled)
        time.end()
        #expect(EgressEnding(throwing: CancellationError(), within: time).outcome == .late)
        let fault = EgressFault(.tooMany, "x")
        #expect(EgressEnding(throwing: fault, within: time).outcome == .tooMany)
    }
}
