import AsideTesting
import Events
import Projections
import Testing

@Suite struct `The call review` {
    private func review(_ call: CallRecorder) -> CallReview {
        Folded<CallReview>(folding: call.log.events).view
    }

    private func talk(_ view: CallReview) -> Conversation {
        Conversation(view.transcript.lines, attendance: view.attendance, gate: view.gate)
    }

    @Test func `given nudges, when they are counted, then uptake is known`() {
        let uptake = Uptake(review(SampleCalls.rich()).nudges.nudges)
        #expect(uptake.sent == 1)
        #expect(uptake.acknowledged == 1)
        #expect(uptake.used == 1)
        #expect(uptake.dismissed == 0)
    }

    @Test
    func `given lines, when the talk is measured, then parts, monologue and questions are right`()
        throws
    {
        var call = CallRecorder()
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        call.say(call.rep, "How are you?", from: 0, to: 1)
        call.say(call.rep, "Shall we begin?", from: 2, to: 4)
        call.say(SampleCalls.lee, "Yes.", from: 4, to: 5)
        call.say(call.rep, "Good.", from: 5.5, to: 6.5)
        call.say(SampleCalls.lee, "Go on.", from: 7, to: 9)
        call.say(call.rep, "Right.", from: 8, to: 10)
        let view = review(call)
        let talk = talk(view)
        let rep = try #require(talk.shares.first)
        #expect(rep.talkMicros == 6_000_000)
        #expect(rep.perMille == 667)
        #expect(rep.longestMonologueMicros == 4_000_000)
        #expect(rep.questions == 2)
        #expect(talk.patienceMicros == 250_000)
    }

    /// A call whose gate is open for Lee and the rep, and that Lee was heard in for one second.
    private func heard() -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        call.openGate(relyingOn: [], at: 1)
        call.say(SampleCalls.lee, "One.", from: 1, to: 2)
        return call
    }

    private func longest(_ call: CallRecorder) -> Int64? {
        let shares = talk(review(call)).shares
        return shares.first { $0.speaker == SampleCalls.lee }?.longestMonologueMicros
    }

    @Test func `given a gate that shut in between, when measured, then nothing unheard counts`() {
        let reasons: [GateReason] = [.withdrawn, .joiner]
        for reason in reasons {
            var call = heard()
            if reason == .withdrawn {
                call.withdraw(SampleCalls.lee, at: 3)
                call.record(GateClosed(reasons: [reason], droppedLines: [:]), at: 3)
            } else {
                call.record(GateHeld(reasons: [reason], droppedLines: [:]), at: 3)
            }
            call.openGate(relyingOn: [], at: 592)
            call.say(SampleCalls.lee, "Two.", from: 592, to: 593)
            #expect(longest(call) == 1_000_000)
            call.say(SampleCalls.lee, "Three.", from: 594, to: 595)
            #expect(longest(call) == 3_000_000)
        }
    }

    @Test func `given a speaker who left in between, when measured, then a new stretch begins`() {
        var call = heard()
        call.leave(SampleCalls.lee, at: 3)
        call.record(
            ParticipantReconnected(grantKept: true),
            of: SampleCalls.lee,
            at: 60,
            actor: .room
        )
        call.say(SampleCalls.lee, "Two.", from: 61, to: 63)
        #expect(longest(call) == 2_000_000)
        // Whoever else leaves ends nothing.
        call.join(SampleCalls.kim, .prospect, name: "Kim", region: nil, at: 63)
        call.leave(SampleCalls.kim, at: 64)
        call.say(SampleCalls.lee, "Three.", from: 65, to: 66)
        #expect(longest(call) == 5_000_000)
    }

    @Test func `given a rep who speaks only after the gate shut, when measured, then none waited`()
    {
        var call = heard()
        call.record(GateHeld(reasons: [.joiner], droppedLines: [:]), at: 3)
        call.openGate(relyingOn: [], at: 592)
        call.say(call.rep, "Where were we?", from: 592, to: 593)
        #expect(talk(review(call)).patienceMicros == nil)
        call.say(SampleCalls.lee, "Here.", from: 594, to: 595)
        call.say(call.rep, "Right.", from: 597, to: 598)
        #expect(talk(review(call)).patienceMicros == 2_000_000)
    }

    @Test func `given an erased line, when questions are counted, then the count is unknown`() {
        let call = SampleCalls.rich()
        let view = Folded<CallReview>(folding: call.log.events(erasing: [SampleCalls.lee])).view
        let talk = talk(view)
        #expect(talk.shares.first { $0.speaker == SampleCalls.lee }?.questions == nil)
        #expect(talk.shares.first { $0.speaker == call.rep }?.questions == 1)
    }

    @Test func `given a playbook, when statements are met, then they are named`() {
        let view = review(SampleCalls.rich())
        #expect(view.required?.value == ["recording-notice", "price-in-writing"])
        #expect(view.transcript.statementsMet.map(\.details?.value?.entry) == ["price-in-writing"])
    }
}

