public import Events
import Synchronization

/// A wall clock that stands still until it is moved.
///
/// The mutex guards the moment.
public final class ManualClock: WallClock {
    private let moment: Mutex<Timestamp>

    /// A clock that shows a moment, or 2026-01-01T00:00:00Z.
    public init(_ moment: Timestamp? = nil) {
        self.moment = Mutex(moment ?? Timestamp.epoch.advanced(byMicros: 1_767_225_600_000_000))
    }

    /// The present moment.
    public var now: Timestamp { moment.withLock { $0 } }

    /// Moves the clock.
    public func advance(byMicros amount: Int64) {
        moment.withLock { $0 = $0.advanced(byMicros: amount) }
    }
}
