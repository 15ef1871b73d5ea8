import AsideTesting
import Events
import Projections
import Testing

@Suite struct `What the log says of erasures` {
    private let lee = SampleCalls.lee
    private let kim = SampleCalls.kim

    private func order(_ call: inout CallRecorder, _ person: Pseudonym) {
        call.record(
            RetentionApplied(
                call: call.call,
                keyClass: .content,
                term: "withdrawal",
                endedAt: call.time(10)
            ),
            of: person,
            at: 20,
            actor: .log,
            in: .custody
        )
    }

    private func destroy(_ call: inout CallRecorder, _ person: Pseudonym) {
        call.record(
            KeyDestroyed(call: call.call, keyClass: .content),
            of: person,
            at: 20,
            actor: .log,
            in: .custody
        )
    }

    private func execute(_ call: inout CallRecorder, _ person: Pseudonym) {
        call.record(
            ErasureExecuted(call: call.call, keyClass: .content, pieces: 3),
            of: person,
            at: 20,
            actor: .log,
            in: .custody
        )
    }

    private func hasErasure(_ call: CallRecorder, since size: TreeSize) -> Bool {
        let custody = call.log.events.filter { CustodyHistory.erasureTypes.contains($0.type) }
        return CustodyHistory(folding: custody).hasErasure(since: size)
    }

    @Test func `given no erasure, then there is none since anything`() {
        let call = SampleCalls.rich()
        #expect(!hasErasure(call, since: .empty))
        #expect(!hasErasure(call, since: call.log.size))
    }

    @Test func `given an erasure, then it came after what was read before the key was gone`() {
        var call = CallRecorder()
        call.open(.live)
        let before = call.log.size
        order(&call, lee)
        let ordered = call.log.size
        destroy(&call, lee)
        let destroyed = call.log.size
        execute(&call, lee)
        #expect(hasErasure(call, since: before))
        #expect(hasErasure(call, since: ordered))
        #expect(!hasErasure(call, since: destroyed))
        #expect(!hasErasure(call, since: call.log.size))
    }

    @Test func `given an erasure that is only ordered, then what was read may be on its way out`() {
        var call = CallRecorder()
        order(&call, lee)
        #expect(hasErasure(call, since: call.log.size))
    }

    @Test func `given one erasure before and one after, then there is one since`() {
        var call = CallRecorder()
        order(&call, lee)
        destroy(&call, lee)
        let between = call.log.size
        order(&call, kim)
        destroy(&call, kim)
        #expect(hasErasure(call, since: between))
        #expect(!hasErasure(call, since: call.log.size))
    }
}
