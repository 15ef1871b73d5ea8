/// The numbers that a text states, in digits or in English words, by their value: `40 %` is
/// "forty percent".
enum StatedNumbers {
    /// One number.
    enum Number: Hashable, Sendable {
        /// In thousandths.
        case value(Int64)
        /// What is no plain number, as it is written: `q3`, `2nd`, "half".
        case written(String)
    }

    /// Every number of a text.
    static func all(in text: String) -> Set<Number> { read(text, takingLoneOne: true) }

    /// The numbers that a text claims: a "one" by itself is mostly a pronoun.
    static func claimed(by text: String) -> Set<Number> { read(text, takingLoneOne: false) }

    private static func read(_ text: String, takingLoneOne: Bool) -> Set<Number> {
        let words = tokens(of: text)
        var found: Set<Number> = []
        var place = 0
        while place < words.count {
            let word = words[place]
            if word.contains(where: \.isNumber) {
                let (number, count) = written(words[place...])
                found.insert(number)
                place += count
            } else if let (number, count) = spoken(words[place...]) {
                place += count
                let isLoneOne = count == 1 && word == "one" && !isShare(words[place...])
                if takingLoneOne || !isLoneOne { found.insert(number) }
            } else {
                if NumberWords.amounts.contains(word) { found.insert(.written(String(word))) }
                place += 1
            }
        }
        return found
    }

    /// Words, and numbers with what parts their digits.
    private static func tokens(of text: String) -> [Substring] {
        let pieces = text.lowercased().split { !($0.isLetter || $0.isNumber || isSeparator($0)) }
        return pieces.flatMap { piece -> [Substring] in
            let parts = piece.split(whereSeparator: isSeparator)
            guard parts.count > 1, parts.allSatisfy({ $0.allSatisfy(\.isNumber) }),
                let first = parts.first, let last = parts.last
            else { return parts }
            return [piece[first.startIndex..<last.endIndex]]
        }
    }

    private static func isSeparator(_ character: Character) -> Bool {
        character == "." || character == ","
    }

    private static func isShare(_ rest: ArraySlice<Substring>) -> Bool {
        rest.first == "percent" || rest.starts(with: ["per", "cent"])
    }

    /// The number in digits that these words begin with, and how many of them it takes: `2 million` is
    /// one.
    private static func written(_ words: ArraySlice<Substring>) -> (Number, Int) {
        let word = words[words.startIndex]
        guard let value = thousandths(writtenAs: word) else { return (.written(String(word)), 1) }
        let next = words.dropFirst().first
        let scale = next.flatMap { $0 == "hundred" ? 100 : NumberWords.scales[$0] }
        guard let scale else { return (.value(value), 1) }
        let (product, isTooMuch) = value.multipliedReportingOverflow(by: Int64(scale))
        return isTooMuch ? (.value(value), 1) : (.value(product), 2)
    }

    /// More digits are an identifier, not an amount.
    private static let mostDigits = 12

    /// Reads `1,000`, `12.5` and `12,5`; nil for anything else.
    private static func thousandths(writtenAs word: Substring) -> Int64? {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2 else { return nil }
        var (whole, decimals) = (parts[0], parts.count == 2 ? parts[1] : "")
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        if groups.count > 1 {
            if groups[0].count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 }) {
                whole = groups.joined()
            } else if groups.count == 2, parts.count == 1 {
                (whole, decimals) = (String(groups[0]), String(groups[1]))
            }
        }
        while decimals.last == "0" { decimals.removeLast() }
        guard (whole + decimals).utf8.allSatisfy({ (48...57).contains($0) }),
            whole.utf8.count <= mostDigits, decimals.utf8.count <= 3,
            let units = Int64(whole), let rest = Int64((decimals + "000").prefix(3))
        else { return nil }
        return units * 1_000 + rest
    }

    /// The number in words that these begin with, and how many of them it takes; nil when they begin
    /// with none.
    private static func spoken(_ words: ArraySlice<Substring>) -> (Number, Int)? {
        var (reading, place) = (Reading(), words.startIndex)
        while place < words.endIndex {
            let isAnd =
                words[place] == "and" && reading.mayTakeAnd
                && words[(place + 1)...].first.map(Reading.isBelowHundred) == true
            guard isAnd || reading.take(words[place]) else { break }
            place += 1
        }
        guard place > words.startIndex else { return nil }
        var thousandths = reading.value * 1_000
        let rest = words[place...]
        if rest.starts(with: ["and", "a", "half"]) {
            (thousandths, place) = (thousandths + 500, place + 3)
        } else if rest.first == "point" {
            let digits = rest.dropFirst().prefix(3)
                .map { NumberWords.small[$0] ?? 10 }.prefix { $0 < 10 }
            for (digit, worth) in zip(digits, [100, 10, 1]) { thousandths += Int64(digit * worth) }
            place += digits.isEmpty ? 0 : digits.count + 1
        }
        return (.value(thousandths), place - words.startIndex)
    }

    /// A number in words, as far as it was read.
    private struct Reading {
        private enum Last { case nothing, unit, ten, hundred, scale }

        private var last = Last.nothing
        private var total: Int64 = 0
        private var current: Int64 = 0
        /// Scales go down: two million three thousand.
        private var nextScale = Int.max

        var value: Int64 { total + current }

        /// Two hundred *and* fifty.
        var mayTakeAnd: Bool { last == .hundred || last == .scale }

        private var isOpen: Bool { last == .nothing || mayTakeAnd }

        static func isBelowHundred(_ word: Substring) -> Bool {
            NumberWords.small[word] != nil || NumberWords.tens[word] != nil
        }

        /// Takes a word in; false when it does not belong to the number any more.
        mutating func take(_ word: Substring) -> Bool {
            if let small = NumberWords.small[word] {
                guard isOpen || (last == .ten && (1...9).contains(small)) else { return false }
                (current, last) = (current + Int64(small), .unit)
            } else if let ten = NumberWords.tens[word] {
                guard isOpen else { return false }
                (current, last) = (current + Int64(ten), .ten)
            } else if word == "hundred" {
                guard last == .nothing || last == .unit else { return false }
                (current, last) = (max(1, current) * 100, .hundred)
            } else if let scale = NumberWords.scales[word] {
                guard last != .scale, scale < nextScale else { return false }
                (total, current) = (total + max(1, current) * Int64(scale), 0)
                (last, nextScale) = (.scale, scale)
            } else {
                return false
            }
            return true
        }
    }
}
