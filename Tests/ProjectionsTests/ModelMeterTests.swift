import AsideTesting
import Events
import Projections
import Testing

@Suite("What language models have used")
struct ModelMeterTests {
    /// A call of which only the questions to a model are told.
    private struct Asking {
        private var log = EventRecorder()
        private(set) var live = LiveCall()
        private var count = 0

        @discardableResult
        mutating func record(_ fact: some Fact, cause: EventID? = nil) -> EventID {
            count += 1
            let draft = Draft(
                fact,
                id: EventID("event-\(count)"),
                time: .epoch,
                actor: .coach,
                causationID: cause
            )
            live.apply(log.append(draft, to: .call(CallID("c"))))
            return draft.id
        }

        mutating func ask() -> EventID {
            record(
                ModelInvoked(
                    invocation: InvocationID("i"),
                    line: StreamVersion(1),
                    model: "m",
                    step: 1,
                    lines: 1,
                    passages: 1,
                    frame: nil,
                    deadlineMicros: 1,
                    mostTextTokens: 1_000,
                    mostVisionTokens: 100
                )
            )
        }

        mutating func send(_ request: String, for question: EventID) {
            record(
                EgressRequested(
                    request: EgressID(request),
                    service: .model,
                    purpose: .aiAnalysis,
                    outside: true,
                    bytes: 10
                ),
                cause: question
            )
        }

        mutating func end(_ request: String, _ outcome: EgressEnded.Outcome) {
            record(
                EgressEnded(
                    request: EgressID(request),
                    outcome: outcome,
                    bytesOut: 1,
                    bytesIn: 1,
                    micros: 1
                )
            )
        }

        mutating func answer(
            counting usage: ModelUsage = ModelUsage(
                tokensIn: 50,
                tokensOut: 5,
                tokensCached: 20,
                tokensVision: 9
            )
        ) {
            record(
                ModelCompleted(
                    invocation: InvocationID("i"),
                    choice: .silence,
                    usage: usage,
                    firstTokenMicros: 1,
                    latencyMicros: 1
                )
            )
        }

        mutating func fail(_ reason: ModelFailed.Reason) {
            record(ModelFailed(invocation: InvocationID("i"), reason: reason, latencyMicros: 1))
        }
    }

    private let most = ModelMeter.Tokens(text: 1_000, vision: 100)

    @Test func `is what their providers counted`() {
        var call = Asking()
        let question = call.ask()
        call.send("r", for: question)
        call.end("r", .answered)
        call.answer()
        #expect(call.live.models.counted == .init(text: 75, vision: 9))
        #expect(call.live.models.uncounted == .init())
    }

    @Test(arguments: [(0, 0), (50, 0), (0, 5)])
    func `is the most that a question may come to where its provider counts nothing, or half of it`(
        tokensIn: Int,
        tokensOut: Int
    ) {
        var call = Asking()
        let question = call.ask()
        call.send("r", for: question)
        call.end("r", .answered)
        call.answer(counting: ModelUsage(tokensIn: tokensIn, tokensOut: tokensOut))
        #expect(call.live.models.counted == .init())
        #expect(call.live.models.uncounted == most)
    }

    @Test func `is the most that a question may come to when it was called off`() {
        var call = Asking()
        call.send("r", for: call.ask())
        call.record(
            ModelSuperseded(
                invocation: InvocationID("i"),
                line: StreamVersion(2),
                latencyMicros: 1
            )
        )
        #expect(call.live.models.uncounted == most)
        call.end("r", .cancelled)
        #expect(call.live.models.uncounted == most)
    }

    @Test(arguments: [ModelFailed.Reason.late, .gateLeftOpen, .interrupted])
    func `is the same for every other way of being given up`(reason: ModelFailed.Reason) {
        var call = Asking()
        _ = call.ask()
        call.fail(reason)
        #expect(call.live.models.uncounted == most)
    }

    @Test func `is once more for a model that was given up before another answered`() {
        var call = Asking()
        let question = call.ask()
        call.send("first", for: question)
        call.end("first", .late)
        call.send("second", for: question)
        call.end("second", .answered)
        call.answer()
        #expect(call.live.models.counted == .init(text: 75, vision: 9))
        #expect(call.live.models.uncounted == most)
    }

    @Test(arguments: [
        (EgressEnded.Outcome.unreachable, 0), (.refusedKey, 0), (.overQuota, 0),
        (.serverFailed, 1), (.malformed, 1),
    ])
    func `is nothing where nobody can have worked on it`(
        outcome: EgressEnded.Outcome,
        times: Int
    ) {
        var call = Asking()
        call.send("r", for: call.ask())
        call.end("r", outcome)
        call.fail(.unavailable)
        #expect(call.live.models.uncounted == most.times(times))
    }

    @Test func `costs what it comes to, with what is to be asked`() {
        let prices = Prices(
            participantMinuteMicroUSD: 1,
            agentMinuteMicroUSD: 1,
            speechMinuteMicroUSD: 1,
            textMillionTokensMicroUSD: 2_000_000,
            visionMillionTokensMicroUSD: 1_000_000
        )
        var call = Asking()
        _ = call.ask()
        #expect(call.live.models.microUSD(at: prices) == 0)
        #expect(call.live.models.microUSD(at: prices, with: most) == 2_100)
        call.fail(.late)
        #expect(call.live.models.microUSD(at: prices, with: most) == 4_200)
    }

    @Test func `stays a number, whatever a provider counts`() {
        let huge = ModelMeter.Tokens(text: JSON.largestInteger, vision: .max)
        #expect(huge.adding(huge).text == JSON.largestInteger)
        #expect(huge.times(3) == .init(text: JSON.largestInteger, vision: JSON.largestInteger))
    }
}
