extension Words {
    /// What is drawn together in speech, and what it may stand for.
    private static let contractions: [(ending: String, words: [Substring])] = [
        ("'s", ["is", "has"]), ("'m", ["am"]), ("'re", ["are"]), ("'ve", ["have"]),
        ("'ll", ["will"]),
    ]

    /// A phrase as it was written, with its words drawn together, and with them written out: who says
    /// "my arm's gone numb" says that it has.
    var spellings: [Words] {
        var spellings = [self]
        for text in [drawnTogether, writtenOut { $0.first }, writtenOut { $0.last }] {
            let words = Words(text)
            if !spellings.contains(words) { spellings.append(words) }
        }
        return spellings
    }

    private var drawnTogether: String {
        var words: [String] = []
        for word in list {
            let ending = Self.contractions.first { $0.words.contains(word) }?.ending
            if let ending, let last = words.last, !last.contains("'") {
                words[words.count - 1] = last + ending
            } else {
                words.append(String(word))
            }
        }
        return words.joined(separator: " ")
    }

    private func writtenOut(choosing choice: ([Substring]) -> Substring?) -> String {
        list.map { word -> String in
            let known = Self.contractions.first { word.hasSuffix($0.ending) }
            guard let known, let meant = choice(known.words) else { return String(word) }
            return "\(word.dropLast(known.ending.count)) \(meant)"
        }
        .joined(separator: " ")
    }
}
