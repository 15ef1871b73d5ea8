import Agent

/// Tells how much of a track's sound holds a voice, by a detector of voices.
struct VoiceMeter {
    private let detector: any VoiceDetector
    /// Samples that do not fill a frame yet.
    private var rest: [Int16] = []

    init(_ detector: any VoiceDetector) { self.detector = detector }

    /// How much of the next sound holds one, frame by frame.
    mutating func voicedMicros(in samples: [Int16]) -> Int64 {
        rest += samples
        var (place, voiced) = (0, Int64(0))
        while rest.count - place >= VoiceFrame.samples {
            let frame = Array(rest[place..<(place + VoiceFrame.samples)])
            if detector.hasVoice(frame) { voiced += VoiceFrame.micros }
            place += VoiceFrame.samples
        }
        rest.removeFirst(place)
        return voiced
    }
}
