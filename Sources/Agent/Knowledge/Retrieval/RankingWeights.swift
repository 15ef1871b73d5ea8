/// The weights of ranking, fitted once on public labelled turns (docs/EVALUATION.md says how).
///
/// They are read as parts of one scale on which a passage that says exactly what the turn asks has
/// a relevance of about 1.
enum RankingWeights {
    /// A title's words against a body's: most titles are questions in words of their own.
    static let title: Float = 0.4
    /// How soon a repeated word stops counting (k1 of BM25).
    static let saturation: Float = 0.45
    /// How much a long passage is held against it (b of BM25).
    static let lengthPenalty: Float = 0.15
    /// How much of a term's weight is its rarity among its own entity's passages.
    static let rarityInScope: Float = 0.7
    /// Added to a turn's whole weight, so that one rare word alone does not decide.
    static let turnPrior: Float = 4.5
    /// Worth of the line before for a turn that says nothing of its own.
    static let lineBefore: Float = 0.12
    /// How fast a paraphrase loses its say with its distance, as a power of its likeness.
    static let likenessPower: Float = 2.5
    /// How far the few paraphrases that use a word count like many, as a power of their share.
    static let agreementPower: Float = 0.4

    /// Worth of an entity that was just named in full.
    static let name: Float = 2
    /// Worth of one unit of log odds that the talk's words belong to a domain.
    static let domainWords: Float = 0.125
    /// Below this many units a domain is out in any case.
    static let lowestDomainWords: Float = -8
    /// Worth of a domain's own name for the passages that hold for all of it.
    static let domainNameForAll: Float = 1.5
    /// Worth of a domain's own name for its entities.
    static let domainNameForEntity: Float = 0.5
    /// Passages that hold for all are meant when nobody is named.
    static let forAll: Float = 0.25
    /// Worth of an entity's passage that is what was said just before.
    static let justSaid: Float = 0.1
}
