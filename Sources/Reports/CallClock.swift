internal import Events
internal import Projections

/// Writes moments of one call: in UTC, and from the start of the call.
struct CallClock {
    let startedAt: Timestamp

    /// The columns that every table with moments begins with.
    static let columns = ["From start", "UTC"]

    /// The cells of those columns.
    func cells(_ moment: Moment) -> [String] {
        [offset(moment.time), Self.utc(moment.time)]
    }

    /// `0:00:04.000`, with a minus before the start.
    func offset(_ time: Timestamp) -> String {
        Self.length(time.micros(since: startedAt))
    }

    /// Both in one: `0:00:04.000 (2026-11-22 18:22:53.000 UTC)`.
    func both(_ time: Timestamp) -> String {
        "\(offset(time)) (\(Self.utc(time)) UTC)"
    }

    /// `2026-11-22 18:22:53.000`.
    static func utc(_ time: Timestamp) -> String {
        let text = time.description
        return text.prefix(10) + " " + text.dropFirst(11).prefix(12)
    }

    /// `h:mm:ss.mmm`, cut (not rounded) to milliseconds.
    static func length(_ micros: Int64) -> String {
        let millis = micros.magnitude / 1000
        let seconds = millis / 1000
        return (micros < 0 && millis > 0 ? "-" : "") + String(seconds / 3600) + ":"
            + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2) + "."
            + padded(millis % 1000, 3)
    }

    /// `1.234 ms`, for latencies.
    static func latency(_ micros: Int64) -> String {
        let sign = micros < 0 ? "-" : ""
        return sign + "\(micros.magnitude / 1000)." + padded(micros.magnitude % 1000, 3) + " ms"
    }

    private static func padded(_ number: UInt64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
