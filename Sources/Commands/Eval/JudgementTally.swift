/// Verdicts against labels: how often something was called, due, both, and right.
struct JudgementTally: Equatable {
    private(set) var turns = 0
    private(set) var called = 0
    private(set) var due = 0
    private(set) var calledWhenDue = 0
    /// Turns judged right in everything, the tool included.
    private(set) var right = 0
    /// Calls that were due and named a right tool.
    private(set) var rightTool = 0

    /// Counts a verdict of yes or no.
    mutating func count(called isCalled: Bool, due isDue: Bool) {
        count(called: isCalled, due: isDue, rightTool: true)
    }

    /// Counts a verdict that names a tool.
    mutating func count(called isCalled: Bool, due isDue: Bool, rightTool isRight: Bool) {
        turns += 1
        if isCalled { called += 1 }
        if isDue { due += 1 }
        if isCalled, isDue {
            calledWhenDue += 1
            if isRight { rightTool += 1 }
        }
        if isCalled == isDue, !isDue || isRight { right += 1 }
    }

    /// Adds the counts of other turns.
    static func += (tally: inout JudgementTally, other: JudgementTally) {
        tally.turns += other.turns
        tally.called += other.called
        tally.due += other.due
        tally.calledWhenDue += other.calledWhenDue
        tally.right += other.right
        tally.rightTool += other.rightTool
    }

    /// Of the calls, those that were due.
    var precision: Double { share(calledWhenDue, of: called) }
    /// Of those due, the ones called.
    var recall: Double { share(calledWhenDue, of: due) }
    /// Their harmonic mean.
    var f1: Double { share(2 * calledWhenDue, of: called + due) }

    private func share(_ part: Int, of all: Int) -> Double {
        all == 0 ? 0 : Double(part) / Double(all)
    }

    /// The figures in the order in which they are told.
    func figures(withTools: Bool = false) -> EvaluationFigures {
        var figures = EvaluationFigures()
        figures.add("n", count: turns)
        figures.add("precision", share: precision)
        figures.add("recall", share: recall)
        figures.add("f1", share: f1)
        figures.add("accuracy", share: share(right, of: turns))
        if withTools { figures.add("right_tool", share: share(rightTool, of: calledWhenDue)) }
        return figures
    }

    /// Says the figures, and under `words_only` those without punctuation and case.
    func tell(
        _ terminal: Terminal,
        wordsOnly: JudgementTally,
        withTools: Bool = false
    ) throws(Failure) {
        let plain = figures(withTools: withTools)
        let bare = wordsOnly.figures(withTools: withTools)
        if terminal.isJSON {
            try terminal.say(plain.json.dropLast() + ",\"words_only\":" + bare.json + "}")
        } else {
            try terminal.say(plain.table)
            try terminal.say("\nwithout punctuation and case:")
            try terminal.say(bare.table)
        }
    }
}
