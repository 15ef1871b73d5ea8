import Agent
import Events
import Foundation

/// The system's clock, in whole microseconds.
struct SystemClock: WallClock {
    var now: Timestamp {
        let micros = Int64(Date().timeIntervalSince1970 * 1_000_000)
        return Timestamp(micros: micros) ?? .epoch
    }
}

/// The system's monotonic clock.
struct SystemStopwatch: Stopwatch {
    private let start = ContinuousClock.now

    var nowMicros: Int64 { (ContinuousClock.now - start).wholeMicros }
}

/// Rings by the system's monotonic clock.
struct SystemAlarm: Alarm {
    func ring(afterMicros micros: Int64) async throws {
        try await Task.sleep(for: .microseconds(micros), clock: .continuous)
    }
}

/// The system's monotonic clock and what rings by it.
struct SystemTime: Stopwatch, Alarm {
    private let stopwatch = SystemStopwatch()

    var nowMicros: Int64 { stopwatch.nowMicros }

    func ring(afterMicros micros: Int64) async throws {
        try await SystemAlarm().ring(afterMicros: micros)
    }
}

extension Duration {
    /// In microseconds, rounded down.
    var wholeMicros: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
