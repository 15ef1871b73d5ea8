import Events
import Foundation

/// A turn as judgement hears it: its stretches, and what in it speaks for or against a nudge.
struct TurnHearing {
    let stretches: [[String]]
    private let cues: Set<SpokenCues.Cue>
    private let length: Int
    private let answersRep: Bool
    private let isGreeting: Bool

    init(_ moment: JudgedMoment) {
        stretches = SpokenStretches.of(moment.turn)
        let terms = HeardTerms.terms(of: moment.turn)
        cues = SpokenCues.cues(in: terms)
        length = terms.count
        answersRep = moment.before.last?.isRep ?? true
        isGreeting = moment.startMicros < Self.greetingMicros
    }

    /// What was said of a play, beside the words themselves.
    struct Evidence {
        /// How likely the turn is about it.
        var chance: Float
        /// How likely it is about the likeliest other play.
        var rival: Float = 0
        /// Whether the playbook gives nothing but phrases to go by: then its authors' phrases are
        /// taken at their word.
        var isByPhraseAlone = false
        /// Whether a phrase of the playbook stands in the turn.
        var isSaid = false
        /// Whether the rep has just said such a phrase.
        var isEcho = false
        /// Whether the other side said such a phrase a few minutes ago.
        var isRepeated = false
    }

    /// The log-odds of interrupting, all set on the development calls: before anything is heard,
    /// silence; then what each sign adds.
    private static let start = -4.3
    private static let perLikelihood = 0.45
    /// When no phrase is said, a play gains by standing alone, and loses to a rival as likely.
    private static let clear = 0.4
    private static let doubt = -0.8
    private static let perWord = 0.065
    private static let mostWords = 60
    private static let phrase = 1.3
    /// A short turn that says a phrase and nothing that speaks against it.
    private static let plain = 2.2
    private static let plainChance: Float = 0.6
    private static let mostPlainWords = 16
    private static let name = 0.6
    private static let echo = -1.2
    private static let repeated = -1.5
    private static let tooShort = -0.8
    private static let shortest = 8
    private static let amongThemselves = -0.5
    private static let greeting = -3.0
    /// The first minute is hellos and weather.
    private static let greetingMicros: Int64 = 60_000_000
    private static let weights: [SpokenCues.Cue: Double] = [
        .opener: 0.8, .question: 0.5, .concern: 0.5, .denial: -2.5, .settled: -1.1,
        .hearsay: -1.6, .family: -1.3, .command: -9, .leaving: -1.5, .play: -2,
    ]

    private func isPlainlySaid(_ evidence: Evidence) -> Bool {
        guard evidence.isSaid, evidence.chance >= Self.plainChance,
            counted(evidence).isSubset(of: [.opener, .question, .concern])
        else { return false }
        return evidence.isByPhraseAlone || length <= Self.mostPlainWords
    }

    /// What counts in the turn: home and what was dealt with before are beside the point in a sales
    /// call, and may be the very subject where nothing but a playbook's phrases says what is.
    private func counted(_ evidence: Evidence) -> Set<SpokenCues.Cue> {
        evidence.isByPhraseAlone ? cues.subtracting([.family, .settled]) : cues
    }

    /// How strongly a play speaks for interrupting.
    func weigh(_ entry: PlaybookEntry, _ evidence: Evidence) -> JudgedPlay {
        let likely = Double(min(max(evidence.chance, 0.01), 0.98))
        var odds = Self.start + Self.perLikelihood * log(likely / (1 - likely))
        odds += Self.perWord * Double(min(length, Self.mostWords))
        var grounds: [String] = []
        func add(_ weight: Double, _ ground: String, if holds: Bool) {
            guard holds else { return }
            odds += weight
            grounds.append(ground)
        }
        add(0, "like-an-example", if: evidence.chance >= 0.5)
        let doubt = Double(min(1, evidence.rival / max(evidence.chance, 0.01)))
        if !evidence.isSaid { odds += Self.clear + Self.doubt * doubt }
        add(Self.phrase, "trigger-said", if: evidence.isSaid)
        let isPlain = isPlainlySaid(evidence)
        add(Self.plain, "plainly-said", if: isPlain)
        add(Self.name, "competitor-named", if: evidence.isSaid && !entry.competitorNames.isEmpty)
        add(Self.echo, "rep-said-it", if: evidence.isEcho)
        add(Self.repeated, "said-before", if: evidence.isRepeated)
        let counted = counted(evidence)
        for cue in SpokenCues.Cue.allCases {
            add(Self.weights[cue] ?? 0, cue.rawValue, if: counted.contains(cue))
        }
        let isTooShort = length < Self.shortest && !(isPlain && evidence.isByPhraseAlone)
        add(Self.tooShort, "short", if: isTooShort)
        add(Self.amongThemselves, "not-to-the-rep", if: !answersRep)
        add(Self.greeting, "greeting", if: isGreeting && !isPlain)
        let score = Int((1000 / (1 + exp(-odds - Self.calibration))).rounded())
        return JudgedPlay(
            entry: entry,
            weighing: Weighing(scorePerMille: score, grounds: grounds),
            silence: score >= PlayJudge.bar ? nil : reason(evidence)
        )
    }

    /// Moves the log-odds at which the fewest moments are missed for four right nudges in five.
    private static let calibration = 0.3

    private func reason(_ evidence: Evidence) -> NudgeSuppressed.Reason {
        if cues.contains(.command) { return .injection }
        if evidence.isEcho { return .repAnswering }
        if evidence.isRepeated || cues.contains(.settled) { return .justSaid }
        if !cues.isDisjoint(with: [.denial, .play, .hearsay, .family]) { return .inPassing }
        return evidence.chance < 0.3 && !evidence.isSaid ? .weakPassage : .noNeed
    }
}
