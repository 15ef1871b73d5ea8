/// The terms of an index by number, and how they are spelt when people write them apart.
struct Lexicon: Sendable {
    private var numbers: [String: Int32] = [:]
    private var isFunctionWord: [Bool] = []
    /// Terms that the passages also hold as two: "wi fi" beside "wifi".
    private var joined: [String: Set<String>] = [:]
    private var spellings: SpellingTable?

    /// A compound shorter than this is more likely an accident: "at" and "e".
    private static let shortestCompound = 4

    var count: Int { isFunctionWord.count }

    /// Learns the terms of texts, then which neighbours among them are one term elsewhere.
    init(_ texts: [[String]]) {
        for text in texts { for term in text { _ = insert(term) } }
        for text in texts {
            for (one, other) in zip(text, text.dropFirst()) {
                let both = one + other
                guard both.utf8.count >= Self.shortestCompound, numbers[both] != nil,
                    !FunctionWords.stems.contains(one) || !FunctionWords.stems.contains(other)
                else { continue }
                joined[one, default: []].insert(other)
            }
        }
    }

    /// Learns how often each term is used, to tell words from misspellings.
    mutating func learnSpellings(uses: [Int]) {
        spellings = SpellingTable(numbers, uses: uses)
    }

    private mutating func insert(_ term: String) -> Int32 {
        if let number = numbers[term] { return number }
        let number = Int32(isFunctionWord.count)
        numbers[term] = number
        isFunctionWord.append(FunctionWords.stems.contains(term))
        return number
    }

    /// The number of a term that the index holds.
    func number(of term: String) -> Int32? { numbers[term] }

    /// Whether a term never finds a passage.
    func isFunctionWord(_ number: Int32) -> Bool { isFunctionWord[Int(number)] }

    /// The terms of a text, with compounds written together.
    func terms(of text: String) -> [String] { joining(TermReader.terms(of: text)) }

    /// Terms with compounds written together.
    func joining(_ terms: [String]) -> [String] {
        var together: [String] = []
        together.reserveCapacity(terms.count)
        var place = 0
        while place < terms.count {
            let next = place + 1
            if next < terms.count, let both = compound(terms[place], terms[next]) {
                together.append(both)
                place += 2
            } else {
                together.append(terms[place])
                place += 1
            }
        }
        return together
    }

    /// The term that two neighbours are when written together: one that the passages write both
    /// ways, or one of which a part alone is no word.
    private func compound(_ one: String, _ other: String) -> String? {
        if joined[one]?.contains(other) == true { return one + other }
        guard numbers[one] == nil || numbers[other] == nil else { return nil }
        var letters = Array((one + other).utf8)
        Stemmer.stem(&letters)
        let both = String(decoding: letters, as: UTF8.self)
        return numbers[both] == nil ? nil : both
    }

    /// The numbers of the terms that can find a passage, each once, in order; misspelt ones as meant.
    func content(of terms: [String]) -> [Int32] {
        var content: [Int32] = []
        for term in terms {
            guard let number = numbers[term] ?? spellings?.term(like: term),
                !isFunctionWord(number), !content.contains(number)
            else { continue }
            content.append(number)
        }
        return content
    }
}
