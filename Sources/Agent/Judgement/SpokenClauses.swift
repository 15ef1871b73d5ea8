/// The words of a turn with where its clauses begin: what a "no" reaches, and what it does not.
struct SpokenClauses {
    private var words: [Substring] = []
    /// The places of the words that clauses begin with, in order.
    private var starts: [Int] = []

    init(_ text: String) {
        for part in text.split(whereSeparator: Self.endsClause) {
            starts.append(words.count)
            for word in Words(part).list {
                if Self.openers.contains(word) { starts.append(words.count) }
                words.append(word)
            }
        }
    }

    /// Whether a phrase is said somewhere without a "no" before it in the same clause.
    func affirm(_ phrase: Words) -> Bool {
        let length = phrase.list.count
        guard length > 0, words.count >= length else { return false }
        return (0...(words.count - length)).contains { start in
            words[start..<(start + length)].elementsEqual(phrase.list) && !isDenied(at: start)
        }
    }

    private func isDenied(at place: Int) -> Bool {
        let start = starts.last { $0 <= place } ?? 0
        return words[start..<place].contains { Self.denials.contains($0) }
    }

    private static func endsClause(_ character: Character) -> Bool {
        ".,;:?!…–—".contains(character)
    }

    /// Words that begin another clause where no punctuation does: "I don't know why my chest hurts".
    private static let openers: Set<Substring> = [
        "but", "and", "because", "so", "since", "when", "while", "though", "although", "why",
        "what", "how",
    ]

    private static let denials: Set<Substring> = [
        "no", "not", "without", "never", "none", "nobody", "neither", "nor", "don't", "doesn't",
        "didn't", "isn't", "wasn't", "aren't", "weren't", "haven't", "hasn't", "hadn't", "ain't",
    ]
}
