/// What each sign adds to the log-odds of interrupting (docs/EVALUATION.md, "How a turn is judged").
enum NudgeWeights {
    /// Those for what is known of a turn and a play.
    static func of(_ evidence: TurnHearing.Evidence) -> [String: Double] {
        if evidence.isByPhraseAlone { return byPhrase }
        return evidence.meant == nil ? byWords : byMeaning
    }

    /// Where plays have examples: fitted, a logistic regression, but for what is set by hand.
    private static let byWords = learnt.merging(byHand) { $1 }
    /// Where the turn's vectors are there too.
    private static let byMeaning = learntWithMeaning.merging(byHand) { $1 }

    /// The calls have too few of these to learn from.
    private static let byHand: [String: Double] = [
        "trigger-said": 0.3, "plainly-said": 4.2, "rep-said-it": -1.2,
    ]

    /// Where a play goes by its phrases: fitted too, but for what the calls have too few of, and for the first
    /// minute, in which their authors put needs and hardly any talk that only sounds like one.
    private static let byPhrase = learntByPhrase.merging(
        ["plainly-said": 4.2, "rep-said-it": -1.2, "greeting": 0]
    ) { $1 }
}
