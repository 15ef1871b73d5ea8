import Agent
import AsideTesting
import Events
import Testing

extension ToolRunnerTests {
    /// Lets a call of the tool time out, and its source answer 200 ms later.
    private func answersLate(
        _ call: ToolInvocation,
        by runner: ToolRunner,
        arrival: Int
    ) async -> ToolOutcome {
        let (late, told) = AsyncStream.makeStream(of: Void.self)
        async let outcome = runner.run(call, through: .shut) { _, _ in told.yield() }
        await source.arrivals(arrival)
        await time.alarms(1)
        time.advance(byMicros: 500_000)
        let given = await outcome
        time.advance(byMicros: 200_000)
        source.answer(.success(answer))
        await late.first { true }
        return given
    }

    @Test func `a tool that answers, and only late, is not left alone`() async throws {
        let box = box(over: source)
        let runner = runner(box)
        for number in 1...6 {
            let call = try call(box, "word \(number)", id: "\(number)")
            let outcome = await answersLate(call, by: runner, arrival: number)
            #expect(outcome == .timedOut(latencyMicros: 500_000))
        }
        let again = await runner.run(try call(box, "word 6", id: "7"), through: .shut)
        #expect(again.result?.origin == .cache)
    }

    @Test func `a late answer goes to those who have asked the same meanwhile`() async throws {
        let box = box(over: source)
        let (runner, first, second) = (runner(box), try call(box), try call(box, id: "2"))
        async let late = runner.run(first, through: .shut)
        await source.arrivals(1)
        await time.alarms(1)
        time.advance(byMicros: 500_000)
        #expect(await late == .timedOut(latencyMicros: 500_000))
        time.advance(byMicros: 100_000)
        let waiting = Task { await runner.run(second, through: .shut) }
        await source.arrivals(2)
        while await runner.waiting(for: second) < 1 { await Task.yield() }
        time.advance(byMicros: 100_000)
        source.answer(.success(answer))
        let outcome = await waiting.value
        #expect(outcome.result?.origin == .joined)
        #expect(outcome.result?.latencyMicros == 100_000)
        source.answer(.failure(ToolFault.unavailable))
    }

    @Test func `an answer that is no longer fresh when it comes is dropped`() async throws {
        let box = box(over: source)
        let (runner, call) = (runner(box), try call(box))
        let (late, told) = AsyncStream.makeStream(of: Void.self)
        async let outcome = runner.run(call, through: .shut) { _, _ in told.yield() }
        await source.arrivals(1)
        await time.alarms(1)
        time.advance(byMicros: 500_000)
        _ = await outcome
        time.advance(byMicros: 9_500_001)
        source.answer(.success(answer))
        await late.first { true }
        async let again = runner.run(try self.call(box, id: "2"), through: .shut)
        await source.arrivals(2)
        source.answer(.success(answer))
        #expect(await (try again).result?.origin == .source)
    }

    @Test func `an answer stands no longer than the operator lets any stand`() async throws {
        var limits = ToolLimits.standard
        limits.cacheMicros = 0
        let tool = Tool(
            name: "look_up",
            summary: "Looks up",
            inputs: [ToolInput("word", .text(longest: 20), "a word")],
            access: .readOnly,
            purpose: .aiAnalysis,
            limits: limits
        )
        let box = box(over: source, tool)
        let (runner, call) = (runner(box), try call(box))
        _ = await answersLate(call, by: runner, arrival: 1)
        time.advance(byMicros: 1)
        async let again = runner.run(try self.call(box, id: "2"), through: .shut)
        await source.arrivals(2)
        source.answer(.success(answer))
        #expect(await (try again).result?.origin == .source)
    }
}
