import Agent
import ArgumentParser

/// Measures how often the right passage is found for a labelled turn.
struct RetrievalEvaluation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retrieval",
        abstract: "Measure how often the right passage is found for a labelled turn."
    )

    @Option(help: "Passages, one JSON object a line.")
    var passages: String

    @Option(help: "Labelled turns, one JSON object a line.")
    var turns: String

    @Option(help: "Vectors of the passages and turns, to rank by meaning too.")
    var vectors: String?

    @Flag(help: "Rank by meaning too, with the sentence model on this machine.")
    var onDevice = false

    @OptionGroup var options: HomeOptions

    func validate() throws {
        guard vectors == nil || !onDevice else {
            throw ValidationError("take --vectors or --on-device, not both")
        }
    }

    func run() async throws {
        let index = PassageIndex(try readPassages())
        let turns = try readTurns(Set(index.passages.map(\.id)))
        let search = try await search(of: index, for: turns)
        let terminal = options.terminal
        var score = RetrievalScore()
        for (place, turn) in turns.enumerated() {
            terminal.progress("retrieving", place, of: turns.count)
            let began = ContinuousClock.now
            let found = try search(place)
            score.add(
                found.map(\.passage.id),
                gold: turn.gold,
                micros: Int((ContinuousClock.now - began).wholeMicros)
            )
        }
        terminal.progressDone()
        try score.figures.tell(terminal)
    }

    private func readPassages() throws -> [Passage] {
        var ids: Set<String> = []
        return try EvaluationFiles.numberedRows(PassageRow.self, in: passages).map { line, row in
            guard ids.insert(row.id).inserted else {
                throw EvaluationFiles.error(
                    (passages, line),
                    "an id that another line has",
                    "an id of its own"
                )
            }
            return row.passage
        }
    }

    private func readTurns(_ ids: Set<String>) throws -> [RetrievalTurn] {
        try EvaluationFiles.numberedRows(RetrievalTurn.self, in: turns).map { line, row in
            guard !row.gold.isEmpty, row.gold.isSubset(of: ids) else {
                throw EvaluationFiles.error(
                    (turns, line),
                    row.gold.isEmpty ? "no gold passage" : "a gold passage that is not there",
                    "ids of passages in gold"
                )
            }
            return row
        }
    }

    /// The search for the turn at a place; a turn's time counts its context, but no embedding.
    private func search(
        of index: PassageIndex,
        for turns: [RetrievalTurn]
    ) async throws -> (Int) throws -> [FoundPassage] {
        guard let embedder = try embedder() else {
            return { index.search(turns[$0], limit: RetrievalScore.depth) }
        }
        do {
            let vectors = try await PassageVectors(of: index, by: embedder)
            var turnVectors: [[Float]] = []
            for turn in turns {
                options.terminal.progress("embedding turns", turnVectors.count, of: turns.count)
                turnVectors += try await embedder.vectors(
                    of: [turn.talk.turn],
                    through: .forNobodysWords
                )
            }
            return { place in
                try index.search(
                    turns[place].talk.turn,
                    about: index.topic(before: turns[place]),
                    vectors: vectors,
                    turnVector: turnVectors[place],
                    limit: RetrievalScore.depth
                )
            }
        } catch is RetrievalVectors.Missing {
            throw Failure.failed(
                "reading \(vectors ?? "") failed: found no vector for some text, expected one for "
                    + "each passage (title, a space, body) and each turn"
            )
        }
    }

    private func embedder() throws -> (any Embedder)? {
        if onDevice { return try SentenceFiles.encoder() }
        return try vectors.map { try RetrievalVectors($0) }
    }
}

/// A turn with the passages that answer it.
struct RetrievalTurn: Decodable {
    var talk: TurnRow
    var gold: Set<String>

    private enum CodingKeys: String, CodingKey { case gold }

    init(from decoder: any Decoder) throws {
        talk = try TurnRow(from: decoder)
        gold = try decoder.container(keyedBy: CodingKeys.self)
            .decode(Set<String>.self, forKey: .gold)
    }
}

extension PassageIndex {
    /// The topic before a labelled turn; each turn stands alone.
    func topic(before turn: RetrievalTurn) -> ConversationTopic {
        turn.talk.context.reduce(openTopic) { self.topic($0, after: $1.line) }
    }

    /// The passages for a labelled turn.
    func search(_ turn: RetrievalTurn, limit: Int) -> [FoundPassage] {
        search(turn.talk.turn, about: topic(before: turn), limit: limit)
    }
}
