/// How much a turn's form alone makes it a request for information, whatever it is about.
///
/// It stands in where the fitted words say little: in a field whose vocabulary nobody has labelled.
struct QuestionForm: Sendable {
    /// The turn begins or resumes with a question word, or an auxiliary before a subject.
    let opensAsQuestion: Bool
    /// A question word stands somewhere.
    let hasQuestionWord: Bool
    /// Auxiliaries that stand before a subject somewhere.
    let inversions: [(auxiliary: UInt64, subject: UInt64)]
    /// Whether the first word is an auxiliary.
    let leadsWithAuxiliary: Bool
    /// Whether the first word is a question word.
    let leadsWithQuestionWord: Bool
    /// How likely the form alone makes it a need, per mille.
    let perMille: Int

    init(_ words: HeardWords) {
        let ids = words.list.map(\.id)
        var opens = false
        var inversions: [(auxiliary: UInt64, subject: UInt64)] = []
        for (place, id) in ids.enumerated() {
            let next = place + 1 < ids.count ? ids[place + 1] : 0
            let isFresh = place == 0 || Self.openers.contains(ids[place - 1])
            let isInversion = Self.auxiliaries.contains(id) && Self.subjects.contains(next)
            if isInversion { inversions.append((id, next)) }
            let asks = Self.questionWords.contains(id)
            let isQuantity = id == Self.how && Self.afterHow.contains(next)
            let isAskedAbout = asks && Self.auxiliaries.contains(next)
            if isFresh && (isInversion || asks) || isQuantity || isAskedAbout { opens = true }
        }
        self.inversions = inversions
        opensAsQuestion = opens
        hasQuestionWord = ids.contains(where: Self.questionWords.contains)
        leadsWithAuxiliary = ids.first.map(Self.auxiliaries.contains) ?? false
        leadsWithQuestionWord = ids.first.map(Self.questionWords.contains) ?? false
        perMille =
            if Self.errands.contains(where: words.contain) {
                Likelihood.errand
            } else if Self.requests.contains(where: words.contain) {
                Likelihood.request
            } else if opens {
                Likelihood.question
            } else if !inversions.isEmpty {
                Likelihood.lateInversion
            } else {
                Likelihood.statement
            }
    }

    /// Whether a line asks with its first words, openers aside.
    ///
    /// Stricter than `opensAsQuestion`, which also takes "when we began" and "and what is more":
    /// here nothing but the beginning counts, and it must have the order of words of a question.
    static func opensLine(_ words: HeardWords) -> Bool {
        let ids = Array(words.list.map(\.id).drop(while: openers.contains))
        guard ids.count >= 2 else { return false }
        if ids[0] == how && afterHow.contains(ids[1]) || suggestions.contains(where: ids.starts) {
            return true
        }
        guard ids.count >= shortestQuestion else { return false }
        if contractions.contains(ids[0]) { return true }
        if ids[0] != which && questionWords.contains(ids[0]) { return auxiliaries.contains(ids[1]) }
        return auxiliaries.contains(ids[0]) && subjects.contains(ids[1])
    }

    /// "can you" and "what does" do not yet say what is asked.
    private static let shortestQuestion = 3
    /// "which is" more often goes on with a statement than asks.
    private static let which = WordHash.of("which".utf8)
    /// Question words with their auxiliary inside.
    private static let contractions = hashes("whats whos wheres hows")
    private static let suggestions = phrases("what about,how about,why not,how come,what if")

    /// Rough chances, per mille: only their order and the side of one half matter.
    private enum Likelihood {
        static let question = 850
        static let request = 800
        static let lateInversion = 650
        static let errand = 200
        static let statement = 100
    }

    private static func hashes(_ words: String) -> Set<UInt64> {
        Set(words.split(separator: " ").map { WordHash.of($0.utf8) })
    }

    private static func phrases(_ lines: String) -> [[UInt64]] {
        lines.split(separator: ",").map { phrase in
            phrase.split(separator: " ").map { WordHash.of($0.utf8) }
        }
    }

    private static let how = WordHash.of("how".utf8)
    private static let afterHow = hashes(
        "much many long often soon far big does do is are would can fast quickly"
    )
    private static let auxiliaries = hashes(
        "do does did is are was were can could will would should has have had may am any"
            + " isnt arent doesnt dont cant wont"
    )
    private static let questionWords = hashes(
        "what whats which who whos when where wheres how hows why whose"
    )
    private static let subjects = hashes(
        "they it there the this that these those you we i he she their its your our my any"
            + " anyone anybody all someone"
    )
    /// Words after which a question can begin.
    private static let openers = hashes(
        "and so but okay ok yes yeah also well great thanks no then right hey hi um uh"
    )
    /// Ways to ask without asking.
    private static let requests = phrases(
        "i wonder,wondering,tell me,let me know,want to know,like to know,need to know,curious,"
            + "worried about,concerned about,what about,how about,do you know,know if,"
            + "know whether,know how,know what,explain,any idea,any chance,question about,"
            + "information on,information about,details on,details about,not sure if,"
            + "not sure how,not sure whether"
    )
    /// Questions in form that ask for a deed or for the talk itself, not for knowledge.
    private static let errands = phrases(
        "can you hear,could you hear,can you see,could you send,can you send,can you book,"
            + "could you book,can we book,shall we,can you repeat,could you repeat,how are you,"
            + "say that again,can we meet,should we meet,could we schedule,can we schedule,"
            + "can i call you"
    )
}
