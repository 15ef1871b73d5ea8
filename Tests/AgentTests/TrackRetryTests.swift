import AsideTesting
import Events
import Testing

@testable import Agent

@Suite("A track that does not come when it is asked for")
struct TrackRetryTests {
    private static let failed = Observation.What.trackFailed(identity: "lee", .microphone)

    /// A call that has just asked for Lee's microphone.
    private func listeningCall() async throws -> CoachedCall {
        let call = try await CoachedCall(plays: [])
        try await call.happens(1, .track(identity: "lee", .microphone, isPublished: true))
        #expect(call.facts(TrackSubscribed.self).count == 1)
        return call
    }

    @Test func `is said to have failed, and is asked for again after a pause`() async throws {
        let call = try await listeningCall()
        try await call.happens(2, Self.failed)
        #expect(call.facts(TrackUnsubscribed.self).map(\.failed) == [true])
        // Whatever else makes the call look at its tracks meanwhile.
        try await call.happens(2.5, .track(identity: "lee", .camera, isPublished: true))
        #expect(call.facts(TrackSubscribed.self).count == 1)
        try await call.happens(3.5, .track(identity: "lee", .camera, isPublished: false))
        let asked = call.journal.events.filter { $0.type == .trackSubscribed }
        #expect(asked.count == 2)
        #expect(asked.last?.envelope.time == CoachedCall.start.advanced(byMicros: 3_000_000))
    }

    @Test func `is given up after a few attempts, until it is published anew`() async throws {
        let call = try await listeningCall()
        var second = 2.0
        for pause in TrackRetries.pausesMicros {
            try await call.happens(second, Self.failed)
            second += Double(pause) / 1_000_000
        }
        try await call.happens(second, Self.failed)
        let attempts = 1 + TrackRetries.pausesMicros.count
        #expect(call.facts(TrackUnsubscribed.self).count == attempts)
        let later = second + 1_000
        try await call.happens(later, .track(identity: "lee", .camera, isPublished: true))
        #expect(call.facts(TrackSubscribed.self).count == attempts)
        try await call.happens(later, .track(identity: "lee", .microphone, isPublished: false))
        try await call.happens(later, .track(identity: "lee", .microphone, isPublished: true))
        #expect(call.facts(TrackSubscribed.self).count == attempts + 1)
    }

    @Test func `is nothing to a call that did not ask for it, or has given it back`() async throws {
        let call = try await CoachedCall(plays: [])
        try await call.happens(1, Self.failed)
        try await call.happens(1, .track(identity: "lee", .camera, isPublished: true))
        try await call.happens(2, .trackFailed(identity: "lee", .camera))
        try await call.happens(3, .track(identity: "lee", .microphone, isPublished: true))
        try await call.happens(4, .track(identity: "lee", .microphone, isPublished: false))
        try await call.happens(5, Self.failed)
        #expect(call.facts(TrackUnsubscribed.self).map(\.failed) == [nil])
    }

    @Test func `is not received for whoever carries the call on`() async throws {
        let before = try await listeningCall()
        try await before.happens(2, Self.failed)
        let after = try await CoachedCall(resuming: before, plays: [], at: 3)
        // The track is gone with the process; it was not received any more.
        #expect(after.facts(TrackUnsubscribed.self).map(\.failed) == [true])
        #expect(after.facts(TrackUnpublished.self).count == 1)
    }
}