@Suite struct `The meters` {
    @Test func `given people and lines, when read, then time and cost add up`() {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, kind: .sip, at: 30)
        call.join(SampleCalls.kim, .observer, name: "Bot", region: nil, kind: .agent, at: 30)
        call.say(call.rep, "Hello", from: 31, to: 61)
        call.leave(SampleCalls.lee, at: 90)
        call.end(at: 120)
        let reading = Folded<Meters>(folding: call.log.events).view.reading
        #expect(reading.participantMicros == 180_000_000)
        #expect(reading.agentMicros == 120_000_000)
        #expect(reading.speechMicros == 30_000_000)
        let cost = Cost(
            reading,
            at: Prices(
                participantMinuteMicroUSD: 500,
                agentMinuteMicroUSD: 10_000,
                speechMinuteMicroUSD: 6_001,
                textMillionTokensMicroUSD: 1,
                visionMillionTokensMicroUSD: 1
            )
        )
        #expect(cost.participantMicroUSD == 1_500)
        #expect(cost.agentMicroUSD == 20_000)
        #expect(cost.speechMicroUSD == 3_000)
        #expect(cost.totalMicroUSD == 24_500)
    }

    @Test func `given a person and a machine that came back, when read, then the person counts`() {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.kim, .observer, name: "Bot", region: nil, kind: .agent, at: 0)
        for one in [call.rep, SampleCalls.kim] {
            call.leave(one, at: 30)
            call.record(ParticipantReconnected(grantKept: true), of: one, at: 60, actor: .room)
        }
        call.end(at: 120)
        let reading = Folded<Meters>(folding: call.log.events).view.reading
        #expect(reading.participantMicros == 90_000_000)
    }

    @Test func `given a model that counts without bounds, when priced, then it is very much`() {
        var reading = Meters().reading
        (reading.textTokens, reading.visionTokens) = (Int64.max, 1 << 50)
        let dear = Prices(
            participantMinuteMicroUSD: 1,
            agentMinuteMicroUSD: 1,
            speechMinuteMicroUSD: 1,
            textMillionTokensMicroUSD: .max,
            visionMillionTokensMicroUSD: 3_000_000
        )
        let cost = Cost(reading, at: dear)
        #expect(cost.totalMicroUSD > 1_000_000_000_000)
        // A report writes it as a number.
        #expect(cost.totalMicroUSD <= JSON.largestInteger)
        reading = Meters().reading
        reading.textTokens = 1 << 40
        #expect(Cost(reading, at: dear).textMicroUSD == cost.textMicroUSD)
    }
}

@Suite struct `The call index` {
    @Test func `given three calls, when listed, then each says how it stands`() throws {
        let rich = Folded<CallIndex>(folding: SampleCalls.rich().log.events).view
        let row = try #require(rich[CallID("sample-1")])
        #expect(row.progress == .sealed)
        #expect(row.gate == .closedAgain)
        #expect(row.lines == 6)
        #expect(row.nudges == 1)
        #expect(row.details?.value?.rep == "dana")
        let refused = Folded<CallIndex>(folding: SampleCalls.refused().log.events).view.rows.first
        #expect(refused?.gate == .neverOpened)
        let open = Folded<CallIndex>(
            folding: SampleCalls.rich().log.events.prefix { $0.type != .callClosed }
        )
        #expect(open.view.rows.first?.progress == .open)
    }
}
