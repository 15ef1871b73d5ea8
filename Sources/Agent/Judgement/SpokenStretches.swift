/// Cuts a turn into the stretches that a need may stand in.
///
/// Sentences where there is punctuation; where there is none, or a sentence runs on, windows of it.
enum SpokenStretches {
    /// A longer sentence is heard through windows.
    private static let longest = 18
    private static let window = 14
    private static let step = 5

    /// The terms of each stretch, in order.
    static func of(_ turn: String) -> [[String]] {
        var stretches: [[String]] = []
        var previous: [String] = []
        for sentence in turn.split(whereSeparator: endsSentence) {
            let terms = HeardTerms.terms(of: sentence)
            guard !terms.isEmpty else { continue }
            if terms.count <= longest {
                stretches.append(terms)
            } else {
                for start in stride(from: 0, to: terms.count - window + step, by: step) {
                    stretches.append(Array(terms[start...].prefix(window)))
                }
            }
            if !previous.isEmpty, previous.count + terms.count <= longest {
                stretches.append(previous + terms)
            }
            previous = terms
        }
        return stretches
    }

    /// A longer sentence is given to an embedder in windows: a vector tells more than words do of a
    /// stretch that is longer.
    private static let longestText = 22
    private static let textWindow = 18
    private static let textStep = 6

    /// The words of each stretch as an embedder is given them, in order.
    static func texts(of turn: String) -> [String] {
        turn.split(whereSeparator: endsSentence).flatMap { sentence -> [String] in
            let words = sentence.split(whereSeparator: \.isWhitespace)
            guard words.count > longestText else {
                return words.isEmpty ? [] : [words.joined(separator: " ")]
            }
            return stride(from: 0, to: words.count - textWindow + textStep, by: textStep).map {
                words[$0...].prefix(textWindow).joined(separator: " ")
            }
        }
    }

    private static func endsSentence(_ character: Character) -> Bool {
        ".?!…;".contains(character)
    }
}
