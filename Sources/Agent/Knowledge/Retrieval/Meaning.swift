/// What finds passages by their meaning: an embedder, and the playbook as it sees it.
public struct Meaning: Sendable {
    let embedder: any Embedder
    let passages: PassageVectors

    /// The playbook's passages as vectors; made once at start, since nobody's words are in them.
    ///
    /// - Throws: what the embedder throws, or `PassageVectors.Problem`.
    public init(of playbook: Playbook, by embedder: any Embedder) async throws {
        self.embedder = embedder
        passages = try await PassageVectors(of: playbook.passages, by: embedder)
    }
}
