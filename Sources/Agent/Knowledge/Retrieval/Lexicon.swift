/// The terms of an index by number, and how they are spelt when people write them apart.
struct Lexicon: Sendable {
    private var numbers: [String: Int32] = [:]
    private var isFunctionWord: [Bool] = []
    /// Terms that the passages also hold as two: "wi fi" beside "wifi".
    private var joined: [String: Set<String>] = [:]

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
            if next < terms.count, joined[terms[place]]?.contains(terms[next]) == true {
                together.append(terms[place] + terms[next])
                place += 2
            } else {
                together.append(terms[place])
                place += 1
            }
        }
        return together
    }

    /// The numbers of the known terms that can find a passage, each once, in order.
    func content(of terms: [String]) -> [Int32] {
        var content: [Int32] = []
        for term in terms {
            guard let number = numbers[term], !isFunctionWord(number), !content.contains(number)
            else { continue }
            content.append(number)
        }
        return content
    }
}
