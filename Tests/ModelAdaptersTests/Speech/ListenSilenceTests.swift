import Agent
import Events
import SocketTesting
import Testing

@testable import ModelAdapters

@Suite("A service that takes speech and answers nothing") struct ListenSilenceTests {
    private static let dropped = ListenSession.Action.drop(.silent)

    /// An open session that hears a second of sound each second; how many it took until it gave up.
    private func seconds(
        upTo most: Int64,
        voiced: (Int64) -> Int64?,
        answering: (Int64) -> String? = { _ in nil }
    ) -> Int64? {
        var session = ListenSession(sampleRate: 1_000)
        let samples = [Int16](repeating: 1, count: 1_000)
        _ = session.hear(SoundChunk(samples: samples, startMicros: -1_000_000), at: 0)
        _ = session.mayLeave(at: 0)
        _ = session.opened(at: 0)
        for second in 1...most {
            let now = second * 1_000_000
            let actions = session.hear(
                SoundChunk(samples: samples, startMicros: now - 1_000_000),
                voicedMicros: voiced(second),
                at: now
            )
            if actions.contains(Self.dropped) { return second }
            if let text = answering(second) { _ = session.received(Array(text.utf8), at: now) }
        }
        return nil
    }

    @Test func `is given up after so much of it`() {
        #expect(seconds(upTo: 60) { _ in 1_000_000 } == 20)
        #expect(seconds(upTo: 60) { $0.isMultiple(of: 2) ? 1_000_000 : 0 } == 40)
    }

    @Test func `is not, where nobody speaks`() {
        #expect(seconds(upTo: 600) { _ in 0 } == nil)
    }

    @Test func `is given up later where nobody can tell who speaks`() {
        #expect(seconds(upTo: 600) { _ in nil } == 120)
    }

    @Test(arguments: [
        SocketPeer.results("", 0, 1, final: false, speech: false), #"{"type":"SpeechStarted"}"#,
    ])
    func `is none, if it says anything now and then`(text: String) {
        let found = seconds(upTo: 600) { _ in
            1_000_000
        } answering: {
            $0.isMultiple(of: 19) ? text : nil
        }
        #expect(found == nil)
    }

    @Test func `is late, in words of its own`() {
        let fault = ListenFault.silent.told(by: "host")
        #expect(fault.outcome == .late && fault.description.contains("said nothing"))
    }
}

@Suite("How much of a track holds a voice") struct VoiceMeterTests {
    @Test func `is told frame by frame, however the sound is cut`() {
        var meter = VoiceMeter(LoudnessDetector())
        let loud = [Int16](repeating: 5_000, count: 100)
        var voiced: Int64 = 0
        for _ in 0..<16 { voiced += meter.voicedMicros(in: loud) }
        #expect(voiced == 100_000)
        #expect(meter.voicedMicros(in: [Int16](repeating: 0, count: 1_600)) == 0)
    }
}
