/// What each sign adds to the log-odds of interrupting (docs/EVALUATION.md, "How a turn is judged").
enum NudgeWeights {
    /// Where plays have examples: fitted, a logistic regression.
    ///
    /// It was fitted on the development calls and on needs that no example said, and moved to where
    /// four nudges in five were right. `plainly-said`, `trigger-said` and `rep-said-it` are set by
    /// hand: the calls have too few of them to learn from.
    static let fitted: [String: Double] = [
        "start": -7.05, "all": 0.22, "whole": 0.54, "doubt": -0.41, "words": 0.041,
        "more-words": 0.78, "trigger-said": 0.3, "plainly-said": 2.5, "competitor-named": 2.55,
        "rep-said-it": -1.2, "said-before": -1.2, "short": -0.36, "not-to-the-rep": -0.45,
        "greeting": -1.1, "opener": 0.34, "question": 0.39, "concern": 0.17, "denial": -0.97,
        "settled": -0.72, "hearsay": -0.62, "family": -0.44, "leaving": -0.65, "play": -0.3,
        "like-command": -0.12, "like-leaving": -0.15, "like-play": -0.17, "like-settled": -0.03,
    ]

    /// Where a playbook gives nothing but phrases: set by hand.
    static let byPhrase: [String: Double] = [
        "start": -4.0, "all": 0.45, "unsaid": 0.4, "doubt": -0.8, "words": 0.065,
        "trigger-said": 1.3, "plainly-said": 2.2, "competitor-named": 0.6, "rep-said-it": -1.2,
        "said-before": -1.5, "short": -0.8, "not-to-the-rep": -0.5, "greeting": -3.0,
        "opener": 0.8, "question": 0.5, "concern": 0.5, "denial": -2.5, "settled": -1.1,
        "hearsay": -1.6, "family": -1.3, "leaving": -1.5, "play": -2,
    ]
}
