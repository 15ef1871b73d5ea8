import Agent
import AsideTesting
import Events
import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

@Suite("A coach that was killed in a room", .timeLimit(.minutes(1))) struct RoomResumingTests {
    @Test func `carries its call on: who is there keeps their consent, tracks are asked for anew`()
        async throws
    {
        let before = try await LiveRoom()
        before.publishes("dana", .screenshare, sid: "TR_screen")
        try await before.grants("lee")
        await before.journal.until(1, .trackSubscribed)
        let after = try await LiveRoom(after: before)
        await after.journal.until(2, .participantReconnected)
        let screen = after.publishes("dana", .screenshare, sid: "TR_screen")
        let requests = await after.core.until { !$0.compactMap(\.subscription).isEmpty }
        #expect(requests.compactMap(\.subscription).map(\.publicationHandle) == [screen])
        #expect(after.journal.events.filter { $0.type == .callOpened }.count == 1)
        try await after.ends()
    }

    @Test func `hears nobody beside somebody who the new start knows is not of age`() async throws {
        let before = try await LiveRoom()
        try await before.grants("lee")
        await before.journal.until(1, .gateOpened)
        let after = try await LiveRoom(
            metadata: CallMetadata(rep: "dana", repBasis: "agreed before", minors: ["lee"]),
            after: before
        )
        after.publishes("lee", .microphone, sid: "TR_lee")
        after.publishes("dana", .screenshare, sid: "TR_screen")
        await after.journal.until(2, .trackPublished)
        let changed = after.journal.events.compactMap { $0.fact(ParticipantChanged.self) }
        #expect(changed.map(\.minor) == [true])
        let closed = after.journal.events.compactMap { $0.fact(GateClosed.self) }
        #expect(closed.last?.reasons == [.minor])
        #expect(after.core.requests.compactMap(\.subscription).isEmpty)
        // What is known already is no news.
        after.leaves("lee")
        after.joins("lee")
        let lee = await after.live.call.person("lee")
        await after.journal.until(.participantReconnected, of: lee, 2)
        try await after.ends()
        #expect(after.journal.events.count { $0.type == .participantChanged } == 1)
    }

    @Test(arguments: [
        CallMetadata(rep: "dana", repBasis: "agreed before", shared: ["lee"]),
        CallMetadata(rep: "dana", repBasis: "agreed before", regions: ["lee": "FR"]),
    ])
    func `asks again whoever the new start knows to share a device, or to be elsewhere`(
        metadata: CallMetadata
    ) async throws {
        let before = try await LiveRoom()
        try await before.grants("lee")
        await before.journal.until(1, .gateOpened)
        let after = try await LiveRoom(metadata: metadata, after: before)
        let notice = try await after.notice(to: "lee")
        #expect((notice["shared"] as? Bool ?? false) == !metadata.shared.isEmpty)
        try await after.ends()
        let events = after.journal.events
        #expect(events.count { $0.type == .participantChanged } == 1)
        let changes = events.compactMap { $0.fact(ReconsentRequired.self)?.change }
        #expect(changes == [metadata.shared.isEmpty ? .jurisdiction : .identity])
    }

    @Test func `holds nobody to a consent who left meanwhile`() async throws {
        let before = try await LiveRoom(with: ["lee", "sam"])
        try await before.grants("lee")
        try await before.grants("sam")
        await before.journal.until(1, .gateOpened)
        let after = try await LiveRoom(with: ["lee"], after: before)
        await after.journal.until(1, .participantLeft)
        try await after.ends()
    }

    @Test func `sends a rep on a basis its notice when it names another company, and only then`()
        async throws
    {
        let before = try await LiveRoom()
        await before.journal.until(2, .consentNoticeShown)
        let company = Processor(name: "Wordwell", service: .languageModel, purposes: [.aiAnalysis])
        let after = try await LiveRoom(
            telling: Disclosure(processors: [company]),
            after: before
        )
        let notice = try await after.notice(to: "dana")
        let paragraphs = try #require(notice["paragraphs"] as? [String])
        #expect(paragraphs.contains { $0.contains("Wordwell") })
        let dana = await after.live.call.person("dana")
        await after.journal.until(.consentNoticeShown, of: dana, 2)
        // Whoever has seen it is not sent it again for coming back.
        after.leaves("dana")
        after.joins("dana")
        await after.journal.until(.participantReconnected, of: dana, 2)
        after.joins("sam")
        _ = try await after.notice(to: "sam")
        let notices = after.remoteCalls.filter { $0.method == "aside_notice" }
        #expect(notices.count { $0.destinationIdentity == "dana" } == 1)
        try await after.ends()
    }

    @Test func `does not say again what it has said`() async throws {
        let before = try await LiveRoom()
        before.publishes("lee", .microphone, sid: "TR_lee")
        try await before.grants("lee")
        before.arrives("TR_lee")
        before.clock.advance(byMicros: 90_000_000)
        try await before.says("lee")
        await before.journal.until(1, .nudgeAcknowledged)
        let after = try await LiveRoom(after: before)
        await after.journal.until(2, .participantReconnected)
        try await after.ends()
        #expect(after.remoteCalls.filter { $0.method == "coach_nudge" }.isEmpty)
        #expect(after.journal.events.filter { $0.type == .nudgeSent }.count == 1)
    }
}
