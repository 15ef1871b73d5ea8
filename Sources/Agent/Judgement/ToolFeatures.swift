/// What the tool chooser knows of a completed turn, for each candidate.
package struct ToolFeatures: Sendable {
    /// What holds of the turn whatever the tool.
    package let shared: [Feature]
    /// What holds of each candidate in a way that any tool could.
    package let general: [[Feature]]
    /// What holds of each candidate and is told by its own inputs.
    package let special: [[Feature]]

    /// Lines before the turn that are looked at: three exchanges.
    package static let linesHeard = 6
    private static let longestTurn = 12

    /// The features of a turn after some lines, oldest first.
    package init(of turn: String, after lines: [ConversationLine], among tools: [CandidateTool]) {
        let talk = Talk(turn, after: lines.suffix(Self.linesHeard))
        shared = Self.shared(talk)
        let topics = tools.map { ToolTopic($0, in: talk) }
        let best = topics.map(\.weight).max() ?? 0
        general = topics.map { topic in
            let rank = topics.count { $0.weight > topic.weight }
            return topic.features(rank: rank, behind: best - topic.weight)
        }
        special = zip(tools, topics).map { tool, topic in
            topic.inputFeatures(of: tool)
        }
    }

    private static func shared(_ talk: Talk) -> [Feature] {
        var features: [Feature] = []
        let turn = talk.turn.tokens
        for token in turn { features.append(Feature(.turnWord, token)) }
        Feature.pairs(.turnPair, of: turn, into: &features)
        let rep = talk.asked?.tokens ?? []
        for token in rep { features.append(Feature(.repWord, token)) }
        Feature.pairs(.repPair, of: rep, into: &features)
        features.append(Feature(.length, count: min(turn.count, longestTurn)))
        features.append(Feature(.linesBefore, count: talk.lines.count))
        let acceptance = Acceptance.level(of: talk.turn, after: talk.asked)
        features.append(Feature(.acceptance, count: acceptance))
        return features
    }
}

/// A turn and the lines before it, heard once for all tools.
struct Talk {
    let turn: HeardWords
    /// Lines before the turn, oldest first.
    let lines: [(isRep: Bool, words: HeardWords)]

    init(_ turn: String, after lines: some Sequence<ConversationLine>) {
        self.turn = HeardWords(turn)
        self.lines = lines.map { ($0.speaker == .rep, HeardWords($0.text)) }
    }

    /// The rep's line that the turn answers.
    var asked: HeardWords? { lines.last.flatMap { $0.isRep ? $0.words : nil } }
}

/// How far a talk is about one tool, and how far that tool has what it needs.
struct ToolTopic {
    private let turn: ToolMentions
    private let asked: ToolMentions
    private let required: UInt64
    private let before: UInt64
    private let after: UInt64
    private let recency: Double
    /// How much the talk is about the tool; only comparisons between tools mean something.
    let weight: Double

    init(_ tool: CandidateTool, in talk: Talk) {
        turn = tool.mentions(in: talk.turn)
        let lines = talk.lines.map { ($0.isRep, tool.mentions(in: $0.words)) }
        asked = talk.asked == nil ? ToolMentions() : lines.last?.1 ?? ToolMentions()
        required = tool.required
        recency = Self.recency(lines.map(\.1))
        // An input is given when its value was said, or the rep asked for it and was answered.
        var before: UInt64 = 0
        for (place, (isRep, mentions)) in lines.enumerated() {
            let isAnswered = place < lines.count - 1
            before |= isRep ? (isAnswered ? mentions.labels : 0) : mentions.values
        }
        self.before = before
        after = before | turn.values | asked.labels
        weight =
            recency + 2 * Double(turn.named) + Double(asked.named)
            + 0.5 * Double(turn.values.nonzeroBitCount + asked.values.nonzeroBitCount)
            + 0.5 * Double(asked.labels.nonzeroBitCount)
            + 0.3 * Double(turn.labels.nonzeroBitCount)
    }

    /// Each line back counts this much less.
    private static let fading = 0.7

    private static func recency(_ lines: [ToolMentions]) -> Double {
        var recency = 0.0
        var share = 1.0
        for line in lines.reversed() {
            share *= fading
            recency += share * ((line.named > 0 ? 1 : 0) + (line.values != 0 ? 0.3 : 0))
        }
        return recency
    }

    func features(rank: Int, behind distance: Double) -> [Feature] {
        let missing = (required & ~after).nonzeroBitCount
        let missingBefore = (required & ~before).nonzeroBitCount
        var features = [
            Feature(.namedInTurn, count: min(turn.named, 4)),
            Feature(.namedByRep, count: min(asked.named, 4)),
            Feature(.valuesInTurn, count: min(turn.values.nonzeroBitCount, 4)),
            Feature(.valuesByRep, count: min(asked.values.nonzeroBitCount, 4)),
            Feature(.inputsInTurn, count: min(turn.labels.nonzeroBitCount, 4)),
            Feature(.inputsByRep, count: min(asked.labels.nonzeroBitCount, 4)),
            Feature(.recency, count: Int(recency * 4)),
            Feature(.rank, count: min(rank, 2)),
            Feature(.distance, count: min(Int(distance * 2), 6)),
        ]
        if required != 0 {
            features.append(Feature(.missing, count: min(missing, 3)))
            features.append(Feature(.missingBefore, count: min(missingBefore, 3)))
            if missing == 0, missingBefore > 0 { features.append(Feature(.completed)) }
        }
        return features
    }

    /// For each required input, whether it was given before (1), now (2) or both (3).
    func inputFeatures(of tool: CandidateTool) -> [Feature] {
        var features = [Feature(.tool)]
        for (place, input) in tool.inputs.enumerated() {
            let bit: UInt64 = 1 << UInt64(place)
            guard required & bit != 0 else { continue }
            let wasGiven = before & bit != 0 ? 1 : 0
            let isGiven = (turn.values | asked.labels) & bit != 0 ? 2 : 0
            features.append(Feature(.input, input, WordHash.count(wasGiven + isGiven)))
        }
        return features
    }
}
