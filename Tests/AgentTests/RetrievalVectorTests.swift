import Agent
import Testing

@Suite struct RetrievalVectorTests {
    /// Knows three meanings by a word of each.
    private struct Meanings: Embedder {
        func vectors(of texts: [String], through door: EgressDoor) -> [[Float]] {
            texts.map { text in
                ["dog", "bill", "view"].map { text.contains($0) ? 1 : 0 }
            }
        }
    }

    private static let index = PassageIndex([
        Passage(id: "pets", title: "Animals", body: "A dog may come.", entity: "Elm Court"),
        Passage(
            id: "bills",
            title: "Invoices",
            body: "We send a bill monthly.",
            entity: "Elm Court"
        ),
        Passage(id: "other", title: "Animals", body: "No dog may come.", entity: "Oak Hall"),
    ])

    @Test func `meaning finds what words do not, within the topic`() async throws {
        let vectors = try await PassageVectors(of: Self.index, by: Meanings())
        let topic = Self.index.topic(
            Self.index.openTopic,
            after: ConversationLine(speaker: .prospect, text: "Oak Hall sounds nice")
        )
        let turn = "would my poodle be welcome"
        #expect(Self.index.search(turn, about: topic, limit: 1).first?.relevancePerMille ?? 0 == 0)
        let found = try Self.index.search(
            turn,
            about: topic,
            vectors: vectors,
            turnVector: [1, 0, 0],
            limit: 2
        )
        #expect(found.map(\.passage.id) == ["other", "pets"])
    }

    @Test func `vectors that do not fit are refused`() throws {
        #expect(throws: PassageVectors.Problem.count(found: 1, expected: 3)) {
            try PassageVectors([[1, 0]], for: Self.index)
        }
        #expect(throws: PassageVectors.Problem.size(found: 1, expected: 2)) {
            try PassageVectors([[1, 0], [1], [0, 1]], for: Self.index)
        }
    }
}
