public import Events
public import Projections

/// What is left to do after a call: the objections and their answers, the next steps, a message.
///
/// A pure function of one call's record; the same record gives the same follow-up. It quotes what was
/// said and adds no fact of its own, and nothing here sends anything.
public struct CallFollowUp: Codable, Hashable, Sendable {
    /// A doubt of the other side, and what the rep said to it.
    public struct Objection: Codable, Hashable, Sendable {
        /// The line in which it was raised.
        public var line: StreamVersion
        /// What was said.
        public var quote: String
        /// The play that answers it.
        public var play: String
        /// The play's headline.
        public var headline: String
        /// The rep's next lines that say something; empty when they let it pass.
        public var answers: [Answer]
    }

    /// A line of the rep after an objection.
    public struct Answer: Codable, Hashable, Sendable {
        /// The line.
        public var line: StreamVersion
        /// What was said.
        public var quote: String
    }

    /// Something that somebody owes.
    public struct NextStep: Codable, Hashable, Sendable {
        /// The role of whoever owes it.
        public var owner: Role
        /// Who in that role; nil where the words do not tell, or both sides owe it.
        public var person: Pseudonym?
        /// Whether both sides said that they would do it together.
        public var isShared: Bool
        /// The words in which it was promised or asked for.
        public var what: String
        /// By when, in the words that were said, with the date of a weekday where it is certain; nil when
        /// nothing was.
        public var due: String?
        /// Who asked for it in these words, where whoever owes it agreed in words that do not tell what;
        /// else nil.
        public var askedBy: Pseudonym?
        /// The line in which it was said.
        public var line: StreamVersion
        /// The line that has the day, or the words that changed it, where that is another; else nil.
        public var settledIn: StreamVersion?

        /// The lines of which it has words.
        public var lines: [StreamVersion] { [line] + [settledIn].compactMap { $0 } }
    }

    /// A message that the rep may send, as they like.
    public struct Message: Codable, Hashable, Sendable {
        /// The subject.
        public var subject: String
        /// The text.
        public var body: String
    }

    /// How the call ended, as `log_outcome` takes it.
    public struct Outcome: Codable, Hashable, Sendable {
        /// One of the words that the call's pack has for it.
        public var outcome: String
        /// One sentence.
        public var note: String
    }

    /// The objections, in the order in which they were raised.
    public var objections: [Objection]
    /// The next steps, in the order in which they were said.
    public var nextSteps: [NextStep]
    /// The message.
    public var draft: Message
    /// What would be written down.
    public var outcome: Outcome

    /// What is left to do after a call.
    ///
    /// - Parameter words: what the call's field calls the parts of it, and its outcomes.
    public init(of review: CallReview, in words: FollowUpWords = .standard) {
        objections = Array(RaisedObjections(in: review).all.prefix(Self.mostObjections))
        nextSteps = NextSteps.find(in: review)
        draft = FollowUpMessage(review, objections, nextSteps, words).message
        outcome = Self.outcome(objections, nextSteps, words)
    }

    /// How long after an objection the rep's words still answer it: later the talk has moved on.
    public static let answerMicros: Int64 = 60_000_000
    /// So many lines carry an answer; what follows is elaboration.
    static let mostAnswers = 3
    /// More objections than this do not fit a message that somebody reads.
    static let mostObjections = 12
    /// A quote is a reminder, not a transcript.
    static let longestQuote = 160

    private static func outcome(
        _ objections: [Objection],
        _ steps: [NextStep],
        _ words: FollowUpWords
    ) -> Outcome {
        // Whether a deal was won or lost is nobody's guess: only a step that was said out loud counts.
        let word = steps.isEmpty ? words.undecided : words.agreed
        let doubts = "\(words.objectionsTitle): \(objections.count)"
        let raised = "\(doubts), next steps: \(steps.count)"
        let next = steps.first.map { "; first: “\($0.what)”" } ?? ""
        return Outcome(outcome: word, note: Quote.short(raised + next, longest: longestNote))
    }

    /// What `log_outcome` takes.
    private static let longestNote = 500
}
