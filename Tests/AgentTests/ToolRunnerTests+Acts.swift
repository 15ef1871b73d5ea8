import Agent
import AsideTesting
import Events
import Testing

extension ToolRunnerTests {
    @Test func `a tool that acts is never run without approval, and once with it`() async throws {
        let box = box(over: source, lookup(access: .acting))
        let (runner, call) = (runner(box), try call(box))
        #expect(await runner.run(call, through: .shut) == .failed(.notApproved, latencyMicros: 0))
        #expect(source.calls.isEmpty)
        let question = ApprovalQuestion(about: call, at: .epoch)
        let approved = try question.licence(from: .approved, at: .epoch)
        async let outcome = runner.run(approved, through: .shut)
        await source.arrivals(1)
        source.answer(.success(answer))
        #expect(await outcome.result != nil)
        #expect(
            await runner.run(approved, through: .shut) == .failed(.notApproved, latencyMicros: 0)
        )
        #expect(source.calls.count == 1)
    }

    @Test func `an act that was done after its deadline is not done again`() async throws {
        let box = box(over: source, lookup(access: .acting))
        let runner = runner(box)
        let (done, told) = AsyncStream.makeStream(of: Void.self)
        func approved(_ id: String) throws -> ApprovedInvocation {
            try ApprovalQuestion(about: call(box, id: id), at: .epoch)
                .licence(from: .approved, at: .epoch)
        }
        let first = try approved("1")
        async let outcome = runner.run(first, through: .shut) { _, _ in told.yield() }
        await source.arrivals(1)
        await time.alarms(1)
        time.advance(byMicros: 500_000)
        #expect(await outcome == .timedOut(latencyMicros: 500_000))
        source.answer(.success(answer))
        await done.first { true }
        #expect(await runner.run(try approved("2"), through: .shut).result?.origin == .cache)
        #expect(source.calls.count == 1)
    }

    @Test func `only a yes in time licenses an act`() throws {
        let box = box(over: source, lookup(access: .acting))
        let question = ApprovalQuestion(about: try call(box), at: .epoch)
        let late = question.expiresAt.advanced(byMicros: 1)
        for (answer, time, reason) in [
            (ApprovalAnswer.refused, Timestamp.epoch, ToolApprovalRefused.Reason.refused),
            (.unanswered, .epoch, .unanswered), (.approved, late, .tooLate),
        ] {
            let denial = #expect(throws: ApprovalDenial.self) {
                try question.licence(from: answer, at: time)
            }
            #expect(denial?.reason == reason)
        }
    }
}
