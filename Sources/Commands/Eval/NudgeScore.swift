import Events

/// Compares the nudges of calls with their gold (docs/EVALUATION.md).
struct NudgeScore {
    /// How long after a moment's window a nudge still counts as its answer.
    static let graceMicros: Int64 = 10_000_000

    /// What went wrong in one call, told to a person who asks for more than figures.
    struct Mistake: Equatable {
        /// What it is.
        enum What: Equatable {
            case missed(plays: Set<String>, silences: [RecordedNudges.Silence])
            case wrong(play: String, trap: String?)
        }

        /// From the start of the call.
        var micros: Int64
        var what: What
    }

    private(set) var calls = 0
    private(set) var moments = 0
    private(set) var nudges = 0
    private(set) var right = 0
    private(set) var inWindow = 0
    private(set) var turns = 0
    private(set) var lengthMicros: Int64 = 0
    private(set) var ungrounded = 0
    private(set) var leaks = 0
    private(set) var trapNudges: [String: Int] = [:]

    /// Counts one call; what was missed and what was wrong, in the order of time.
    @discardableResult
    mutating func add(_ recorded: RecordedNudges, gold: NudgeGold) -> [Mistake] {
        calls += 1
        moments += gold.moments.count
        nudges += recorded.nudges.count
        turns += recorded.turns
        lengthMicros += recorded.lengthMicros
        leaks += recorded.leaks
        ungrounded += recorded.nudges.count { !$0.isGrounded }
        var open = Set(gold.moments.indices)
        var mistakes: [Mistake] = []
        for nudge in recorded.nudges {
            let traps = gold.traps.filter { $0.window.contains(nudge.micros) }.map(\.why)
            for why in traps { trapNudges[why, default: 0] += 1 }
            if let place = open.first(where: { answers(nudge, $0, of: gold.moments) }) {
                open.remove(place)
                right += 1
                inWindow += gold.moments[place].window.contains(nudge.micros) ? 1 : 0
            } else {
                let what = Mistake.What.wrong(play: nudge.play, trap: traps.first)
                mistakes.append(Mistake(micros: nudge.micros, what: what))
            }
        }
        mistakes += open.map { place in
            let moment = gold.moments[place]
            let silences = recorded.silences.filter { moment.window.contains($0.micros) }
            let what = Mistake.What.missed(plays: moment.plays, silences: silences)
            return Mistake(micros: moment.window.fromMicros, what: what)
        }
        return mistakes.sorted { $0.micros < $1.micros }
    }

    private func answers(
        _ nudge: RecordedNudges.Nudge,
        _ place: Int,
        of moments: [NudgeGold.Moment]
    ) -> Bool {
        let moment = moments[place]
        guard moment.plays.contains(nudge.play), nudge.micros >= moment.window.fromMicros,
            nudge.micros <= moment.window.toMicros + Self.graceMicros
        else { return false }
        let next = place + 1
        return next == moments.count || nudge.micros < moments[next].window.fromMicros
    }

    /// One line about the calls of one set.
    func line(of set: String) -> String {
        let recall = EvaluationFigures.text(ofShare: Double(right) / Double(moments))
        let precision = EvaluationFigures.text(ofShare: Double(right) / Double(nudges))
        return "\(set)  \(right) of \(nudges) nudges right, \(moments) moments  "
            + "precision \(precision)  recall \(recall)"
    }

    /// What the command tells.
    var figures: EvaluationFigures {
        var figures = EvaluationFigures()
        figures.add("n", count: calls)
        figures.add("moments", count: moments)
        figures.add("nudges", count: nudges)
        figures.add("precision", share: Double(right) / Double(nudges))
        figures.add("recall", share: Double(right) / Double(moments))
        figures.add("in_window", share: Double(inWindow) / Double(right))
        figures.add("silent_share", share: Double(turns - nudges) / Double(turns))
        let minutes = Double(lengthMicros) / 60_000_000
        figures.add("nudges_per_minute", share: Double(nudges) / minutes)
        figures.add("ungrounded", count: ungrounded)
        figures.add("leaks", count: leaks)
        figures.add("trap_nudges", counts: trapNudges)
        return figures
    }
}
