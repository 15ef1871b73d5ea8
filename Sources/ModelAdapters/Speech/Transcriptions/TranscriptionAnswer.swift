import Agent

/// What a service makes of a stretch of speech.
struct TranscriptionAnswer {
    /// How likely nothing was said from which on doubtful words are none: by both measures Whisper itself
    /// passes a part over.
    private static let noSpeech = 0.6
    private static let leastLogProbability = -1.0
    /// More than anyone says in a stretch; beyond it is a mistake or an attack.
    private static let longestLine = 8_000
    /// More than a stretch has.
    private static let mostLines = 64

    /// The lines of a stretch.
    ///
    /// - Throws: `HTTPFailure` when the answer has no words where they must be, by the name of that place.
    static func lines(
        of body: [UInt8],
        for segment: SpeechSegment,
        from host: String
    ) throws -> [SpokenLine] {
        guard let answer = try? WireJSON(parsing: body) else {
            throw HTTPFailure.malformed(host, expected: "JSON")
        }
        guard let text = answer["text"]?.string else { throw HTTPFailure.lacking(host, "text") }
        let end = segment.startMicros + segment.lengthMicros
        guard let parts = answer["segments"]?.array, !parts.isEmpty else {
            return line(text, segment.startMicros, end).map { [$0] } ?? []
        }
        return try parts.prefix(mostLines).compactMap { part in
            guard let words = part["text"]?.string else {
                throw HTTPFailure.lacking(host, "segments[].text")
            }
            guard !isDoubtful(part) else { return nil }
            let from = segment.startMicros + (part["start"]?.micros ?? 0)
            let to = segment.startMicros + (part["end"]?.micros ?? segment.lengthMicros)
            return line(words, min(from, end), min(to, end))
        }
    }

    private static func line(_ text: String, _ start: Int64, _ end: Int64) -> SpokenLine? {
        let words = text.shownOnOneLine
        guard !words.isEmpty, words.utf8.count <= longestLine else { return nil }
        return SpokenLine(text: words, startMicros: start, endMicros: max(start, end))
    }

    /// Whisper puts words of its own where nobody speaks.
    private static func isDoubtful(_ part: WireJSON) -> Bool {
        guard case .number(let silence)? = part["no_speech_prob"],
            case .number(let probability)? = part["avg_logprob"]
        else { return false }
        return silence > noSpeech && probability < leastLogProbability
    }
}
