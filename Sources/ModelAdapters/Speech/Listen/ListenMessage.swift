import Agent

/// What a service of the `/v1/listen` form says, as far as it matters here.
enum ListenMessage: Hashable {
    case results(ListenResults)
    /// Nobody has spoken for a while.
    case utteranceEnd
    /// Something went wrong there.
    case error
    /// Anything else, such as what a newer version says.
    case other

    /// That something is no message.
    struct Unreadable: Error, Hashable {
        /// What it lacks; nil where it has all of it, and not in its form.
        var missing: WireField?
    }

    /// Reads a message.
    ///
    /// - Throws: when it is none, or lacks what it must have.
    init(parsing bytes: [UInt8]) throws(Unreadable) {
        guard let object = try? WireJSON(parsing: bytes) else { throw Unreadable() }
        guard let type = object["type"]?.string else { throw Unreadable(missing: "type") }
        switch type {
        case "Results": self = .results(try ListenResults(object))
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

    /// The words, on one line and without controls and reorderings.
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

    /// Reads the results that are an object.
    ///
    /// - Throws: when their words or times are missing, by the name of what is; when they are more than
    ///   anyone says.
    init(_ object: WireJSON) throws(ListenMessage.Unreadable) {
        let best = object["channel"]?["alternatives"]?.array?.first
        guard let best, let transcript = best["transcript"]?.string else {
            throw ListenMessage.Unreadable(missing: "channel.alternatives[].transcript")
        }
        guard let start = object["start"]?.micros else {
            throw ListenMessage.Unreadable(missing: "start")
        }
        guard let duration = object["duration"]?.micros else {
            throw ListenMessage.Unreadable(missing: "duration")
        }
        guard transcript.utf8.count <= Self.longestTranscript else {
            throw ListenMessage.Unreadable()
        }
        let words = best["words"]?.array ?? []
        self.transcript = transcript.shownOnOneLine
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
