/// Strips the commonest English endings, so that "rooms" finds "room" and "parked" finds "park".
///
/// It is light on purpose: what it makes need not be a word, only the same for one word's forms.
enum Stemmer {
    /// Stems a lower-case word in place.
    static func stem(_ word: inout [UInt8]) {
        stripPlural(&word)
        stripVerbEnding(&word)
        if word.count > 3, word.last == UInt8(ascii: "e") { word.removeLast() }
        if word.count > 3, word.last == UInt8(ascii: "y") { word[word.count - 1] = letterI }
    }

    private static let letterI = UInt8(ascii: "i")
    /// Letters after which an "es" is the plural of a word without e: boxes, dishes.
    private static let hissing: Set<UInt8> = Set("sxzh".utf8)
    /// Letters that are doubled in the word itself: full, pass.
    private static let doubledAtHome: Set<UInt8> = Set("ls".utf8)

    private static func stripPlural(_ word: inout [UInt8]) {
        let count = word.count
        if count > 4, word.ends(with: "ies") {
            word.removeLast(3)
            word.append(UInt8(ascii: "y"))
        } else if count > 3, word.last == UInt8(ascii: "s"), !word.ends(with: "ss"),
            !word.ends(with: "us"), !word.ends(with: "is")
        {
            word.removeLast()
            if word.count > 4, word.last == UInt8(ascii: "e"),
                hissing.contains(word[word.count - 2]), !word.ends(with: "ase")
            {
                word.removeLast()
            }
        }
    }

    private static func stripVerbEnding(_ word: inout [UInt8]) {
        if word.count > 5, word.ends(with: "ing") {
            word.removeLast(3)
            undouble(&word)
        } else if word.count > 4, word.ends(with: "ed") {
            word.removeLast(2)
            undouble(&word)
        } else if word.count > 5, word.ends(with: "ly") {
            word.removeLast(2)
        }
    }

    private static func undouble(_ word: inout [UInt8]) {
        guard word.count > 3, let last = word.last, last == word[word.count - 2],
            !doubledAtHome.contains(last)
        else { return }
        word.removeLast()
    }
}

extension [UInt8] {
    fileprivate func ends(with ending: StaticString) -> Bool {
        let length = ending.utf8CodeUnitCount
        guard count >= length else { return false }
        return ending.withUTF8Buffer { self[(count - length)...].elementsEqual($0) }
    }
}
