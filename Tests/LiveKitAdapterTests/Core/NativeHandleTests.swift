import Dispatch
import Synchronization
import Testing

@testable import LiveKitAdapter

@Suite("A handle of the client core") struct NativeHandleTests {
    private let fake = FakeCore()
    private let ledger = HandleLedger()

    private func handle() -> NativeHandle {
        NativeHandle(fake.handle().id, of: fake, in: ledger)
    }

    @Test func `is dropped once, however many let go of it at once`() {
        let handle = handle()
        DispatchQueue.concurrentPerform(iterations: 1_000) { _ in handle.close() }
        #expect(fake.held.isEmpty && fake.wronglyDropped.isEmpty)
        #expect(ledger.live.load(ordering: .relaxed) == 0)
    }

    @Test func `is dropped when nobody holds it any more`() {
        do {
            let handle = handle()
            #expect(fake.held == [handle.id])
            #expect(ledger.live.load(ordering: .relaxed) == 1)
        }
        #expect(fake.held.isEmpty && fake.wronglyDropped.isEmpty)
    }

    @Test func `that the core took is not dropped`() {
        let handle = handle()
        handle.wasTaken()
        handle.close()
        #expect(fake.held == [handle.id])
        #expect(ledger.live.load(ordering: .relaxed) == 0)
    }

    @Test func `that the core does not know is counted`() {
        NativeHandle(7, of: fake, in: ledger).close()
        #expect(ledger.unknown.load(ordering: .relaxed) == 1)
    }
}
