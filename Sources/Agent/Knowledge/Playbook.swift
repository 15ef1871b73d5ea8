/// The plays a coach knows, indexed once at start.
public struct Playbook: Sendable {
    /// The plays, in the order of their files.
    public private(set) var entries: [PlaybookEntry]
    /// Hex SHA-256 over the paths and digests of the files.
    public let digest: String
    /// The plays as retrieval finds them.
    let passages: PassageIndex
    private let index: PhraseIndex
    /// What people say when they need each play.
    package private(set) var sayings: PlaySayings
    /// Nil when of no play more is known than its phrases: then they alone find plays.
    private var classifier: PlayClassifier?

    /// More plays than this are a mistake in the path, not a playbook.
    public static let mostEntries = 20_000

    /// Parses the Markdown files of a folder, in the order of their paths.
    ///
    /// - Throws: every error found, so that an author mends a file in one pass.
    public init(parsing files: [SourceFile]) throws(PlaybookErrors) {
        let files = files.sorted { $0.path < $1.path }
        guard files.count <= Self.mostEntries else {
            throw PlaybookErrors(errors: [Self.tooMany(files)])
        }
        var entries: [PlaybookEntry] = []
        var errors: [InputError] = []
        var seen: Set<String> = []
        for file in files {
            do {
                let entry = try PlaybookParser(file).parse()
                if !seen.insert(entry.id).inserted {
                    errors.append(Self.repeated(in: file))
                }
                entries.append(entry)
            } catch {
                errors.append(error)
            }
        }
        guard errors.isEmpty else { throw PlaybookErrors(errors: errors) }
        self.entries = entries
        digest = hexDigest(
            of: entries.map { "\($0.id) \($0.version)" }.joined(separator: "\n").utf8
        )
        index = PhraseIndex(entries)
        passages = PassageIndex(entries.map { Passage($0) })
        sayings = PlaySayings(of: entries)
        learn()
    }

    private mutating func learn() {
        guard sayings.tellMoreThanPhrases else { return }
        classifier = PlayClassifier(sayings)
    }

    /// Whether a play has no examples and might borrow some; one of a competitor is found by its names.
    public var wantsExamples: Bool {
        entries.contains { $0.examples.isEmpty && $0.competitorNames.isEmpty }
    }

    /// The same playbook, in which plays without examples borrow those of a playbook of the same field.
    public func borrowing(from lender: Playbook) -> Playbook {
        guard wantsExamples else { return self }
        var playbook = self
        playbook.sayings.borrow(for: entries, from: lender)
        playbook.learn()
        return playbook
    }

    /// The same playbook as if it had not heard some of its sayings, by their places in each play.
    package func leavingOut(_ isLeftOut: (Int) -> Bool) -> Playbook {
        var playbook = self
        playbook.sayings = PlaySayings(sayings, leavingOut: isLeftOut)
        playbook.learn()
        return playbook
    }

    /// The same playbook as if its author had given no examples, and it had borrowed them.
    package var withBorrowedExamples: Playbook {
        var playbook = self
        for place in entries.indices { playbook.entries[place].examples = [] }
        playbook.sayings = PlaySayings(of: playbook.entries)
        return playbook.borrowing(from: self)
    }

    /// What people say when they need each play, and, under nil, when they need none.
    package var sayingsByPlay: [(play: String?, sayings: [String])] {
        zip(entries, sayings.plays).map { ($0.id, $1) } + sayings.ordinary.map { (nil, $0) }
    }

    /// What tells the plays apart by the vectors of their sayings; nil where of no play more is known
    /// than its phrases, and without vectors.
    package func meaning(vectors: [String: [Float]]) -> MeaningClassifier? {
        guard classifier != nil, !vectors.isEmpty else { return nil }
        return MeaningClassifier(sayings, vectors: vectors)
    }

    /// Named by the first file that is too much: the folder's own path is not known here.
    private static func tooMany(_ files: [SourceFile]) -> InputError {
        InputError(
            path: files[mostEntries].path,
            line: 1,
            found: "one of \(files.count) files",
            expected: "at most \(mostEntries) in one playbook"
        )
    }

    private static func repeated(in file: SourceFile) -> InputError {
        InputError(
            path: file.path,
            line: 2,
            found: "an id that another file has",
            expected: "an id of its own"
        )
    }

    /// The play of an id.
    subscript(id: String) -> PlaybookEntry? { entries.first { $0.id == id } }

    /// The statements that the rep must make.
    public var requiredStatements: [PlaybookEntry] { entries.filter(\.isRequired) }

    /// Whether a play goes by its phrases alone.
    ///
    /// A competitor is found by its names. Of another play nothing more is known, or a phrase was said and
    /// what else is known is only borrowed: then the phrase speaks for it, unless the rest of the turn shows
    /// that it is not meant.
    func goesByPhrase(_ place: Int, isSaid: Bool) -> Bool {
        let entry = entries[place]
        guard entry.competitorNames.isEmpty else { return true }
        return entry.examples.isEmpty && (isSaid || !sayings.hasExamples[place])
    }

