import Agent
import AsideTesting
import Events
import Foundation
import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

@Suite("Consent in a room", .timeLimit(.minutes(1))) struct RoomConsentTests {
    @Test func `nothing is asked for before everyone has agreed, and then only what they allowed`()
        async throws
    {
        let room = try await LiveRoom()
        let screen = room.publishes("dana", .screenshare, sid: "TR_screen")
        room.publishes("dana", .camera, sid: "TR_camera")
        let microphone = room.publishes("lee", .microphone, sid: "TR_lee")
        room.publishes("lee", .screenshare, sid: "TR_lee_screen")
        await room.journal.until(4, .trackPublished)
        #expect(room.core.requests.compactMap(\.subscription).isEmpty)
        let answer = try await room.grants("lee")
        #expect(answer.payload.contains(#""gate":"open""#))
        let asked = room.core.requests.compactMap(\.subscription)
        #expect(Set(asked.map(\.publicationHandle)) == [screen, microphone])
        #expect(!asked.contains { !$0.subscribe })
        try await room.ends()
    }

    @Test func `everybody is sent their own notice, and nobody else's`() async throws {
        let room = try await LiveRoom(metadata: CallMetadata(rep: "dana", regions: ["lee": "DE"]))
        let guest = try await room.notice(to: "lee")
        let rep = try await room.notice(to: "dana")
        #expect(guest["locale"] as? String == "de")
        #expect(rep["notice"] as? String == "rep/en")
        #expect(guest["nonce"] as? String != rep["nonce"] as? String)
        try await room.ends()
    }

    @Test func `a grant of another notice, or with another number, changes nothing`() async throws {
        let room = try await LiveRoom()
        let notice = try await room.notice(to: "lee")
        let (digest, nonce) = (notice["digest"] as? String ?? "", notice["nonce"] as? String ?? "")
        await room.journal.until(2, .consentNoticeShown)
        for grant in [
            #"{"act":"grant","digest":"other","nonce":"\#(nonce)"}"#,
            #"{"act":"grant","digest":"\#(digest)","nonce":"guessed"}"#,
        ] {
            let answer = try await room.calls("aside_consent", by: "lee", grant)
            #expect(answer.payload.contains(#""gate":"closed""#))
        }
        let rejected = room.journal.events.compactMap { $0.fact(ActRejected.self)?.reason }
        #expect(rejected == [.noticeMismatch, .nonceMismatch])
        try await room.ends()
    }

    @Test func `withdrawing gives every track back and is confirmed`() async throws {
        let room = try await LiveRoom()
        let screen = room.publishes("dana", .screenshare, sid: "TR_screen")
        try await room.grants("lee")
        room.arrives("TR_screen")
        await room.core.until {
            $0.contains { if case .newVideoStream = $0 { true } else { false } }
        }
        let answer = try await room.withdraws("lee")
        #expect(answer.payload.contains(#""gate":"closed""#))
        let last = room.core.requests.compactMap(\.subscription).last
        #expect(last?.subscribe == false && last?.publicationHandle == screen)
        let requests = await room.core.until {
            $0.compactMap(\.remoteCall).contains { $0.payload.contains("withdrawn") }
        }
        let receipts = requests.compactMap(\.remoteCall).filter { $0.method == "aside_receipt" }
        #expect(receipts.allSatisfy { $0.destinationIdentity == "lee" })
        let steps = room.journal.events.compactMap { $0.fact(CaptureStopped.self) }
        #expect(steps.count == 1)
        try await room.ends()
    }

    @Test func `a no is always taken, and one that says nothing new is neither kept nor repeated`()
        async throws
    {
        let room = try await LiveRoom()
        try await room.grants("lee")
        for _ in 0..<RequestLimit.mostCalls + 5 { _ = try await room.withdraws("lee") }
        let refused = #"{"act":"refuse"}"#
        for _ in 0..<5 {
            let answer = try await room.calls("aside_consent", by: "lee", refused)
            #expect(answer.payload.contains("refused"))
        }
        let types = room.journal.events.map(\.type)
        #expect(types.count { $0 == .consentWithdrawn } == 1)
        #expect(types.count { $0 == .consentRefused } == 1)
        #expect(types.count { $0 == .consentActRejected } < RequestLimit.mostCalls)
        try await room.ends()
    }

    @Test func `somebody who comes late holds the gate until they agree`() async throws {
        let room = try await LiveRoom()
        try await room.grants("lee")
        room.joins("sam")
        await room.journal.until(1, .gateHeld)
        try await room.grants("sam")
        await room.journal.until(2, .gateOpened)
        try await room.ends()
    }

    @Test func `a recorder that joins holds the gate; an agent does not`() async throws {
        let room = try await LiveRoom()
        try await room.grants("lee")
        room.joins("scribe", as: .agent)
        await room.journal.until(3, .participantJoined)
        #expect(!room.journal.events.contains { $0.type == .gateHeld })
        room.joins("recorder", as: .egress)
        await room.journal.until(1, .gateHeld)
        try await room.ends()
    }

    @Test func `a machine that comes back as a person is asked like anybody who joins`()
        async throws
    {
        let room = try await LiveRoom()
        try await room.grants("lee")
        room.joins("helper", as: .agent)
        await room.journal.until(3, .participantJoined)
        room.leaves("helper")
        room.joins("helper")
        await room.journal.until(4, .participantJoined)
        #expect(room.journal.events.contains { $0.type == .gateHeld })
        _ = try await room.notice(to: "helper")
        try await room.ends()
    }

    @Test func `a kind that is not known yet is asked like a person`() async throws {
        let room = try await LiveRoom()
        try await room.grants("lee")
        room.joins("newcomer", as: .UNRECOGNIZED(99))
        await room.journal.until(1, .gateHeld)
        _ = try await room.notice(to: "newcomer")
        try await room.ends()
    }

    @Test func `a notice is sent again until the client shows it`() async throws {
        let attempts = WatchedList<String>()
        let room = try await LiveRoom { call in
            guard call.method == "aside_notice", call.destinationIdentity == "lee" else {
                return .shown
            }
            attempts.append([call.destinationIdentity])
            return attempts.all.count < 3 ? .failed(1400) : .shown
        }
        await attempts.until { $0.count == 1 }
        await room.time.alarms(1)
        room.time.advance(byMicros: RoomNoticeChannel.pausesMicros[0])
        await attempts.until { $0.count == 2 }
        await room.time.alarms(1)
        room.time.advance(byMicros: RoomNoticeChannel.pausesMicros[1])
        await attempts.until { $0.count == 3 }
        await room.journal.until(2, .consentNoticeShown)
        try await room.ends()
    }

    @Test(arguments: [false, true])
    func `who never saw their notice is sent another when they act or come back, and can agree`(
        comesBack: Bool
    ) async throws {
        let isVisible = WatchedList<Bool>()
        let room = try await LiveRoom { call in
            let isSeen = call.destinationIdentity != "lee" || !isVisible.all.isEmpty
            return call.method != "aside_notice" || isSeen ? .shown : .failed(4080)
        }
        _ = try await room.notice(to: "lee")
        room.clock.advance(byMicros: 121_000_000)
        isVisible.append([true])
        if comesBack {
            room.leaves("lee")
            await room.journal.until(1, .participantLeft)
            room.joins("lee")
        } else {
            let ask = #"{"act":"grant","digest":"","nonce":""}"#
            let answer = try await room.calls("aside_consent", by: "lee", ask)
            #expect(!answer.hasError && !answer.payload.contains("granted"))
        }
        await room.journal.until(.consentNoticeShown, of: await room.live.call.person("lee"))
        let answer = try await room.grants("lee")
        #expect(answer.payload.contains(#""gate":"open""#))
        #expect(room.journal.events.count { $0.type == .consentTimedOut } == 1)
        try await room.ends()
    }

    @Test func `our own connection built anew brings no subscription back by itself`() async throws
    {
        let room = try await LiveRoom()
        room.publishes("dana", .screenshare, sid: "TR_1")
        try await room.grants("lee")
        for identity in ["dana", "lee"] { room.leaves(identity) }
        await room.journal.until(2, .participantLeft)
        let before = room.core.requests.compactMap(\.subscription).count
        room.joins("dana")
        let screen = room.publishes("dana", .screenshare, sid: "TR_1")
        await room.journal.until(2, .trackPublished)
        #expect(room.core.requests.compactMap(\.subscription).count == before)
        room.joins("lee")
        await room.journal.until(2, .participantReconnected)
        let requests = await room.core.until {
            $0.compactMap(\.subscription).last?.publicationHandle == screen
        }
        #expect(requests.compactMap(\.subscription).last?.subscribe == true)
        try await room.ends()
    }

    @Test func `a call whose task is cancelled leaves the room`() async throws {
        let room = try await LiveRoom()
        room.running.cancel()
        _ = await room.running.result
        #expect(room.core.requests.contains { if case .disconnect = $0 { true } else { false } })
        #expect(room.core.held.isEmpty && room.core.wronglyDropped.isEmpty)
    }

    @Test func `a core that never says that it has left holds nobody up`() async throws {
        let room = try await LiveRoom()
        room.core.fallSilent()
        async let leaving: Void = room.live.leave()
        await room.time.alarm(inMicros: RoomConnection.leavingMicros)
        room.time.advance(byMicros: RoomConnection.leavingMicros)
        await leaving
        _ = try await room.running.value
        await room.core.heldNothing()
        #expect(room.journal.events.last?.type == .callClosed)
    }
}
