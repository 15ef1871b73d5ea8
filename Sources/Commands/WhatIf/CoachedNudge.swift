import Events

/// A nudge that a coach sent in a call, as far as two runs of that call can be compared by it.
struct CoachedNudge: Hashable {
    /// A line by what it says and when: the same in every run of a call.
    struct Line: Hashable {
        var startMicros: Int64
        var endMicros: Int64
        var text: String
    }

    /// What the rep did with it, and when.
    struct Answer: Hashable {
        var act: NudgeFeedback.Act
        var micros: Int64
    }

    /// When it was sent, from the start of the call.
    var micros: Int64
    var kind: String
    var play: String
    var headline: String
    var body: String
    /// The line it answers.
    var line: Line?
    /// The rep's last word on it.
    var answer: Answer?
}

extension CoachedNudge {
    /// The nudges that a call's events tell of, in the order in which they were sent.
    static func all(in events: [RecordedEvent]) -> [CoachedNudge] {
        var reading = Reading()
        for event in events { reading.take(event) }
        return reading.sent.compactMap { reading.nudges[$0] }
    }

    private struct Reading {
        var sent: [NudgeID] = []
        var nudges: [NudgeID: CoachedNudge] = [:]
        private var startedAt = Timestamp.epoch
        private var lines: [StreamVersion: Line] = [:]

        mutating func take(_ event: RecordedEvent) {
            switch event.type {
            case .callOpened:
                startedAt = event.fact(CallOpened.self)?.startedAt ?? startedAt
            case .lineTranscribed: hear(event)
            case .nudgeDecided: decide(event)
            case .nudgeSent:
                if let fact = event.fact(NudgeSent.self) { sent.append(fact.nudge) }
            case .nudgeFeedback:
                guard let fact = event.fact(NudgeFeedback.self) else { return }
                let answer = Answer(act: fact.act, micros: micros(of: event))
                nudges[fact.nudge]?.answer = answer
            default: break
            }
        }

        private func micros(of event: RecordedEvent) -> Int64 {
            event.envelope.time.micros(since: startedAt)
        }

        private mutating func hear(_ event: RecordedEvent) {
            guard let fact = event.fact(LineTranscribed.self),
                let words = event.opened(LineTranscribed.self)
            else { return }
            lines[event.envelope.version] = Line(
                startMicros: fact.startMicros,
                endMicros: fact.endMicros,
                text: words.text
            )
        }

        private mutating func decide(_ event: RecordedEvent) {
            guard let fact = event.fact(NudgeDecided.self),
                let words = event.opened(NudgeDecided.self)
            else { return }
            nudges[fact.nudge] = CoachedNudge(
                micros: micros(of: event),
                kind: words.kind,
                play: words.play,
                headline: words.headline,
                body: words.body,
                line: lines[fact.line]
            )
        }
    }
}
