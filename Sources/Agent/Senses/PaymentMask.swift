/// Hides payment data before a line is stored or sent anywhere (DESIGN §5).
///
/// A *run* is groups of digits with nothing between them but spaces, dashes, dots, slashes or commas. It
/// holds a card number if some of its groups in a row have 13–19 digits and pass the Luhn check (ISO/IEC
/// 7812-1). Then all of it is hidden: who reads out a card goes on with its expiry and its code. Three or
/// four digits within five words after it are its code too.
public enum PaymentMask {
    /// A text with payment data hidden, and how many numbers and codes were.
    public static func masking(_ text: String) -> (text: String, masked: Int) {
        let characters = Array(text)
        var output = Output()
        var position = 0
        while position < characters.count {
            if let run = DigitRun(in: characters, from: position) {
                output.add(run, of: characters)
                position = run.end
            } else {
                if startsWord(characters, at: position) { output.countWord() }
                output.text.append(characters[position])
                position += 1
            }
        }
        return (output.text, output.masked)
    }

    /// The masked text so far, and how many words ago the last card number was.
    private struct Output {
        var text = ""
        var masked = 0
        private var wordsSinceCard: Int?

        mutating func countWord() {
            wordsSinceCard = wordsSinceCard.map { $0 + 1 }
        }

        /// Takes a run: hidden as a whole if it holds a card number, else group by group.
        mutating func add(_ run: DigitRun, of characters: [Character]) {
            guard !run.holdsCardNumber else {
                text += "[card number]"
                masked += 1
                wordsSinceCard = 0
                return
            }
            var position = run.groups[0].place.lowerBound
            for group in run.groups {
                text += String(characters[position..<group.place.lowerBound])
                add(group: group.place, of: characters)
                position = group.place.upperBound
            }
        }

        private mutating func add(group: Range<Int>, of characters: [Character]) {
            if !continuesWord(characters, at: group.lowerBound) { countWord() }
            let isNear = wordsSinceCard.map { $0 <= codeReach } ?? false
            if isNear, (3...4).contains(group.count), standsAlone(characters, group) {
                text += "[code]"
                masked += 1
            } else {
                text += String(characters[group])
            }
        }
    }

    /// How many words after a card number its code may stand.
    private static let codeReach = 5

    private static func isWordCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "'" || character == "’"
    }

    private static func startsWord(_ text: [Character], at position: Int) -> Bool {
        isWordCharacter(text[position]) && !continuesWord(text, at: position)
    }

    private static func continuesWord(_ text: [Character], at position: Int) -> Bool {
        position > 0 && isWordCharacter(text[position - 1])
    }

    private static func standsAlone(_ text: [Character], _ group: Range<Int>) -> Bool {
        let before = group.lowerBound == 0 || !isWordCharacter(text[group.lowerBound - 1])
        let after = group.upperBound == text.count || !isWordCharacter(text[group.upperBound])
        return before && after
    }
}

/// Groups of digits that only separators part; as many as there are in a row.
private struct DigitRun {
    struct Group {
        /// Where it stands in the text.
        var place: Range<Int>
        var digits: [Int]
    }

    /// Never empty.
    private(set) var groups: [Group] = []

    /// The run that begins at a place; nil where no digit stands.
    init?(in text: [Character], from start: Int) {
        var next: Int? = start
        while let begin = next {
            let digits = Self.digits(text, from: begin)
            guard !digits.isEmpty else { break }
            let end = begin + digits.count
            groups.append(Group(place: begin..<end, digits: digits))
            next = Self.gapEnd(text, from: end)
        }
        guard !groups.isEmpty else { return nil }
    }

    var end: Int { groups[groups.count - 1].place.upperBound }

    /// How many digits a card number has.
    private static let cardLength = 13...19
    /// Two groups are of one run with so many separators between them, as in `4111 - 1111`.
    private static let longestGap = 3

    /// Whether some of its groups in a row are a card number.
    var holdsCardNumber: Bool {
        groups.indices.contains { first in
            var number: [Int] = []
            for group in groups[first...] {
                number += group.digits
                guard number.count <= Self.cardLength.upperBound else { return false }
                if Self.cardLength.contains(number.count), Self.passesLuhn(number) { return true }
            }
            return false
        }
    }

    private static func digits(_ text: [Character], from start: Int) -> [Int] {
        var digits: [Int] = []
        while start + digits.count < text.count, let next = value(of: text[start + digits.count]) {
            digits.append(next)
        }
        return digits
    }

    /// Where the separators after a group end; nil where there are none, or more than part two groups.
    private static func gapEnd(_ text: [Character], from end: Int) -> Int? {
        let gap = text[end...].prefix(longestGap + 1).prefix(while: separates)
        return (1...longestGap).contains(gap.count) ? gap.endIndex : nil
    }

    /// The value of a digit of whatever script, full width or not.
    private static func value(of character: Character) -> Int? {
        guard character.unicodeScalars.first?.properties.numericType == .decimal else { return nil }
        return character.wholeNumberValue
    }

    private static let punctuation: Set<Character> = [".", ",", "/", "．", "，", "／"]

    private static func separates(_ character: Character) -> Bool {
        if character.isWhitespace || punctuation.contains(character) { return true }
        let category = character.unicodeScalars.first?.properties.generalCategory
        return category == .dashPunctuation || category == .format
    }

    private static func passesLuhn(_ digits: [Int]) -> Bool {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let doubled = place.isMultiple(of: 2) ? digit : digit * 2
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum.isMultiple(of: 10)
    }
}
