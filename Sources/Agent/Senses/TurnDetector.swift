public import Events

/// One line as the coach holds it while its turn is open.
public struct HeardLine: Hashable, Sendable {
    /// Its version in the call's stream.
    public var version: StreamVersion
    /// The event that recorded it.
    public var event: EventID
    /// Who spoke.
    public var speaker: Pseudonym
    /// When the speech began, from the start of the call.
    public var startMicros: Int64
    /// When it ended, from the start of the call.
    public var endMicros: Int64
    /// When it was known for good.
    public var finalAt: Timestamp
    /// What was said, masked.
    public var text: String

    /// A line.
    public init(
        version: StreamVersion,
        event: EventID,
        speaker: Pseudonym,
        startMicros: Int64,
        endMicros: Int64,
        finalAt: Timestamp,
        text: String
    ) {
        (self.version, self.event, self.speaker) = (version, event, speaker)
        (self.startMicros, self.endMicros, self.finalAt) = (startMicros, endMicros, finalAt)
        self.text = text
    }
}

/// A turn: one person's lines up to the sign that they have finished.
public struct Turn: Hashable, Sendable {
    /// The lines, in order; never empty.
    public var lines: [HeardLine]
    /// What showed that it was complete.
    public var sign: TurnCompleted.Sign

    /// What ties the events of a turn together: the version of its last line.
    public var id: String { "turn-\(lastLine.version.value)" }
    /// Who spoke.
    public var speaker: Pseudonym { lines[0].speaker }
    /// The last line, which a nudge cites.
    public var lastLine: HeardLine { lines[lines.count - 1] }
    /// What was said.
    public var text: String { lines.map(\.text).joined(separator: " ") }
    /// What was said, as matching sees it.
    public var words: Words { Words(text) }
}

/// Finds where turns end, from lines alone.
///
/// A turn ends with a line that closes a sentence, when somebody else's line arrives, or after a
/// pause, which is as long as the last words ask for (`TurnPause`). Lines of two people who speak
/// over each other stay apart.
public struct TurnDetector: Sendable {
    private struct Open {
        var lines: [HeardLine]
        /// How many words they have.
        var words = 0
        var deadline: Timestamp
        /// What the deadline completes it by.
        var sign = TurnCompleted.Sign.pause
    }

    private var open: [Pseudonym: Open] = [:]
    /// Until when somebody counts as speaking of whom words came that are not final.
    private var speaking: [Pseudonym: Timestamp] = [:]

    /// A detector that has heard nothing.
    public init() {}

    /// When the next open turn ends by its pause; nil when none is open.
    public var nextDeadline: Timestamp? { open.values.map(\.deadline).min() }

    /// The lines of a person's open turn.
    func openLines(of speaker: Pseudonym) -> [HeardLine] { open[speaker]?.lines ?? [] }

    /// How many turns are open.
    public var openCount: Int { open.count }

    /// Takes that somebody is speaking: words came that are not final.
    ///
    /// They are speaking until their line comes, or for as long as the longest pause.
    public mutating func overhear(_ speaker: Pseudonym, at time: Timestamp) {
        speaking[speaker] = time.advanced(byMicros: TurnPause.unfinishedMicros)
    }

    /// When somebody who is in the middle of a turn at a moment may have finished, if no more is heard of
    /// them; nil when nobody is, as far as is known.
    public func mayEnd(after time: Timestamp) -> Timestamp? {
        (open.values.map(\.deadline) + speaking.values.filter { $0 > time }).min()
    }

    /// Takes a line and returns the turns that it completes, in order.
    public mutating func hear(_ line: HeardLine, at time: Timestamp) -> [Turn] {
        speaking[line.speaker] = nil
        var completed = open.keys.filter { $0 != line.speaker }.sorted()
            .compactMap { complete($0, sign: .otherSpeaker) }
        var turn = open[line.speaker] ?? Open(lines: [], deadline: time)
        let pause = TurnPause(after: line.text, earlierWords: turn.words)
        turn.lines.append(line)
        turn.words += WordSplitter.words(of: line.text).count
        (turn.deadline, turn.sign) = (time.advanced(byMicros: pause.micros), pause.sign)
        open[line.speaker] = turn
        if Self.closesSentence(line.text) {
            completed += complete(line.speaker, sign: .punctuation).map { [$0] } ?? []
        }
        return completed
    }

    /// The turns that a pause has completed by now.
    public mutating func pause(at time: Timestamp) -> [Turn] {
        open.filter { $0.value.deadline <= time }.sorted { $0.key < $1.key }
            .compactMap { complete($0.key, sign: $0.value.sign) }
    }

    /// Forgets the open turns and says how many there were.
    public mutating func discard() -> Int {
        defer { (open, speaking) = ([:], [:]) }
        return open.count
    }

    private mutating func complete(_ speaker: Pseudonym, sign: TurnCompleted.Sign) -> Turn? {
        open.removeValue(forKey: speaker).map { Turn(lines: $0.lines, sign: sign) }
    }

    /// Whether a line ends with the end of a sentence.
    static func closesSentence(_ text: String) -> Bool {
        let closers: Set<Character> = [".", "?", "!", "…"]
        let quotes: Set<Character> = ["\"", "'", "”", "’", ")"]
        return text.last { !$0.isWhitespace && !quotes.contains($0) }.map(closers.contains) ?? false
    }
}
