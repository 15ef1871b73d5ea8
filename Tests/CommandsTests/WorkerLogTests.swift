import EventLog
import Events
import InMemoryLogging
import LiveKitAdapter
import Logging
import Testing

@testable import Commands

@Suite("The worker's log") struct WorkerLogTests {
    private struct Unheard: Error, CustomStringConvertible {
        let description = "what Lee said"
    }

    private let handler = InMemoryLogHandler()
    private var log: WorkerLog { WorkerLog { _ in handler } }
    private let call = CallID("c1")

    @Test func `tells a call by its id, and how it ended`() {
        log.joined(call)
        log.closed(call, .repGone)
        #expect(handler.entries.map(\.level) == [.info, .info])
        #expect(handler.entries.map { "\($0.message)" } == ["joined", "closed"])
        #expect(handler.entries.first?.metadata == ["call": "c1"])
        #expect(
            handler.entries.last?.metadata == [
                "call": "c1", "departure": .string(RoomDeparture.repGone.description),
            ]
        )
    }

    @Test func `tells what must be seen to louder than what goes well`() {
        log.tell(.registered(isAgain: false), of: "aside")
        log.tell(.lost(.closed), of: "aside")
        log.failed(call, CallFault(RoomError.unreachable))
        log.deletionFailed(CallFault(Unheard()))
        log.stopped(.headNotKept(found: "a full disk"))
        #expect(handler.entries.map(\.level) == [.info, .warning, .error, .error, .critical])
        #expect(handler.entries[1].metadata["finding"] == .string(WorkerError.closed.finding))
        #expect(
            handler.entries[2].metadata["finding"] == .string(RoomError.unreachable.description)
        )
    }

    @Test func `tells why the signed log has stopped`() {
        let why = AppendError.Stop.headNotKept(found: "a full disk")
        log.stopped(why)
        #expect(handler.entries.first?.metadata == ["finding": .string(why.description)])
    }

    @Test func `tells why a call that was offered is declined, and nobody's name`() throws {
        let error = try #require(throws: MetadataError.self) {
            try CallMetadata(parsing: #"{"rep": "dana", "roles": {"lee": "boss"}}"#)
        }
        log.declined(error)
        let told = handler.entries.map { "\($0.level) \($0.metadata)" }.joined()
        #expect(told.contains("warning") && told.contains("'\(error.field)'"))
        #expect(!told.contains("dana") && !told.contains("lee"))
    }

    @Test func `tells an error that is not known by its type alone`() {
        log.failed(call, CallFault(Unheard()))
        let told = handler.entries.map { "\($0.message) \($0.metadata)" }.joined()
        #expect(told.contains("Unheard"))
        #expect(!told.contains("Lee"))
    }
}
