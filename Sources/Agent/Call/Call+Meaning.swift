import ConsentGate
import Events

/// The vector of words that a turn may come to, made while they are still being said.
struct Embedding {
    /// The words, as matching sees them.
    var words: String
    /// The vector; nil while it is on its way, and when there is none.
    var vector: [Float]?
    var task: Task<Void, Never>?
}

extension Call {
    /// Starts to turn the words of an open turn into a vector, beside everything else.
    ///
    /// The pause that completes a turn is longer than an embedder takes; a vector that is not there by
    /// then is not waited for, and the words alone decide. At most one is on its way.
    func foresee(_ text: String, of speaker: Pseudonym) {
        guard let meaning = ports.meaning, mayAnalyse else { return }
        let words = Words(text).list.joined(separator: " ")
        guard embedding?.words != words else { return }
        forgetMeaning()
        let errand = EgressErrand(purpose: .aiAnalysis, subjects: [speaker])
        let door = door(for: errand) { $0.embedding?.words == words }
        embedding = Embedding(words: words)
        embedding?.task = Task {
            let vectors = try? await meaning.embedder.vectors(of: [text], through: door)
            await serial.run {
                guard embedding?.words == words else { return }
                embedding?.task = nil
                embedding?.vector = vectors?.first
            }
        }
    }

    /// The passages that answer some words: by their meaning too, where their vector is there.
    func passages(answering words: String, about topic: ConversationTopic) -> [FoundPassage] {
        let (index, limit) = (setup.playbook.passages, setup.modelSettings.passages)
        let key = Words(words).list.joined(separator: " ")
        if let meaning = ports.meaning, let embedding, embedding.words == key,
            let vector = embedding.vector,
            let found = try? index.search(
                words,
                about: topic,
                vectors: meaning.passages,
                turnVector: vector,
                limit: limit
            )
        {
            return found
        }
        return index.search(words, about: topic, limit: limit)
    }

    /// Forgets the vector, and whatever is on its way.
    func forgetMeaning() {
        embedding?.task?.cancel()
        embedding = nil
    }
}
