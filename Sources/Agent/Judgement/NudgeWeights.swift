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

    /// Where a playbook gives nothing but phrases: set by hand.
    private static let byPhrase: [String: Double] = [
        "start": -4.0, "all": 0.45, "unsaid": 0.4, "doubt": -0.8, "words": 0.065,
        "trigger-said": 1.3, "plainly-said": 2.2, "competitor-named": 0.6, "rep-said-it": -1.2,
        "said-before": -1.5, "short": -0.8, "not-to-the-rep": -0.5, "greeting": -3.0,
        "opener": 0.8, "question": 0.5, "concern": 0.5, "denial": -2.5, "settled": -1.1,
        "hearsay": -1.6, "family": -1.3, "leaving": -1.5, "play": -2,
    ]
}
