import Events

/// How long the rep's screen share could be seen, and what was kept of it.
struct ScreenMeter: Sendable {
    private(set) var kept: Int64 = 0
    private(set) var tokens: Int64 = 0
    private var settledMicros: Int64 = 0
    private var seenSince: Timestamp?

    /// The time for which it could be seen, up to a moment.
    func micros(at latest: Timestamp) -> Int64 {
        settledMicros + (seenSince.map { max(0, latest.micros(since: $0)) } ?? 0)
    }

    /// Takes in one event; only the rep's screen share is ever subscribed for `screen_frames`.
    mutating func apply(_ event: RecordedEvent) {
        if let began = event.fact(TrackSubscribed.self), began.purpose == .screenFrames {
            seenSince = seenSince ?? event.envelope.time
        } else if let ended = event.fact(TrackUnsubscribed.self), ended.source == .screenshare {
            // Of one that failed nothing was seen.
            if ended.failed != true { settledMicros = micros(at: event.envelope.time) }
            seenSince = nil
        } else if let frame = event.fact(FrameSampled.self) {
            kept += 1
            tokens += VisionTokens.count(width: frame.width, height: frame.height)
        }
    }
}
