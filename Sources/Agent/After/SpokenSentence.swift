/// A sentence of a transcript as it is written and as matching sees it.
struct SpokenSentence {
    /// The words as they are written, with their punctuation.
    let written: [Substring]
    /// The words as matching sees them.
    let words: [Substring]
    /// For each word the written one it stands in.
    let places: [Int]

    init(_ text: Substring) {
        written = text.split { $0.isWhitespace || $0.isNewline }
        var (words, places): ([Substring], [Int]) = ([], [])
        for (place, token) in written.enumerated() {
            for word in Words(token).list {
                words.append(word)
                places.append(place)
            }
        }
        (self.words, self.places) = (words, places)
    }

    /// The sentences of a line; of one without punctuation, the line.
    static func all(of text: String) -> [SpokenSentence] {
        var (found, start): ([Substring], String.Index) = ([], text.startIndex)
        for index in text.indices where ".?!;".contains(text[index]) {
            let next = text.index(after: index)
            // A point within a word or number ends nothing.
            guard next == text.endIndex || text[next].isWhitespace else { continue }
            found.append(text[start..<next])
            start = next
        }
        found.append(text[start...])
        return found.map { SpokenSentence($0) }.filter { !$0.words.isEmpty }
    }

    /// Whether a phrase stands at a word.
    func has(_ phrase: Words, at start: Int) -> Bool {
        start >= 0 && words.dropFirst(start).prefix(phrase.list.count).elementsEqual(phrase.list)
    }

    /// Whether one of the phrases begins somewhere in a range of words.
    func has(_ phrases: [Words], in range: Range<Int>) -> Bool {
        range.contains { place in phrases.contains { has($0, at: place) } }
    }

    /// Whether one of the phrases stands anywhere.
    func has(_ phrases: [Words]) -> Bool { has(phrases, in: words.indices) }

    /// Where the sentence begins in earnest: after "oh", "well" and the like.
    var beginning: Int {
        words.firstIndex { !Self.interjections.contains($0) } ?? words.count
    }

    /// Whether a clause begins at a word, as far as punctuation and the word before tell.
    func beginsClause(at start: Int) -> Bool {
        guard start > 0 else { return true }
        if places[start] > places[start - 1],
            let last = written[places[start] - 1].last, ",:;–—-".contains(last)
        {
            return true
        }
        return start == beginning || Self.joining.contains(words[start - 1])
            || SpokenDeadline.all(in: words).contains { $0.range.upperBound == start }
    }

    /// Whether the speaker ended the sentence, and not only the line.
    var isEnded: Bool { written.last?.last.map { ".?!".contains($0) } ?? false }

    /// Whether it was written as a question.
    var isQuestion: Bool { written.last?.last == "?" }

    /// What is written from one word up to another, without what joined it to its neighbours.
    func text(_ range: Range<Int>) -> String {
        guard let first = range.first, let last = range.last else { return "" }
        var said = written[places[first]...places[last]]
        while let word = said.last, Self.joining.contains(word.lowercased()[...]) {
            said.removeLast()
        }
        while said.count > 1, let word = said.first,
            Self.joining.contains(word.lowercased()[...])
        {
            said.removeFirst()
        }
        let text = said.joined(separator: " ")
        return text.hasSuffix(",") ? String(text.dropLast()) : text
    }

    private static let joining: Set<Substring> = ["and", "so", "then", "but", "or"]
    private static let interjections: Set<Substring> = [
        "oh", "um", "uh", "hm", "well", "so", "and", "but", "ah", "okay", "ok", "then",
    ]
}
