/// Whether a language model's words rest on the passage they cite.
///
/// Two rules that hold whatever the model is, of the headline and of the words below it each by itself:
/// half of the words of meaning or more stand in the passage or in what a tool answered, and so does
/// every number, in digits or in words. What was said or shown is no source of either: it could make
/// the coach say anything.
package struct Grounding: Sendable {
    /// The share of words of meaning that must be found.
    static let leastShare = 0.5
    /// Shorter words carry grammar, not meaning.
    private static let shortestWord = 4
    /// Words are compared by so many letters, so that forms of one word are one.
    private static let stem = 5

    private let sources: Set<Substring>
    private let numbers: Set<StatedNumbers.Number>

    /// What a nudge may rest on.
    package init(passage: String, toolAnswers: [String]) {
        let firm = [passage] + toolAnswers
        numbers = firm.reduce(into: []) { $0.formUnion(StatedNumbers.all(in: $1)) }
        sources = Set(firm.flatMap { Words($0).list }.map { $0.prefix(Self.stem) })
    }

    /// Whether a nudge in these words rests on it.
    package func holds(headline: String, body: String) -> Bool {
        let parts = [headline, body]
        guard parts.allSatisfy({ StatedNumbers.claimed(by: $0).isSubset(of: numbers) }) else {
            return false
        }
        let shares = parts.compactMap { share(of: $0) }
        return !shares.isEmpty && shares.allSatisfy { $0 >= Self.leastShare }
    }

    /// The share of a text's words of meaning that are found; nil when it has none.
    private func share(of text: String) -> Double? {
        let telling = Words(text).list.filter(Self.isTelling)
        guard !telling.isEmpty else { return nil }
        let found = telling.count { sources.contains($0.prefix(Self.stem)) }
        return Double(found) / Double(telling.count)
    }

    private static func isTelling(_ word: Substring) -> Bool {
        guard word.count >= shortestWord, !word.contains(where: \.isNumber),
            !NumberWords.isOne(word)
        else { return false }
        let terms = TermReader.terms(of: String(word))
        return terms.isEmpty || !terms.allSatisfy(FunctionWords.stems.contains)
    }
}
