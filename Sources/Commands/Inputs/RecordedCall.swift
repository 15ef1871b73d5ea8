import Agent
import ConsentGate
import Events
import Foundation
import Sounds

/// A recorded call, parsed whole before anything of it is written.
struct RecordedCall {
    /// One observation of the recording.
    struct Moment {
        /// From the start of the call.
        var micros: Int64
        /// What happened.
        var what: What
    }

    /// What a recording can hold.
    ///
    /// A frame stays a file until its moment comes.
    enum What {
        case observation(Observation.What)
        case consent(
            identity: String,
            PersonalAct.Kind,
            purposes: [Purpose]?,
            headCount: Int? = nil
        )
        case frame(identity: String, TrackSource, FrameFile)
        case feedback(NudgeReference, NudgeFeedback.Act)
    }

    /// Which nudge the rep's act is about.
    enum NudgeReference: Equatable {
        case newest
        case id(String)
        /// The newest of this play; none while the coach has not shown it.
        case play(String)
    }

    /// The id that the recording names, if it names one.
    var id: CallID?
    /// When the call began, if the recording says so.
    var startedAt: Timestamp?
    /// The rep's identity.
    var rep: String
    /// The customer account.
    var account: String?
    /// The domain pack's id.
    var pack: String
    /// `replay` for a script, `import` for a bare transcript.
    var capture: CallOpened.Capture
    /// The observations, in order.
    var moments: [Moment]
    /// The sound of its people, if it is a recording of sound.
    var sound: SoundRecording?
    /// When the call ends, from its start.
    var endMicros: Int64
    /// Hex SHA-256 of the file.
    var digest: String
    /// The file's own name.
    var fileName: String
    /// The line of the file that names the pack; nil when none does.
    var packLine: Int?
}

/// A recording of sound with one person on each channel; it is heard while the call runs, and only then.
struct SoundRecording {
    var path: String
    /// Whose channels they are, in order.
    var voices: [String]
    /// What hears them.
    var recognizer: any SpeechRecognizer

    /// How much is heard at a time: what a live track hands over twice.
    static let stretchMillis = 100
    static let stretchMicros = Int64(stretchMillis) * 1_000

    /// Opens the file at its beginning.
    func open() throws(SoundError) -> SoundFile {
        try SoundFile(
            path: path,
            channels: voices.count,
            rate: recognizer.sampleRate
        )
    }
}

/// Limits of what a recording may hold; beyond them it is a mistake or an attack.
enum RecordingLimits {
    /// A day of one-second lines is 86,400; larger files are not one call.
    static let mostBytes = 64 << 20
    /// Ten times a day of one-second lines, with what stands around them.
    static let mostLines = 1_000_000
    /// A day, as of sound.
    static let longestMicros = SoundFile.longestMicros
    /// More words than anyone says in one breath; an entry has to hold the line.
    static let longestLine = 16_000
    /// Identities and names are labels, not texts.
    static let longestLabel = 200
    /// A 4K screen in a poor JPEG.
    static let largestFrame = 16 << 20
}

/// A JPEG on disk whose header was read.
struct FrameFile: Equatable {
    var url: URL

    /// Reads the file; whether its body is whole shows when it is decoded.
    func load() throws -> Frame { .jpeg([UInt8](try Data(contentsOf: url))) }
}

/// The size of a JPEG, from its frame header (ITU-T T.81 §B.2.2).
enum JPEGHeader {
    static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
        var position = 2
        while position + 9 < bytes.count {
            guard bytes[position] == 0xFF else { return nil }
            let marker = bytes[position + 1]
            if marker == 0xFF {
                position += 1
                continue
            }
            let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
            if isFrame {
                let height = Int(bytes[position + 5]) << 8 | Int(bytes[position + 6])
                let width = Int(bytes[position + 7]) << 8 | Int(bytes[position + 8])
                return width > 0 && height > 0 ? (width, height) : nil
            }
            guard length >= 2, marker != 0xDA, marker != 0xD9 else { return nil }
            position += 2 + length
        }
        return nil
    }
}
