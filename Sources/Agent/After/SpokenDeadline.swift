import Events

/// When something is due, as it was said and as people write it: "by Friday", "end of the month".
///
/// It stays in the words that were said. Only a weekday that can mean one day alone gets its date.
struct SpokenDeadline: Equatable {
    /// The words, weekdays and months with a capital letter.
    let words: String
    /// Where they stand among the words of the text.
    let range: Range<Int>
    /// The weekday, Monday being 0, where it means the next such day; nil otherwise.
    let weekday: Int?
    /// Whether it is a part of the present day, which may be over before the call is.
    let isThisDay: Bool

    /// The deadlines in the words, in order.
    static func all(in words: [Substring]) -> [SpokenDeadline] {
        var (found, place): ([SpokenDeadline], Int) = ([], 0)
        while place < words.count {
            if let deadline = DeadlineReader(words: words).deadline(at: place) {
                found.append(deadline)
                place = deadline.range.upperBound
            } else {
                place += 1
            }
        }
        return found
    }

    /// The words, with the date where it is certain.
    ///
    /// - Parameter moment: when it was said; nil where nobody knows, or the talk was of a later week.
    func written(saidAt moment: Timestamp?) -> String {
        guard let moment, let weekday else { return words }
        // Where the speaker was it may be the day before or after that of UTC.
        let days = Set(
            Self.offsetHours.map { hours in
                Self.next(weekday, after: moment.advanced(byMicros: hours * 3_600_000_000))
            }
        )
        guard days.count == 1, let day = days.first,
            let date = Timestamp(micros: day * Self.dayMicros)?.description.prefix(10)
        else { return words }
        let numbers = date.split(separator: "-").compactMap { Int($0) }
        guard numbers.count == 3, Self.months.indices.contains(numbers[1] - 1) else { return words }
        return "\(words), \(numbers[2]) \(Self.months[numbers[1] - 1].capitalizedWord)"
    }

    static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]

    /// The time zones that lie furthest from UTC.
    private static let offsetHours: [Int64] = [-12, 14]
    private static let dayMicros: Int64 = 86_400_000_000

    /// The first such weekday after the day of a moment, in days since 1970-01-01, a Thursday.
    private static func next(_ weekday: Int, after moment: Timestamp) -> Int64 {
        let today = moment.micros / dayMicros
        let ahead = (Int64(weekday) - (today + 3) % 7 + 7) % 7
        return today + (ahead == 0 ? 7 : ahead)
    }
}

extension StringProtocol {
    /// The word with a capital letter.
    fileprivate var capitalizedWord: String { prefix(1).uppercased() + String(dropFirst()) }
}

/// Reads one deadline at a place: at most a preposition, a day, and what tells more of the day.
private struct DeadlineReader {
    let words: [Substring]

    /// A day that was read: where it ends, and what it is.
    private struct Day {
        var end: Int
        var weekday: Int?
        var isThisDay = false
    }

    func deadline(at start: Int) -> SpokenDeadline? {
        var place = start
        let lead = Self.leads.contains(words[place]) ? words[place] : nil
        if lead != nil { place += 1 }
        let isNamed = word(place) == "the"
        if isNamed { place += 1 }
        guard
            let day = weekday(at: place, isLed: lead != nil)
                ?? date(at: place, isLed: lead != nil, isNamed: isNamed) ?? phrase(at: place)
        else { return nil }
        let said = words[start..<day.end].map { word in
            let isName = SpokenDeadline.weekdays.contains(String(word)) || isMonth(word)
            return isName ? word.capitalizedWord : String(word)
        }
        return SpokenDeadline(
            words: said.joined(separator: " "),
            range: start..<day.end,
            weekday: day.weekday,
            isThisDay: day.isThisDay
        )
    }

    private func word(_ place: Int) -> Substring? {
        words.indices.contains(place) ? words[place] : nil
    }

    private func has(_ phrase: Words, at place: Int) -> Bool {
        words.dropFirst(place).prefix(phrase.list.count).elementsEqual(phrase.list)
    }

    private func isMonth(_ word: Substring) -> Bool {
        SpokenDeadline.months.contains(String(word))
    }

    /// Whether nothing follows that makes another thing of a bare day: "the Tuesday report".
    private func ends(at place: Int) -> Bool {
        word(place).map { Self.enders.contains($0) } ?? true
    }

