import Foundation
import NIOHTTP1

/// How long the other side asks to be left alone, as its headers say (RFC 9110 §10.2.3).
enum RetryAfter {
    /// A day: no call lasts longer, so whoever asks for more is not asked again in it.
    static let longestMicros: Int64 = 86_400_000_000
    /// How long who asks for it is left alone by whoever would ask again later: a call goes on meanwhile, and
    /// may have its words or its tips back.
    static let longestRestMicros: Int64 = 600_000_000

    /// The wait; nil where none is asked for that can be read.
    ///
    /// A date counts from the answer's own `date`, since the other side's clock is not ours.
    static func micros(in headers: HTTPHeaders) -> Int64? {
        if let millis = headers.first(name: "retry-after-ms").flatMap(Double.init) {
            return micros(seconds: millis / 1_000)
        }
        guard let text = headers.first(name: "retry-after") else { return nil }
        if let seconds = Double(text) { return micros(seconds: seconds) }
        guard let end = date(text), let now = headers.first(name: "date").flatMap(date) else {
            return nil
        }
        return micros(seconds: max(0, end.timeIntervalSince(now)))
    }

    private static func micros(seconds: Double) -> Int64? {
        guard seconds >= 0 else { return nil }
        return Int64(min(seconds * 1_000_000, Double(longestMicros)))
    }

    /// A date as HTTP writes it, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func date(_ text: String) -> Date? {
        let form = Date.ParseStrategy(
            format: """
                \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \
                \(year: .extended(minimumLength: 4)) \
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\
                :\(minute: .twoDigits):\(second: .twoDigits) GMT
                """,
            locale: Locale(identifier: "en_US_POSIX"),
            timeZone: .gmt,
            isLenient: false
        )
        return try? form.parse(text)
    }
}
