/// A day that takes the place of one that was said before ("No, sorry, make that Tuesday").
enum SpokenCorrection {
    /// Words by which a speaker takes something back.
    static let regrets: Set<Substring> = [
        "no", "sorry", "wait", "actually", "rather", "mean", "correction", "scratch",
    ]
    private static let before = CommitmentCues.phrases([
        "make that", "make it", "how about", "what about", "rather", "better", "prefer", "sorry",
        "actually", "i mean", "let's say", "no",
    ])
    private static let after = CommitmentCues.phrases([
        "then", "instead", "would be better", "is better", "works better", "would work",
        "would suit", "suits", "would be easier", "would be best", "would be good", "rather",
    ])
    /// A longer sentence is about something of its own.
    private static let longest = 12

    /// The day that a sentence puts in place of another; nil where it does not.
    static func day(in sentence: SpokenSentence) -> SpokenDeadline? {
        guard sentence.words.count <= longest else { return nil }
        return SpokenDeadline.all(in: sentence.words).last { day in
            let (start, end) = (day.range.lowerBound, day.range.upperBound)
            return before.contains { sentence.has($0, at: start - $0.list.count) }
                || after.contains { sentence.has($0, at: end) }
        }
    }

    /// Whether a sentence takes back what was said.
    static func isRegret(_ sentence: SpokenSentence) -> Bool {
        let start = sentence.beginning
        return sentence.words.indices.contains(start) && regrets.contains(sentence.words[start])
    }
}
