import ConsentGate
import Events

/// The vectors of words that a turn has come to, or may yet.
struct Embedding {
    /// The words, as matching sees them.
    var words: String
    /// What the embedder makes of them; nil while it is on its way, and when there is nothing.
    var meaning: TurnMeaning?
    var task: Task<Void, Never>?
}

/// A turn that waits until its vectors are there, or its time is up.
struct Pondering {
    var heard: HeardTurn
    var task: Task<Void, Never>
}

extension Call {
    /// A turn waits no longer than this for an embedder on this machine, which takes some 40 ms; then
    /// its words alone decide.
    private static let meaningMicros: Int64 = 300_000

    /// Starts to turn the words of an open turn into vectors, beside everything else; at most one is
    /// on its way, and a "mm-hm" does not take its place.
    ///
    /// - Parameter lines: those of the turn that are final, all of which are in the words.
    func foresee(_ text: String, after lines: [HeardLine], of speaker: Pseudonym) {
        guard let meaning = ports.meaning, mayCoach(on: lines), !quietTurns.needNothing(text)
        else { return }
        let words = Words(text).list.joined(separator: " ")
        guard embedding?.words != words else { return }
        forgetMeaning()
        let withheld = consent.purposesWithheld(from: lines.map(\.version))
        let errand = EgressErrand(purpose: .aiAnalysis, withheld: withheld, subjects: [speaker])
        let door = door(for: errand) { $0.embedding?.words == words }
        embedding = Embedding(words: words)
        embedding?.task = Task {
            let texts = meaning.texts(of: text)
            let vectors = try? await meaning.embedder.vectors(of: texts, through: door)
            await serial.run {
                guard embedding?.words == words else { return }
                embedding?.task = nil
                embedding?.meaning = vectors.flatMap(TurnMeaning.init)
            }
        }
    }

    /// Whether a turn has to wait for its vectors: the judge asks for them, and they are not there yet.
    ///
    /// Those of an embedder outside are used when they have come in the pause that completes a turn,
    /// and are never waited for.
    func waitsForMeaning(_ turn: Turn) -> Bool {
        guard ports.meaning?.plays != nil else { return false }
        foresee(turn.text, after: turn.lines, of: turn.speaker)
        return embedding?.task != nil
    }

    /// Answers a turn once its vectors are there.
    func ponder(_ heard: HeardTurn) {
        guard let vectors = embedding?.task else { return }
        let alarm = ports.alarm
        let task = Task {
            _ = await Deadline.race(micros: Self.meaningMicros, by: alarm) { await vectors.value }
            await serial.run {
                guard pondering?.heard.turn.id == heard.turn.id else { return }
                pondering = nil
                do {
                    try await answer(heard)
                } catch {
                    failure = failure ?? error
                }
            }
        }
        pondering = Pondering(heard: heard, task: task)
    }

    /// What the embedder makes of some words, where it is there.
    func meaning(of words: String) -> TurnMeaning? {
        guard let embedding, let meaning = embedding.meaning,
            embedding.words == Words(words).list.joined(separator: " ")
        else { return nil }
        return meaning
    }

    /// The passages that answer some words: by their meaning too, where their vector is there.
    func passages(answering words: String, about topic: ConversationTopic) -> [FoundPassage] {
        let (index, limit) = (setup.playbook.passages, setup.modelSettings.passages)
        if let passages = ports.meaning?.passages, let meaning = meaning(of: words),
            let found = try? index.search(
                words,
                about: topic,
                vectors: passages,
                turnVector: meaning.whole,
                limit: limit
            )
        {
            return found
        }
        return index.search(words, about: topic, limit: limit)
    }

    /// Forgets the vectors, and whatever is on its way.
    func forgetMeaning() {
        embedding?.task?.cancel()
        embedding = nil
    }

    /// Lets no turn wait any longer.
    func stopPondering() {
        pondering?.task.cancel()
        pondering = nil
    }
}
