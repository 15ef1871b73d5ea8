import ConsentGate
import Events
import Projections

extension Call {
    /// Passages less relevant than this answer nothing; 1,000 is a full answer.
    private static let leastRelevance = 500

    /// Follows what the conversation is about, line by line, and forgets it as soon as nobody may look.
    ///
    /// By what is recorded alone, so that a call that is carried on knows no more of it.
    func follow(topicOf event: RecordedEvent) {
        guard mayAnalyse else {
            return (topic, topicBeforeTurn) = (setup.playbook.passages.openTopic, [:])
        }
        guard let text = event.opened(LineTranscribed.self)?.text,
            let speaker = event.envelope.subject,
            mayUse([event.envelope.version], of: speaker, for: [.aiAnalysis])
        else { return }
        // A turn is looked up in the light of what was said before it.
        if turns.openLines(of: speaker).isEmpty { topicBeforeTurn[speaker] = topic }
        let isRep = consent.people[speaker]?.role == .rep
        let line = ConversationLine(speaker: isRep ? .rep : .prospect, text: text)
        topic = setup.playbook.passages.topic(topic, after: line)
    }

    /// The plays that were weighed, and after them the others that answer the words, the best first.
    ///
    /// Those are for a language model to rest a tip on, and for the log: the playbook coach shows none.
    /// A competitor's is left out unless the turn or the lines before it name them.
    func adding(
        retrievedFor moment: JudgedMoment,
        about topic: ConversationTopic,
        to weighed: [JudgedPlay]
    ) -> [JudgedPlay] {
        var plays = weighed
        lazy var spoken = moment.spoken
        for found in passages(answering: moment.turn, about: topic)
        where found.relevancePerMille >= Self.leastRelevance {
            if let place = plays.firstIndex(where: { $0.entry.id == found.passage.id }) {
                plays[place].isRetrieved = true
            } else if let entry = setup.playbook[found.passage.id], entry.mayConcern(spoken) {
                let score = min(1000, found.relevancePerMille)
                plays.append(
                    JudgedPlay(
                        entry: entry,
                        weighing: Weighing(scorePerMille: score, grounds: [JudgedPlay.retrieved]),
                        silence: .weakPassage,
                        isWeighed: false,
                        isRetrieved: true
                    )
                )
            }
        }
        return plays
    }
}

extension JudgedMoment {
    /// The words of the turn and of each line before it.
    var spoken: [Words] { (before.map(\.text) + [turn]).map { Words($0) } }
}

extension PlaybookEntry {
    /// Whether the play is about no competitor, or about one whom some words name.
    func mayConcern(_ spoken: @autoclosure () -> [Words]) -> Bool {
        guard !competitorNames.isEmpty else { return true }
        let names = competitorNames.map { Words($0) }
        return spoken().contains { names.contains(where: $0.contain) }
    }
}
