import AsideTesting
import Events
import Testing

@testable import Agent
@testable import ModelAdapters

@Suite("An endpoint that fails is left alone for a while")
struct CircuitBreakerTests {
    private let time = ManualTime()
    private let breaker: CircuitBreaker

    init() { breaker = CircuitBreaker(by: time) }

    private func fail(_ error: any Error, times: Int = 1) async {
        for _ in 0..<times { try? await breaker.guarding { throw error } }
    }

    private var isOpen: Bool {
        get async {
            do {
                try await breaker.guarding { throw CancellationError() }
            } catch is ServiceResting {
                return true
            } catch {}
            return false
        }
    }

    private let failed = EgressFault(.serverFailed, "x")

    @Test func `three failures in a row open it, and time closes it on trial`() async {
        await fail(failed, times: 2)
        #expect(await !isOpen)
        await fail(failed)
        #expect(await isOpen)
        time.advance(byMicros: CircuitBreaker.firstRestMicros)
        #expect(await !isOpen)
        await fail(failed)
        #expect(await isOpen)
        time.advance(byMicros: CircuitBreaker.firstRestMicros)
        #expect(await isOpen)
        time.advance(byMicros: CircuitBreaker.firstRestMicros)
        try? await breaker.guarding {}
        await fail(failed, times: 2)
        #expect(await !isOpen)
    }

    @Test func `a success in between begins the count anew`() async {
        await fail(failed, times: 2)
        try? await breaker.guarding {}
        await fail(failed, times: 2)
        #expect(await !isOpen)
    }

    @Test(arguments: CircuitBreaker.hopeless)
    func `what a person has to mend opens it at once, for long`(outcome: EgressEnded.Outcome) async
    {
        await fail(EgressFault(outcome, "x"))
        time.advance(byMicros: CircuitBreaker.longestRestMicros - 1)
        #expect(await isOpen)
        time.advance(byMicros: 1)
        #expect(await !isOpen)
    }

    @Test(arguments: [
        (Int64(30_000_000), Int64(30_000_000)), (1, 1),
        (RetryAfter.longestMicros, RetryAfter.longestRestMicros),
    ])
    func `who asks to be left alone is, from the first time on`(asked: Int64, micros: Int64) async {
        await fail(EgressFault(.tooMany, "x", waitMicros: asked))
        time.advance(byMicros: micros - 1)
        #expect(await isOpen)
        time.advance(byMicros: 1)
        #expect(await !isOpen)
    }

    @Test func `who asks for less than it would be left alone for is left alone for that`() async {
        await fail(failed, times: 2)
        await fail(EgressFault(.tooMany, "x", waitMicros: 1))
        time.advance(byMicros: CircuitBreaker.firstRestMicros - 1)
        #expect(await isOpen)
    }

    @Test func `what was withdrawn or refused tells nothing`() async {
        await fail(CancellationError(), times: 9)
        await fail(EgressRefusal.notWanted, times: 9)
        #expect(await !isOpen)
    }

    /// So many questions under way at once, each of which fails.
    private func failTogether(_ count: Int) async {
        try? await breaker.guarding {
            if count > 1 { await failTogether(count - 1) }
            throw failed
        }
    }

    @Test func `failures of one moment are one reason to rest, however many there are`() async {
        await failTogether(7)
        time.advance(byMicros: CircuitBreaker.firstRestMicros - 1)
        #expect(await isOpen)
        time.advance(byMicros: 1)
        await fail(failed)
        time.advance(byMicros: 2 * CircuitBreaker.firstRestMicros - 1)
        #expect(await isOpen)
        time.advance(byMicros: 1)
        #expect(await !isOpen)
    }

    @Test(
        arguments: [
            nil, CancellationError(), EgressFault(.serverFailed, "x"),
            EgressFault(.refusedKey, "x"),
        ] as [(any Error)?]
    )
    func `what was asked before it opened is not the trial, however it ends`(
        error: (any Error)?
    ) async {
        let (begins, began) = AsyncStream.makeStream(of: Void.self)
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let old = Task { [breaker] in
            try? await breaker.guarding {
                began.yield()
                await ends.first { true }
                if let error { throw error }
            }
        }
        await begins.first { true }
        await fail(failed, times: 3)
        time.advance(byMicros: CircuitBreaker.firstRestMicros)
        try? await breaker.guarding {
            end.yield()
            _ = await old.value
            #expect(await isOpen, "there is a trial already")
            throw failed
        }
        time.advance(byMicros: 2 * CircuitBreaker.firstRestMicros - 1)
        #expect(await isOpen)
        time.advance(byMicros: 1)
        #expect(await !isOpen)
    }

    @Test func `one at a time is let through on trial`() async throws {
        await fail(failed, times: 3)
        time.advance(byMicros: CircuitBreaker.firstRestMicros)
        try await breaker.guarding { #expect(await isOpen) }
        #expect(await !isOpen)
    }
}
