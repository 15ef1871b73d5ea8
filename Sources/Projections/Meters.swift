public import Events

/// How much of each paid thing a call used: a fold of its stream.
public struct Meters: Projection {
    /// The constant `meters`.
    public static let name = "meters"
    /// The fourth form: a screen share without a track is counted while `screen_frames` is in force.
    public static let codeVersion = 4

    /// What a call used, in integers.
    public struct Reading: Hashable, Sendable, Encodable {
        /// People's time in the call, added up.
        public var participantMicros: Int64 = 0
        /// The coach's time in the call.
        public var agentMicros: Int64 = 0
        /// The length of the lines that were transcribed.
        public var speechMicros: Int64 = 0
        /// Tokens of text, in and out, as language models counted them.
        public var textTokens: Int64 = 0
        /// Tokens of images, as language models counted them.
        public var visionTokens: Int64 = 0
        /// How long the rep's screen share could be seen.
        public var screenMicros: Int64 = 0
        /// The pictures kept of it.
        public var framesKept: Int64 = 0
        /// What those come to for a vision model, whether or not one reads them.
        public var frameTokens: Int64 = 0

        /// Takes in what a language model used.
        mutating func add(_ event: RecordedEvent) {
            let usage =
                event.fact(ModelCompleted.self)?.usage ?? event.fact(ModelFailed.self)?.usage
            guard let usage else { return }
            textTokens += Int64(usage.tokensIn + usage.tokensOut + usage.tokensCached)
            visionTokens += Int64(usage.tokensVision)
        }

        /// The pictures that a clock of one a second would have kept.
        public var clockFrames: Int64 { screenMicros / 1_000_000 }
        /// What those would come to, at the mean of the pictures kept.
        public var clockTokens: Int64 {
            framesKept == 0 ? 0 : frameTokens / framesKept * clockFrames
        }
    }

    private var settled = Reading()
    private var screen = ScreenMeter()
    /// Who is a person, as they last joined: coming back does not say it again.
    private var humans: Set<Pseudonym> = []
    private var enteredAt: [Pseudonym: Timestamp] = [:]
    private var openedAt: Timestamp?
    private var latest: Timestamp?
    private var isClosed = false

    /// Meters at zero.
    public init() {}

    /// What was used up to the newest event.
    public var reading: Reading {
        var reading = settled
        guard let latest else { return reading }
        for entered in enteredAt.values {
            reading.participantMicros += max(0, latest.micros(since: entered))
        }
        reading.screenMicros = screen.micros(at: latest)
        (reading.framesKept, reading.frameTokens) = (screen.kept, screen.tokens)
        if let openedAt { reading.agentMicros += max(0, latest.micros(since: openedAt)) }
        return reading
    }

    /// Takes in one event of the call's stream; what follows the call's end costs nothing.
    public mutating func apply(_ event: RecordedEvent) {
        guard event.envelope.stream.call != nil, !isClosed else { return }
        let time = event.envelope.time
        latest = max(latest ?? time, time)
        screen.apply(event)
        switch event.type {
        case .callOpened: openedAt = event.fact(CallOpened.self)?.startedAt ?? time
        case .callClosed: isClosed = true
        case .participantJoined: join(event)
        case .participantReconnected: enter(event)
        case .participantLeft: leave(event)
        case .modelCompleted, .modelFailed: settled.add(event)
        case .lineTranscribed:
            guard let line = event.fact(LineTranscribed.self) else { return }
            settled.speechMicros += max(0, line.endMicros - line.startMicros)
        default: break
        }
    }

    private mutating func join(_ event: RecordedEvent) {
        guard let subject = event.envelope.subject else { return }
        if event.fact(ParticipantJoined.self)?.kind.isHuman == true {
            humans.insert(subject)
        } else {
            humans.remove(subject)
        }
        enter(event)
    }

    private mutating func enter(_ event: RecordedEvent) {
        guard let subject = event.envelope.subject, humans.contains(subject),
            enteredAt[subject] == nil
        else { return }
        enteredAt[subject] = event.envelope.time
    }

    private mutating func leave(_ event: RecordedEvent) {
        guard let subject = event.envelope.subject,
            let entered = enteredAt.removeValue(forKey: subject)
        else { return }
        settled.participantMicros += max(0, event.envelope.time.micros(since: entered))
    }

    /// What the digest covers.
    public var state: JSONObject { JSONObject(stateOf: reading) }
}
