/// Turns one person's sound into lines.
///
/// An implementation MUST end its results when the sound ends or its task is cancelled and keep no sound
/// after that, MUST keep no more than some seconds of it before, and MUST send none but through the door. One
/// that asks for sound only once it has given all it makes of what it got is heard in the same order each time
/// a recording is replayed.
public protocol SpeechRecognizer: Sendable {
    /// Samples per second that it wants.
    var sampleRate: Int { get }

    /// Whether sound can go nowhere but to an outside processor, which needs `sharing` as well.
    var isOutside: Bool { get }

    /// Hears one track, of one person, until its sound ends.
    func recognize(
        _ sound: AsyncStream<SoundChunk>,
        through door: EgressDoor
    ) -> AsyncStream<RecognizedSpeech>
}

extension SpeechRecognizer {
    /// No: it hears on this machine.
    public var isOutside: Bool { false }
}

/// A stretch of one person's sound.
public struct SoundChunk: Sendable {
    /// One channel, signed 16 bit.
    public var samples: [Int16]
    /// When its first sample was heard, from the start of the call.
    public var startMicros: Int64

    /// A stretch of sound.
    public init(samples: [Int16], startMicros: Int64) {
        (self.samples, self.startMicros) = (samples, startMicros)
    }
}

/// What a recogniser makes of somebody's speech.
public enum RecognizedSpeech: Hashable, Sendable {
    /// What is being said, as far as it is made out now.
    case partial(SpokenLine)
    /// A line that will not change any more.
    case final(SpokenLine)
}
