/// When something is due, as it was said: "by friday", "tomorrow", "end of the month".
///
/// It stays in the words that were said. A date would guess at the speaker's calendar and time zone.
enum SpokenDeadline {
    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// The longest first, so that "by the end of the week" is not cut to "the week".
    private static let phrases: [Words] = {
        var texts = [
            "today", "tonight", "tomorrow", "tomorrow morning", "tomorrow afternoon",
            "this morning", "this afternoon", "this evening", "this week", "next week",
            "next month", "later today",
            "first thing tomorrow", "in a week", "in two weeks", "in three weeks", "in a few days",
        ]
        for span in ["day", "week", "month", "quarter", "year"] {
            texts += ["end of \(span)", "end of the \(span)", "end of this \(span)"]
            texts += ["end of next \(span)"]
        }
        for day in weekdays {
            texts += ["on \(day)", "by \(day)", "this \(day)", "next \(day)", "until \(day)"]
            texts += ["by next \(day)", "\(day) at", "\(day) morning", "\(day) afternoon"]
        }
        let byTheTime = texts.filter { $0.hasPrefix("end of") || $0.hasPrefix("t") }
            .flatMap { ["by \($0)", "by the \($0)", "at the \($0)"] }
        return (texts + byTheTime).map { Words($0) }.sorted { $0.list.count > $1.list.count }
    }()

    /// The first deadline in the words; nil when none was said.
    static func first(in words: Words) -> String? {
        for start in words.list.indices {
            let rest = words.list[start...]
            for phrase in phrases where rest.starts(with: phrase.list) {
                // "Friday at four" is a time of the day that follows; the day is what can be kept.
                let said = phrase.list.last == "at" ? phrase.list.dropLast() : phrase.list[...]
                return said.joined(separator: " ")
            }
        }
        return nil
    }
}
