public import Events

/// The lines that were captured: the part of a fold that follows `speech.*`.
public struct Transcript: Sendable, Encodable {
    /// One line of one person.
    public struct Line: Sendable, Encodable {
        /// Who spoke.
        public let speaker: Pseudonym
        /// When the speech began, from the start of the call.
        public let startMicros: Int64
        /// When it ended, from the start of the call.
        public let endMicros: Int64
        /// How many card numbers and codes were masked.
        public let masked: Int
        /// The words; nil when the line sealed nothing.
        public let text: Sealable<String>?
        /// Its place in the log.
        public let at: Moment
    }

    /// A required statement that was made.
    public struct Statement: Sendable, Encodable {
        /// The line in which it was made.
        public let line: StreamVersion
        /// Which statement, and the phrase that proves it.
        public let details: Sealable<StatementMet.Sealed>?
        /// Its place in the log.
        public let at: Moment
    }

    /// In the order of the log.
    public private(set) var lines: [Line] = []
    /// In the order of the log.
    public private(set) var statementsMet: [Statement] = []

    /// No lines.
    public init() {}

    /// The line with this version; found by halving, since versions rise.
    public func line(at version: StreamVersion) -> Line? {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].at.version < version { low = middle + 1 } else { high = middle }
        }
        guard low < lines.count, lines[low].at.version == version else { return nil }
        return lines[low]
    }

    mutating func apply(_ event: RecordedEvent) {
        if let fact = event.fact(LineTranscribed.self), let speaker = event.envelope.subject {
            lines.append(
                Line(
                    speaker: speaker,
                    startMicros: fact.startMicros,
                    endMicros: fact.endMicros,
                    masked: fact.masked,
                    text: event.sealed(LineTranscribed.self)?.map(\.text),
                    at: Moment(event)
                )
            )
        } else if let fact = event.fact(StatementMet.self) {
            statementsMet.append(
                Statement(
                    line: fact.line,
                    details: event.sealed(StatementMet.self),
                    at: Moment(event)
                )
            )
        }
    }
}
