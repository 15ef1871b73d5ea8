import AsideTesting
import Events
import Projections
import Testing

@Suite struct `The latency of nudges` {
    private func latency(_ call: CallRecorder) -> Latency {
        Latency(Folded<CallReview>(folding: call.log.events).view.nudges.nudges)
    }

    /// A call whose nudges were sent 0.18 s after the words, with these stages.
    private func call(
        _ stages: [NudgeSent.Stages?],
        seen: NudgeAcknowledged? = nil
    ) -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        for (place, stages) in stages.enumerated() {
            let line = call.say(call.rep, "It costs too much.", from: 1, to: 2)
            let nudge = call.nudge(
                place,
                answering: line,
                headline: "Ask",
                derivedFrom: [call.rep],
                at: 3,
                stages: stages
            )
            guard var seen else { continue }
            seen.nudge = nudge
            call.record(seen, of: call.rep, at: 3, actor: .participant)
        }
        return call
    }

    private func final(after micros: Int64) -> NudgeSent.Stages {
        .init(finalMicros: micros, retrievedMicros: micros, decidedMicros: micros)
    }

    private func seen(durable: Int64?, handedOver: Int64? = nil) -> NudgeAcknowledged {
        .init(
            nudge: NudgeID("later"),
            channel: "recorder",
            latencyMicros: 60_000,
            durableMicros: durable,
            handOverMicros: handedOver
        )
    }

    @Test func `given marks, when measured, then each stage counts from the one before`() {
        let stages = NudgeSent.Stages(
            finalMicros: 100_000,
            turnMicros: 104_000,
            retrievedMicros: 110_000,
            decidedMicros: 112_000,
            modelMicros: 150_000,
            toolMicros: 175_000
        )
        let latency = latency(call([stages], seen: seen(durable: 2_000, handedOver: 900)))
        #expect(
            latency.measures.map { [$0.stage.rawValue, String($0.percentile(50))] } == [
                ["speech", "100000"], ["turn", "4000"], ["retrieval", "6000"],
                ["decision", "2000"],
                ["model", "38000"], ["tool", "25000"], ["composition", "5000"],
                ["durability", "2000"], ["sending", "900"], ["delivery", "60000"],
                ["whole", "242900"],
            ]
        )
    }

    @Test func `given a tool that the model asked for, then the model counts from the tool on`() {
        let stages = NudgeSent.Stages(
            finalMicros: 100_000,
            retrievedMicros: 110_000,
            decidedMicros: 112_000,
            modelMicros: 175_000,
            toolMicros: 150_000
        )
        let latency = latency(call([stages]))
        #expect(latency[.tool]?.durationsMicros == [38_000])
        #expect(latency[.model]?.durationsMicros == [25_000])
        #expect(latency[.composition]?.durationsMicros == [5_000])
    }

    @Test func `given a hundred nudges, when measured, then each percentile is one of them`() throws
    {
        let speech = try #require(
            latency(call((1...100).reversed().map { final(after: $0) }))[.speech]
        )
        #expect(speech.count == 100)
        #expect([1, 50, 95, 99, 100].map(speech.percentile) == [1, 50, 95, 99, 100])
    }

    @Test func `given three nudges, when measured, then the 95th percentile is the longest`() throws
    {
        let speech = try #require(latency(call([7, 5, 9].map { final(after: $0) }))[.speech])
        #expect([33, 34, 50, 95, 99].map(speech.percentile) == [5, 7, 7, 9, 9])
    }

    @Test func `given a budget, when measured, then the 95th percentile is held against it`() {
        let latency = latency(call([final(after: 100_000)], seen: seen(durable: 2_000)))
        #expect(latency[.speech]?.isWithinBudget == true)
        #expect(latency[.delivery]?.isWithinBudget == false)
        #expect(latency[.durability]?.isWithinBudget == nil)
        #expect(latency[.model] == nil)
    }

    @Test func `given a log without the turn's end, then it is in the time of speech`() {
        let older = latency(call([final(after: 100_000)]))
        #expect(older[.speech]?.durationsMicros == [100_000])
        #expect(older[.turn] == nil)
    }

    @Test func `given an older log, when measured, then only what it tells is counted`() {
        let older = latency(call([nil], seen: seen(durable: nil)))
        #expect(older.measures.map(\.stage) == [.delivery])
        #expect(older.sentCount == 1)
        #expect(latency(call([])).measures.isEmpty)
    }
}
