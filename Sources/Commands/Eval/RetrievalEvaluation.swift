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

    @OptionGroup var options: HomeOptions

    func run() async throws {
        let rows = try EvaluationFiles.rows(PassageRow.self, in: passages)
        let turns = try EvaluationFiles.rows(RetrievalTurn.self, in: turns)
        let index = PassageIndex(rows.map(\.passage))
        let terminal = options.terminal
        var score = RetrievalScore()
        for (place, turn) in turns.enumerated() {
            terminal.progress("retrieving", place, of: turns.count)
            let began = ContinuousClock.now
            let found = index.search(turn, limit: RetrievalScore.depth)
            score.add(
                found.map(\.passage.id),
                gold: turn.gold,
                micros: (ContinuousClock.now - began).micros
            )
        }
        terminal.progressDone()
        score.figures.tell(terminal)
    }
}

/// A turn with the passages that answer it.
struct RetrievalTurn: Decodable {
    var talk: TurnRow
    var gold: Set<String>

    private enum CodingKeys: String, CodingKey { case gold }

    init(from decoder: any Decoder) throws {
        talk = try TurnRow(from: decoder)
        gold = try decoder.container(keyedBy: CodingKeys.self).decode(
            Set<String>.self,
            forKey: .gold
        )
    }
}

extension PassageIndex {
    /// The passages for a labelled turn; each turn stands alone.
    func search(_ turn: RetrievalTurn, limit: Int) -> [FoundPassage] {
        let topic = turn.talk.context.reduce(openTopic) { topic, row in
            self.topic(topic, after: row.line)
        }
        return search(turn.talk.turn, about: topic, limit: limit)
    }
}

extension Duration {
    fileprivate var micros: Int {
        Int(components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000)
    }
}