    private func weekday(at start: Int, isLed: Bool) -> Day? {
        var place = start
        let which = word(place).flatMap { Self.which.contains($0) ? $0 : nil }
        if which != nil { place += 1 }
        guard let name = word(place),
            let weekday = SpokenDeadline.weekdays.firstIndex(of: String(name))
        else { return nil }
        place += 1
        var isPlain = which == nil || which == "this"
        if let part = word(place), Self.partsOfDay.contains(part) { place += 1 }
        if let tail = Self.tails.first(where: { has($0, at: place) }) {
            (place, isPlain) = (place + tail.list.count, false)
        } else if let date = date(
            at: word(place) == "the" ? place + 1 : place,
            isLed: true,
            isNamed: true
        ) {
            (place, isPlain) = (date.end, false)
        }
        let isBare = !isLed && which == nil && place == start + 1
        guard !isBare || ends(at: place) else { return nil }
        return Day(end: place, weekday: isPlain ? weekday : nil)
    }

    /// "The second of December", "December 2", and with a preposition "the fourteenth".
    private func date(at start: Int, isLed: Bool, isNamed: Bool) -> Day? {
        if let name = word(start), isMonth(name), isLed || !Self.ambiguous.contains(name) {
            return number(at: start + 1).map { Day(end: $0.end) }
        }
        guard let day = number(at: start) else { return nil }
        let month = word(day.end) == "of" ? day.end + 1 : day.end
        if let name = word(month), isMonth(name) { return Day(end: month + 1) }
        guard day.isOrdinal, isLed, isNamed, ends(at: day.end) else { return nil }
        return Day(end: day.end)
    }

    private func number(at start: Int) -> (end: Int, isOrdinal: Bool)? {
        guard let first = word(start) else { return nil }
        if ["twenty", "thirty"].contains(first), let last = word(start + 1),
            Self.ordinals.prefix(9).contains(last)
        {
            return (start + 2, true)
        }
        if Self.ordinals.contains(first) { return (start + 1, true) }
        let digits = first.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), (1...31).contains(number) else { return nil }
        let ending = first.dropFirst(digits.count)
        guard ["", "st", "nd", "rd", "th"].contains(ending) else { return nil }
        return (start + 1, !ending.isEmpty)
    }

    private func phrase(at place: Int) -> Day? {
        guard let phrase = Self.phrases.first(where: { has($0, at: place) }) else { return nil }
        return Day(end: place + phrase.list.count, isThisDay: Self.thisDay.contains(phrase))
    }

    private static let leads: Set<Substring> = ["by", "on", "until", "till", "before", "at"]
    /// They are other words too.
    private static let ambiguous: Set<Substring> = ["may", "march"]
    private static let which: Set<Substring> = ["this", "next", "coming", "following"]
    private static let partsOfDay: Set<Substring> = [
        "morning", "afternoon", "evening", "noon", "night", "lunchtime",
    ]
    private static let enders: Set<Substring> = [
        "at", "and", "or", "so", "then", "but", "between", "before", "after", "around", "in", "if",
        "would", "is", "works", "suits", "instead", "please", "latest", "okay", "ok", "right", "i",
        "we", "no", "sorry", "for", "noon",
    ]
    private static let counts = ["a", "one", "two", "three", "four"]
    private static let tails: [Words] = {
        var texts = ["next week", "the week after"]
        for count in counts { texts += ["in \(count) week", "in \(count) weeks"] }
        return texts.map { Words($0) }
    }()
    private static let ordinals: [Substring] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
        "seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth",
    ]
    private static let thisDay: Set<Words> = Set(
        ["today", "this morning", "this afternoon"].map { Words($0) }
    )

    /// The longest first, so that "tomorrow morning" is not cut to "tomorrow".
    private static let phrases: [Words] = {
        var texts = [
            "today", "tonight", "tomorrow", "tomorrow morning", "tomorrow afternoon",
            "tomorrow evening", "tomorrow night", "this morning", "this afternoon",
            "this evening", "this week", "next week", "next month", "later today",
            "first thing tomorrow", "in a few days", "in a couple of days",
        ]
        for count in counts {
            for span in ["day", "week", "month"] { texts += ["in \(count) \(span)"] }
            for span in ["days", "weeks", "months"] { texts += ["in \(count) \(span)"] }
        }
        for span in ["day", "week", "month", "quarter", "year"] {
            texts += ["end of \(span)", "end of the \(span)", "end of this \(span)"]
            texts += ["end of next \(span)"]
        }
        return texts.map { Words($0) }.sorted { $0.list.count > $1.list.count }
    }()
}
