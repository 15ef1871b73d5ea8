import AsideTesting
import Events
import Projections
import Testing

@Suite struct `The retention schedule` {
    private let lee = SampleCalls.lee

    private func due(_ call: CallRecorder, at seconds: Double) -> [RetentionSchedule.Due] {
        Folded<RetentionSchedule>(folding: call.log.events).view.due(at: call.time(seconds))
    }

    @Test func `given a withdrawal, when 24 hours have passed, then the content is due`() {
        var call = CallRecorder()
        call.withdraw(lee, at: 10)
        #expect(due(call, at: 86_409).isEmpty)
        #expect(
            due(call, at: 86_410) == [
                .init(
                    call: call.call,
                    subject: lee,
                    keyClass: .content,
                    endedAt: call.time(86_410)
                )
            ]
        )
    }

    /// A withdrawal as a later writer may write it.
    private struct Withdrawal: Fact {
        static let type = EventType.consentWithdrawn
        var purposes = ["voice_cloning"]
    }

    @Test func `given a withdrawal that cannot be read, when a day has passed, then all is due`() {
        var call = CallRecorder()
        call.record(Withdrawal(), of: lee, at: 10, actor: .participant)
        #expect(due(call, at: 86_410).map(\.subject) == [lee])
    }

    @Test func `given a withdrawal of advice only, when a day has passed, then nothing is due`() {
        var call = CallRecorder()
        call.withdraw(lee, [.aiAnalysis, .sharing], at: 10)
        #expect(due(call, at: 100_000).isEmpty)
    }

    @Test func `given a later grant of storage, when a day has passed, then nothing is due`() {
        var call = CallRecorder()
        call.withdraw(lee, [.storage], at: 10)
        call.grant(lee, [.liveTranscription], at: 20)
        #expect(due(call, at: 100_000).count == 1)
        call.grant(lee, [.storage], at: 30)
        #expect(due(call, at: 100_000).isEmpty)
    }

    @Test func `given two withdrawals, when a day has passed since the first, then it is due`() {
        var call = CallRecorder()
        call.withdraw(lee, [.storage], at: 10)
        call.withdraw(lee, [.liveTranscription], at: 500)
        #expect(due(call, at: 86_410).count == 1)
    }

    @Test func `given a hold, when it is released, then what was due is due again`() {
        var call = CallRecorder()
        call.withdraw(lee, at: 10)
        call.record(HoldPlaced(call: call.call), of: lee, at: 20, in: .custody)
        #expect(due(call, at: 100_000).isEmpty)
        call.record(HoldReleased(call: call.call), of: lee, at: 30, in: .custody)
        #expect(due(call, at: 100_000).count == 1)
    }

    @Test func `given a term that was applied, when asked again, then it is done for good`() {
        var call = CallRecorder()
        call.withdraw(lee, at: 10)
        call.record(
            RetentionApplied(
                call: call.call,
                keyClass: .content,
                term: "withdrawal",
                endedAt: call.time(86_410)
            ),
            of: lee,
            at: 86_411,
            in: .custody
        )
        call.withdraw(lee, at: 86_500)
        #expect(due(call, at: 900_000).isEmpty)
    }
}

/// A reserved type that nothing emits yet.
private struct HoldPlaced: Fact {
    static let type = RetentionSchedule.holdPlaced
    var call: CallID
}

/// A reserved type that nothing emits yet.
private struct HoldReleased: Fact {
    static let type = RetentionSchedule.holdReleased
    var call: CallID
}
