/// What a service of the `/v1/listen` form says, as far as it matters here.
enum ListenMessage: Hashable {
    case results(ListenResults)
    /// Nobody has spoken for a while.
    case utteranceEnd
    /// Something went wrong there.
    case error
    /// Anything else, such as what a newer version says.
    case other

    /// Reads a message; nil when it is none, or lacks what it must have.
    init?(parsing bytes: [UInt8]) {
        guard let object = try? WireJSON(parsing: bytes), let type = object["type"]?.string else {
            return nil
        }
        switch type {
        case "Results":
            guard let results = ListenResults(object) else { return nil }
            self = .results(results)
        case "UtteranceEnd": self = .utteranceEnd
        case "Error": self = .error
        default: self = .other
        }
    }
}

/// What a service makes of a stretch of its stream.
struct ListenResults: Hashable {
    /// More than anyone says in one stretch; beyond it is a mistake or an attack.
    static let longestTranscript = 8_000

    var transcript: String
    /// When the words begin, from the start of the stream.
    var startMicros: Int64
    /// When they end.
    var endMicros: Int64
    /// How far the stretch reaches, silence behind the words included.
    var coveredMicros: Int64
    /// Whether they will not change any more.
    var isFinal: Bool
    /// Whether the speaker has come to an end with them.
    var isSpeechFinal: Bool

    /// Reads the results that are an object; nil when their words or times are missing.
    init?(_ object: WireJSON) {
        guard let best = object["channel"]?["alternatives"]?.array?.first,
            let transcript = best["transcript"]?.string,
            transcript.utf8.count <= Self.longestTranscript,
            let start = object["start"]?.micros, let duration = object["duration"]?.micros
        else { return nil }
        let words = best["words"]?.array ?? []
        self.transcript = transcript.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        startMicros = words.first?["start"]?.micros ?? start
        endMicros = max(startMicros, words.last?["end"]?.micros ?? start + duration)
        coveredMicros = start + duration
        isFinal = object["is_final"] == .bool(true)
        isSpeechFinal =
            object["speech_final"] == .bool(true)
            || object["from_finalize"] == .bool(true)
    }
}

extension WireJSON {
    /// A number of seconds, in microseconds; nil when it is beyond a day, which no stream lasts.
    var micros: Int64? {
        guard case .number(let seconds) = self, (0...86_400).contains(seconds) else { return nil }
        return Int64(seconds * 1_000_000)
    }
}
