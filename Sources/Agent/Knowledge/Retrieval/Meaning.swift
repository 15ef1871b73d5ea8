/// What an embedder adds to words: passages found by meaning, and plays told apart by it.
public struct Meaning: Sendable {
    let embedder: any Embedder
    let passages: PassageVectors
    /// What judges by vectors; nil with an embedder outside, which no turn waits for, with a playbook
    /// of phrases alone, and with one of so many sayings that words do as well.
    let plays: MeaningClassifier?

    /// The playbook as the embedder sees it; made once at start, since nobody's words are in it.
    ///
    /// - Parameter known: vectors that the same embedder has made before, by text.
    /// - Throws: what the embedder throws, or `PassageVectors.Problem`.
    public init(
        of playbook: Playbook,
        by embedder: any Embedder,
        knowing known: [String: [Float]] = [:]
    ) async throws {
        self.embedder = embedder
        let texts = Self.texts(of: playbook, for: embedder)
        let missing = texts.filter { known[$0] == nil }
        let made = try await embedder.vectors(of: missing, through: .forNobodysWords)
        let vectors = known.merging(zip(missing, made)) { one, _ in one }
        let passages = playbook.passages
        self.passages = try PassageVectors(
            passages.passages.compactMap { vectors[$0.embeddedText] },
            for: passages
        )
        plays = Self.judges(playbook, embedder) ? playbook.meaning(vectors: vectors) : nil
    }

    private static func judges(_ playbook: Playbook, _ embedder: any Embedder) -> Bool {
        !embedder.isOutside && !playbook.sayings.areMany
    }

    /// What of a playbook an embedder turns into vectors: its passages and, where it is to judge too,
    /// what people say when they need them; each text once.
    public static func texts(of playbook: Playbook, for embedder: any Embedder) -> [String] {
        let passages = playbook.passages.passages.map(\.embeddedText)
        return Set(passages + (judges(playbook, embedder) ? playbook.sayings.texts : [])).sorted()
    }

    /// What of some words is turned into vectors: all of them first.
    func texts(of words: String) -> [String] {
        plays == nil ? [words] : TurnMeaning.texts(of: words)
    }
}
