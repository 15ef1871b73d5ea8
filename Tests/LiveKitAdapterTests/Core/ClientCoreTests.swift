import AsideTesting
import SwiftProtobuf
import Synchronization
import Testing

@testable import LiveKitAdapter

@Suite("The client core, whatever it does") struct ClientCoreTests {
    private let fake = FakeCore()
    private let core: ClientCore
    private let deaths = WatchedList<Int>()

    init() {
        fake.fallSilent()
        core = ClientCore(fake) { [deaths] in deaths.append([1]) }
    }

    /// Calls a method, and gives the answer's payload.
    private func call(_ method: String) async throws -> String {
        let event = try await core.call { id in
            .performRpc(
                .with {
                    ($0.method, $0.requestAsyncID) = (method, id)
                }
            )
        }
        guard case .performRpc(let callback) = event.message else { return "" }
        return callback.payload
    }

    /// Waits for so many calls, and gives their ids by method.
    private func ids(_ count: Int) async -> [(method: String, id: UInt64)] {
        let requests = await fake.until { $0.compactMap(\.remoteCall).count >= count }
        return requests.compactMap(\.remoteCall).map { ($0.method, $0.requestAsyncID) }
    }

    private func answer(_ id: UInt64, _ payload: String) {
        fake.emit(
            .performRpc(
                .with {
                    ($0.asyncID, $0.payload) = (id, payload)
                }
            )
        )
    }

    /// A join that answers with handles, which is given up.
    private func abandonedJoin() async throws -> UInt64 {
        let joining = Task { [core] in
            try await core.call { id in .connect(.with { $0.requestAsyncID = id }) }
        }
        let requests = await fake.until { !$0.isEmpty }
        joining.cancel()
        await #expect(throws: CancellationError.self) { try await joining.value }
        guard case .connect(let request) = requests.first else { return 0 }
        return request.requestAsyncID
    }

    private func emitJoin(_ id: UInt64) {
        let (room, local, participant, publication) =
            (fake.handle(), fake.handle(), fake.handle(), fake.handle())
        fake.emit(
            .connect(
                .with {
                    $0.asyncID = id
                    ($0.result.room.handle, $0.result.localParticipant.handle) = (room, local)
                    $0.result.participants = [
                        .with {
                            $0.participant.handle = participant
                            $0.publications = [.with { $0.handle = publication }]
                        }
                    ]
                }
            )
        )
    }

    private func expectNothingHeld() {
        #expect(fake.held.isEmpty && fake.wronglyDropped.isEmpty)
        #expect(core.ledger.live.load(ordering: .relaxed) == 0)
        #expect(core.ledger.unknown.load(ordering: .relaxed) == 0)
    }

