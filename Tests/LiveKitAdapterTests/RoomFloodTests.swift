import AsideTesting
import Events
import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

@Suite("A room in which more happens than can be recorded", .timeLimit(.minutes(1)))
struct RoomFloodTests {
    private static let withdrawal = #"{"act":"withdraw"}"#

    /// A room in which Lee has agreed, and whose call waits for its log.
    private func stuckRoom(_ metadata: CallMetadata? = nil) async throws -> LiveRoom {
        let room = try await LiveRoom(
            metadata: metadata ?? CallMetadata(rep: "dana", repBasis: "agreed before")
        )
        try await room.grants("lee")
        room.gate.shut()
        room.publishes("lee", .camera, sid: "TR_camera")
        return room
    }

    /// The codes of what has been answered, 0 for no error; by the number of the call.
    private func codes(in room: LiveRoom) -> [UInt64: UInt32] {
        let answers = room.core.requests.compactMap(\.answer)
        return Dictionary(answers.map { ($0.invocationID, $0.error.code) }) { first, _ in first }
    }

    @Test func `turns away whoever has too many calls waiting, but loses no withdrawal`()
        async throws
    {
        let room = try await stuckRoom()
        let before = Set(codes(in: room).keys)
        for _ in 0..<WaitingCalls.mostOfOneCaller { room.asks("aside_status", by: "lee", "{}") }
        let status = room.asks("aside_status", by: "lee", "{}")
        let partial = room.asks(
            "aside_consent",
            by: "lee",
            #"{"act":"withdraw","purposes":["sharing"]}"#
        )
        let whole = room.asks("aside_consent", by: "lee", Self.withdrawal)
        let repeated = room.asks("aside_consent", by: "lee", Self.withdrawal)
        let grant = room.asks(
            "aside_consent",
            by: "lee",
            #"{"act":"grant","digest":"","nonce":""}"#
        )
        let reps = room.asks("aside_status", by: "dana", "{}")
        let turnedAway = codes(in: room).filter { !before.contains($0.key) }
        #expect(turnedAway == [status: 4290, repeated: 4290, grant: 4290])
        room.gate.open()
        #expect(try await room.answer(to: partial).payload.contains("withdrawn"))
        #expect(try await room.answer(to: whole).payload.contains(#""gate":"closed""#))
        #expect(!(try await room.answer(to: reps).hasError))
        // All are answered now, so one may wait again.
        #expect(!(try await room.withdraws("lee").hasError))
        try await room.ends()
    }

    @Test func `refuses a payload that is too long without a wait`() async throws {
        let room = try await stuckRoom()
        let long = String(repeating: "x", count: RemoteCalls.longestPayload + 1)
        let call = room.asks("aside_status", by: "lee", long)
        #expect(codes(in: room)[call] == 4000)
        room.gate.open()
        try await room.ends()
    }

    @Test func `closes every text but the transcriber's without a wait`() async throws {
        let room = try await stuckRoom(
            CallMetadata(rep: "dana", repBasis: "agreed before", transcriber: "scribe")
        )
        let lees = room.writes("lee", "I am not the transcriber.", of: "TR_camera")
        let scribes = room.writes("scribe", "A line of nobody's.", of: "TR_camera")
        #expect(!room.core.held.contains(lees))
        #expect(room.core.held.contains(scribes))
        room.gate.open()
        try await room.ends()
    }

    @Test func `is left when its events are too many, and the call is closed as broken off`()
        async throws
    {
        let room = try await stuckRoom()
        for _ in 0...RoomConnection.mostWaitingEvents { room.has("nobody", [:]) }
        await room.core.until { $0.contains { if case .disconnect = $0 { true } else { false } } }
        room.gate.open()
        await #expect(throws: RoomError.overrun) { try await room.running.value }
        let closed = room.journal.events.compactMap { $0.fact(CallClosed.self) }
        #expect(closed.map(\.reason) == [.interrupted])
        await room.core.heldNothing()
        #expect(room.core.wronglyDropped.isEmpty)
    }
}
