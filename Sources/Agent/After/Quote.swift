/// Words of somebody, cut to a length.
enum Quote {
    /// The text on one line, without what does not show, cut at a word and marked as cut.
    static func short(_ text: String, longest: Int) -> String {
        short(text.shownOnOneLine.split(separator: " "), longest: longest)
    }

    /// The sentences of a text around the one that has most of some terms, the last of several such.
    ///
    /// - Parameter terms: what it is about. A long text that has none of them is cut to its end.
    static func short(_ text: String, about terms: Set<String>, longest: Int) -> String {
        let words = text.shownOnOneLine.split(separator: " ")
        let whole = short(words, longest: longest)
        guard whole.hasSuffix("…") else { return whole }
        let sentences = SpokenSentence.all(of: text.shownOnOneLine).map(\.written)
        func weight(_ place: Int) -> Int {
            TermReader.terms(of: sentences[place].joined(separator: " ")).count {
                terms.contains($0)
            }
        }
        guard sentences.count > 1,
            let best = sentences.indices.reversed().max(by: { weight($0) < weight($1) })
        else { return short(around: terms, in: words, longest: longest) }
        func quote(_ range: ClosedRange<Int>) -> String {
            let said = sentences[range].joined().joined(separator: " ")
            let (start, end) = (range.lowerBound, range.upperBound)
            return (start > 0 ? "…" : "") + (end < sentences.count - 1 ? said + "…" : bare(said))
        }
        guard quote(best...best).count <= longest else {
            return "…" + short(around: terms, in: sentences[best], longest: longest - 1)
        }
        var range = best...best
        while range.lowerBound > 0, quote(range.lowerBound - 1...range.upperBound).count <= longest
        {
            range = range.lowerBound - 1...range.upperBound
        }
        while range.upperBound < sentences.count - 1,
            quote(range.lowerBound...range.upperBound + 1).count <= longest
        {
            range = range.lowerBound...range.upperBound + 1
        }
        return quote(range)
    }

    /// So many words before a term tell what is said of it.
    private static let lead = 8

    private static func short(
        around terms: Set<String>,
        in words: [Substring],
        longest: Int
    ) -> String {
        let place = words.firstIndex { word in
            TermReader.terms(of: String(word)).contains { terms.contains($0) }
        }
        let start = max(0, (place ?? 0) - lead)
        guard start > 0 else { return short(words, longest: longest) }
        return "…" + short(Array(words[start...]), longest: longest - 1)
    }

    private static func short(_ words: [Substring], longest: Int) -> String {
        var short = ""
        for word in words {
            guard short.count + word.count + 2 <= longest else { return bare(short) + "…" }
            short += (short.isEmpty ? "" : " ") + word
        }
        return bare(short)
    }

    /// Without a comma at the end.
    private static func bare(_ text: String) -> String {
        text.hasSuffix(",") ? String(text.dropLast()) : text
    }
}
