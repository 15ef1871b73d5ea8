import Synchronization

/// Sound of one track that nobody has heard, lost already or kept to be heard yet, and of which no request told.
///
/// Whoever has the sound keeps it up to date. Each request of the track tells of what was lost before it
/// (`lostMicros` of `egress.ended`), and the call of what is left when it ends; from then on changes are
/// told nowhere, so that nothing is told twice. The mutex guards the state; any task may change it.
public final class UntoldSound: Sendable {
    private struct State {
        var lost: Int64 = 0
        var kept: Int64 = 0
        var isOver = false
    }

    private let state = Mutex(State())

    /// None.
    init() {}

    /// How much it is now, in microseconds.
    var micros: Int64 { state.withLock { $0.lost + $0.kept } }

    /// So much more is kept, to be heard yet; so much less, where it is below zero.
    public func keep(_ micros: Int64) {
        state.withLock { $0.kept = max(0, $0.kept + micros) }
    }

    /// So much is lost for good.
    ///
    /// - Parameter wasKept: whether it was kept until now.
    public func lose(_ micros: Int64, wasKept: Bool = false) {
        state.withLock { state in
            state.lost += micros
            if wasKept { state.kept = max(0, state.kept - micros) }
        }
    }

    /// Says with a request what was lost before it, and so much of what was kept that is lost with it.
    public func tell(_ micros: Int64 = 0, with traffic: EgressTraffic) {
        state.withLock { state in
            guard !state.isOver else { return }
            traffic.lost(soundMicros: state.lost + micros)
            (state.lost, state.kept) = (0, max(0, state.kept - micros))
        }
    }

    /// What is left, for the call as it ends.
    func takeAll() -> Int64 {
        state.withLock { state in
            guard !state.isOver else { return 0 }
            state.isOver = true
            return state.lost + state.kept
        }
    }
}
