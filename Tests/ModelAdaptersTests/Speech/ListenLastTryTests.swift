import Agent
import Events
import SocketTesting
import Testing

@testable import ModelAdapters

/// What a session does with sound that has no final result when its track ends while the service is down.
@Suite struct `The last sound of a track` {
    private static let rate = 1_000
    private static let down = EgressFault(.unreachable, "nobody there")
    private static let badKey = EgressFault(.refusedKey, "the key is not taken")

    /// So many milliseconds of sound.
    private static func chunk(_ millis: Int, at start: Int64 = 0) -> SoundChunk {
        SoundChunk(samples: [Int16](repeating: 1, count: millis), startMicros: start)
    }

    /// A session that has heard 100 ms and knows since 0.2 s that its service is down.
    private func session(_ fault: EgressFault = down) -> ListenSession {
        var session = ListenSession(sampleRate: Self.rate)
        #expect(session.hear(Self.chunk(50), at: 0) == [.connect])
        _ = session.mayLeave(at: 0)
        _ = session.hear(Self.chunk(100), at: 100_000)
        #expect(session.losses(isFault: true) == 0)
        #expect(session.lost(fault, at: 200_000).isEmpty)
        return session
    }

    private func isSent(_ actions: [ListenSession.Action]) -> Int64 {
        actions.reduce(0) { sum, action in
            if case .send(_, let micros) = action { sum + micros } else { sum }
        }
    }

    @Test func `is sent once the service has been left alone, and then the stream is closed`() {
        var session = session()
        #expect(session.soundEnded(at: 300_000).isEmpty)
        #expect(session.tick(at: 1_199_999).isEmpty)
        #expect(session.tick(at: 1_200_000) == [.connect])
        #expect(session.tick(at: 1_300_000).isEmpty)
        _ = session.mayLeave(at: 1_300_000)
        let sent = session.opened(at: 1_400_000)
        #expect(isSent(sent) == 100_000 && sent.last == .say(.closeStream))
        #expect(session.losses(isFault: false) == 0)
        #expect(session.lost(nil, at: 1_500_000) == [.finish])
    }

    @Test func `is tried within the limit where the service would be left alone for longer`() {
        var session = session(Self.badKey)
        #expect(session.soundEnded(at: 300_000).isEmpty)
        #expect(session.tick(at: 299_999 + ListenLimits.lastTryMicros).isEmpty)
        #expect(session.tick(at: 300_000 + ListenLimits.lastTryMicros) == [.connect])
    }

    @Test func `is tried once, and what could not be saved is told`() {
        var session = session()
        _ = session.soundEnded(at: 300_000)
        #expect(session.tick(at: 2_000_000) == [.connect])
        _ = session.mayLeave(at: 2_000_000)
        #expect(session.losses(isFault: true) == 100_000)
        #expect(session.lost(Self.down, at: 2_100_000) == [.finish])
        #expect(session.tick(at: 90_000_000).isEmpty)
    }

    @Test func `of which nothing was kept ends at once`() {
        var session = ListenSession(sampleRate: Self.rate)
        _ = session.hear(Self.chunk(50), at: 0)
        #expect(session.soundEnded(at: 10) == [.drop(.notNeeded), .finish])
        #expect(session.losses(isFault: true) == 0)
    }

    @Test func `is tried where the stream breaks while its last results are awaited`() {
        var session = session()
        #expect(session.hear(Self.chunk(50, at: 1_000_000), at: 1_200_000) == [.connect])
        _ = session.mayLeave(at: 1_200_000)
        _ = session.opened(at: 1_200_000)
        #expect(session.soundEnded(at: 1_300_000) == [.say(.closeStream)])
        #expect(session.losses(isFault: true) == 0)
        #expect(session.lost(Self.down, at: 1_400_000).isEmpty)
        #expect(session.tick(at: 3_400_000) == [.connect])
    }

    @Test func `is not asked for twice of a service that was there and kept silent`() {
        var session = session()
        _ = session.hear(Self.chunk(50, at: 1_000_000), at: 1_200_000)
        _ = session.mayLeave(at: 1_200_000)
        _ = session.opened(at: 1_200_000)
        _ = session.soundEnded(at: 1_300_000)
        #expect(session.tick(at: 1_300_000 + ListenLimits.closingMicros) == [.drop(.late)])
        #expect(session.losses(isFault: true) == 150_000)
        #expect(session.lost(EgressFault(.late, "late"), at: 5_000_000) == [.finish])
    }

    @Test func `is awaited as long as results come, though not for ever`() {
        var session = session()
        _ = session.hear(Self.chunk(50, at: 1_000_000), at: 1_200_000)
        _ = session.mayLeave(at: 1_200_000)
        _ = session.opened(at: 1_200_000)
        let end: Int64 = 1_300_000
        _ = session.soundEnded(at: end)
        let result = SocketPeer.results("Well", 0, 0.05, final: true, speech: true)
        var now = end
        while now + ListenLimits.closingMicros <= end + ListenLimits.longestClosingMicros {
            now += ListenLimits.closingMicros - 1
            #expect(session.tick(at: now).isEmpty)
            #expect(session.received(Array(result.utf8), at: now).count == 1)
        }
        #expect(session.tick(at: end + ListenLimits.longestClosingMicros - 1).isEmpty)
        #expect(session.tick(at: end + ListenLimits.longestClosingMicros) == [.drop(.late)])
    }

    @Test func `has no connection waited for longer than the limit`() {
        var session = session()
        _ = session.soundEnded(at: 300_000)
        _ = session.tick(at: 300_000 + ListenLimits.lastTryMicros)
        _ = session.mayLeave(at: 300_000 + ListenLimits.lastTryMicros)
        let latest = 300_000 + ListenLimits.lastConnectMicros
        #expect(session.tick(at: latest - 1).isEmpty)
        #expect(session.tick(at: latest) == [.drop(.late)])
    }

    @Test func `is never sent after it was forgotten, nor when the door refuses`() {
        var withdrawn = session()
        _ = withdrawn.soundEnded(at: 300_000)
        withdrawn.forget()
        #expect(withdrawn.tick(at: 1_200_000) == [.finish])
        var refused = session()
        _ = refused.soundEnded(at: 300_000)
        #expect(refused.tick(at: 1_200_000) == [.connect])
        #expect(refused.refused(at: 1_200_000) == [.finish])
    }

    @Test func `is not all that an outage costs: what had to be forgotten before is told once`() {
        var session = session(Self.badKey)
        for second in 1...30 as ClosedRange<Int64> {
            _ = session.hear(Self.chunk(1_000, at: second * 1_000_000), at: second * 1_000_000)
        }
        #expect(session.hear(Self.chunk(50, at: 61_000_000), at: 61_000_000) == [.connect])
        _ = session.mayLeave(at: 61_000_000)
        #expect(isSent(session.opened(at: 61_000_000)) == 50_000)
        #expect(session.losses(isFault: true) == 30_100_000)
        #expect(session.losses(isFault: true) == 0)
    }
}
