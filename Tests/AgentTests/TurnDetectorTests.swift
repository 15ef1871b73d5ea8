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

    @Test func `what is open can be discarded and counted`() {
        var turns = TurnDetector()
        _ = turns.hear(line(1, lee, "well i"), at: at(1))
        #expect(turns.discard() == 1)
        #expect(turns.nextDeadline == nil)
    }
}
