import Events
import Testing

@testable import Commands

@Suite struct NudgeComparisonTests {
    /// A nudge that answers the line said at a second.
    private func nudge(
        _ play: String,
        at second: Int64,
        headline: String = "Headline",
        body: String = "Body",
        kind: String = "objection",
        _ act: NudgeFeedback.Act? = nil
    ) -> CoachedNudge {
        let micros = second * 1_000_000
        return CoachedNudge(
            micros: micros,
            kind: kind,
            play: play,
            headline: headline,
            body: body,
            line: .init(
                startMicros: micros - 1_000_000,
                endMicros: micros,
                text: "Line \(second)."
            ),
            answer: act.map { .init(act: $0, micros: micros + 1_000_000) }
        )
    }

    private func changes(_ comparison: NudgeComparison) -> [String] {
        comparison.all.map { "\($0.change.rawValue) \(($0.now ?? $0.before)?.play ?? "")" }
    }

    @Test func `two runs that say the same differ in nothing`() {
        let nudges = [nudge("price", at: 10), nudge("timing", at: 60, .used)]
        let comparison = NudgeComparison(before: nudges, now: nudges)
        #expect(comparison.count(.same) == 2)
        #expect(comparison.differences.isEmpty)
        #expect(comparison.regressions.isEmpty)
    }

    @Test func `two runs without nudges differ in nothing`() {
        #expect(NudgeComparison(before: [], now: []).all.isEmpty)
    }

    @Test func `another headline or body on the same line is reworded, and no regression`() {
        let comparison = NudgeComparison(
            before: [nudge("price", at: 10, .used), nudge("timing", at: 60)],
            now: [nudge("price", at: 10, headline: "New"), nudge("timing", at: 60, body: "New")]
        )
        #expect(comparison.count(.reworded) == 2)
        #expect(comparison.regressions.isEmpty)
    }

    @Test func `the same line sent a moment later is the same nudge`() {
        var later = nudge("price", at: 10)
        later.micros += 40_000_000
        #expect(NudgeComparison(before: [nudge("price", at: 10)], now: [later]).count(.same) == 1)
    }

    @Test(arguments: [(Int64(40), ["moved price"]), (Int64(41), ["lost price", "gained price"])])
    func `the same play on another line is moved up to thirty seconds away`(
        second: Int64,
        expected: [String]
    ) {
        let comparison = NudgeComparison(
            before: [nudge("price", at: 10)],
            now: [nudge("price", at: second)]
        )
        #expect(changes(comparison) == expected)
    }

    @Test func `of two that could have moved, the nearer one has`() {
        let comparison = NudgeComparison(
            before: [nudge("price", at: 10), nudge("price", at: 30)],
            now: [nudge("price", at: 32)]
        )
        #expect(changes(comparison) == ["lost price", "moved price"])
        #expect(comparison.all.last?.before?.micros == 30_000_000)
    }

    @Test func `a moved nudge that the rep had used is no regression`() {
        let comparison = NudgeComparison(
            before: [nudge("price", at: 10, .used)],
            now: [nudge("price", at: 20)]
        )
        #expect(comparison.regressions.isEmpty)
    }

    @Test func `a nudge that the rep had used and that is lost is a regression`() {
        let comparison = NudgeComparison(
            before: [nudge("price", at: 10, .used), nudge("timing", at: 60)],
            now: []
        )
        #expect(comparison.count(.lost) == 2)
        #expect(comparison.regressions.map(\.regression) == [.usedIsLost])
    }

    @Test func `another play on the line of a used one is lost and gained, and one regression`() {
        let comparison = NudgeComparison(
            before: [nudge("price", at: 10, .used)],
            now: [nudge("discount", at: 10)]
        )
        #expect(changes(comparison) == ["lost price", "gained discount"])
        #expect(comparison.regressions.map(\.regression) == [.usedIsLost])
    }

    @Test func `a kind that the rep had dismissed is a regression where it is gained later`() {
        let before = nudge("price", at: 100, .dismissed)
        let gained = [
            nudge("early", at: 10), nudge("late", at: 200),
            nudge("question", at: 300, kind: "question"),
        ]
        let comparison = NudgeComparison(before: [before], now: [before] + gained)
        #expect(comparison.count(.gained) == 3)
        #expect(comparison.regressions.map(\.now?.play) == ["late"])
        #expect(comparison.regressions.map(\.regression) == [.dismissedKindIsGained])
    }
}
