import Agent
import AsideTesting
import Events
import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

@Suite("A coach whose own connection to the room is lost", .timeLimit(.minutes(1)))
struct RoomCutOffTests {
    private func reconnecting(_ room: LiveRoom) { room.happens(.reconnecting(.init())) }
    private func reconnected(_ room: LiveRoom) { room.happens(.reconnected(.init())) }

    private func asked(_ room: LiveRoom) -> [CoreSetSubscribedRequest] {
        room.core.requests.compactMap(\.subscription)
    }

    private func count(_ room: LiveRoom, _ type: EventType) -> Int {
        room.journal.events.count { $0.type == type }
    }

    @Test func `hears nothing until it is back, and then what everyone still allows`() async throws
    {
        let room = try await LiveRoom()
        let microphone = room.publishes("lee", .microphone, sid: "TR_lee")
        try await room.grants("lee")
        room.arrives("TR_lee")
        let stream = try await room.soundStream()
        let before = asked(room).count
        reconnecting(room)
        await room.journal.until(1, .captureStopped)
        let held = room.journal.events.compactMap { $0.fact(GateHeld.self) }
        #expect(held.map(\.reasons) == [[.connectionLost]])
        // Sound may still come, though nobody sees who else hears what is said about it.
        room.sounds(stream, [1, 2, 3])
        // What is asked of the server now would not reach it.
        #expect(asked(room).count == before)
        room.time.advance(byMicros: 2_500_000)
        reconnected(room)
        await room.journal.until(2, .trackSubscribed)
        await room.rests()
        await room.core.until { $0.compactMap(\.subscription).count == before + 2 }
        let since = asked(room).dropFirst(before)
        #expect(since.map(\.subscribe) == [false, true])
        #expect(since.allSatisfy { $0.publicationHandle == microphone })
        let restored = room.journal.events.compactMap { $0.fact(ConnectionRestored.self) }
        #expect(restored.map(\.lostMicros) == [2_500_000])
        #expect(count(room, .gateOpened) == 2 && count(room, .connectionLost) == 1)
        try await room.ends()
        // By now the recogniser has taken all that it was ever given.
        await room.recognizer.ended.until { !$0.isEmpty }
        #expect(room.recognizer.heard.all.isEmpty)
    }

    @Test func `does not hear whoever came meanwhile before they have agreed`() async throws {
        let room = try await LiveRoom()
        room.publishes("lee", .microphone, sid: "TR_lee")
        try await room.grants("lee")
        reconnecting(room)
        await room.journal.until(1, .captureStopped)
        // So the core tells of a connection that was built anew.
        room.unpublishes("TR_lee")
        for identity in ["dana", "lee"] { room.leaves(identity) }
        for identity in ["dana", "lee", "sam"] { room.joins(identity) }
        room.publishes("lee", .microphone, sid: "TR_again")
        await room.journal.until(2, .participantReconnected)
        let before = asked(room).count
        #expect(count(room, .gateOpened) == 1)
        reconnected(room)
        await room.journal.until(1, .connectionRestored)
        #expect(count(room, .gateOpened) == 1 && asked(room).count == before)
        try await room.grants("sam")
        #expect(count(room, .gateOpened) == 2)
        #expect(asked(room).dropFirst(before).map(\.subscribe) == [true])
        try await room.ends()
    }

    @Test func `takes a withdrawal that still comes through`() async throws {
        let room = try await LiveRoom()
        room.publishes("lee", .microphone, sid: "TR_lee")
        try await room.grants("lee")
        reconnecting(room)
        let answer = try await room.withdraws("lee")
        #expect(answer.payload.contains(#""gate":"closed""#))
        let before = asked(room).count
        reconnected(room)
        await room.journal.until(1, .connectionRestored)
        #expect(count(room, .gateOpened) == 1)
        #expect(asked(room).dropFirst(before).map(\.subscribe) == [false])
        try await room.ends()
    }

    @Test func `counts how long the rep is away from when it can see that`() async throws {
        let room = try await LiveRoom()
        reconnecting(room)
        await room.journal.until(1, .connectionLost)
        room.leaves("dana")
        await room.journal.until(1, .participantLeft)
        // A second more, so that no other alarm rings when this one will.
        room.time.advance(byMicros: RoomCall.repAbsenceMicros + 1_000_000)
        reconnected(room)
        await room.time.alarm(inMicros: RoomCall.repAbsenceMicros)
        #expect(count(room, .callClosed) == 0)
        room.time.advance(byMicros: RoomCall.repAbsenceMicros)
        #expect(try await room.running.value == .repGone)
        await room.core.heldNothing()
    }

    @Test func `waits for a rep who is not there yet as long as before`() async throws {
        let room = try await LiveRoom(isRepThere: false)
        await room.time.alarm(inMicros: RoomCall.repArrivalMicros)
        reconnecting(room)
        await room.journal.until(1, .connectionLost)
        // A second more, so that no other alarm rings when this one will.
        room.time.advance(byMicros: 1_000_000)
        reconnected(room)
        await room.time.alarm(inMicros: RoomCall.repArrivalMicros)
        room.time.advance(byMicros: RoomCall.repArrivalMicros)
        #expect(try await room.running.value == .repGone)
        await room.core.heldNothing()
    }

    @Test func `that is killed then is not taken to see anybody before it has joined again`()
        async throws
    {
        let before = try await LiveRoom()
        try await before.grants("lee")
        reconnecting(before)
        await before.journal.until(1, .captureStopped)
        let after = try await LiveRoom(after: before)
        let events = await after.journal.until(1, .connectionRestored)
        #expect(events.compactMap { $0.fact(ConnectionRestored.self) }.map(\.lostMicros) == [nil])
        let types = events.map(\.type)
        let back = try #require(types.lastIndex(of: .participantReconnected))
        let restored = try #require(types.firstIndex(of: .connectionRestored))
        let opened = try #require(types.lastIndex(of: .gateOpened))
        #expect(back < restored && restored < opened)
        try await after.ends()
    }
}
