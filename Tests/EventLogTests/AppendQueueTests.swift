import Dispatch
import Events
import Foundation
import Synchronization
import Testing

@testable import EventLog

@Suite struct AppendQueueTests {
    let home = MemoryHome()

    private func request(_ draft: Draft) throws -> AppendRequest {
        AppendRequest(
            stream: streamA,
            expecting: .any,
            condition: nil,
            work: .drafts(try home.sealer.prepare([draft], for: streamA)),
            reply: { _ in }
        )
    }

    private func queue(limit: Int = 8) -> AppendQueue {
        AppendQueue(limit: limit, backlog: home.backlog())
    }

    private func ids(_ batch: BatchBuilder?) -> [EventID]? { batch?.entries.map(\.eventID) }

    @Test func `A withdrawal goes before everything that is queued`() throws {
        let queue = queue()
        let drafts = [home.remark(1), home.remark(2), home.grant(), home.remark(3)]
        for draft in drafts { #expect(queue.enqueue(try request(draft)) == nil) }
        let batch = queue.next(waitingForAll: nil)
        #expect(ids(batch) == [drafts[2].id, drafts[0].id, drafts[1].id, drafts[3].id])
        queue.close()
        #expect(queue.next(waitingForAll: nil) == nil)
    }

    /// The sequencer's thread, that takes every batch of a queue until it is closed.
    private func drain(_ queue: AppendQueue) -> Handed<[[EventID]]> {
        let batches = Handed<[[EventID]]>([])
        Thread.detachNewThread { [self] in
            while let batch = ids(queue.next(waitingForAll: nil)) {
                batches.value.withLock { $0.append(batch) }
            }
            batches.done.signal()
        }
        while !queue.isThreadAsleep {}
        return batches
    }

    @Test func `A lone writer gets the turn; what comes meanwhile waits for its end`() throws {
        let queue = queue()
        let batches = drain(queue)
        #expect(queue.enqueue(try request(home.remark())) != nil)
        let (second, urgent) = (home.remark(), home.grant())
        #expect(queue.enqueue(try request(second)) == nil)
        #expect(queue.enqueue(try request(urgent)) == nil)
        #expect(batches.value.withLock { $0 } == [])
        queue.giveBackTurn()
        queue.close()
        batches.done.wait()
        #expect(batches.value.withLock { $0 } == [[urgent.id, second.id]])
    }

    @Test func `A queue closed while the turn is lent ends when it is given back`() throws {
        let queue = queue()
        let batches = drain(queue)
        #expect(queue.enqueue(try request(home.remark())) != nil)
        queue.close()
        #expect(queue.enqueue(try request(home.remark())) == nil)
        #expect(batches.done.wait(timeout: .now()) == .timedOut)
        queue.giveBackTurn()
        batches.done.wait()
        #expect(batches.value.withLock { $0 } == [])
    }

    @Test func `After a batch of several the thread keeps the turn`() throws {
        let queue = queue()
        let batches = drain(queue)
        #expect(queue.enqueue(try request(home.remark())) != nil)
        let drafts = [home.remark(), home.remark()]
        for draft in drafts { _ = queue.enqueue(try request(draft)) }
        queue.giveBackTurn()
        while !queue.isThreadAsleep {}
        let third = home.remark()
        #expect(queue.enqueue(try request(third)) == nil)
        queue.close()
        batches.done.wait()
        #expect(batches.value.withLock { $0 } == [drafts.map(\.id), [third.id]])
    }

    @Test func `A full queue makes writers wait, but no withdrawal`() async throws {
        let queue = queue(limit: 1)
        #expect(await queue.admit(isUrgent: false))
        #expect(await queue.admit(isUrgent: true))
        let admitted = Mutex(false)
        async let waiting: Bool = {
            let answer = await queue.admit(isUrgent: false)
            admitted.withLock { $0 = true }
            return answer
        }()
        for _ in 0..<100 { await Task.yield() }
        #expect(!admitted.withLock { $0 })
        queue.release()
        queue.release()
        #expect(await waiting)
    }
}

/// What a thread leaves behind, and whether it is done.
private final class Handed<Value: Sendable>: Sendable {
    let value: Mutex<Value>
    let done = DispatchSemaphore(value: 0)
    init(_ value: Value) { self.value = Mutex(value) }
}
