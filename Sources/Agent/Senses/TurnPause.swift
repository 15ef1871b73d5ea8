public import Events

/// How long to wait for more after a line that no punctuation closes, from its words alone.
///
/// Who asks waits for the answer; who stops at "and" or "the" looks for a word. A pause that fits
/// everybody would interrupt the second, or let the first wait.
public struct TurnPause: Hashable, Sendable {
    /// After a question: the least, which still lets a recogniser's next line follow.
    public static let questionMicros: Int64 = 300_000
    /// After words that neither ask nor go on: longer than the gap between two lines of one thought.
    public static let usualMicros: Int64 = 1_200_000
    /// After a word or two, which may be an answer ("too expensive") or a start ("well").
    public static let shortMicros: Int64 = 1_800_000
    /// After words that must go on: the most, since a rep who waits longer has lost the moment.
    public static let unfinishedMicros: Int64 = 2_500_000
    /// A turn of so few words is short.
    public static let shortWords = 2

    /// How long.
    public let micros: Int64
    /// What a turn that this pause ends is completed by.
    public let sign: TurnCompleted.Sign

    /// The pause after a line.
    ///
    /// - Parameters:
    ///   - line: what was said last.
    ///   - earlier: how many words of the same turn came before.
    public init(after line: String, earlierWords earlier: Int = 0) {
        let words = WordSplitter.words(of: line)
        let asks = Self.endsInTag(words) || QuestionForm.opensLine(HeardWords(line))
        let unfinished = Self.isUnfinished(words, line)
        let mayGoOn = Self.mayGoOn(words)
        sign = asks && !unfinished && !mayGoOn ? .question : .pause
        micros =
            if sign == .question {
                Self.questionMicros
            } else if unfinished || mayGoOn && !asks {
                Self.unfinishedMicros
            } else if earlier + words.count <= Self.shortWords {
                Self.shortMicros
            } else {
                Self.usualMicros
            }
    }

    /// Whether the line ends in words, or a mark, after which a sentence must go on.
    private static func isUnfinished(_ words: [String], _ line: String) -> Bool {
        if let mark = line.last(where: { !$0.isWhitespace }), openMarks.contains(mark) {
            return true
        }
        guard let last = words.last, unfinished.contains(last) else { return false }
        return !(last == "so" && words.dropLast().last.map(beforeFinalSo.contains) ?? false)
    }

    /// Whether the line ends in words that go on, unless they stand at the end of a question.
    private static func mayGoOn(_ words: [String]) -> Bool {
        guard let last = words.last, !endsInTag(words) else { return false }
        return goesOnUnlessAsked.contains(last) || fillers.contains { words.ends(with: $0) }
    }

    /// Whether the line ends as a statement that is put to the other side.
    private static func endsInTag(_ words: [String]) -> Bool {
        guard words.count > shortWords, let last = words.last else { return false }
        let before = words[words.count - 2]
        if last == "right" || last == "correct" { return !beforeAdjective.contains(before) }
        if before == "or" { return last == "not" }
        return pronouns.contains(last) && negations.contains(before)
    }

    private static func set(_ words: String) -> Set<String> {
        Set(words.split(separator: " ").map(String.init))
    }

    private static let openMarks: Set<Character> = [",", ";", ":", "-", "–", "—"]
    /// Conjunctions, articles, possessives and sounds of thinking; none ends a sentence.
    private static let unfinished = set(
        "and but because so or nor if although whereas while unless until since whether"
            + " the a an my your our their um uh uhm er erm"
    )
    /// After these, "so" ends a sentence.
    private static let beforeFinalSo = set("think hope guess suppose believe say said or do did")
    /// Prepositions, "like", and subjects without a verb; a question may end in them ("who from").
    ///
    /// "in", "on", "up", "out", "over" and "off" are missing, since many verbs end in them.
    private static let goesOnUnlessAsked = set(
        "to of for with from at by about into onto than as per between against without during"
            + " like i we they he she"
    )
    private static let fillers = [
        ["you", "know"], ["i", "mean"], ["sort", "of"], ["kind", "of"],
    ]
    private static let negations = set(
        "isnt arent wasnt werent dont doesnt didnt cant couldnt wont wouldnt shouldnt hasnt"
            + " havent hadnt"
    )
    private static let pronouns = set("it they you we he she i there")
    /// After these, "right" and "correct" say something instead of asking.
    private static let beforeAdjective = set("is are was thats its be all youre not the turn")
}

extension [String] {
    fileprivate func ends(with words: [String]) -> Bool { suffix(words.count).elementsEqual(words) }
}
