import AsideTesting
import Events
import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

@Suite("Why a coach left its room", .timeLimit(.minutes(1))) struct RoomEndingTests {
    private func expectRecorded(_ departure: CallClosed.Departure, in room: LiveRoom) async {
        let closed = room.journal.events.compactMap { $0.fact(CallClosed.self) }
        #expect(closed.map(\.departure) == [departure])
        await room.core.heldNothing()
    }

    /// LiveKit's numbers; 0, 9 and those that are not known yet tell of a connection that was lost.
    @Test(
        arguments: [
            (2, .replaced, .replaced), (4, .removed, .removed), (5, .closed, .roomClosed),
            (10, .closed, .roomClosed), (0, .connectionLost, .connectionLost),
            (9, .connectionLost, .connectionLost), (99, .connectionLost, .connectionLost),
        ] as [(Int32, RoomEnding, CallClosed.Departure)]
    )
    func `is told and recorded when the room ended for it`(
        reason: Int32,
        ending: RoomEnding,
        departure: CallClosed.Departure
    ) async throws {
        let room = try await LiveRoom()
        room.happens(.disconnected(.with { $0.reason = reason }))
        #expect(try await room.running.value == .roomEnded(ending))
        await expectRecorded(departure, in: room)
    }

    @Test func `is that it was asked to, whatever the room says after that`() async throws {
        let room = try await LiveRoom()
        await room.live.leave()
        room.happens(.disconnected(.with { $0.reason = 4 }))
        #expect(try await room.running.value == .asked)
        await expectRecorded(.asked, in: room)
    }

    @Test func `is that it was asked to when its task was cancelled`() async throws {
        let room = try await LiveRoom()
        room.running.cancel()
        #expect(try await room.running.value == .asked)
        await expectRecorded(.asked, in: room)
    }

    @Test func `is one plain sentence`() {
        let departures: [RoomDeparture] = [
            .asked, .repGone, .roomEnded(.removed), .roomEnded(.replaced), .roomEnded(.closed),
            .roomEnded(.connectionLost),
        ]
        #expect(Set(departures.map(\.description)).count == departures.count)
    }
}