    @Test func `answers out of order each reach their own waiter`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                group.addTask {
                    let payload = try await call("m\(number)")
                    #expect(payload == "for m\(number)")
                }
            }
            for (method, id) in await ids(50).reversed() { answer(id, "for \(method)") }
            try await group.waitForAll()
        }
    }

    @Test func `a room that nobody waits for any more is left, and dropped with its handles`()
        async throws
    {
        emitJoin(try await abandonedJoin())
        // Ready first: the core dies of a room that is not, 15 s later.
        #expect(fake.requests.map(\.name) == ["connect", "ready_for_room_event", "disconnect"])
        expectNothingHeld()
    }

    @Test func `an answer that comes twice is taken once`() async throws {
        let joining = Task { [core] in
            try await core.call { id in .connect(.with { $0.requestAsyncID = id }) }
        }
        let requests = await fake.until { !$0.isEmpty }
        guard case .connect(let request) = try #require(requests.first) else { return }
        for _ in 0..<2 { emitJoin(request.requestAsyncID) }
        guard case .connect(let callback) = try await joining.value.message,
            case .result(let result) = callback.message
        else { return #expect(Bool(false)) }
        #expect(fake.held == Set(result.handles.map(\.id)))
        for handle in result.handles { core.handle(handle).close() }
        expectNothingHeld()
    }

    @Test func `bytes that are no event, and events of a newer core, are passed over`()
        async throws
    {
        for bytes: [UInt8] in [
            [], [0xFF], [0x0A, 0x7F, 1], Array(repeating: 0x0A, count: 100_000),
            // Field 2000, which nobody has defined, and the core's log lines, which nobody here reads.
            [0x82, 0x7D, 0x01, 0x00], [0x92, 0x01, 0x00],
        ] { fake.emit(bytes: bytes) }
        async let payload = call("still")
        answer(await ids(1)[0].id, "there")
        #expect(try await payload == "there")
    }

    @Test func `what nobody listens to any more is dropped with its handles`() {
        let room = core.handle(fake.handle())
        core.listen(to: room.id) { _ in Issue.record("heard after it was forgotten") }
        core.forget(room.id)
        for message in RoomMessages.withHandles(of: fake) {
            fake.emit(.roomEvent(.with { ($0.roomHandle, $0.message) = (room.id, message) }))
        }
        for stream in [room.id, 7] {
            let (sound, picture) = (fake.handle(), fake.handle())
            fake.emit(
                .audioStreamEvent(
                    .with { ($0.streamHandle, $0.frameReceived.frame.handle) = (stream, sound) }
                )
            )
            fake.emit(
                .videoStreamEvent(
                    .with { ($0.streamHandle, $0.frameReceived.buffer.handle) = (stream, picture) }
                )
            )
        }
        room.close()
        expectNothingHeld()
    }

    @Test func `a refusal names the request, never what is in it`() async throws {
        fake.refuseEverything()
        let error = await #expect(throws: CoreError.self) { try await call("secret") }
        #expect(error == .refused(request: "perform_rpc"))
        #expect(error?.description.contains("secret") == false)
        #expect(throws: CoreError.refused(request: "set_subscribed")) {
            try core.send(.setSubscribed(.init()))
        }
    }

    @Test func `when it dies every waiter fails, and so does whatever comes after; once`()
        async throws
    {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    await #expect(throws: CoreError.dead) { try await call("m\(number)") }
                }
            }
            _ = await ids(20)
            for _ in 0..<3 { fake.emit(.panic(.init())) }
            try await group.waitForAll()
        }
        await #expect(throws: CoreError.dead) { try await call("later") }
        #expect(throws: CoreError.dead) { try core.send(.setSubscribed(.init())) }
        #expect(deaths.all.count == 1)
        #expect(fake.requests.count == 20)
    }

    @Test func `a task that was cancelled before asks nothing`() async {
        let gate = AsyncStream<Void>.makeStream()
        let calling = Task {
            for await _ in gate.stream {}
            return try await call("never")
        }
        calling.cancel()
        gate.continuation.finish()
        await #expect(throws: CancellationError.self) { try await calling.value }
        #expect(fake.requests.isEmpty)
    }

    @Test func `answers and cancellations that meet end each call exactly once`() async {
        let calls = (0..<200).map { number in Task { try await call("m\(number)") } }
        let asked = await ids(200)
        await withTaskGroup(of: Void.self) { group in
            for (_, id) in asked { group.addTask { answer(id, "taken") } }
            for call in calls { group.addTask { call.cancel() } }
        }
        for call in calls {
            switch await call.result {
            case .success(let payload): #expect(payload == "taken")
            case .failure(let error): #expect(error is CancellationError)
            }
        }
    }
}

/// Events of a room that bring handles.
enum RoomMessages {
    /// One of each.
    static func withHandles(of fake: FakeCore) -> [CoreRoomEvent.OneOf_Message] {
        [
            .participantConnected(.with { $0.info.handle = fake.handle() }),
            .trackPublished(.with { $0.publication.handle = fake.handle() }),
            .trackSubscribed(.with { $0.track.handle = fake.handle() }),
            .dataPacketReceived(.with { $0.user.data.handle = fake.handle() }),
            .byteStreamOpened(.with { $0.reader.handle = fake.handle() }),
            .textStreamOpened(.with { $0.reader.handle = fake.handle() }),
        ]
    }
}
