import Agent
import Synchronization

/// Watches how long one request takes, and ends it when that is too long.
///
/// A piece of the answer only leaves the time of its coming here; the one alarm that is set looks at it when
/// it rings. So a stream of thousands of pieces costs no more alarms than one that hangs.
final class Watch: Sendable {
    private enum Stage {
        case waiting
        case answering
        /// The answer is there; what is left of its stream may take until then.
        case ending(due: Int64)
        case over
    }

    private struct State {
        var stage = Stage.waiting
        var newest: Int64
        var longestGap: Int64 = 0
        var isLate = false
        var end: (@Sendable () -> Void)?
        var bell: Task<Void, Never>?
    }

    /// How long a stream may take to end once the answer is there: its last bytes are on the way then.
    private static let endingMicros: Int64 = 50_000

    private let limits: TimeLimits
    private let time: any Stopwatch & Alarm
    private let began: Int64
    private let state: Mutex<State>

    init(_ limits: TimeLimits, by time: any Stopwatch & Alarm) {
        (self.limits, self.time) = (limits, time)
        began = time.nowMicros
        state = Mutex(State(newest: began))
    }

    /// Whether the request took too long.
    var isLate: Bool { state.withLock { $0.isLate } }

    /// The longest time so far from one piece of the answer to the next.
    var longestGapMicros: Int64 { state.withLock { $0.longestGap } }

    /// Begins to watch.
    ///
    /// - Parameter end: ends the request, when it takes too long.
    func start(ending end: @escaping @Sendable () -> Void) {
        state.withLock { $0.end = end }
        setBell()
    }

    /// A piece of the answer came.
    func pieceCame() {
        let now = time.nowMicros
        state.withLock { state in
            if case .waiting = state.stage {
                state.stage = .answering
            } else {
                state.longestGap = max(state.longestGap, now - state.newest)
            }
            state.newest = now
        }
    }

    /// The answer is there; its stream may still end, so that its connection can be kept.
    func answerIsThere() {
        let due = time.nowMicros + Self.endingMicros
        state.withLock { $0.stage = .ending(due: due) }
        setBell()
    }

    /// Ceases to watch.
    func stop() {
        let bell = state.withLock { state in
            state.stage = .over
            defer { (state.bell, state.end) = (nil, nil) }
            return state.bell
        }
        bell?.cancel()
    }

    private func setBell() {
        let bell = Task {
            while let left = timeLeft() {
                guard left > 0 else { break }
                guard (try? await time.ring(afterMicros: left)) != nil else { return }
            }
            state.withLock { $0.end }?()
        }
        let old = state.withLock { state in
            defer { state.bell = bell }
            return state.bell
        }
        old?.cancel()
    }

    /// How long there still is; nil when nothing is watched any more.
    private func timeLeft() -> Int64? {
        state.withLock { state in
            let whole = began + limits.wholeMicros
            let due: Int64
            switch state.stage {
            case .waiting: due = min(whole, began + limits.firstByteMicros)
            case .answering: due = min(whole, state.newest + limits.idleMicros)
            case .ending(let end): due = end
            case .over: return nil
            }
            let left = due - time.nowMicros
            if left <= 0 { state.isLate = true }
            return left
        }
    }
}
