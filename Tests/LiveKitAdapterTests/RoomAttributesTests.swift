import AsideTesting
import Events
import Testing

@testable import LiveKitAdapter

@Suite("What people's attributes say", .timeLimit(.minutes(1))) struct RoomAttributesTests {
    @Test func `a device that becomes shared is given back its tracks until all behind it agree`()
        async throws
    {
        let room = try await LiveRoom()
        let microphone = room.publishes("lee", .microphone, sid: "TR_lee")
        try await room.grants("lee")
        room.has("lee", ["aside.shared": "true", "mood": "good"])
        await room.journal.until(1, .captureStopped)
        let last = room.core.requests.compactMap(\.subscription).last
        #expect(last?.subscribe == false && last?.publicationHandle == microphone)
        let notice = try await room.notice(to: "lee", number: 2)
        #expect(notice["shared"] as? Bool == true)
        let uncounted = try await room.grants("lee", number: 2)
        #expect(uncounted.payload.contains(#""gate":"held""#))
        let counted = try await room.grants("lee", number: 2, heads: 3)
        #expect(counted.payload.contains(#""gate":"open""#))
        await room.rests()
        await room.core.until { $0.compactMap(\.subscription).last?.subscribe == true }
        try await room.ends()
    }

    @Test func `who says that they are elsewhere is asked again, once`() async throws {
        let room = try await LiveRoom()
        try await room.grants("lee")
        room.has("lee", ["aside.region": "FR"])
        let events = await room.journal.until(1, .captureStopped)
        #expect(events.compactMap { $0.fact(ReconsentRequired.self)?.change } == [.jurisdiction])
        let again = try await room.grants("lee", number: 2)
        #expect(again.payload.contains(#""gate":"open""#))
        room.has("lee", ["aside.region": "FR-75", "mood": "good"])
        room.has("lee", ["aside.region": String(repeating: "F", count: 65)])
        room.has("lee", ["aside.region": ""])
        try await room.ends()
        #expect(room.journal.events.count { $0.type == .participantChanged } == 1)
    }

    @Test func `somebody who turns out not to be of age closes the gate`() async throws {
        let room = try await LiveRoom()
        try await room.grants("lee")
        room.has("lee", ["aside.minor": "true"])
        let events = await room.journal.until(1, .gateClosed)
        #expect(events.compactMap { $0.fact(GateClosed.self) }.last?.reasons == [.minor])
        try await room.ends()
    }

    @Test func `attributes that came with somebody count when they join`() async throws {
        let room = try await LiveRoom()
        try await room.grants("lee")
        room.joins("room", with: ["aside.shared": "yes"])
        room.joins("kid", with: ["aside.minor": "1"])
        let events = await room.journal.until(4, .participantJoined)
        let joined = events.compactMap { $0.fact(ParticipantJoined.self) }.suffix(2)
        #expect(joined.map(\.shared) == [true, nil])
        #expect(joined.map(\.minor) == [nil, true])
        #expect(try await room.notice(to: "room")["shared"] as? Bool == true)
        try await room.ends()
    }

    @Test func `attributes that changed while somebody was away count before anything is heard`()
        async throws
    {
        let room = try await LiveRoom()
        try await room.grants("lee")
        room.leaves("lee")
        await room.journal.until(1, .participantLeft)
        room.joins("lee", with: ["aside.shared": "true"])
        let events = await room.journal.until(1, .participantChanged)
        #expect(events.filter { $0.type == .gateOpened }.count == 1)
        try await room.ends()
    }

    @Test func `no attribute takes anything back, makes a rep, or speaks for a machine`()
        async throws
    {
        let metadata = CallMetadata(
            rep: "dana",
            repBasis: "agreed before",
            shared: ["lee"],
            transcriber: "scribe"
        )
        let room = try await LiveRoom(machines: ["scribe"], metadata: metadata)
        for attributes in [
            ["aside.shared": "false"], ["aside.shared": ""], ["aside.minor": "False"], [:],
            ["aside.role": "rep", "aside.rep": "true", "aside.head_count": "2"],
        ] {
            room.has("lee", attributes)
        }
        room.has("scribe", ["aside.minor": "true"])
        room.has("nobody", ["aside.minor": "true"])
        let uncounted = try await room.grants("lee")
        #expect(uncounted.payload.contains(#""gate":"closed""#))
        let counted = try await room.grants("lee", heads: 2)
        #expect(counted.payload.contains(#""gate":"open""#))
        #expect(!room.journal.events.contains { $0.type == .participantChanged })
        try await room.ends()
    }
}
