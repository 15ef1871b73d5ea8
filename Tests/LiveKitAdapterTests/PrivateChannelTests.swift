import AsideTesting
import Events
import Foundation
import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

@Suite("The rep's channel in a room", .timeLimit(.minutes(1))) struct PrivateChannelTests {
    /// A room in which everyone has agreed and Lee has just said what a play is about.
    private func roomWithNeed(
        _ answer: @escaping FakeCore.Answer = { _ in .shown }
    ) async throws -> LiveRoom {
        let room = try await LiveRoom(answering: answer)
        room.publishes("lee", .microphone, sid: "TR_lee")
        try await room.grants("lee")
        room.arrives("TR_lee")
        let requests = await room.core.until {
            $0.contains { if case .newAudioStream = $0 { true } else { false } }
        }
        #expect(!requests.isEmpty)
        room.clock.advance(byMicros: 90_000_000)
        try await room.says("lee")
        return room
    }

    @Test func `a tip goes to the rep alone`() async throws {
        let room = try await roomWithNeed()
        await room.journal.until(1, .nudgeAcknowledged)
        let tips = room.remoteCalls.filter { $0.method.hasPrefix("coach_") }
        #expect(tips.map(\.destinationIdentity) == ["dana"])
        let tip = try #require(tips.first)
        #expect(tip.responseTimeoutMs == 4_000 && tip.maxRoundTripLatencyMs == 1_000)
        #expect(tip.payload.contains("Anchor on the return"))
        try await room.ends()
    }

    @Test(arguments: [1402, 1403, 1404, 1500, 1502, 1504, 4080])
    func `a code is recorded as it is, and the tip is not sent again`(code: Int) async throws {
        let room = try await roomWithNeed { $0.method == "coach_nudge" ? .failed(code) : .shown }
        let events = await room.journal.until(1, .nudgeUndelivered)
        #expect(events.compactMap { $0.fact(NudgeUndelivered.self)?.code } == [code])
        #expect(room.remoteCalls.filter { $0.method == "coach_nudge" }.count == 1)
        try await room.ends()
    }

    @Test func `an answer that does not say the tip is shown is no acknowledgement`() async throws {
        let room = try await roomWithNeed { call in
            call.method == "coach_nudge" ? .with { $0.payload = "ok" } : .shown
        }
        await room.journal.until(1, .nudgeUndelivered)
        try await room.ends()
    }

    @Test func `the rep's answer to a tip is recorded`() async throws {
        let room = try await roomWithNeed()
        let events = await room.journal.until(1, .nudgeAcknowledged)
        let sent = try #require(events.compactMap { $0.fact(NudgeSent.self) }.first)
        let answer = try await room.calls(
            "aside_feedback",
            by: "dana",
            #"{"nudge":"\#(sent.nudge.text)","act":"dismissed"}"#
        )
        #expect(!answer.hasError)
        #expect(room.journal.events.compactMap { $0.fact(NudgeFeedback.self)?.act } == [.dismissed])
        try await room.ends()
    }

    @Test func `the same answer again is not recorded again, another one is`() async throws {
        let room = try await roomWithNeed()
        let events = await room.journal.until(1, .nudgeAcknowledged)
        let sent = try #require(events.compactMap { $0.fact(NudgeSent.self) }.first)
        for act in ["dismissed", "dismissed", "used", "used"] {
            let answer = try await room.calls(
                "aside_feedback",
                by: "dana",
                #"{"nudge":"\#(sent.nudge.text)","act":"\#(act)"}"#
            )
            #expect(!answer.hasError)
        }
        let acts = room.journal.events.compactMap { $0.fact(NudgeFeedback.self)?.act }
        #expect(acts == [.dismissed, .used])
        try await room.ends()
    }

    @Test func `a tip that is on its way when consent falls is given up`() async throws {
        let room = try await roomWithNeed { $0.method == "coach_nudge" ? nil : .shown }
        await room.journal.until(1, .nudgeSent)
        try await room.withdraws("lee")
        let events = await room.journal.until(1, .nudgeExpired)
        #expect(events.compactMap { $0.fact(NudgeExpired.self)?.reason } == [.gateLeftOpen])
        try await room.ends()
    }

    @Test func `the coach leaves when the rep has been away for a minute`() async throws {
        let room = try await LiveRoom()
        room.leaves("dana")
        await room.journal.until(1, .participantLeft)
        await room.time.alarms(2)
        room.time.advance(byMicros: RoomCall.repAbsenceMicros)
        #expect(try await room.running.value == .repGone)
        #expect(room.journal.events.last?.type == .callClosed)
        let closed = room.journal.events.compactMap { $0.fact(CallClosed.self) }
        #expect(closed.map(\.departure) == [.repGone])
        await room.core.heldNothing()
    }
}
