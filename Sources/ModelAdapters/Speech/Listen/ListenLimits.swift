import Sockets

/// The limits of a session with a `/v1/listen` service.
enum ListenLimits {
    /// What is sent at a time: as often as the providers' own clients do.
    static let frameMicros: Int64 = 50_000
    /// How long a connection may take to open.
    static let connectMicros: Int64 = 10_000_000
    /// How much sound without a final result is kept, to be sent again when a stream breaks: services settle
    /// what was said within a few seconds, and a line that is later than this is about something that is over.
    ///
    /// It is 320 KB of a track.
    static let unheardMicros: Int64 = 10_000_000
    /// How much sound is taken from the track while a connection opens, once its request may leave.
    static let heldMicros: Int64 = 2_000_000
    /// How much sound may wait for a connection before more is taken from its track.
    static let waitingMicros: Int64 = 1_000_000
    /// How long a service may leave what waits untaken before it is given up.
    static let stallMicros: Int64 = 10_000_000
    /// So long without sound is a pause of the track: it was muted, or nothing of it arrives.
    static let pauseMicros: Int64 = 600_000
    /// How much silence ends a line before a pause: more than services wait for by default.
    ///
    /// Not every service of this form takes a request to end it.
    static let silenceMicros: Int64 = 1_200_000
    /// How often a session without sound says that it is there: services end it after ten seconds.
    static let keepAliveMicros: Int64 = 4_000_000
    /// How often the connection itself is tried.
    static let pingMicros: Int64 = 10_000_000
    /// How long anything may be awaited after that: longer than any round trip.
    static let pongMicros: Int64 = 10_000_000
    /// How much may be said to a service that answers nothing at all: others answer every second or two.
    static let unansweredVoiceMicros: Int64 = 20_000_000
    /// The same where nobody tells voices from other sound: longer than a listener is usually silent.
    static let unansweredSoundMicros: Int64 = 120_000_000
    /// How long the last results are waited for, anew after each: their words are of use only soon.
    static let closingMicros: Int64 = 3_000_000
    /// How long they may go on coming: an hour's recording, sent at once, is made out in that time by a service
    /// that is six times as fast as speech.
    static let longestClosingMicros: Int64 = 600_000_000
    /// How long after the end of its sound a track's last seconds wait for a service that is down, before they
    /// are tried once more in any case: a line that comes later is about something that is over.
    static let lastTryMicros: Int64 = 5_000_000
    /// How long after the end of its sound a connection for that may still open.
    static let lastConnectMicros: Int64 = 10_000_000
    /// How many messages in a row may be no messages.
    static let mostJunk = 16
    /// How often a session is told the time: every limit here is a multiple of it.
    static let tickMicros: Int64 = 200_000
    /// How many words and lines may wait for whoever takes them; a call takes them in milliseconds.
    static let mostUntaken = 256
    /// The socket's: results of a minute of speech, with every word's times, are a tenth of it.
    static let socket = WebSocketLimits(
        messageBytes: 1 << 20,
        messageFragments: 64,
        connectMicros: connectMicros
    )
}
