import Events

/// When the stages of a reaction were done, from the end of the words it answers.
struct StageClock {
    private let stopwatch: any Stopwatch
    private let began: Int64
    /// From the end of the words until it began.
    private let beganMicros: Int64
    private(set) var stages: NudgeSent.Stages

    /// Begins where a turn was complete; what follows is measured on the monotonic clock.
    init(_ turn: Turn, completedAt time: Timestamp, of call: isolated Call) {
        let words = call.setup.startedAt.advanced(byMicros: turn.lastLine.endMicros)
        self.init(
            finalMicros: turn.lastLine.finalAt.micros(since: words),
            turnMicros: time.micros(since: words),
            by: call.ports.stopwatch
        )
    }

    /// Begins now, for what answers no words.
    init(by stopwatch: any Stopwatch) {
        self.init(finalMicros: 0, turnMicros: 0, by: stopwatch)
    }

    private init(finalMicros: Int64, turnMicros: Int64, by stopwatch: any Stopwatch) {
        (self.stopwatch, began) = (stopwatch, stopwatch.nowMicros)
        beganMicros = max(0, turnMicros)
        stages = .init(
            finalMicros: max(0, finalMicros),
            turnMicros: beganMicros,
            retrievedMicros: beganMicros,
            decidedMicros: beganMicros
        )
    }

    /// How long the reaction has taken.
    var elapsedMicros: Int64 { max(0, stopwatch.nowMicros - began) }

    /// From the end of the words until now.
    var sinceWordsMicros: Int64 { beganMicros + elapsedMicros }

    mutating func mark(_ stage: WritableKeyPath<NudgeSent.Stages, Int64>) {
        stages[keyPath: stage] = sinceWordsMicros
    }

    mutating func mark(_ stage: WritableKeyPath<NudgeSent.Stages, Int64?>) {
        stages[keyPath: stage] = sinceWordsMicros
    }
}
