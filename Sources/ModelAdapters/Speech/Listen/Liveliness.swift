/// How alive an open connection is: when we must say that we are there, and whether the service still is.
///
/// Times are a stopwatch's.
struct Liveliness {
    /// What is to be said to the service without its being asked for.
    enum Due {
        /// Silence that ends a line, since the track pauses.
        case silence
        /// That we are there, though we have no sound.
        case keepAlive
        /// A ping.
        case ping
    }

    private var lastSound: Int64
    private var lastSent: Int64
    private var nextPing: Int64
    private var pongBy: Int64?
    /// Whether no sound was sent since the silence of a pause.
    private var isPaused = false
    /// When something last came, or the connection opened, and how much was said to it since.
    private var lastAnswer: Int64
    private var unansweredMicros: Int64 = 0

    /// A connection that opens now.
    init(at now: Int64) {
        (lastSound, lastSent, lastAnswer) = (now, now, now)
        nextPing = now + ListenLimits.pingMicros
    }

    /// Sound was sent, heard now or earlier.
    mutating func sent(at now: Int64) { (lastSent, isPaused) = (now, false) }

    /// Sound is heard now, which is sent.
    ///
    /// Some services say nothing of silence, so only voices count; where nobody can tell them, more sound is
    /// needed. A recording is sent faster than anybody could answer, so time must have passed as well.
    ///
    /// - Parameters:
    ///   - micros: how much of it there is.
    ///   - voicedMicros: how much of it holds a voice; nil where nobody can tell.
    /// - Returns: whether the service takes what people say and is silent about it.
    mutating func heard(_ micros: Int64, voicedMicros: Int64?, at now: Int64) -> Bool {
        lastSound = now
        unansweredMicros += voicedMicros ?? micros
        let most =
            voicedMicros == nil
            ? ListenLimits.unansweredSoundMicros : ListenLimits.unansweredVoiceMicros
        return unansweredMicros >= most && now >= lastAnswer + most
    }

    /// The service said something.
    mutating func answered(at now: Int64) {
        (pongBy, lastAnswer, unansweredMicros) = (nil, now, 0)
    }

    /// The other side answered a ping.
    mutating func pongCame() { pongBy = nil }

    /// Whether a ping was not answered in time.
    func isDead(at now: Int64) -> Bool { pongBy.map { $0 <= now } ?? false }

    /// What is due now, in order; it is taken to be said.
    mutating func takeDue(at now: Int64) -> [Due] {
        var due: [Due] = []
        if now >= lastSound + ListenLimits.pauseMicros, !isPaused {
            due.append(.silence)
            (isPaused, lastSent) = (true, now)
        } else if now >= lastSent + ListenLimits.keepAliveMicros {
            due.append(.keepAlive)
            lastSent = now
        }
        if now >= nextPing {
            due.append(.ping)
            nextPing = now + ListenLimits.pingMicros
            pongBy = pongBy ?? now + ListenLimits.pongMicros
        }
        return due
    }
}
