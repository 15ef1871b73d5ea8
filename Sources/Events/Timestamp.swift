/// A moment in UTC, in microseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since the epoch; never negative, below the year 10000.
    public let micros: Int64

    /// The first microsecond that four digits of year cannot say.
    private static let end: Int64 = 253_402_300_800_000_000

    /// A moment; nil outside 1970…9999.
    public init?(micros: Int64) {
        guard (0..<Self.end).contains(micros) else { return nil }
        self.micros = micros
    }

    private init(unchecked micros: Int64) {
        self.micros = micros
    }

    /// 1970-01-01T00:00:00.000000Z.
    public static let epoch = Timestamp(unchecked: 0)

    /// Earlier moments sort first.
    public static func < (one: Timestamp, other: Timestamp) -> Bool {
        one.micros < other.micros
    }

    /// This moment moved by some microseconds, held within 1970…9999.
    public func advanced(byMicros amount: Int64) -> Timestamp {
        let (sum, overflow) = micros.addingReportingOverflow(amount)
        guard !overflow else { return Timestamp(unchecked: amount < 0 ? 0 : Self.end - 1) }
        return Timestamp(unchecked: min(max(sum, 0), Self.end - 1))
    }

    /// The microseconds from an earlier moment to this one (negative when it is later).
    public func micros(since other: Timestamp) -> Int64 {
        micros - other.micros
    }
}

extension Timestamp: CustomStringConvertible, Codable {
    /// RFC 3339, UTC, exactly six decimals: `2026-11-22T18:22:49.000000Z`.
    public var description: String {
        let (days, time) = micros.quotientAndRemainder(dividingBy: 86_400_000_000)
        let date = CivilDate(daysSinceEpoch: days)
        let (seconds, fraction) = time.quotientAndRemainder(dividingBy: 1_000_000)
        let numbers = [
            (date.year, 4), (date.month, 2), (date.day, 2), (seconds / 3600, 2),
            (seconds / 60 % 60, 2), (seconds % 60, 2), (fraction, 6),
        ]
        return Self.filled(numbers)
    }

    /// The form with its zeros replaced, number by number; every event has two of these.
    private static func filled(_ numbers: [(value: Int64, width: Int)]) -> String {
        var bytes = Array(UnsafeBufferPointer(start: form.utf8Start, count: form.utf8CodeUnitCount))
        var place = 0
        for (value, width) in numbers {
            var rest = value
            for digit in (place..<place + width).reversed() {
                bytes[digit] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            place += width + 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A zero stands for any digit.
    private static let form: StaticString = "0000-00-00T00:00:00.000000Z"

    /// Parses exactly the form that `description` writes.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == Self.form.utf8CodeUnitCount else { return nil }
        for place in bytes.indices {
            let (byte, model) = (bytes[place], Self.form.utf8Start[place])
            guard model == 48 ? (48...57).contains(byte) : byte == model else { return nil }
        }
        func number(_ range: Range<Int>) -> Int64 {
            var value: Int64 = 0
            for place in range { value = value * 10 + Int64(bytes[place] - 48) }
            return value
        }
        let date = CivilDate(year: number(0..<4), month: number(5..<7), day: number(8..<10))
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        guard hour < 24, minute < 60, second < 60, date.exists else { return nil }
        let seconds = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second
        self.init(micros: seconds * 1_000_000 + number(20..<26))
    }

    /// Reads the written form; anything else is a data error.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "found a text that is not an RFC 3339 time with six decimals"
            )
        }
        self = value
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A date of the proleptic Gregorian calendar.
///
/// The conversions are those of Howard Hinnant, "chrono-compatible low-level date algorithms",
/// for years from 1970 on, where no division is of a negative number.
private struct CivilDate {
    var year: Int64
    var month: Int64
    var day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    init(daysSinceEpoch: Int64) {
        let shifted = daysSinceEpoch + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSinceEpoch: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    var exists: Bool {
        guard year >= 1970, (1...12).contains(month), day >= 1 else { return false }
        let again = CivilDate(daysSinceEpoch: daysSinceEpoch)
        return again.month == month && again.day == day
    }
}

/// Where the wall time comes from; the only way any room of Aside learns it.
public protocol WallClock: Sendable {
    /// The present moment.
    var now: Timestamp { get }
}
