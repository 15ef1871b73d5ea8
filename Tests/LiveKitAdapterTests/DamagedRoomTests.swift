import AsideTesting
import SwiftProtobuf
import Synchronization
import Testing

@testable import LiveKitAdapter

@Suite("Damaged messages of a room", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedRoomTests {
    private static func bytes(_ message: CoreEvent.OneOf_Message) throws -> [UInt8] {
        try CoreEvent.with { $0.message = message }.serializedBytes()
    }

    private static func happening(
        in room: UInt64,
        _ message: CoreRoomEvent.OneOf_Message
    ) throws -> [UInt8] {
        try bytes(.roomEvent(.with { ($0.roomHandle, $0.message) = (room, message) }))
    }

    @Test func `whatever the core says, a room goes on and gives back what it was given`()
        async throws
    {
        let fake = FakeCore()
        let core = ClientCore(fake)
        let (room, local) = (fake.handle(), fake.handle())
        fake.connect(
            .result(.with { ($0.room.handle, $0.localParticipant.handle) = (room, local) })
        )
        let connection = try await RoomConnection.join(
            "ws://room",
            token: "t",
            transcriber: "scribe",
            through: core,
            alarm: LooksAlarm()
        )
        try connection.begin(answering: [])
        let reading = Task { for await _ in connection.events {} }
        let samples = try Self.samples(in: room.id, local: local.id)
        try await Mutations.each(of: samples) { bytes, random in
            let event = try? CoreEvent(serializedBytes: bytes)
            // A core that says that it has died, or that the room is over, is another test's.
            if let event, event.endsAll(room: room.id) { return }
            if let event {
                let written: [UInt8] = try event.serializedBytes()
                let again = try CoreEvent(serializedBytes: written)
                #expect(again == event)
            }
            fake.emit(bytes: bytes)
            if Bool.random(using: &random) {
                fake.emit(bytes: samples.randomElement(using: &random) ?? [])
            }
        }
        await connection.leave()
        await reading.value
        #expect(core.ledger.live.load(ordering: .relaxed) == 0)
    }

    /// What happens in a room, as the core says it.
    private static func samples(in room: UInt64, local: UInt64) throws -> [[UInt8]] {
        try [
            happening(
                in: room,
                .participantConnected(
                    .with {
                        $0.info.handle.id = 7
                        ($0.info.info.identity, $0.info.info.name) = ("lee", "Lee")
                    }
                )
            ),
            happening(in: room, .participantDisconnected(.with { $0.participantIdentity = "lee" })),
            happening(
                in: room,
                .trackPublished(
                    .with {
                        $0.participantIdentity = "lee"
                        $0.publication.handle.id = 8
                        ($0.publication.info.sid, $0.publication.info.source) = (
                            "TR_1", .microphone
                        )
                    }
                )
            ),
            happening(in: room, .trackUnpublished(.with { $0.publicationSid = "TR_1" })),
            happening(
                in: room,
                .trackSubscribed(
                    .with { ($0.track.handle.id, $0.track.info.sid) = (9, "TR_1") }
                )
            ),
            happening(
                in: room,
                .textStreamOpened(
                    .with {
                        $0.participantIdentity = "scribe"
                        $0.reader.handle.id = 10
                        $0.reader.info.topic = RoomConnection.transcriptTopic
                        $0.reader.info.attributes = ["lk.segment_id": "s1"]
                    }
                )
            ),
            happening(in: room, .reconnected(.init())),
            bytes(
                .rpcMethodInvocation(
                    .with {
                        ($0.localParticipantHandle, $0.invocationID) = (local, 3)
                        ($0.method, $0.callerIdentity, $0.payload) = ("aside_status", "lee", "{}")
                    }
                )
            ),
        ] + Tape(named: "whole-call").exchanges.compactMap { $0.heard.map(Array.init) }
    }

    @Test func `whatever a deployment says, a worker answers what it was asked`() async throws {
        let offer = WorkerFromServer.with {
            $0.availability = .with { $0.job = .sample("j1") }
        }
        let assignment = WorkerFromServer.with {
            $0.assignment = .with { ($0.job, $0.token, $0.url) = (.sample("j1"), "t", "wss://x") }
        }
        let others: [WorkerFromServer] = [
            .with { $0.termination = .with { $0.jobID = "j1" } }, .with { $0.pong = .init() },
            .with { $0.register = .init() },
        ]
        let samples = try ([offer, assignment] + others).map { try $0.serializedBytes() as [UInt8] }
        var session = DispatchSession.registered(capacity: 3)
        try await Mutations.each(of: samples) { bytes, random in
            let before = session.status.undecodable
            let message = try? WorkerFromServer(serializedBytes: bytes)
            _ = session.session.received(bytes, at: session.now)
            #expect(session.status.undecodable == before + (message == nil ? 1 : 0))
            _ = session.session.received(
                samples.randomElement(using: &random) ?? [],
                at: session.now
            )
            _ = session.pass(seconds: Double.random(in: 0...1, using: &random))
            #expect(session.status.jobs <= 3)
        }
        #expect(session.status.isRegistered)
    }

    @Test func `what people's clients ask is read, or refused without their words`() async throws {
        let payloads = [
            #"{"act":"grant","digest":"d1","nonce":"n1","purposes":["ai_analysis"],"head_count":3}"#,
            #"{"act":"withdraw","purposes":["sharing"]}"#, #"{"act":"used","nudge":"n7"}"#,
            #"{"question":"q1","approve":true}"#,
        ]
        try await Mutations.each(of: payloads) { bytes, random in
            guard let payload = String(validating: bytes, as: UTF8.self) else { return }
            let method = PersonRequest.methods.randomElement(using: &random) ?? ""
            let call = RemoteInvocation(id: 1, method: method, caller: "lee", payload: payload)
            do throws(RemoteRefusal) {
                _ = try PersonRequest(call)
            } catch {
                #expect(error.code == 4000)
            }
        }
    }

    @Test func `what a job says of its call is read, or refused by the field's name`() async throws
    {
        let metadata =
            #"{"rep":"dana","account":"acme","roles":{"lee":"prospect"},"regions":{"lee":"DE"},"#
            + #""shared":["room-1"],"minors":[],"rep_basis":"agreed","transcriber":"scribe"}"#
        let known = [
            "metadata", "rep", "account", "pack", "playbook", "rep_basis", "roles", "regions",
            "shared", "minors", "transcriber",
        ]
        try await Mutations.each(of: [metadata]) { bytes, _ in
            guard let text = String(validating: bytes, as: UTF8.self) else { return }
            do throws(MetadataError) {
                let rep = try CallMetadata(parsing: text).rep
                #expect(!rep.isEmpty)
            } catch {
                #expect(known.contains(error.field), "\(error)")
            }
        }
    }
}

extension CoreEvent {
    fileprivate func endsAll(room: UInt64) -> Bool {
        switch message {
        case .panic: true
        case .roomEvent(let event) where event.roomHandle == room:
            switch event.message {
            case .disconnected, .eos: true
            default: false
            }
        default: false
        }
    }
}
