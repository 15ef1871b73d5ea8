import Agent
import Events
import Foundation

extension FitNudges.Turn {
    /// A line's end and a moment's beginning that differ by no more are the same point.
    private static let sameMicros: Int64 = 200_000

    /// The turns of the other side in a call script, with what its gold says is due after each.
    static func turns(of recording: RecordedCall, gold: NudgeGold) -> [FitNudges.Turn] {
        var reader = TurnReader()
        for moment in recording.moments { reader.take(moment) }
        return reader.turns.map { turn in
            let last = turn.endMicros + sameMicros
            let due = gold.moments.filter {
                (turn.startMicros...last).contains($0.window.fromMicros)
            }
            return FitNudges.Turn(
                moment: turn,
                due: due.reduce(into: []) { $0.formUnion($1.plays) }
            )
        }
    }
}

/// Cuts a call script into turns, as a call does, without consent and log.
private struct TurnReader {
    private(set) var turns: [JudgedMoment] = []
    private var roles: [String: Role] = [:]
    private var detector = TurnDetector()
    private var lines: [JudgedMoment.Line] = []

    mutating func take(_ moment: RecordedCall.Moment) {
        guard case .observation(let what) = moment.what,
            let now = Timestamp(micros: moment.micros)
        else { return }
        for turn in detector.pause(at: now) { end(turn) }
        switch what {
        case .joined(let arrival): roles[arrival.identity] = arrival.role
        case .line(let identity, let line): hear(identity, line, at: now)
        default: break
        }
    }

    private mutating func hear(_ identity: String, _ line: SpokenLine, at time: Timestamp) {
        let version = StreamVersion(UInt64(lines.count + 1))
        let heard = HeardLine(
            version: version,
            event: EventID("\(version.value)"),
            speaker: Pseudonym(identity),
            startMicros: line.startMicros,
            endMicros: line.endMicros,
            finalAt: time,
            text: line.text
        )
        lines.append(
            JudgedMoment.Line(
                version: version,
                isRep: roles[identity] == .rep,
                startMicros: line.startMicros,
                endMicros: line.endMicros,
                text: line.text
            )
        )
        for turn in detector.hear(heard, at: time) { end(turn) }
    }

    private mutating func end(_ turn: Turn) {
        guard roles[turn.speaker.text]?.isOtherSide == true else { return }
        let own = Set(turn.lines.map { Int($0.version.value) })
        let before = lines.enumerated().filter { !own.contains($0.offset + 1) }.map(\.element)
        turns.append(
            JudgedMoment(
                turn: turn.text,
                startMicros: turn.lines[0].startMicros,
                endMicros: turn.lastLine.endMicros,
                before: Array(before.suffix(JudgedMoment.mostLines))
            )
        )
    }
}
