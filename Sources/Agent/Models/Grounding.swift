/// Whether a language model's words rest on the passage they cite.
///
/// Two rules that hold whatever the model is: most of its words of meaning stand in the passage, in
/// what a tool answered or in the cited line, and every number stands in the passage or a tool's
/// answer. What the prospect said is no source of numbers: it could make the coach say anything.
struct Grounding: Sendable {
    /// The share of words of meaning that must be found.
    static let leastShare = 0.5
    /// Shorter words carry grammar, not meaning.
    private static let shortestWord = 4
    /// Words are compared by so many letters, so that forms of one word are one.
    private static let stem = 5

    private let sources: Set<Substring>
    private let numbers: Set<Substring>

    /// What a nudge may rest on.
    init(passage: String, line: String, toolAnswers: [String]) {
        let firm = ([passage] + toolAnswers).map { Words($0) }
        numbers = Set(firm.flatMap(\.list).filter(Self.isNumber))
        sources = Set((firm + [Words(line)]).flatMap(\.list).map { $0.prefix(Self.stem) })
    }

    func holds(_ text: String) -> Bool {
        let words = Words(text).list
        guard words.filter(Self.isNumber).allSatisfy(numbers.contains) else { return false }
        let telling = words.filter { $0.count >= Self.shortestWord && !Self.isNumber($0) }
        guard !telling.isEmpty else { return false }
        let found = telling.count { sources.contains($0.prefix(Self.stem)) }
        return Double(found) >= Self.leastShare * Double(telling.count)
    }

    private static func isNumber(_ word: Substring) -> Bool { word.contains(where: \.isNumber) }
}
