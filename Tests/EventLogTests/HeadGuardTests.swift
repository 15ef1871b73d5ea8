import AsideTesting
import Events
import Testing

@testable import EventLog

/// What happens when the newest head cannot be kept: the log must not grow beyond its guard.
@Suite struct HeadGuardTests {
    let home = MemoryHome()

    private func open(
        failing faults: [Int: FaultyStorage.Fault]
    ) throws(OpenError) -> SignedLog {
        try SignedLog.open(
            storage: home.storage,
            keys: home.vault,
            identity: home.identity,
            head: FaultyHeadGuard(over: home.head, failing: faults),
            clock: home.clock,
            ids: home.ids
        )
    }

    /// The first head is that of the empty log, the second that of the first entry.
    @Test(arguments: FaultyStorage.Fault.allCases)
    func `What is durable is acknowledged although its head was not kept, and the log stops there`(
        fault: FaultyStorage.Fault
    ) async throws {
        let log = try open(failing: [3: fault])
        _ = try await log.append([home.remark(1)], to: streamA)
        let last = try await log.append([home.remark(2)], to: streamA)
        #expect(last.map(\.index) == [EntryIndex(1)])
        #expect(log.checkpoint.size == TreeSize(2))
        let refusal = await #expect(throws: AppendError.self) {
            _ = try await log.append([home.remark(3)], to: streamA)
        }
        guard case .stopped(.headNotKept(let found)) = refusal else {
            Issue.record("expected what failed, found \(String(describing: refusal))")
            return
        }
        #expect(found.contains("planned"))
        #expect(refusal?.description.contains("nothing was written") == true)
        #expect(refusal?.description.contains(found) == true)
        await #expect(throws: AppendError.stopped(.headNotKept(found: found))) {
            _ = try await log.seal(callA, at: home.clock.now)
        }
        try log.close()
        #expect(log.whyStopped == .headNotKept(found: found))
        let again = try home.open()
        #expect(try again.events(in: streamA).map(\.index) == [EntryIndex(0), EntryIndex(1)])
        _ = try await again.append([home.remark(3)], to: streamA)
        try again.close()
        #expect(try home.verify().ok)
    }

    @Test func `Who waits for the log to stop is told why, and of a log that was closed too`()
        async throws
    {
        let log = try open(failing: [2: .notWritten])
        async let why = log.untilStopped()
        _ = try await log.append([home.remark(1)], to: streamA)
        guard case .headNotKept = await why else {
            Issue.record("expected what failed")
            return
        }
        try log.close()
        let next = try home.open()
        async let closed = next.untilStopped()
        try next.close()
        #expect(await closed == .closed)
    }

    @Test func `Who gives up waiting for the log to stop is told nothing`() async throws {
        let log = try home.open()
        let waiting = Task { await log.untilStopped() }
        waiting.cancel()
        #expect(await waiting.value == nil)
        try log.close()
    }

    @Test func `Who reads along gets what was acknowledged before the log stopped, and an end`()
        async throws
    {
        let log = try open(failing: [2: .notWritten])
        let subscription = log.subscribe(from: EntryIndex(0))
        let event = try await log.append([home.remark(1)], to: streamA)
        var seen: [RecordedEvent] = []
        for try await next in subscription { seen.append(next) }
        #expect(seen == event)
        try log.close()
    }

    @Test func `A log whose first head cannot be kept is not opened, and is the next time`() throws
    {
        let planned = StorageError(.notWritten, .diskFull, detail: "planned")
        #expect(throws: OpenError.headNotKept(found: planned.description)) {
            _ = try open(failing: [1: .notWritten])
        }
        #expect(home.head.load() == nil)
        try home.open().close()
        #expect(home.head.load() != nil)
    }
}
