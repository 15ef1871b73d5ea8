import Agent
import AsideTesting
import Events
import RoomTesting
import Testing

@testable import LiveKitAdapter

extension RealCoreTests {
    @Test(.timeLimit(.minutes(1)))
    func `a connection that breaks holds the gate until all who are there are known and agree`()
        async throws
    {
        let (room, coach) = try await openRoom()
        @Sendable func wanted(_ sights: [Puppets.Sight]) -> [String] {
            sights.filter { $0.wanted == true }.flatMap { $0.tracks ?? [] }
        }
        await room.until { wanted($0).count >= 3 }
        try room.act("cut", ["seconds": 0.5])
        try room.act("join", ["who": "sam"])
        let types = await coach.journal.until(1, .connectionRestored).map(\.type)
        let lost = try #require(types.firstIndex(of: .connectionLost))
        #expect(types[lost + 1] == .gateHeld)
        let since = types[lost...]
        #expect(since.contains(.participantJoined))
        for capture in [EventType.gateOpened, .trackSubscribed, .lineTranscribed, .frameSampled] {
            #expect(!since.contains(capture))
        }
        #expect(wanted(room.sights).count == 3)
        await coach.journal.until(.consentNoticeShown, of: await coach.live.call.person("sam"))
        try room.act("agree", ["by": "sam"])
        await room.until { wanted($0).count >= 6 }
        try await end(room, coach)
    }
}
