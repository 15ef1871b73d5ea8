public import Agent
import CVoiceActivity

/// Detects voices on this machine, by WebRTC's detector (decision 0012).
public final class SpeechActivity: VoiceDetector {
    private let detector: OpaquePointer

    /// A detector that has heard nothing.
    public init() throws(SoundError) {
        guard let detector = aside_voice_activity_new() else { throw .failed }
        self.detector = detector
    }

    deinit { aside_voice_activity_free(detector) }

    /// Whether ten milliseconds hold a voice; what the library fails on counts as one, so that no word is
    /// lost by it.
    public func hasVoice(_ frame: [Int16]) -> Bool {
        guard frame.count == VoiceFrame.samples else { return false }
        return aside_voice_activity_hear(detector, frame) != 0
    }
}
