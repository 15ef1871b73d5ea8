import AsideTesting
import Events
import Projections
import Testing

@Suite struct `The meters of the screen` {
    private func frame(_ call: inout CallRecorder, _ width: Int, _ height: Int, at: Double) {
        call.record(
            FrameSampled(
                atMicros: Int64(at * 1e6),
                width: width,
                height: height,
                bytes: 1,
                why: "changed"
            ),
            of: call.rep,
            at: at,
            actor: .coach
        )
    }

    private func seen(_ call: inout CallRecorder, from start: Double, to end: Double?) {
        let began = TrackSubscribed(source: .screenshare, purpose: .screenFrames)
        call.record(began, of: call.rep, at: start, actor: .room)
        guard let end else { return }
        call.record(TrackUnsubscribed(source: .screenshare), of: call.rep, at: end, actor: .room)
    }

    @Test func `given two shares, when read, then a clock would have kept one a second`() {
        var call = CallRecorder()
        call.open(.live)
        seen(&call, from: 10, to: 70)
        frame(&call, 1_024, 576, at: 75)
        frame(&call, 1_024, 576, at: 76)
        seen(&call, from: 80, to: nil)
        call.end(at: 120)
        let reading = Folded<Meters>(folding: call.log.events).view.reading
        #expect(reading.screenMicros == 100_000_000)
        #expect((reading.framesKept, reading.clockFrames) == (2, 100))
        #expect((reading.frameTokens, reading.clockTokens) == (2 * 787, 100 * 787))
        #expect(reading.visionTokens == 0, "no model outside has read them")
    }

    @Test func `given a share that did not arrive, when read, then it was not seen`() {
        var call = CallRecorder()
        call.open(.live)
        seen(&call, from: 10, to: nil)
        let failed = TrackUnsubscribed(source: .screenshare, failed: true)
        call.record(failed, of: call.rep, at: 20, actor: .room)
        seen(&call, from: 30, to: 40)
        call.end(at: 120)
        let reading = Folded<Meters>(folding: call.log.events).view.reading
        #expect(reading.screenMicros == 10_000_000)
    }

    @Test func `given pictures without a track, when read, then the share was seen if allowed`() {
        var call = CallRecorder()
        call.open(.import)
        let both: [Purpose] = [.liveTranscription, .screenFrames]
        call.record(GateOpened(purposes: both, grants: [], droppedLines: [:]), at: 10)
        frame(&call, 1_024, 576, at: 12)
        call.record(GateHeld(reasons: [.joiner], droppedLines: [:]), at: 30)
        call.record(GateOpened(purposes: both, grants: [], droppedLines: [:]), at: 50)
        let lines = GateOpened(purposes: [.liveTranscription], grants: [], droppedLines: [:])
        call.record(lines, at: 60)
        call.end(at: 120)
        let reading = Folded<Meters>(folding: call.log.events).view.reading
        #expect(reading.screenMicros == 30_000_000)
        #expect((reading.framesKept, reading.clockFrames) == (1, 30))
    }

    @Test func `given neither pictures nor a track, when read, then no screen was seen`() {
        var call = CallRecorder()
        call.open(.import)
        let opened = GateOpened(purposes: [.screenFrames], grants: [], droppedLines: [:])
        call.record(opened, at: 10)
        call.end(at: 120)
        #expect(Folded<Meters>(folding: call.log.events).view.reading.screenMicros == 0)
    }

    @Test func `given a microphone, when read, then no screen was seen`() {
        var call = CallRecorder()
        call.open(.live)
        let heard = TrackSubscribed(source: .microphone, purpose: .liveTranscription)
        call.record(heard, of: call.rep, at: 1, actor: .room)
        call.end(at: 120)
        let reading = Folded<Meters>(folding: call.log.events).view.reading
        #expect((reading.screenMicros, reading.clockTokens) == (0, 0))
    }

    @Test(
        arguments: [
            (1_024, 1_024, 1_399), (1, 1, 1), (0, 0, 0), (-1, 5, 0), (Int.max, Int.max, 5_726_449),
        ] as [(Int, Int, Int64)]
    )
    func `a picture comes to its pixels by 750`(width: Int, height: Int, tokens: Int64) {
        #expect(VisionTokens.count(width: width, height: height) == tokens)
    }
}
