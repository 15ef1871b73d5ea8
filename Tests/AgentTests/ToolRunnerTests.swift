import Agent
import AsideTesting
import Events
import Synchronization
import Testing

@Suite struct ToolRunnerTests {
    let time = ManualTime()
    let source = HeldSource()
    let answer: JSONObject = ["line": .string("Six weeks.")]

    func lookup(access: Tool.Access = .readOnly) -> Tool {
        Tool(
            name: "look_up",
            summary: "Looks up",
            inputs: [ToolInput("word", .text(longest: 20), "a word")],
            access: access,
            purpose: .aiAnalysis
        )
    }

    func box(over source: any ToolSource, _ tool: Tool? = nil) -> ToolBox {
        var box = ToolBox()
        box.add(tool ?? lookup(), over: source)
        return box
    }

    func runner(_ box: ToolBox) -> ToolRunner {
        ToolRunner(box, stopwatch: time, alarm: time)
    }

    func call(_ box: ToolBox, _ word: String = "roi", id: String = "1") throws
        -> ToolInvocation
    {
        try box.invocation(of: "look_up", ["word": .string(word)], id: ToolCallID(id))
    }

    /// Answers at once, by a closure.
    private struct Answering: ToolSource {
        let answer: @Sendable () throws -> JSONObject
        func call(_ invocation: ToolInvocation, through door: EgressDoor) async throws -> JSONObject
        { try answer() }
    }

    @Test func `a source that never comes back is given up at its deadline`() async throws {
        let box = box(over: source)
        let (runner, call) = (runner(box), try call(box))
        async let outcome = runner.run(call, through: .shut)
        await source.arrivals(1)
        await time.alarms(1)
        time.advance(byMicros: 500_000)
        #expect(await outcome == .timedOut(latencyMicros: 500_000))
        source.answer(.failure(ToolFault.unavailable))
    }

    @Test func `a call that nobody waits for any more is called off, and the next one asks anew`()
        async throws
    {
        let box = box(over: source)
        let (runner, first) = (runner(box), try call(box))
        let task = Task { await runner.run(first, through: .shut) }
        await source.arrivals(1)
        time.advance(byMicros: 30_000)
        task.cancel()
        #expect(await task.value == .failed(.interrupted, latencyMicros: 30_000))
        async let again = runner.run(try call(box, id: "2"), through: .shut)
        await source.arrivals(2)
        source.answer(.failure(ToolFault.unavailable))
        source.answer(.success(answer))
        #expect(await (try again).result?.origin == .source)
    }

    @Test func `one of two who wait may go, and the other gets the answer`() async throws {
        let box = box(over: source)
        let (runner, first, second) = (runner(box), try call(box), try call(box, id: "2"))
        let leaving = Task { await runner.run(first, through: .shut) }
        await source.arrivals(1)
        async let staying = runner.run(second, through: .shut)
        while await runner.waiting(for: second) < 2 { await Task.yield() }
        leaving.cancel()
        #expect(await leaving.value == .failed(.interrupted, latencyMicros: 0))
        source.answer(.success(answer))
        #expect(await staying.result?.origin == .joined)
    }

    @Test
    func `what comes after the deadline is told as stale, and used by the same call while fresh`()
        async throws
    {
        let box = box(over: source)
        let (runner, call) = (runner(box), try call(box))
        let (stale, told) = AsyncStream.makeStream(of: Int64.self)
        async let outcome = runner.run(call, through: .shut) { id, latency in
            #expect(id == ToolCallID("1"))
            told.yield(latency)
        }
        await source.arrivals(1)
        await time.alarms(1)
        time.advance(byMicros: 500_000)
        _ = await outcome
        time.advance(byMicros: 100_000)
        source.answer(.success(answer))
        #expect(await stale.first { _ in true } == 600_000)
        time.advance(byMicros: 9_400_000)
        let again = await runner.run(try self.call(box, id: "2"), through: .shut)
        #expect(again.result?.origin == .cache)
        #expect(source.calls.count == 1)
        time.advance(byMicros: 1)
        async let anew = runner.run(try self.call(box, id: "3"), through: .shut)
        await source.arrivals(2)
        source.answer(.success(answer))
        #expect(await (try anew).result?.origin == .source)
    }

    @Test func `an answer in time is fresh for ten seconds from the call`() async throws {
        let box = box(over: source)
        let (runner, call) = (runner(box), try call(box))
        async let outcome = runner.run(call, through: .shut)
        await source.arrivals(1)
        time.advance(byMicros: 40_000)
        source.answer(.success(answer))
        let result = try #require(await outcome.result)
        #expect(result.latencyMicros == 40_000)
        #expect(result.line == "Six weeks.")
        #expect(result.isFresh(atMicros: 10_000_000))
        #expect(!result.isFresh(atMicros: 10_000_001))
    }

    @Test func `a tool whose deadline outlasts its freshness may answer too late to be used`()
        async throws
    {
        var limits = ToolLimits.standard
        (limits.deadlineMicros, limits.freshMicros) = (9_000_000, 1_000_000)
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
        async let outcome = runner.run(call, through: .shut)
        await source.arrivals(1)
        time.advance(byMicros: 2_000_000)
        source.answer(.success(answer))
        #expect(await outcome == .wentStale(latencyMicros: 2_000_000))
    }

