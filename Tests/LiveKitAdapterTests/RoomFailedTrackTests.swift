import AsideTesting
import Events
import SwiftProtobuf
import Testing

@testable import Agent
@testable import LiveKitAdapter

@Suite("A track that was asked for and does not come", .timeLimit(.minutes(1)))
struct RoomFailedTrackTests {
    /// A room in which Lee has agreed, and the handle of the microphone that was asked for.
    private func listeningRoom(
        refusing choice: @escaping FakeCore.Choice = { _ in false }
    ) async throws -> (room: LiveRoom, microphone: UInt64) {
        let room = try await LiveRoom()
        let microphone = room.publishes("lee", .microphone, sid: "TR_lee")
        room.core.refuse(choice)
        try await room.grants("lee")
        return (room, microphone)
    }

    /// Checks that the microphone was given back as failed and is asked for again, and is heard then.
    private func expectAnotherAttempt(
        in room: LiveRoom,
        of microphone: UInt64,
        after asked: [Bool]
    ) async throws {
        let events = await room.journal.until(1, .trackUnsubscribed)
        #expect(events.compactMap { $0.fact(TrackUnsubscribed.self)?.failed } == [true])
        room.core.refuse { _ in false }
        room.clock.advance(byMicros: TrackRetries.pausesMicros[0])
        // Whatever happens next makes the call look at the time.
        room.publishes("lee", .camera, sid: "TR_camera")
        await room.journal.until(2, .trackSubscribed)
        await room.rests()
        let requests = await room.core.until {
            $0.compactMap(\.subscription).count >= asked.count + 2
        }.compactMap(\.subscription)
        #expect(requests.map(\.subscribe) == asked + [false, true])
        #expect(Set(requests.map(\.publicationHandle)) == [microphone])
        room.arrives("TR_lee")
        room.sounds(try await room.soundStream(), [1, 2, 3])
        await room.recognizer.heard.until { $0.count == 1 }
        try await room.ends()
    }

    @Test func `is given back and asked for again when its subscription failed`() async throws {
        let (room, microphone) = try await listeningRoom()
        room.fails("TR_lee")
        try await expectAnotherAttempt(in: room, of: microphone, after: [true])
    }

    @Test func `or when the core refuses to ask for it`() async throws {
        let (room, microphone) = try await listeningRoom { $0.subscription?.subscribe == true }
        try await expectAnotherAttempt(in: room, of: microphone, after: [])
    }

    @Test func `or when it arrives and the core refuses its sound`() async throws {
        let (room, microphone) = try await listeningRoom {
            if case .newAudioStream = $0 { true } else { false }
        }
        room.arrives("TR_lee")
        try await expectAnotherAttempt(in: room, of: microphone, after: [true])
    }

    @Test func `or when it has not arrived after a while`() async throws {
        let (room, microphone) = try await listeningRoom()
        await room.time.alarm(inMicros: RoomConnection.arrivalMicros)
        room.time.advance(byMicros: RoomConnection.arrivalMicros)
        try await expectAnotherAttempt(in: room, of: microphone, after: [true])
    }

    @Test func `but not when it arrived in time`() async throws {
        let (room, _) = try await listeningRoom()
        room.arrives("TR_lee")
        let stream = try await room.soundStream()
        await room.time.alarm(inMicros: RoomConnection.arrivalMicros)
        room.time.advance(byMicros: RoomConnection.arrivalMicros)
        room.sounds(stream, [1, 2, 3])
        await room.recognizer.heard.until { $0.count == 1 }
        try await room.ends()
        #expect(!room.journal.events.contains { $0.type == .trackUnsubscribed })
    }

    @Test func `is nothing new when it was not asked for, or was given back`() async throws {
        let (room, _) = try await listeningRoom()
        room.publishes("lee", .screenshare, sid: "TR_screen")
        for sid in ["TR_screen", "TR_unknown"] { room.fails(sid) }
        try await room.withdraws("lee")
        room.fails("TR_lee")
        try await room.ends()
        let ended = room.journal.events.compactMap { $0.fact(TrackUnsubscribed.self) }
        #expect(ended.map(\.failed) == [nil])
    }
}

