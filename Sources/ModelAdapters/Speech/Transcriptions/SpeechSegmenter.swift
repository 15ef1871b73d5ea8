import Agent

/// A stretch of sound in which somebody speaks.
struct SpeechSegment: Hashable, Sendable {
    var samples: [Int16]
    /// When it begins, from the start of the call.
    var startMicros: Int64

    /// How long it is.
    var lengthMicros: Int64 {
        Int64(samples.count) * 1_000_000 / Int64(VoiceFrame.sampleRate)
    }
}

/// Cuts one person's sound into stretches of speech, by a detector of voices.
///
/// Speech begins where a few frames in a row hold a voice, and ends where none has for a while; sound before
/// and between is forgotten, but for the little that the beginning of a word needs.
struct SpeechSegmenter {
    /// How much is kept from before a voice was noticed: the first sound of a word has none.
    static let leadFrames = 30
    /// How many frames in a row must hold a voice; less is a click or a cough.
    static let beginFrames = 5
    /// How many frames without a voice end a stretch: longer than the pauses within a sentence.
    static let endFrames = 60
    /// A stretch with fewer frames of voice has no word in it.
    static let leastVoiced = 15
    /// A stretch is cut here: what is longer is answered too late, and somebody who does not stop must not
    /// be waited for.
    static let mostFrames = 1_500
    /// Sound that begins so much later than it should was not heard in between.
    static let gapMicros: Int64 = 200_000

    private let detector: any VoiceDetector
    /// Samples that do not fill a frame yet.
    private var rest: [Int16] = []
    /// When the next frame begins.
    private var nextMicros: Int64 = 0
    private var lead: [[Int16]] = []
    /// How many of the newest frames held a voice, in a row.
    private var row = 0
    private var open: Open?

    private struct Open {
        var segment: SpeechSegment
        var frames: Int
        var voiced: Int
        var quiet = 0
    }

    init(_ detector: any VoiceDetector) { self.detector = detector }

    /// How long the stretch is that is open, if there is a word in it so far.
    var openMicros: Int64 {
        guard let open, open.voiced >= Self.leastVoiced else { return 0 }
        return open.segment.lengthMicros
    }

    /// Hears the next sound, and gives the stretches that end in it.
    mutating func hear(_ chunk: SoundChunk) -> [SpeechSegment] {
        var ended: [SpeechSegment] = []
        let expected = nextMicros + Int64(rest.count) * 1_000_000 / Int64(VoiceFrame.sampleRate)
        if chunk.startMicros > expected + Self.gapMicros {
            ended += finish()
            nextMicros = chunk.startMicros
        } else if open == nil, chunk.startMicros < expected {
            nextMicros = max(0, nextMicros - (expected - chunk.startMicros))
        }
        rest += chunk.samples
        var place = 0
        while rest.count - place >= VoiceFrame.samples {
            let frame = Array(rest[place..<(place + VoiceFrame.samples)])
            place += VoiceFrame.samples
            ended += hear(frame)
            nextMicros += VoiceFrame.micros
        }
        rest.removeFirst(place)
        return ended
    }

    /// The stretch that was open, when no more sound follows it.
    mutating func finish() -> [SpeechSegment] {
        defer { (open, lead, rest, row) = (nil, [], [], 0) }
        guard let open, open.voiced >= Self.leastVoiced else { return [] }
        return [open.segment]
    }

    private mutating func hear(_ frame: [Int16]) -> [SpeechSegment] {
        let isVoiced = detector.hasVoice(frame)
        row = isVoiced ? row + 1 : 0
        guard var stretch = open else {
            begin(with: frame)
            return []
        }
        stretch.segment.samples += frame
        stretch.frames += 1
        stretch.voiced += isVoiced ? 1 : 0
        stretch.quiet = isVoiced ? 0 : stretch.quiet + 1
        open = stretch
        let isOver = stretch.quiet >= Self.endFrames || stretch.frames >= Self.mostFrames
        return isOver ? cut() : []
    }

    /// Ends the open stretch, within sound that goes on.
    private mutating func cut() -> [SpeechSegment] {
        let kept = rest
        defer { rest = kept }
        return finish()
    }

    private mutating func begin(with frame: [Int16]) {
        lead.append(frame)
        if lead.count > Self.leadFrames { lead.removeFirst() }
        guard row >= Self.beginFrames else { return }
        let start = nextMicros - Int64(lead.count - 1) * VoiceFrame.micros
        let segment = SpeechSegment(samples: lead.flatMap { $0 }, startMicros: max(0, start))
        open = Open(segment: segment, frames: lead.count, voiced: row)
        lead = []
    }
}
