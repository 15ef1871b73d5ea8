import EventLog
import Events
import GRDB
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

    @Test(
        arguments: [
            StorageError(.notWritten, .diskFull, detail: "SQLite 13"),
            KeyVaultError.storage(StorageError(.notWritten, .inputOutput, detail: "SQLite 10")),
            ReadError.notAnEvent(EntryIndex(7)),
        ] as [any Error & CustomStringConvertible]
    )
    func `is told in full where the log could not be read or deleted from`(
        error: any Error & CustomStringConvertible
    ) {
        let fault = CallFault(error)
        #expect(fault.words == error.description)
        #expect(fault.failure == CallFault(AppendError.stopped(.closed)).failure)
    }

    @Test func `is told by its number where it is SQLite's own`() {
        let error = DatabaseError(
            resultCode: .SQLITE_BUSY,
            message: "what Lee said",
            sql: "what Lee said"
        )
        #expect(CallFault(error).words == StorageError(error).description)
        #expect(CallFault(error).words.contains("locked (SQLite 5)"))
        #expect(!CallFault(error).words.contains("Lee"))
    }

    @Test func `is told by its type alone when it is not known`() {
        let words = CallFault(Unheard()).words
        #expect(words.contains("Unheard"))
        #expect(!words.contains("Lee"))
    }
}
