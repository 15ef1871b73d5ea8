import Agent
import Events

/// How long a speech service is left alone after it failed, or after it could not be asked.
struct Backoff {
    /// After one failure; it doubles with each that follows.
    static let firstMicros: Int64 = 1_000_000
    /// After a refusal of the door: every try is written down, and consent takes people seconds to give.
    static let refusedMicros: Int64 = 5_000_000
    /// The longest unless it asks for more, and the one after what does not mend by itself.
    static let longestMicros: Int64 = 60_000_000

    private var failures = 0
    private var until: Int64 = 0

    /// Whether it may be asked now.
    func isOver(at now: Int64) -> Bool { until <= now }

    /// It answered.
    mutating func succeeded() { failures = 0 }

    /// It failed.
    mutating func failed(_ fault: EgressFault, at now: Int64) {
        let lasts: [EgressEnded.Outcome] = [
            .refusedKey, .unknownName, .overQuota, .rejected, .tlsFailed,
        ]
        wait(Self.firstMicros, isLong: lasts.contains(fault.outcome), from: now)
        until = max(until, now + min(fault.waitMicros ?? 0, RetryAfter.longestRestMicros))
    }

    /// The door let nothing out.
    mutating func refused(at now: Int64) { wait(Self.refusedMicros, isLong: false, from: now) }

    private mutating func wait(_ first: Int64, isLong: Bool, from now: Int64) {
        // More doublings than lead to the longest wait are none.
        let doubled = first << min(failures, 8)
        until = now + (isLong ? Self.longestMicros : min(doubled, Self.longestMicros))
        failures += 1
    }
}
