/// The English words that numbers are made of.
enum NumberWords {
    static let small: [Substring: Int] = [
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
        "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
        "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
        "nineteen": 19,
    ]
    static let tens: [Substring: Int] = [
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
        "eighty": 80, "ninety": 90,
    ]
    /// What the number before them is multiplied by.
    static let scales: [Substring: Int] = [
        "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
    ]
    /// Words that say how much without a number beside them.
    static let amounts: Set<Substring> = [
        "half", "halve", "halved", "double", "doubled", "twice", "triple", "tripled", "dozen",
        "dozens", "hundreds", "thousands", "millions", "billions",
    ]

    /// Whether a word is one of these.
    static func isOne(_ word: Substring) -> Bool {
        word == "hundred" || small[word] != nil || tens[word] != nil || scales[word] != nil
            || amounts.contains(word)
    }
}
