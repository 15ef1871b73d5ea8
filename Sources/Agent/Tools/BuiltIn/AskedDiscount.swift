/// The share that a turn asks for, among those that it names: a discount, not a rate of growth.
///
/// Where words of a request stand in the turn, a share counts only in their clause and in those that go on
/// from it; where none do, all of the turn is the request.
struct AskedDiscount {
    private let requests: [Words]

    /// Knows the phrases of the plays that name the tool, besides the words of any discount.
    init(triggers: [String]) {
        requests = (Self.words + triggers).map { Words($0) }
    }

    private static let words = [
        "discount", "discounts", "off", "rebate", "reduction", "concession", "knock", "shave",
    ]

    /// The first share that is asked for.
    func share(in turn: String) -> Percent? {
        let sentences = Self.sentences(of: turn)
        let asking = sentences.compactMap(request)
        let heard = asking.isEmpty ? sentences : asking
        return heard.lazy.compactMap { SpokenPercent.first(in: $0.joined(separator: " ")) }.first
    }

    /// A sentence from the clause that asks on, up to where it tells why.
    private func request(in sentence: [Substring]) -> [Substring]? {
        let clauses = Self.clauses(of: sentence)
        guard let asking = clauses.firstIndex(where: asks) else { return nil }
        let rest = clauses[(asking + 1)...].prefix { !Self.reasons.contains(Self.bare($0[0])) }
        return clauses[asking] + rest.joined()
    }

    private func asks(_ clause: [Substring]) -> Bool {
        let words = Words(clause.joined(separator: " "))
        return requests.contains(where: words.contain)
    }

    private static let reasons: Set<String> = [
        "because", "since", "as", "while", "when", "though", "although",
    ]
    private static let openers = reasons.union(["and", "but", "so"])

    /// A point within a number ends no sentence.
    private static func sentences(of text: String) -> [[Substring]] {
        parts(of: text.split(whereSeparator: \.isWhitespace)[...]) { words, place in
            place > 0 && words[place - 1].last.map { ".?!…;".contains($0) } == true
        }
    }

    private static func clauses(of sentence: [Substring]) -> [[Substring]] {
        parts(of: sentence[...]) { words, place in
            let isAfterMark = place > 0 && words[place - 1].last.map { ",:–—".contains($0) } == true
            let isHalf = words[place...].prefix(3).map(bare).starts(with: ["and", "a", "half"])
            return isAfterMark || !isHalf && openers.contains(bare(words[place]))
        }
    }

    /// Cuts words before each place at which a part begins.
    private static func parts(
        of words: ArraySlice<Substring>,
        where begins: (ArraySlice<Substring>, Int) -> Bool
    ) -> [[Substring]] {
        var parts: [[Substring]] = []
        for place in words.indices {
            if parts.isEmpty || begins(words, place) { parts.append([]) }
            parts[parts.count - 1].append(words[place])
        }
        return parts
    }

    private static func bare(_ word: Substring) -> String {
        word.lowercased().filter(\.isLetter)
    }
}
