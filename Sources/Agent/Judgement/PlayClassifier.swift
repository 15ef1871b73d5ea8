import Foundation

/// Tells which play a stretch of speech is about, or which sort of ordinary talk it is.
///
/// It is learnt when the playbook is read, from its own triggers and examples against each other and
/// against ordinary talk of each kind: a softmax over the words, and beside it the words that each
/// play has to itself. It is deterministic: the same playbook always gives the same weights.
struct PlayClassifier: Sendable {
    private let vocabulary: HeardVocabulary
    private let softmax: Softmax
    private let ownWords: OwnWords
    private let plays: Int
    /// The plays and the kinds of ordinary talk.
    private let classes: Int

    /// Learns from what is said for each play, by its place.
    init(_ sayings: PlaySayings) {
        plays = sayings.plays.count
        classes = plays + sayings.ordinary.count
        var texts: [(terms: HeardTerms, label: Int)] = []
        var known: [Substring: [String]] = [:]
        let all = sayings.byClass
        for (label, lines) in all.enumerated() {
            for line in lines {
                texts.append((HeardTerms(HeardTerms.terms(of: line, knowing: &known)), label))
            }
        }
        let vocabulary = HeardVocabulary(texts.map(\.terms))
        self.vocabulary = vocabulary
        let rows = texts.map { (row: vocabulary.row(of: $0.terms), label: $0.label) }
        softmax = Softmax(
            rows,
            classes: all.count,
            features: vocabulary.count,
            by: .words
        )
        ownWords = OwnWords(rows, classes: all.count, features: vocabulary.count)
    }

    /// How likely a stretch of speech is about each play, by its place, and then how likely it is
    /// each kind of ordinary talk.
    func chances(of terms: some Sequence<String>) -> [Float] {
        let row = vocabulary.row(of: HeardTerms(terms))
        return Array(softmax.chances(of: row).prefix(classes))
    }

    /// How much of what the words say for the likeliest play they say for each, from 0 to 1.
    func shares(of terms: some Sequence<String>) -> [Float] {
        let worths = ownWords.worths(of: vocabulary.row(of: HeardTerms(terms))).prefix(plays)
        let most = worths.max() ?? 0
        return worths.map { most > 0 ? $0 / most : 0 }
    }
}
