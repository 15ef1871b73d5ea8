import AsideTesting
import Events
import SwiftProtobuf
import Testing

@testable import Agent
@testable import LiveKitAdapter

@Suite("A tip that did not reach the rep", .timeLimit(.minutes(1))) struct RedeliveryTests {
    private let fresh = NudgePolicy.standard.freshnessMicros

    /// A room in which everyone has agreed and Lee has just said what a play is about: the first attempts
    /// to hand the tip over end as told, and every later one reaches the rep.
    private func roomWithTip(
        _ firstAnswers: [CorePerformRpcCallback?]
    ) async throws -> (LiveRoom, WatchedList<String>) {
        let attempts = WatchedList<String>()
        let room = try await LiveRoom { call in
            guard call.method == "coach_nudge" else { return .shown }
            attempts.append([call.payload])
            let count = attempts.all.count
            return count <= firstAnswers.count ? firstAnswers[count - 1] : .shown
        }
        room.publishes("lee", .microphone, sid: "TR_lee")
        try await room.grants("lee")
        room.arrives("TR_lee")
        await room.core.until {
            $0.contains { if case .newAudioStream = $0 { true } else { false } }
        }
        room.clock.advance(byMicros: 90_000_000)
        try await room.says("lee")
        return (room, attempts)
    }

    /// Such a room that the rep has left, while their tip was on its way.
    private func roomWithoutRep() async throws -> (LiveRoom, WatchedList<String>) {
        let (room, attempts) = try await roomWithTip([.failed(1503)])
        await room.time.alarm(inMicros: Call.redeliveryMicros)
        room.leaves("dana")
        await room.journal.until(1, .captureStopped)
        return (room, attempts)
    }

    private func comesBack(_ room: LiveRoom) async {
        room.joins("dana")
        await room.journal.until(1, .participantReconnected)
    }

    @Test(arguments: [1400, 1401, 1501, 1503, 1505])
    func `is handed over again, under the same id, until it arrives`(code: Int) async throws {
        let (room, attempts) = try await roomWithTip([.failed(code), .failed(code)])
        for _ in 1...2 {
            await room.time.alarm(inMicros: Call.redeliveryMicros)
            room.time.advance(byMicros: Call.redeliveryMicros)
        }
        await room.journal.until(1, .nudgeAcknowledged)
        #expect(attempts.all.count == 3 && Set(attempts.all).count == 1)
        try await room.ends()
    }

    @Test func `is given up when it is worth nothing any more, however often it was tried`()
        async throws
    {
        let tries = Int(fresh / Call.redeliveryMicros)
        let lost = CorePerformRpcCallback.failed(1501)
        let (room, attempts) = try await roomWithTip(Array(repeating: lost, count: tries + 1))
        for _ in 1...tries {
            await room.time.alarm(inMicros: Call.redeliveryMicros)
            room.time.advance(byMicros: Call.redeliveryMicros)
        }
        let events = await room.journal.until(1, .nudgeUndelivered)
        #expect(events.compactMap { $0.fact(NudgeUndelivered.self)?.code } == [1501])
        #expect(attempts.all.count == tries)
        try await room.ends()
    }

    @Test func `waits for a rep who left, and is sent once more when all consent is in force`()
        async throws
    {
        let (room, attempts) = try await roomWithoutRep()
        // A moment later it would be tried again, if they were there.
        room.time.advance(byMicros: Call.redeliveryMicros)
        await room.time.alarm(inMicros: fresh - Call.redeliveryMicros)
        #expect(attempts.all.count == 1)
        await comesBack(room)
        let events = await room.journal.until(1, .nudgeAcknowledged)
        #expect(attempts.all.count == 2 && Set(attempts.all).count == 1)
        let dropped = events.compactMap { $0.fact(CaptureStopped.self)?.droppedNudges }
        #expect(dropped == [0])
        #expect(events.count { $0.type == .nudgeSent } == 1)
        let opened = try #require(events.last { $0.type == .gateOpened })
        let shown = try #require(events.last { $0.type == .nudgeAcknowledged })
        #expect(opened.envelope.version < shown.envelope.version)
        try await room.ends()
    }

    @Test func `waits as well when the leave is known before the code`() async throws {
        let (room, attempts) = try await roomWithTip([nil])
        await attempts.until { $0.count == 1 }
        room.leaves("dana")
        await room.journal.until(1, .captureStopped)
        let call = try #require(room.remoteCalls.first { $0.method == "coach_nudge" })
        var lost = CorePerformRpcCallback.failed(1503)
        lost.asyncID = call.requestAsyncID
        room.core.emit(.performRpc(lost))
        await room.time.alarm(inMicros: fresh)
        await comesBack(room)
        await room.journal.until(1, .nudgeAcknowledged)
        #expect(attempts.all.count == 2)
        try await room.ends()
    }

    @Test func `is not sent any more when somebody has withdrawn meanwhile`() async throws {
        let (room, attempts) = try await roomWithoutRep()
        try await room.withdraws("lee")
        let events = await room.journal.until(1, .nudgeExpired)
        #expect(events.compactMap { $0.fact(NudgeExpired.self)?.reason } == [.gateLeftOpen])
        await comesBack(room)
        try await room.ends()
        #expect(attempts.all.count == 1)
    }

    @Test func `nor when somebody has taken back anything else, though the gate opens again`()
        async throws
    {
        let (room, attempts) = try await roomWithoutRep()
        let act = #"{"act":"withdraw","purposes":["screen_frames"]}"#
        _ = try await room.calls("aside_consent", by: "lee", act)
        await room.journal.until(1, .nudgeUndelivered)
        await comesBack(room)
        await room.journal.until(2, .gateOpened)
        try await room.ends()
        #expect(attempts.all.count == 1)
    }

    @Test func `nor when somebody has come who has not answered`() async throws {
        let (room, attempts) = try await roomWithoutRep()
        room.joins("sam")
        let events = await room.journal.until(1, .nudgeExpired)
        #expect(events.compactMap { $0.fact(NudgeExpired.self)?.reason } == [.gateLeftOpen])
        await comesBack(room)
        try await room.ends()
        #expect(attempts.all.count == 1)
    }

    @Test func `nor when it has expired meanwhile`() async throws {
        let (room, attempts) = try await roomWithoutRep()
        room.time.advance(byMicros: fresh)
        let events = await room.journal.until(1, .nudgeUndelivered)
        #expect(events.compactMap { $0.fact(NudgeUndelivered.self)?.code } == [1503])
        await comesBack(room)
        await room.journal.until(2, .gateOpened)
        try await room.ends()
        #expect(attempts.all.count == 1)
    }

    @Test func `does not keep the coach in a room that it leaves`() async throws {
        let (room, attempts) = try await roomWithoutRep()
        try await room.ends()
        let codes = room.journal.events.compactMap { $0.fact(NudgeUndelivered.self)?.code }
        #expect(codes == [1503])
        #expect(attempts.all.count == 1)
    }
}
