import Events

/// When a track that did not come may be asked for again.
///
/// What a moment mends is over after a second. What stays wrong is given up after a few minutes, so that
/// it neither fills the log nor keeps the server busy.
struct TrackRetries {
    /// How long each failure of a track keeps it from being asked for, the first one first; after one
    /// more it is not asked for until it is published anew.
    static let pausesMicros: [Int64] = [1_000_000, 5_000_000, 30_000_000, 120_000_000]

    private enum State {
        case pausing(until: Timestamp)
        case over
        case givenUp
    }

    private struct Failures {
        var count: Int
        var state: State
    }

    private var failures: [Call.Track: Failures] = [:]

    /// A track did not come.
    mutating func failed(_ track: Call.Track, at time: Timestamp) {
        let count = failures[track]?.count ?? 0
        let pauses = Self.pausesMicros
        let state: State =
            pauses.indices.contains(count)
            ? .pausing(until: time.advanced(byMicros: pauses[count])) : .givenUp
        failures[track] = Failures(count: count + 1, state: state)
    }

    /// A track went away; another in its place may be well.
    mutating func forget(_ track: Call.Track) { failures[track] = nil }

    /// Whether a track may be asked for.
    func mayAsk(for track: Call.Track) -> Bool {
        guard let known = failures[track] else { return true }
        return if case .over = known.state { true } else { false }
    }

    /// When the next pause is over.
    var nextDeadline: Timestamp? {
        failures.values.compactMap { failures in
            if case .pausing(let until) = failures.state { until } else { nil }
        }.min()
    }

    /// Ends the pauses that are over by a moment.
    mutating func timeIsUp(at time: Timestamp) {
        failures = failures.mapValues { failures in
            guard case .pausing(let until) = failures.state, until <= time else { return failures }
            return Failures(count: failures.count, state: .over)
        }
    }
}