@Suite("Tracks that are asked for and given back at once") struct RoomSubscriptionTests {
    private let fake = FakeCore()
    private let track = RoomTrack(sid: "TR_1", owner: "lee", source: .microphone)

    private func happens(in room: UInt64, _ message: CoreRoomEvent.OneOf_Message) {
        fake.emit(.roomEvent(.with { ($0.roomHandle, $0.message) = (room, message) }))
    }

    /// A connection to a room in which the track is published.
    private func connection() async throws -> (RoomConnection, room: UInt64) {
        let (room, local, publication) = (fake.handle(), fake.handle(), fake.handle())
        fake.connect(
            .result(.with { ($0.room.handle, $0.localParticipant.handle) = (room, local) })
        )
        let connection = try await RoomConnection.join(
            "ws://room",
            token: "t",
            transcriber: nil,
            through: ClientCore(fake),
            alarm: LooksAlarm()
        )
        try connection.begin(answering: [])
        happens(
            in: room.id,
            .trackPublished(
                .with {
                    $0.participantIdentity = track.owner
                    $0.publication.handle = publication
                    $0.publication.info.sid = track.sid
                    $0.publication.info.source = .microphone
                }
            )
        )
        return (connection, room.id)
    }

    private var asked: [Bool] { fake.requests.compactMap(\.subscription).map(\.subscribe) }

    /// What was asked, once that is so many times: what was given back is asked for after a rest.
    private func asked(_ count: Int) async -> [Bool] {
        await fake.until { $0.compactMap(\.subscription).count >= count }
            .compactMap(\.subscription).map(\.subscribe)
    }

    @Test func `are asked for last when consent comes back while one is sent back`() async throws {
        let (connection, room) = try await connection()
        fake.before({ $0.subscription?.subscribe == false }) { [track] in
            connection.setSubscribed(true, track)
        }
        // It arrives when nobody wants it any more.
        happens(
            in: room,
            .trackSubscribed(
                .with { ($0.track.handle, $0.track.info.sid) = (fake.handle(), track.sid) }
            )
        )
        #expect(await asked(2) == [false, true])
        await connection.leave()
        for await _ in connection.events {}
    }

    @Test func `are asked for once more when a connection is back that was lost before they came`()
        async throws
    {
        let (connection, room) = try await connection()
        connection.setSubscribed(true, track)
        happens(in: room, .reconnecting(.init()))
        happens(in: room, .reconnected(.init()))
        #expect(await asked(3) == [true, false, true])
        await connection.leave()
        for await _ in connection.events {}
    }

    @Test func `are given back once more when a connection is back: the server may not know it`()
        async throws
    {
        let (connection, room) = try await connection()
        connection.setSubscribed(true, track)
        connection.setSubscribed(false, track)
        happens(in: room, .reconnecting(.init()))
        happens(in: room, .reconnected(.init()))
        #expect(asked == [true, false, false])
        await connection.leave()
        for await _ in connection.events {}
    }

    @Test func `are neither asked for nor given back again when they have come and are wanted`()
        async throws
    {
        let (connection, room) = try await connection()
        connection.setSubscribed(true, track)
        happens(
            in: room,
            .trackSubscribed(
                .with { ($0.track.handle, $0.track.info.sid) = (fake.handle(), track.sid) }
            )
        )
        happens(in: room, .reconnecting(.init()))
        happens(in: room, .reconnected(.init()))
        #expect(asked == [true])
        await connection.leave()
        for await _ in connection.events {}
    }

    @Test func `are given back last when consent falls while one is asked for`() async throws {
        let (connection, _) = try await connection()
        fake.before({ $0.subscription?.subscribe == true }) { [track] in
            connection.setSubscribed(false, track)
        }
        connection.setSubscribed(true, track)
        #expect(asked == [true, false])
        await connection.leave()
        for await _ in connection.events {}
    }
}
