/// Tells which play a turn is about, or which sort of ordinary talk it is, by the vectors of its words.
///
/// It learns from what `PlayClassifier` learns from, as an embedder sees it: a need that is told as a
/// picture or a story lies near its like, though no word of it was ever in a saying.
package struct MeaningClassifier: Sendable {
    private let softmax: Softmax
    private let plays: Int
    /// The plays and the kinds of ordinary talk.
    private let classes: Int

    /// Learns from what is said for each play.
    ///
    /// - Parameter vectors: by text; a saying without one is not learnt from.
    init(_ sayings: PlaySayings, vectors: [String: [Float]]) {
        plays = sayings.plays.count
        classes = plays + sayings.ordinary.count
        let rows = sayings.byClass.enumerated().flatMap { label, lines in
            lines.compactMap { line in vectors[line].map { (row: Self.row(of: $0), label: label) } }
        }
        softmax = Softmax(
            rows,
            classes: sayings.byClass.count,
            features: (vectors.first?.value.count ?? 0) + 1,
            by: .vectors
        )
    }

    /// A vector's numbers, and one that is always there.
    private static func row(of vector: [Float]) -> HeardVocabulary.Row {
        (vector + [1]).enumerated().map {
            HeardVocabulary.Entry(feature: $0.offset, value: $0.element)
        }
    }

    /// What a turn sounds like.
    func hearing(of turn: TurnMeaning) -> PlayHearing {
        var hearing = PlayHearing(plays: plays)
        for stretch in turn.stretches { hearing.add(chances(of: stretch)) }
        hearing.addWhole(chances(of: turn.whole))
        return hearing
    }

    private func chances(of vector: [Float]) -> [Float] {
        Array(softmax.chances(of: Self.row(of: vector)).prefix(classes))
    }
}

/// What an embedder makes of a turn: the vector of all its words, and of each of its stretches.
package struct TurnMeaning: Sendable {
    /// Of all its words.
    var whole: [Float]
    /// Of each stretch; of all the words where they are one stretch.
    var stretches: [[Float]]

    /// A long turn is understood by its last stretches: each takes a core some milliseconds.
    static let mostStretches = 12

    /// What is to be turned into vectors: the turn, and its stretches where it has more than one.
    package static func texts(of turn: String) -> [String] {
        let stretches = SpokenStretches.texts(of: turn)
        return [turn] + (stretches.count > 1 ? stretches.suffix(mostStretches) : [])
    }

    /// Takes the vectors of those texts, in their order; nil for none.
    package init?(_ vectors: [[Float]]) {
        guard let first = vectors.first else { return nil }
        whole = first
        stretches = vectors.count > 1 ? Array(vectors.dropFirst()) : [first]
    }
}