    /// How likely some phrases are about each play, by its place, on average; empty without examples.
    func likeness(of phrases: [String]) -> [Float] {
        guard let classifier, !phrases.isEmpty else { return [] }
        var sums = [Float](repeating: 0, count: entries.count)
        for phrase in phrases {
            let chances = classifier.chances(of: HeardTerms.terms(of: phrase))
            for place in sums.indices { sums[place] += chances[place] / Float(phrases.count) }
        }
        return sums
    }

    /// What a turn sounds like, beside each play and each kind of ordinary talk.
    ///
    /// - Parameter said: the plays of which a phrase was said, by their ids, with that phrase.
    func heard(in stretches: [[String]], saying said: [String: Words]) -> PlayHearing {
        let isSaid = entries.map { said[$0.id] != nil }
        guard let classifier else { return PlayHearing(of: isSaid) }
        var hearing = PlayHearing(plays: entries.count)
        for stretch in stretches { hearing.add(classifier.chances(of: stretch)) }
        for (place, entry) in entries.enumerated() where entry.competitorNames.isEmpty {
            guard let phrase = said[entry.id] else { continue }
            let terms = HeardTerms.terms(of: phrase.list.joined(separator: " "))
            hearing.add(classifier.chances(of: terms), asPhraseOf: place)
        }
        let whole = stretches.joined()
        hearing.addWhole(classifier.chances(of: whole), shares: classifier.shares(of: whole))
        for place in entries.indices where goesByPhrase(place, isSaid: isSaid[place]) {
            hearing.take(phraseOf: place, isSaid: isSaid[place])
        }
        return hearing
    }

    /// The plays of which a phrase stands in a turn of the other side, the best first.
    func matches(in turn: Words) -> [PlaybookMatch] {
        index.matches(in: turn).sorted { one, other in
            (one.scorePerMille, other.entry.id) > (other.scorePerMille, one.entry.id)
        }
    }
}

/// Everything that is wrong with a playbook.
public struct PlaybookErrors: Error, Hashable, CustomStringConvertible {
    /// One error for each file at most, and one for each repeated id.
    public let errors: [InputError]
    /// One line for each error.
    public var description: String {
        errors.map(\.description).joined(separator: "\n")
    }
}

/// A play that a turn calls for by its clearest phrase, and how clearly.
struct PlaybookMatch: Hashable {
    var entry: PlaybookEntry
    var phrase: Words
    var scorePerMille: Int
}

/// Phrases by their first word, so that a turn is compared with few of them.
private struct PhraseIndex: Sendable {
    private struct Phrase {
        var words: Words
        var entry: Int
        var isName: Bool
    }

    private let entries: [PlaybookEntry]
    private let vetoes: [[Words]]
    private var byFirstWord: [Substring: [Phrase]] = [:]

    init(_ entries: [PlaybookEntry]) {
        self.entries = entries
        vetoes = entries.map { $0.notWhen.flatMap { Words($0).spellings } }
        for (place, entry) in entries.enumerated() {
            for trigger in entry.triggers { add(trigger, of: place, isName: false) }
            for name in entry.competitorNames { add(name, of: place, isName: true) }
        }
    }

    private mutating func add(_ phrase: String, of entry: Int, isName: Bool) {
        for words in Words(phrase).spellings {
            guard let first = words.list.first else { continue }
            byFirstWord[first, default: []]
                .append(Phrase(words: words, entry: entry, isName: isName))
        }
    }

    func matches(in turn: Words) -> [PlaybookMatch] {
        var best: [Int: (score: Int, phrase: Words)] = [:]
        for (position, word) in turn.list.enumerated() {
            for phrase in byFirstWord[word] ?? [] {
                let length = phrase.words.list.count
                guard turn.list[position...].prefix(length).elementsEqual(phrase.words.list) else {
                    continue
                }
                let score = score(of: phrase)
                guard score > best[phrase.entry]?.score ?? 0 else { continue }
                best[phrase.entry] = (score, phrase.words)
            }
        }
        return best.compactMap { place, found in
            guard !vetoes[place].contains(where: turn.contain) else { return nil }
            return PlaybookMatch(
                entry: entries[place],
                phrase: found.phrase,
                scorePerMille: found.score
            )
        }
    }

    /// A longer phrase is said less often by chance.
    ///
    /// A competitor's name stands for itself.
    private func score(of phrase: Phrase) -> Int {
        if phrase.isName { return 850 }
        switch phrase.words.list.count {
        case 1: return 600
        case 2: return 800
        case 3: return 900
        default: return 1000
        }
    }
}
