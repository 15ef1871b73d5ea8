/// What a stretch of speech is compared by: stems, the concepts they stand for, and pairs of both.
struct HeardTerms {
    /// Weights of a word with meaning, of a word that only carries the sentence, of a concept and of a
    /// pair: a concept tells less than its word, a pair of carrying words still tells a phrase.
    private static let word: Float = 1
    private static let carrier: Float = 0.8
    private static let concept: Float = 0.4
    private static let pair: Float = 1.2

    /// One thing that a text has.
    struct Feature {
        /// The hash of its letters.
        var id: UInt64
        /// What it counts.
        var weight: Float
        /// Whether it is two words together.
        var isPair: Bool
    }

    /// Each feature with its weight; one may come twice.
    private(set) var features: [Feature] = []

    /// The features of terms as `terms(of:)` gives them.
    init(_ terms: some Sequence<String>) {
        var previous: (id: UInt64, carries: Bool)?
        for term in terms {
            let carries = FunctionWords.stems.contains(term)
            let id = WordHash.of(term.utf8)
            add(id, carries ? Self.carrier : Self.word)
            let groups = carries ? [] : Concepts.groups(of: term)
            for group in groups { add(group, Self.concept) }
            let meaning = groups.first ?? id
            if let previous {
                let both = previous.carries && carries
                let weight = both ? Self.pair / 2 : Self.pair
                add(WordHash.mix(previous.id, meaning), weight, isPair: true)
            }
            previous = (meaning, carries)
        }
    }

    private mutating func add(_ id: UInt64, _ weight: Float, isPair: Bool = false) {
        features.append(Feature(id: id, weight: weight, isPair: isPair))
    }

    /// The stems of a text with contractions opened and the sounds of hesitation left out.
    static func terms(of text: some StringProtocol) -> [String] {
        var known: [Substring: [String]] = [:]
        return terms(of: text, knowing: &known)
    }

    /// The same of many texts, which share most of their words.
    ///
    /// - Parameter known: the stems of the words that were read before.
    static func terms(
        of text: some StringProtocol,
        knowing known: inout [Substring: [String]]
    ) -> [String] {
        var terms: [String] = []
        for word in Words(text).list {
            let stems = known[word] ?? read(word)
            known[word] = stems
            for term in stems where terms.last != term { terms.append(term) }
        }
        return terms
    }

    private static func read(_ word: Substring) -> [String] {
        let opened = contractions[String(word)] ?? Self.opened(word)
        return TermReader.terms(of: opened).filter { !hesitations.contains($0) }
    }

    private static let hesitations: Set<String> = ["um", "uh", "er", "erm", "hmm", "ah", "eh"]

    private static let contractions = [
        "can't": "can not", "cannot": "can not", "won't": "will not", "wanna": "want to",
        "gonna": "going to", "gotta": "have to", "kinda": "kind of", "lemme": "let me",
        "cant": "can not", "dont": "do not", "im": "i am", "ive": "i have", "y'all": "you",
        "let's": "let us", "ain't": "is not", "thats": "that is", "doesnt": "does not",
        "'em": "them", "em": "them", "cause": "because", "what's": "what is",
    ]

    private static let endings = [
        ("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "would"),
        ("'m", "am"), ("'s", ""),
    ]

    private static func opened(_ word: Substring) -> String {
        guard word.utf8.contains(UInt8(ascii: "'")) else { return String(word) }
        for (ending, meaning) in endings where word.hasSuffix(ending) {
            return word.dropLast(ending.count) + " " + meaning
        }
        return String(word)
    }
}
