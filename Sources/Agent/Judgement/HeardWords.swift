/// A text as the fitted judgements see it: words by their hashes, whatever the punctuation and case.
///
/// Speech-to-text may write neither, so nothing here depends on them: `don't`, `dont` and `don t`
/// are the same word, and so are `7pm` and `7 pm`.
package struct HeardWords: Sendable {
    /// The words in order.
    package let list: [HeardWord]

    /// The words of a text.
    package init(_ text: String) {
        var list: [HeardWord] = []
        WordSplitter.split(text) { list.append(HeardWord(letters: $0)) }
        self.list = list
    }

    /// What stands for each word in features: its hash, or one hash for all numbers.
    package var tokens: [UInt64] { list.map(\.token) }

    /// Whether the words of a phrase stand here, one directly after the other.
    func contain(_ phrase: [UInt64]) -> Bool {
        guard !phrase.isEmpty, list.count >= phrase.count else { return false }
        return (0...(list.count - phrase.count)).contains { begins(phrase, at: $0) }
    }

    /// Whether the words from a place on are those of a phrase.
    func begins(_ phrase: [UInt64], at place: Int) -> Bool {
        guard place + phrase.count <= list.count else { return false }
        return phrase.indices.allSatisfy { list[place + $0].id == phrase[$0] }
    }
}

/// One word as the fitted judgements see it.
package struct HeardWord: Hashable, Sendable {
    /// The hash of its letters.
    package let id: UInt64
    /// The hash without the commonest English endings.
    package let stem: UInt64
    /// Whether it begins with a digit.
    package let isNumber: Bool

    /// What stands for it in features: numbers are all alike there.
    package var token: UInt64 { isNumber ? WordHash.number : id }

    /// Endings in the order in which they are tried.
    private static let endings = ["ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y"]
        .map { Array($0.utf8) }
    /// A shorter stem would join words that have nothing in common.
    private static let shortestStem = 3
    private static let digits: ClosedRange<UInt8> = 0x30...0x39

    init(letters: [UInt8]) {
        id = WordHash.of(letters)
        isNumber = letters.first.map(Self.digits.contains) ?? false
        let ending = Self.endings.first { ending in
            letters.count >= ending.count + Self.shortestStem
                && letters[(letters.count - ending.count)...].elementsEqual(ending)
        }
        stem = ending.map { WordHash.of(letters.dropLast($0.count)) } ?? id
    }
}

/// Hashes of words (FNV-1a, 64 bits: the same on every machine and in every run).
package enum WordHash {
    /// Stands for every number.
    package static let number = of("#".utf8)
    /// Stands before the first word.
    package static let start = of("<".utf8)
    /// Stands after the last word.
    package static let end = of(">".utf8)
    /// Small counts as words, so that a feature with a count has a name like any other.
    package static let counts = (0...largestCount).map { of(String($0).utf8) }
    /// Counts above this one are told as this one.
    package static let largestCount = 12

    private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01B3

    /// The hash of some letters.
    package static func of(_ letters: some Sequence<UInt8>) -> UInt64 {
        var hash = basis
        for letter in letters { hash = (hash ^ UInt64(letter)) &* prime }
        return hash
    }

    /// A count as a word.
    package static func count(_ count: Int) -> UInt64 { counts[max(0, min(count, largestCount))] }

    /// One hash from two; the order matters.
    package static func mix(_ one: UInt64, _ other: UInt64) -> UInt64 {
        var hash = (one ^ (other >> 29)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 32)) &+ other &* 0x9E37_79B9_7F4A_7C15
        return hash ^ (hash >> 31)
    }
}
