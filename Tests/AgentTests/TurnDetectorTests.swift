import Agent
import Events
import Testing

@Suite struct TurnDetectorTests {
    private let lee = Pseudonym("p-lee")
    private let dana = Pseudonym("p-dana")

    private func line(_ version: UInt64, _ speaker: Pseudonym, _ text: String) -> HeardLine {
        HeardLine(
            version: StreamVersion(version),
            event: EventID("event-\(version)"),
            speaker: speaker,
            startMicros: 0,
            endMicros: 1,
            finalAt: .epoch,
            text: text
        )
    }

    private func at(_ seconds: Int64) -> Timestamp {
        Timestamp.epoch.advanced(byMicros: seconds * 1_000_000)
    }

    @Test func `a closed sentence completes the turn at once`() {
        var turns = TurnDetector()
        let completed = turns.hear(line(1, lee, "Is it \"too expensive?\""), at: at(1))
        #expect(completed.map(\.sign) == [.punctuation])
        #expect(turns.openCount == 0)
    }

    @Test
    func `without punctuation a pause completes it, and lines before the pause belong together`() {
        var turns = TurnDetector()
        #expect(turns.hear(line(1, lee, "well i think"), at: at(1)).isEmpty)
        #expect(turns.hear(line(2, lee, "it costs a lot"), at: at(2)).isEmpty)
        #expect(turns.pause(at: at(3)).isEmpty)
        let completed = turns.pause(at: at(4))
        #expect(completed.map(\.sign) == [.pause])
        #expect(completed.first?.lines.map(\.version.value) == [1, 2])
    }

    @Test func `somebody else's line completes an open turn, and the two stay apart`() {
        var turns = TurnDetector()
        _ = turns.hear(line(1, lee, "well i"), at: at(1))
        let completed = turns.hear(line(2, dana, "sorry go on"), at: at(1))
        #expect(completed.map(\.speaker) == [lee])
        #expect(completed.map(\.sign) == [.otherSpeaker])
        #expect(turns.openCount == 1)
    }

    @Test(arguments: [
        "what does it cost", "so how long would that take", "can you show me the export",
        "okay is there a discount for two years", "um what's the notice period", "how much",
        "it works with our system doesn't it", "that includes the training right",
        "what about training", "you can do that on site or not",
    ])
    func `a question completes after the shortest pause, and says so`(text: String) {
        var turns = TurnDetector()
        #expect(turns.hear(line(1, lee, text), at: at(1)).isEmpty)
        #expect(turns.nextDeadline == at(1).advanced(byMicros: 300_000))
        #expect(turns.pause(at: at(1).advanced(byMicros: 299_999)).isEmpty)
        #expect(turns.pause(at: at(1).advanced(byMicros: 300_000)).map(\.sign) == [.question])
    }

    @Test(arguments: [
        "we looked at it and", "it was fine but", "we left them because", "so what we did was the",
        "they want it to", "i would say um", "it was kind of like", "it depends you know",
        "can you send me the", "what does it cost if", "first of all,", "well i",
    ])
    func `words that must go on are waited for longest`(text: String) {
        #expect(TurnPause(after: text).micros == 2_500_000)
        #expect(TurnPause(after: text).sign == .pause)
    }

    @Test(arguments: [
        "it costs a lot", "when we began it was cheaper", "what we need is better support",
        "which is why we stopped", "i really think so", "i believe that's right",
        "we already have it", "who would i speak to", "what does it look like",
    ])
    func `other words, and questions that may go on, are waited for as usual`(text: String) {
        #expect(TurnPause(after: text).micros == 1_200_000)
        #expect(TurnPause(after: text).sign == .pause)
    }

    @Test func `a word or two are waited for longer, but not at the end of a longer turn`() {
        #expect(TurnPause(after: "well").micros == 1_800_000)
        #expect(TurnPause(after: "too expensive").micros == 1_800_000)
        var turns = TurnDetector()
        _ = turns.hear(line(1, lee, "we have looked at it and"), at: at(1))
        _ = turns.hear(line(2, lee, "too expensive"), at: at(3))
        #expect(turns.nextDeadline == at(3).advanced(byMicros: 1_200_000))
    }

    @Test func `a question that goes on in time stays one turn`() {
        var turns = TurnDetector()
        _ = turns.hear(line(1, lee, "can you do that for us"), at: at(1))
        let more = at(1).advanced(byMicros: 200_000)
        _ = turns.hear(line(2, lee, "with fewer people next year"), at: more)
        #expect(turns.pause(at: at(2)).isEmpty)
        let completed = turns.pause(at: at(3))
        #expect(completed.map(\.lines.count) == [2])
        #expect(completed.map(\.sign) == [.pause])
    }

    @Test func `people who ask over each other stay two turns`() {
        var turns = TurnDetector()
        let first = turns.hear(line(1, lee, "what does it cost"), at: at(1))
        let second = turns.hear(line(2, dana, "what did you pay before"), at: at(1))
        #expect(first.isEmpty)
        #expect(second.map(\.speaker) == [lee])
        #expect(second.map(\.sign) == [.otherSpeaker])
        #expect(turns.pause(at: at(2)).map(\.speaker) == [dana])
    }

    @Test func `what is open can be discarded and counted`() {
        var turns = TurnDetector()
        _ = turns.hear(line(1, lee, "well i"), at: at(1))
        #expect(turns.discard() == 1)
        #expect(turns.nextDeadline == nil)
    }
}
