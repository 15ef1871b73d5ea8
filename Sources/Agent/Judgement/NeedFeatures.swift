/// What the need detector knows of a completed turn.
package struct NeedFeatures: Sendable {
    /// The turn's words.
    let words: HeardWords
    /// The words of the lines directly before it, newest last.
    let before: [HeardWords]
    /// The form of its question, if it is one.
    let form: QuestionForm
    /// What holds of the turn.
    package let features: [Feature]

    /// Lines before the turn that are looked at: older ones only say what the call is about.
    package static let linesHeard = 3
    /// The words at a turn's end carry its point when nothing marks the sentences.
    private static let lateWords = 6
    /// Lengths are told in steps of this many words.
    private static let lengthStep = 4
    private static let longestLength = 6

    /// The features of a turn after some lines, oldest first.
    package init(of turn: String, after lines: [ConversationLine]) {
        words = HeardWords(turn)
        let near = lines.suffix(Self.linesHeard)
        before = near.map { HeardWords($0.text) }
        form = QuestionForm(words)
        var features: [Feature] = []
        let tokens = words.tokens
        for token in tokens { features.append(Feature(.turnWord, token)) }
        Feature.pairs(.turnPair, of: tokens, into: &features)
        for token in tokens.suffix(Self.lateWords) { features.append(Feature(.lateWord, token)) }
        let length = min(tokens.count / Self.lengthStep, Self.longestLength)
        features.append(Feature(.length, count: length))
        features.append(Feature(.linesBefore, count: near.count { $0.speaker == .rep }))
        self.features = features + Self.features(of: form)
    }

    private static let inverted = WordHash.of("inverted".utf8)
    private static let asks = WordHash.of("asks".utf8)
    private static let leads = WordHash.of("leads".utf8)
    /// Spellings of the words that only features say.
    package static let spellings = ["inverted", "asks", "leads"]

    private static func features(of form: QuestionForm) -> [Feature] {
        var features = form.inversions.map { Feature(.question, $0.auxiliary, $0.subject) }
        if !form.inversions.isEmpty { features.append(Feature(.question, inverted)) }
        if form.hasQuestionWord { features.append(Feature(.question, asks)) }
        if form.leadsWithAuxiliary { features.append(Feature(.question, leads, inverted)) }
        if form.leadsWithQuestionWord { features.append(Feature(.question, leads, asks)) }
        return features
    }
}

extension Feature {
    /// Adds every two neighbours of some words, the text's edges counting as words.
    static func pairs(_ kind: Kind, of tokens: [UInt64], into features: inout [Feature]) {
        var last = WordHash.start
        for token in tokens {
            features.append(Feature(kind, last, token))
            last = token
        }
        features.append(Feature(kind, last, WordHash.end))
    }
}
