import Agent
import Events

/// Makes lines of the texts that a transcriber sends, segment by segment.
///
/// The texts do not say when the speech began. It is taken to have begun earlier than it can have, so
/// that nothing that was said before consent passes for having been said after it.
struct TranscriptLines {
    /// Slow speech: 100 words a minute.
    static let microsPerWord: Int64 = 600_000
    /// How late a recogniser's first text may be.
    static let lagMicros: Int64 = 2_000_000
    /// In bytes; as much as a line of a call script.
    static let longestText = 16_000
    /// Segments that never become final are forgotten beyond this many.
    static let mostOpenSegments = 64

    /// The attributes of a text, by LiveKit's names.
    struct Attributes {
        let track: String
        let segment: String
        let isFinal: Bool

        /// Reads them; nil when one is missing, since the line could not be attributed.
        init?(_ attributes: [String: String]) {
            guard let track = attributes["lk.transcribed_track_id"],
                let segment = attributes["lk.segment_id"],
                let final = attributes["lk.transcription_final"],
                let isFinal = Bool(final)
            else { return nil }
            (self.track, self.segment, self.isFinal) = (track, segment, isFinal)
        }
    }

    private struct Segment {
        var startMicros: Int64
        var order: Int
    }

    private var open: [String: Segment] = [:]
    private var count = 0

    /// The line that a text is, heard at a moment of the call; nil for a text without words, and for one
    /// that is longer than anybody speaks in one piece.
    ///
    /// Controls and reorderings in it are left out.
    mutating func line(
        _ text: String,
        _ attributes: Attributes,
        atMicros now: Int64
    ) -> RecognizedSpeech? {
        guard text.utf8.count <= Self.longestText else { return nil }
        let text = text.shownOnOneLine
        let words = text.split(separator: " ").count
        guard words > 0 else { return nil }
        let key = attributes.track + "/" + attributes.segment
        let earliest = now - Self.lagMicros - Int64(words) * Self.microsPerWord
        let start = open[key]?.startMicros ?? max(0, earliest)
        let line = SpokenLine(text: text, startMicros: start, endMicros: max(start, now))
        guard !attributes.isFinal else {
            open[key] = nil
            return .final(line)
        }
        remember(start, of: key)
        return .partial(line)
    }

    private mutating func remember(_ start: Int64, of key: String) {
        guard open[key] == nil else { return }
        count += 1
        open[key] = Segment(startMicros: start, order: count)
        guard open.count > Self.mostOpenSegments,
            let oldest = open.min(by: { $0.value.order < $1.value.order })?.key
        else { return }
        open[oldest] = nil
    }
}
