import Events
import Foundation

/// A turn as judgement hears it: its stretches, and what in it speaks for or against a nudge.
struct TurnHearing {
    let stretches: [[String]]
    private let cues: Set<SpokenCues.Cue>
    private let length: Int
    private let answersRep: Bool
    /// Whether the rep has just asked something.
    private let isAsked: Bool
    private let isGreeting: Bool

    init(_ moment: JudgedMoment) {
        stretches = SpokenStretches.of(moment.turn)
        let terms = HeardTerms.terms(of: moment.turn)
        cues = SpokenCues.cues(in: terms)
        length = terms.count
        answersRep = moment.before.last?.isRep ?? true
        isAsked =
            moment.before.last.map { line in
                line.isRep
                    && SpokenCues.cues(in: HeardTerms.terms(of: line.text)).contains(.question)
            } ?? false
        isGreeting = moment.startMicros < Self.greetingMicros
    }

    /// What was said of a play, beside the words themselves.
    struct Evidence {
        /// How likely the turn is about it.
        var likeness: PlayHearing.Likeness
        /// How likely it is about the likeliest other play.
        var rival: Float = 0
        /// How likely the turn is each kind of ordinary talk; empty where only phrases are known.
        var kinds: [Float] = []
        /// How likely a stretch of it is words to a machine.
        var command: Float = 0
        /// Whether nothing but the play's phrases is known: then they are taken at their word.
        var isByPhraseAlone = false
        /// Whether a phrase of the playbook stands in the turn.
        var isSaid = false
        /// Whether the rep has just said such a phrase.
        var isEcho = false
        /// Whether the other side said such a phrase a few minutes ago.
        var isRepeated = false
    }

    /// A short turn that says a phrase and nothing that speaks against it.
    private static let plainChance: Float = 0.6
    private static let mostPlainWords = 20
    /// A longer turn is no surer to be a need.
    private static let mostWords = 30
    private static let shortest = 8
    /// The first minute is hellos and weather.
    private static let greetingMicros: Int64 = 60_000_000
    /// A stretch that is likelier than this to be words to a machine silences the turn.
    private static let surelyCommand: Float = 0.5

    private func isPlainlySaid(_ evidence: Evidence) -> Bool {
        guard evidence.isSaid, evidence.likeness.all >= Self.plainChance,
            counted(evidence).isSubset(of: [.opener, .question, .concern])
        else { return false }
        return evidence.isByPhraseAlone || length <= Self.mostPlainWords
    }

    /// What counts in the turn: home and what was dealt with before are beside the point in a sales
    /// call, and may be the very subject where nothing but a playbook's phrases says what is.
    private func counted(_ evidence: Evidence) -> Set<SpokenCues.Cue> {
        evidence.isByPhraseAlone ? cues.subtracting([.family, .settled]) : cues
    }

    private func isCommand(_ evidence: Evidence) -> Bool {
        cues.contains(.command) || evidence.command > Self.surelyCommand
    }

    /// All that speaks for or against interrupting with a play.
    func signs(_ entry: PlaybookEntry, _ evidence: Evidence) -> [NudgeSign] {
        let (likeness, isSaid) = (evidence.likeness, evidence.isSaid)
        let doubt = Double(min(1, evidence.rival / max(likeness.all, 0.01)))
        let isPlain = isPlainlySaid(evidence)
        let isShort = length < Self.shortest && !(isPlain && evidence.isByPhraseAlone)
        let isName = isSaid && !entry.competitorNames.isEmpty
        let counted = counted(evidence)
        return [
            NudgeSign(name: "start", value: 1),
            .odds("all", likeness.all), .odds("whole", likeness.whole),
            NudgeSign(name: "share", value: Double(likeness.share)),
            NudgeSign(name: "words", value: Double(min(length, Self.mostWords))),
            NudgeSign(name: "more-words", value: log(1 + Double(min(length, Self.mostWords)))),
            NudgeSign(name: "unsaid", value: isSaid ? 0 : 1),
            NudgeSign(name: "doubt", value: isSaid ? 0 : doubt),
            .ground("like-an-example", likeness.all >= 0.5), .ground("trigger-said", isSaid),
            .ground("plainly-said", isPlain), .ground("competitor-named", isName),
            .ground("rep-said-it", evidence.isEcho), .ground("said-before", evidence.isRepeated),
            .ground("short", isShort), .ground("not-to-the-rep", !answersRep),
            .ground("greeting", isGreeting && !isPlain), .ground("asked", isAsked),
            NudgeSign(name: "asks-for-facts", value: answersQuestion(entry) ? 1 : 0),
        ]
            + SpokenCues.Cue.allCases.map { .ground($0.rawValue, counted.contains($0)) }
            + zip(OrdinaryTalk.Kind.allCases, evidence.kinds).map { kind, chance in
                .odds("like-" + kind.rawValue, chance)
            }
    }

    /// Whether the turn asks and the play has something to answer with.
    private func answersQuestion(_ entry: PlaybookEntry) -> Bool {
        cues.contains(.question) && [.fact, .talkTrack, .compliance].contains(entry.kind)
    }

    /// How strongly a play speaks for interrupting.
    func weigh(_ entry: PlaybookEntry, _ evidence: Evidence) -> JudgedPlay {
        let weights = evidence.isByPhraseAlone ? NudgeWeights.byPhrase : NudgeWeights.fitted
        let signs = signs(entry, evidence)
        var odds = 0.0
        for sign in signs { odds += (weights[sign.name] ?? 0) * sign.value }
        let isCommand = isCommand(evidence)
        let score = isCommand ? 0 : Int((1000 / (1 + exp(-odds))).rounded())
        return JudgedPlay(
            entry: entry,
            weighing: Weighing(
                scorePerMille: score,
                grounds: signs.filter { $0.isGround && $0.value > 0 }.map(\.name)
            ),
            silence: score >= PlayJudge.bar ? nil : reason(evidence)
        )
    }

    private func reason(_ evidence: Evidence) -> NudgeSuppressed.Reason {
        if isCommand(evidence) { return .injection }
        if evidence.isEcho { return .repAnswering }
        if evidence.isRepeated || cues.contains(.settled) { return .justSaid }
        if !cues.isDisjoint(with: [.denial, .play, .hearsay, .family]) { return .inPassing }
        return evidence.likeness.all < 0.3 && !evidence.isSaid ? .weakPassage : .noNeed
    }
}
