import Agent

/// Makes lines of results: what is final is joined until the speaker comes to an end.
struct ListenLines {
    /// A line is cut here, so that nobody waits for somebody who does not stop.
    static let longestMicros: Int64 = 20_000_000

    /// The final pieces of the line that is being spoken.
    private var pieces: [String] = []
    private var startMicros: Int64 = 0
    private var endMicros: Int64 = 0
    private var newestPartial = ""

    /// Takes results, and gives what they make known.
    mutating func take(_ results: ListenResults, _ clock: StreamClock) -> [RecognizedSpeech] {
        let start = pieces.isEmpty ? clock.start(results.startMicros) : startMicros
        let end = max(start, clock.end(results.endMicros))
        guard results.isFinal else { return partial(results.transcript, start, end) }
        if !results.transcript.isEmpty {
            pieces.append(results.transcript)
            (startMicros, endMicros) = (start, end)
        }
        let isLong = endMicros - startMicros >= Self.longestMicros
        return results.isSpeechFinal || isLong ? finish() : []
    }

    /// Ends the line that is being spoken.
    mutating func finish() -> [RecognizedSpeech] {
        defer { (pieces, newestPartial) = ([], "") }
        guard !pieces.isEmpty else { return [] }
        let text = pieces.joined(separator: " ")
        return [.final(.init(text: text, startMicros: startMicros, endMicros: endMicros))]
    }

    private mutating func partial(
        _ words: String,
        _ start: Int64,
        _ end: Int64
    ) -> [RecognizedSpeech] {
        guard !words.isEmpty else { return [] }
        let text = (pieces + [words]).joined(separator: " ")
        guard text != newestPartial else { return [] }
        newestPartial = text
        return [.partial(.init(text: text, startMicros: start, endMicros: max(end, endMicros)))]
    }
}
