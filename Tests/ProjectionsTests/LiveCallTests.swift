import AsideTesting
import Events
import Projections
import Testing

@Suite struct `The live call` {
    @Test func `given a call, when it is folded, then the coach finds the line a nudge answers`()
        throws
    {
        let call = Folded<LiveCall>(folding: SampleCalls.rich().log.events).view
        let nudge = try #require(call.nudges.nudges.first)
        let line = try #require(call.transcript.line(at: nudge.line))
        #expect(line.speaker == SampleCalls.lee)
        #expect(line.text?.value == "Honestly, it is = too expensive.")
        #expect(nudge.outcome?.result == .acknowledged)
        #expect(nudge.feedback?.act == .used)
        #expect(call.transcript.line(at: StreamVersion(1)) == nil)
    }

    @Test func `given a joiner, when the gate opens again, then fewer purposes are in force`() {
        let recorder = SampleCalls.rich()
        var call = Folded<LiveCall>()
        var seen: [[Purpose]] = []
        for event in recorder.log.events {
            call.apply(event)
            if event.type.family == "gate" { seen.append(call.view.purposesInForce) }
        }
        let fewer: [Purpose] = [.liveTranscription, .storage, .aiAnalysis]
        #expect(seen == [Purpose.allCases, [], fewer, []])
        #expect(call.view.gate == .closed)
        #expect(call.view.firstOpened?.time == recorder.time(4))
        #expect(call.view.isClosed)
        #expect(call.view.isSealed)
    }

    @Test func `given somebody who left, when they come back, then they are present again`() {
        var call = CallRecorder()
        call.open(.live)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 1)
        call.leave(SampleCalls.lee, at: 2)
        call.record(
            ParticipantReconnected(grantKept: true),
            of: SampleCalls.lee,
            at: 3,
            actor: .room
        )
        let live = Folded<LiveCall>(folding: call.log.events).view
        #expect(live.attendance[SampleCalls.lee]?.isPresent == true)
        #expect(live.attendance[SampleCalls.lee]?.stays.count == 2)
    }
}
