public import Events

/// How the talk went: measures over the lines of one call.
public struct Conversation: Sendable {
    /// How much one person said.
    public struct Share: Hashable, Sendable {
        /// Who.
        public let speaker: Pseudonym
        /// How long they spoke, line by line.
        public let talkMicros: Int64
        /// Their part of all speech, in thousandths.
        public let perMille: Int
        /// Their longest stretch without another's line in between, pauses included; it ends where the
        /// gate leaves open and where they leave, since nobody heard what came then.
        public let longestMonologueMicros: Int64
        /// How many of their lines have a question mark; nil when one of their lines was erased.
        public let questions: Int?
    }

    /// In the order in which people first spoke.
    public let shares: [Share]
    /// The median of how long the rep waits after the other side's last word; nil if they never do.
    ///
    /// A rep who begins while the other side still speaks has waited for nothing, not less. A wait in
    /// which the gate left open is none.
    public let patienceMicros: Int64?

    /// Measures the lines; roles say who is the other side, and the gate what was heard in one piece.
    public init(_ lines: [Transcript.Line], attendance: Attendance, gate: GateHistory) {
        let lines = lines.sorted { ($0.startMicros, $0.at) < ($1.startMicros, $1.at) }
        let heard = HeardStretches(gate, attendance)
        shares = Self.shares(lines, heard)
        patienceMicros = Self.patience(lines, heard) { attendance[$0]?.role }
    }

    private struct Tally {
        var talk: Int64 = 0
        var longest: Int64 = 0
        var questions: Int? = 0
    }

    private static func shares(_ lines: [Transcript.Line], _ heard: HeardStretches) -> [Share] {
        var order: [Pseudonym] = []
        var tallies: [Pseudonym: Tally] = [:]
        var stretch: (speaker: Pseudonym, heard: Int, start: Int64)?
        for line in lines {
            if tallies[line.speaker] == nil { order.append(line.speaker) }
            let number = heard.number(of: line)
            if stretch?.speaker != line.speaker || stretch?.heard != number {
                stretch = (line.speaker, number, line.startMicros)
            }
            let length = line.endMicros - (stretch?.start ?? line.startMicros)
            var tally = tallies[line.speaker] ?? Tally()
            tally.talk += line.endMicros - line.startMicros
            tally.longest = max(tally.longest, length)
            tally.questions = line.text?.value.flatMap { text in
                tally.questions.map { text.contains("?") ? $0 + 1 : $0 }
            }
            tallies[line.speaker] = tally
        }
        let whole = max(1, tallies.values.reduce(0) { $0 + $1.talk })
        return order.map { speaker in
            let tally = tallies[speaker] ?? Tally()
            return Share(
                speaker: speaker,
                talkMicros: tally.talk,
                perMille: Int((tally.talk * 1000 + whole / 2) / whole),
                longestMonologueMicros: tally.longest,
                questions: tally.questions
            )
        }
    }

    private static func patience(
        _ lines: [Transcript.Line],
        _ heard: HeardStretches,
        role: (Pseudonym) -> Role?
    ) -> Int64? {
        var waits: [Int64] = []
        for (before, after) in zip(lines, lines.dropFirst()) {
            guard role(before.speaker)?.isOtherSide == true, role(after.speaker) == .rep,
                heard.ofGate(at: before.at) == heard.ofGate(at: after.at)
            else { continue }
            waits.append(max(0, after.startMicros - before.endMicros))
        }
        waits.sort()
        guard !waits.isEmpty else { return nil }
        let middle = waits.count / 2
        return waits.count % 2 == 1 ? waits[middle] : (waits[middle - 1] + waits[middle]) / 2
    }
}
