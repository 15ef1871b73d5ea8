import Agent
import AsideTesting
import Events
import Testing

extension ToolRunnerTests {
    /// How a call of a tool is recorded whose source throws.
    private func outcome(
        of call: ToolInvocation,
        by runner: ToolRunner,
        arrival: Int,
        throwing error: any Error
    ) async -> ToolOutcome {
        async let outcome = runner.run(call, through: .shut)
        await source.arrivals(arrival)
        source.answer(.failure(error))
        return await outcome
    }

    @Test(arguments: [
        EgressRefusal.notInForce(.sharing) as any Error, EgressRefusal.gateNotOpen,
        ToolFault.notAllowed,
    ])
    func `that nothing may leave is recorded as no answer, and is not held against the tool`(
        refusal: any Error
    ) async throws {
        let box = box(over: source)
        let (runner, call) = (runner(box), try call(box))
        for number in 1...5 {
            let outcome = await outcome(
                of: call,
                by: runner,
                arrival: number,
                throwing: refusal
            )
            #expect(outcome == .failed(.unavailable, latencyMicros: 0))
        }
        async let agreed = runner.run(call, through: .shut)
        await source.arrivals(6)
        source.answer(.success(answer))
        #expect(await agreed.result?.origin == .source)
    }

    @Test func `a trial that may not leave is no trial: the next call is it`() async throws {
        let box = box(over: source)
        let (runner, call) = (runner(box), try call(box))
        for number in 1...3 {
            _ = await outcome(
                of: call,
                by: runner,
                arrival: number,
                throwing: ToolFault.unavailable
            )
        }
        time.advance(byMicros: ToolLimits.standard.openMicros)
        _ = await outcome(of: call, by: runner, arrival: 4, throwing: EgressRefusal.gateNotOpen)
        let failed = await outcome(
            of: call,
            by: runner,
            arrival: 5,
            throwing: ToolFault.unavailable
        )
        #expect(failed == .failed(.unavailable, latencyMicros: 0))
        #expect(
            await runner.run(call, through: .shut) == .failed(.circuitOpen, latencyMicros: 0)
        )
    }
}
