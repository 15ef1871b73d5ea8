/// A person said something.
public struct LineTranscribed: ContentFact {
    /// The constant `aside.speech.line-transcribed`.
    public static let type = EventType.lineTranscribed
    /// The purpose `live_transcription`.
    public typealias Needs = LiveTranscription
    /// When the speech began, from the start of the call.
    public var startMicros: Int64
    /// When it ended, from the start of the call.
    public var endMicros: Int64
    /// How many card numbers and codes were masked before the line was stored.
    public var masked: Int

    /// The words.
    public struct Sealed: Codable, Hashable, Sendable {
        /// What was said, masked.
        public var text: String
        /// The words.
        public init(text: String) { self.text = text }
    }

    /// The fact.
    public init(startMicros: Int64, endMicros: Int64, masked: Int) {
        (self.startMicros, self.endMicros, self.masked) = (startMicros, endMicros, masked)
    }
}

/// A person finished a turn of one or more lines.
public struct TurnCompleted: ContentFact {
    /// The constant `aside.speech.turn-completed`.
    public static let type = EventType.turnCompleted
    /// The purpose `live_transcription`.
    public typealias Needs = LiveTranscription

    /// What showed that the turn was complete.
    public enum Sign: String, Codable, Sendable {
        case punctuation, question, pause, otherSpeaker = "other-speaker"
    }

    /// When its first line began.
    public var startMicros: Int64
    /// When its last line ended.
    public var endMicros: Int64
    /// The versions of its lines.
    public var lines: [StreamVersion]
    /// What showed that it was complete.
    public var sign: Sign
    /// The fact.
    public init(startMicros: Int64, endMicros: Int64, lines: [StreamVersion], sign: Sign) {
        (self.startMicros, self.endMicros) = (startMicros, endMicros)
        (self.lines, self.sign) = (lines, sign)
    }
}

/// The rep made a statement that the playbook requires.
public struct StatementMet: ContentFact {
    /// The constant `aside.speech.statement-met`.
    public static let type = EventType.statementMet
    /// The purpose `ai_analysis`; without `live_transcription` there would be no line.
    public typealias Needs = AIAnalysis
    /// The version of the line in which it was made.
    public var line: StreamVersion

    /// Which statement.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The playbook entry's id.
        public var entry: String
        /// Hex SHA-256 of the entry's file.
        public var entryVersion: String
        /// The phrase that proves it.
        public var phrase: String
        /// The sealed fields.
        public init(entry: String, entryVersion: String, phrase: String) {
            (self.entry, self.entryVersion, self.phrase) = (entry, entryVersion, phrase)
        }
    }

    /// The fact.
    public init(line: StreamVersion) { self.line = line }
}

/// The rep began to share their screen.
public struct ShareStarted: Fact {
    /// The constant `aside.screen.share-started`.
    public static let type = EventType.shareStarted
    /// The fact.
    public init() {}
}

/// The rep stopped sharing their screen.
public struct ShareStopped: Fact {
    /// The constant `aside.screen.share-stopped`.
    public static let type = EventType.shareStopped
    /// The fact.
    public init() {}
}

/// A still picture of the rep's screen share was kept.
public struct FrameSampled: ContentFact {
    /// The constant `aside.screen.frame-sampled`.
    public static let type = EventType.frameSampled
    /// The purpose `screen_frames`.
    public typealias Needs = ScreenFrames
    /// When it was shown, from the start of the call; it is kept when it has settled.
    public var atMicros: Int64
    /// Pixels across.
    public var width: Int
    /// Pixels down.
    public var height: Int
    /// The size of the JPEG.
    public var bytes: Int
    /// Why now: `first`, `changed`, `words`, `detail` or `moving`; `arrived` in older logs.
    public var why: String

    /// What the picture is.
    public struct Sealed: Codable, Hashable, Sendable {
        /// Hex SHA-256 of the JPEG.
        public var digest: String
        /// Sixteen hex digits that are alike for pictures that look alike; older logs have none.
        public var perceptualHash: String?
        /// The picture's digests.
        public init(digest: String, perceptualHash: String? = nil) {
            (self.digest, self.perceptualHash) = (digest, perceptualHash)
        }
    }

    /// The fact.
    public init(atMicros: Int64, width: Int, height: Int, bytes: Int, why: String) {
        (self.atMicros, self.width, self.height) = (atMicros, width, height)
        (self.bytes, self.why) = (bytes, why)
    }
}

/// Frames that arrived and were not kept, counted.
public struct FramesSkipped: Fact {
    /// The constant `aside.screen.frames-skipped`.
    public static let type = EventType.framesSkipped
    /// How many, by reason.
    public var counts: [String: Int]
    /// The fact.
    public init(counts: [String: Int]) { self.counts = counts }
}
