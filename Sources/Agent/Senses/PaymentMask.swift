/// Hides payment data before a line is stored or sent anywhere (DESIGN §5).
///
/// A card number is a maximal run of 13–19 digits joined by single spaces or hyphens that passes the
/// Luhn check as a whole (ISO/IEC 7812-1); three or four digits within five words after it are its
/// code.
public enum PaymentMask {
    /// A text with payment data hidden, and how many numbers and codes were.
    public static func masking(_ text: String) -> (text: String, masked: Int) {
        let characters = Array(text)
        var output = Output()
        var position = 0
        while position < characters.count {
            if isDigit(characters[position]) {
                let run = digitRun(characters, from: position)
                output.add(run: run, of: characters)
                position = run.upperBound
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

        /// Takes a maximal run: hidden as a whole if it is a card number, else group by group.
        mutating func add(run: Range<Int>, of characters: [Character]) {
            let digits = characters[run].filter(isDigit)
            guard !((13...19).contains(digits.count) && passesLuhn(digits)) else {
                text += "[card number]"
                masked += 1
                wordsSinceCard = 0
                return
            }
            var position = run.lowerBound
            while position < run.upperBound {
                let group = digitGroup(characters, from: position)
                add(group: group, of: characters)
                position = group.upperBound
                guard position < run.upperBound else { return }
                text.append(characters[position])
                position += 1
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

    private static func isDigit(_ character: Character) -> Bool {
        ("0"..."9").contains(character)
    }

    private static func isWordCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "'" || character == "’"
    }

    private static func startsWord(_ text: [Character], at position: Int) -> Bool {
        isWordCharacter(text[position]) && !continuesWord(text, at: position)
    }

    private static func continuesWord(_ text: [Character], at position: Int) -> Bool {
        position > 0 && isWordCharacter(text[position - 1])
    }

    private static func digitGroup(_ text: [Character], from start: Int) -> Range<Int> {
        start..<(text[start...].firstIndex { !isDigit($0) } ?? text.count)
    }

    private static func digitRun(_ text: [Character], from start: Int) -> Range<Int> {
        var end = digitGroup(text, from: start).upperBound
        while end + 1 < text.count, text[end] == " " || text[end] == "-", isDigit(text[end + 1]) {
            end = digitGroup(text, from: end + 1).upperBound
        }
        return start..<end
    }

    private static func standsAlone(_ text: [Character], _ group: Range<Int>) -> Bool {
        let before = group.lowerBound == 0 || !isWordCharacter(text[group.lowerBound - 1])
        let after = group.upperBound == text.count || !isWordCharacter(text[group.upperBound])
        return before && after
    }

    private static func passesLuhn(_ digits: [Character]) -> Bool {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = digit.wholeNumberValue ?? 0
            let doubled = place.isMultiple(of: 2) ? value : value * 2
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum.isMultiple(of: 10)
    }
}
