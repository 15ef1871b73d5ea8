/// Shares as people say them: `12.5 %`, `ten percent`, `twenty-two and a half per cent`.
enum SpokenPercent {
    /// The first share that is named and is no share of something, and no rate.
    static func first(in text: String) -> Percent? {
        let words = tokens(of: text)
        for (place, word) in words.enumerated() where isSign(word, before: words[(place + 1)...]) {
            let isOther = isOfSomething(words[(place + (word == "per" ? 2 : 1))...])
            if !isOther, let share = share(before: place, in: words) { return share }
        }
        return nil
    }

    /// Words, numbers with their decimals, and `%` each on its own.
    private static func tokens(of text: String) -> [Substring] {
        let spaced = text.lowercased().replacing("%", with: " % ").replacing("-", with: " ")
        return spaced.split(whereSeparator: \.isWhitespace)
            .map { $0.trimmingPunctuation }
            .filter { !$0.isEmpty }
    }

    private static func isSign(_ word: Substring, before rest: ArraySlice<Substring>) -> Bool {
        word == "%" || word == "percent" || word == "percents" || word == "pct"
            || (word == "per" && rest.first == "cent")
    }

    /// Whether what follows a sign makes it a share of something, or a rate: "of our lines", "a year".
    private static func isOfSomething(_ rest: ArraySlice<Substring>) -> Bool {
        guard let first = rest.first else { return false }
        if first == "of" { return !rest.prefix(3).contains("discount") }
        let next = rest.dropFirst().first ?? ""
        return ["a", "per", "every", "each"].contains(first)
            && ["day", "week", "month", "quarter", "year", "annum"].contains(next)
    }

    /// The number that ends right before a place.
    private static func share(before place: Int, in words: [Substring]) -> Percent? {
        let before = words[..<place]
        if before.suffix(3).elementsEqual(["and", "a", "half"]) {
            guard let whole = whole(endingAt: before.dropLast(3)) else { return nil }
            return Percent(perMille: whole * 10 + 5)
        }
        if let last = before.last, last.utf8.first.map({ (48...57).contains($0) }) == true {
            return Percent(last.replacing(",", with: "."))
        }
        if before.count >= 3, before[before.endIndex - 2] == "point",
            let tenths = before.last.flatMap({ NumberWords.small[$0] }), tenths < 10
        {
            guard let whole = whole(endingAt: before.dropLast(2)) else { return nil }
            return Percent(perMille: whole * 10 + tenths)
        }
        return whole(endingAt: before).flatMap { Percent(perMille: $0 * 10) }
    }

    /// A whole number in digits or words at the end of these.
    private static func whole(endingAt words: ArraySlice<Substring>) -> Int? {
        guard let last = words.last else { return nil }
        if let digits = Int(last) { return (0...100).contains(digits) ? digits : nil }
        if last == "hundred" { return 100 }
        if let ten = NumberWords.tens[last] { return ten }
        guard let unit = NumberWords.small[last] else { return nil }
        if (1...9).contains(unit), let ten = words.dropLast().last.flatMap({ NumberWords.tens[$0] })
        {
            return ten + unit
        }
        return unit
    }
}

extension Substring {
    /// Without the punctuation around it; a sign and decimals stay.
    fileprivate var trimmingPunctuation: Substring {
        var text = self
        while let first = text.first, first != "%", !first.isLetter, !first.isNumber {
            text.removeFirst()
        }
        while let last = text.last, last != "%", !last.isLetter, !last.isNumber {
            text.removeLast()
        }
        return text
    }
}