    @Test(arguments: [
        (ToolFault.unavailable, ToolFailed.Reason.unavailable), (.junk, .junk),
        (.tooLarge, .tooLarge), (.refusedArguments, .refusedArguments),
    ])
    func `what a source throws is the reason`(fault: ToolFault, reason: ToolFailed.Reason)
        async throws
    {
        let box = box(over: Answering { throw fault })
        #expect(
            await runner(box).run(try call(box), through: .shut)
                == .failed(reason, latencyMicros: 0)
        )
    }

    @Test func `an error that is not the port's is only that it failed`() async throws {
        struct Surprise: Error {}
        let box = box(over: Answering { throw Surprise() })
        #expect(
            await runner(box).run(try call(box), through: .shut)
                == .failed(.unavailable, latencyMicros: 0)
        )
    }

    @Test func `five megabytes are too large, and junk that cannot be logged is junk`()
        async throws
    {
        let large = box(
            over: Answering { ["line": .string(String(repeating: "x", count: 5 << 20))] }
        )
        #expect(
            await runner(large).run(try call(large), through: .shut)
                == .failed(.tooLarge, latencyMicros: 0)
        )
        let deep = box(
            over: Answering {
                ["line": (0..<100).reduce(JSON.null) { inner, _ in .array([inner]) }]
            }
        )
        #expect(
            await runner(deep).run(try call(deep), through: .shut)
                == .failed(.junk, latencyMicros: 0)
        )
        let wide = box(over: Answering { ["line": .integer(.max)] })
        #expect(
            await runner(wide).run(try call(wide), through: .shut)
                == .failed(.junk, latencyMicros: 0)
        )
    }

    @Test func `the same call under way is asked once and answered to both`() async throws {
        let box = box(over: source)
        let runner = runner(box)
        let (one, other) = (try call(box, id: "1"), try call(box, id: "2"))
        async let first = runner.run(one, through: .shut)
        await source.arrivals(1)
        let second = Task { await runner.run(other, through: .shut) }
        while await runner.waiting(for: other) < 2 { await Task.yield() }
        source.answer(.success(answer))
        let origins = await [first.result?.origin, second.value.result?.origin]
        #expect(origins == [.source, .joined])
        #expect(source.calls.count == 1)
    }

    @Test func `the same call again is answered from the cache while it stands`() async throws {
        let asked = Mutex(0)
        let box = box(
            over: Answering {
                asked.withLock { $0 += 1 }
                return [:]
            }
        )
        let runner = runner(box)
        #expect(await runner.run(try call(box, id: "1"), through: .shut).result?.origin == .source)
        time.advance(byMicros: 60_000_000)
        #expect(await runner.run(try call(box, id: "2"), through: .shut).result?.origin == .cache)
        #expect(
            await runner.run(try call(box, "other", id: "3"), through: .shut).result?.origin
                == .source
        )
        time.advance(byMicros: 1)
        #expect(await runner.run(try call(box, id: "4"), through: .shut).result?.origin == .source)
        #expect(asked.withLock { $0 } == 3)
    }

    @Test func `three failures in a row leave the tool alone for thirty seconds, then one tries`()
        async throws
    {
        let works = Mutex(false)
        let box = box(
            over: Answering {
                guard works.withLock({ $0 }) else { throw ToolFault.unavailable }
                return [:]
            }
        )
        let runner = runner(box)
        for _ in 0..<3 {
            #expect(
                await runner.run(try call(box), through: .shut)
                    == .failed(.unavailable, latencyMicros: 0)
            )
        }
        #expect(
            await runner.run(try call(box), through: .shut)
                == .failed(.circuitOpen, latencyMicros: 0)
        )
        time.advance(byMicros: 30_000_000)
        #expect(
            await runner.run(try call(box), through: .shut)
                == .failed(.unavailable, latencyMicros: 0)
        )
        #expect(
            await runner.run(try call(box), through: .shut)
                == .failed(.circuitOpen, latencyMicros: 0)
        )
        time.advance(byMicros: 30_000_000)
        works.withLock { $0 = true }
        #expect(await runner.run(try call(box), through: .shut).result != nil)
        works.withLock { $0 = false }
        #expect(
            await runner.run(try call(box, "other"), through: .shut)
                == .failed(.unavailable, latencyMicros: 0)
        )
    }

    @Test func `while one tries whether the tool is back, the others are not let through`()
        async throws
    {
        let box = box(over: source)
        let runner = runner(box)
        for number in 1...3 {
            async let outcome = runner.run(try call(box), through: .shut)
            await source.arrivals(number)
            source.answer(.failure(ToolFault.junk))
            _ = try await outcome
        }
        time.advance(byMicros: 30_000_000)
        async let trial = runner.run(try call(box), through: .shut)
        await source.arrivals(4)
        let other = await runner.run(try call(box, "other"), through: .shut)
        #expect(other == .failed(.circuitOpen, latencyMicros: 0))
        source.answer(.success(answer))
        #expect(await (try trial).result != nil)
    }

    @Test func `calls that never come back are not piled up`() async throws {
        var limits = ToolLimits.standard
        limits.failuresToOpen = 100
        let tool = Tool(
            name: "look_up",
            summary: "Looks up",
            inputs: [ToolInput("word", .text(longest: 20), "a word")],
            access: .readOnly,
            purpose: .aiAnalysis,
            limits: limits
        )
        let box = box(over: source, tool)
        let runner = runner(box)
        for number in 1...4 {
            async let outcome = runner.run(try call(box), through: .shut)
            await source.arrivals(number)
            await time.alarms(1)
            time.advance(byMicros: 500_000)
            #expect(try await outcome == .timedOut(latencyMicros: 500_000))
        }
        #expect(await runner.run(try call(box), through: .shut) == .failed(.busy, latencyMicros: 0))
        for _ in 1...4 { source.answer(.success(answer)) }
    }
}
