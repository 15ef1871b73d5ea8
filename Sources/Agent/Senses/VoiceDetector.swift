/// Tells sound with a voice in it from sound without, for one person's track.
///
/// An implementation MUST NOT keep sound, and is asked by one task at a time.
public protocol VoiceDetector: AnyObject {
    /// Whether the next `VoiceFrame.samples` samples hold a voice.
    func hasVoice(_ frame: [Int16]) -> Bool
}

/// The stretch by which voices are detected.
public enum VoiceFrame {
    /// Samples per second.
    public static let sampleRate = 16_000
    /// Ten milliseconds.
    public static let samples = 160
    /// How long it is.
    public static let micros: Int64 = 10_000
}
