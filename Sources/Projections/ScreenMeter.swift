import Events

/// How long the rep's screen share could be seen, and what was kept of it.
///
/// Pictures may come of a share whose track nobody published: it was there from beginning to end, and
/// could be seen while `screen_frames` was in force.
struct ScreenMeter: Sendable {
    private(set) var kept: Int64 = 0
    private(set) var tokens: Int64 = 0
    private var tracked = Stretches()
    private var inForce = Stretches()
    private var hasTrack = false

    /// The time for which it could be seen, up to a moment.
    func micros(at latest: Timestamp) -> Int64 {
        guard !hasTrack, kept > 0 else { return tracked.micros(at: latest) }
        return inForce.micros(at: latest)
    }

    /// Takes in one event; only the rep's screen share is ever subscribed for `screen_frames`.
    mutating func apply(_ event: RecordedEvent) {
        if let began = event.fact(TrackSubscribed.self), began.purpose == .screenFrames {
            hasTrack = true
            tracked.begin(at: event.envelope.time)
        } else if let ended = event.fact(TrackUnsubscribed.self), ended.source == .screenshare {
            // Of one that failed nothing was seen.
            tracked.end(at: event.envelope.time, counts: ended.failed != true)
        } else if let frame = event.fact(FrameSampled.self) {
            kept += 1
            tokens += VisionTokens.count(width: frame.width, height: frame.height)
        } else if let opened = event.fact(GateOpened.self),
            opened.purposes.contains(.screenFrames)
        {
            inForce.begin(at: event.envelope.time)
        } else if [EventType.gateOpened, .gateHeld, .gateClosed].contains(event.type) {
            inForce.end(at: event.envelope.time)
        }
    }

    /// Time added up from beginnings and ends.
    private struct Stretches {
        private var settledMicros: Int64 = 0
        private var since: Timestamp?

        func micros(at latest: Timestamp) -> Int64 {
            settledMicros + (since.map { max(0, latest.micros(since: $0)) } ?? 0)
        }

        /// Begins a stretch; within one it changes nothing.
        mutating func begin(at time: Timestamp) { since = since ?? time }

        /// Ends the stretch, if there is one.
        mutating func end(at time: Timestamp, counts: Bool = true) {
            if counts { settledMicros = micros(at: time) }
            since = nil
        }
    }
}
