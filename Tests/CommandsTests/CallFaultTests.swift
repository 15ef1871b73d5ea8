import EventLog
import Events
import LiveKitAdapter
import Testing

@testable import Commands

@Suite("What stopped a call of a worker") struct CallFaultTests {
    private struct Unheard: Error, CustomStringConvertible {
        let description = "what Lee said"
    }

    @Test func `is told apart, by the room, the core and the log`() {
        let errors: [any Error & CustomStringConvertible] = [
            RoomError.unreachable, RoomError.overrun, CoreError.dead, AppendError.stopped(.closed),
        ]
        let faults = errors.map { CallFault($0) }
        #expect(faults.map(\.words) == errors.map { $0.description })
        #expect(Set(faults.map(\.failure)).count == errors.count)
        #expect(CallFault(ConcurrencyError.streamSealed).failure == faults.last?.failure)
    }

    @Test func `is told by its type alone when it is not known`() {
        let words = CallFault(Unheard()).words
        #expect(words.contains("Unheard"))
        #expect(!words.contains("Lee"))
    }
}
