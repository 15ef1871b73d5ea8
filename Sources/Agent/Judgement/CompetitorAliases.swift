/// The other names that competitors go by.
///
/// What a play's examples teach, they teach of the name that stands in them: an alias that was said is judged
/// as if the name had been.
struct CompetitorAliases: Sendable {
    private struct Alias {
        var words: [Substring]
        var name: String
    }

    /// By their first words, the longest first.
    private var byFirstWord: [Substring: [Alias]] = [:]

    init(_ entries: [PlaybookEntry]) {
        for entry in entries {
            guard let name = entry.competitorNames.first else { continue }
            for alias in entry.competitorNames.dropFirst() {
                let words = Words(alias).list
                guard let first = words.first else { continue }
                byFirstWord[first, default: []].append(Alias(words: words, name: name))
            }
        }
        for first in byFirstWord.keys {
            byFirstWord[first]?.sort { $0.words.count > $1.words.count }
        }
    }

    /// A text with each alias replaced by the name, as matching sees it: its case is lost, its punctuation
    /// is kept.
    func replaced(in text: String) -> String {
        let words = Words(text).list
        guard !byFirstWord.isEmpty, let base = words.first?.base else { return text }
        var (replaced, end, place) = ("", base.startIndex, 0)
        while place < words.count {
            let alias = byFirstWord[words[place]]?.first { words[place...].starts(with: $0.words) }
            let length = alias?.words.count ?? 1
            if let alias {
                replaced += base[end..<words[place].startIndex]
                replaced += alias.name
                end = words[place + length - 1].endIndex
            }
            place += length
        }
        return replaced + base[end...]
    }
}
