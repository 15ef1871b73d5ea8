import Events
import Foundation

/// A turn as judgement hears it: its stretches, and what in it speaks for or against a nudge.
struct TurnHearing {
    let stretches: [[String]]
    private let cues: Set<SpokenCues.Cue>
    private let tellsOfHome: Bool
    private let length: Int
    private let answersRep: Bool
    /// Whether the rep has just asked something.
    private let isAsked: Bool
    private let isGreeting: Bool

    init(_ moment: JudgedMoment) {
        stretches = SpokenStretches.of(moment.turn)
        let terms = HeardTerms.terms(of: moment.turn)
        cues = SpokenCues.cues(in: terms)
        tellsOfHome = cues.contains(.family) && SpokenCues.tellsOfHome(terms)
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
        /// The same by the turn's vectors; nil where there are none.
        var meant: Meant?
        /// How likely a stretch of it is words to a machine.
        var command: Float = 0
        /// Whether the play goes by its phrases (`Playbook.goesByPhrase`).
        var isByPhraseAlone = false
        /// Whether a phrase of the playbook stands in the turn.
        var isSaid = false
        /// Whether the rep has just said such a phrase.
        var isEcho = false
        /// Whether the other side said such a phrase a few minutes ago.
        var isRepeated = false
    }

    /// What a turn's vectors say of a play.
    struct Meant {
        /// How likely the turn is about it.
        var likeness: PlayHearing.Likeness
        /// How likely it is about the likeliest other play.
        var rival: Float
        /// How likely the turn is each kind of ordinary talk.
        var kinds: [Float]

        init(_ hearing: PlayHearing, of place: Int) {
            (likeness, kinds) = (hearing.plays[place], hearing.kinds)
            rival = hearing.rival(of: place)
        }
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
    /// What an urgent play weighs whose trigger was said: nothing that dismissals ask for is more.
    private static let urgentScore = 1000

    private func isPlainlySaid(_ evidence: Evidence) -> Bool {
        guard evidence.isSaid, evidence.likeness.all >= Self.plainChance,
            counted(evidence).isSubset(of: [.opener, .question, .concern])
        else { return false }
        return length <= Self.mostPlainWords
    }

    /// What counts in the turn: home and what was dealt with before are beside the point in a sales
    /// call, and may be the very subject where nothing but a playbook's phrases says what is; there what
    /// somebody at home says is a story.
    private func counted(_ evidence: Evidence) -> Set<SpokenCues.Cue> {
        guard evidence.isByPhraseAlone else { return cues }
        let counted = cues.subtracting([.family, .settled])
        return tellsOfHome ? counted.union([.hearsay]) : counted
    }

    private func isCommand(_ evidence: Evidence) -> Bool {
        cues.contains(.command) || evidence.command > Self.surelyCommand
    }

    /// All that speaks for or against interrupting with a play.
    func signs(_ entry: PlaybookEntry, _ evidence: Evidence) -> [NudgeSign] {
        let (likeness, isSaid) = (evidence.likeness, evidence.isSaid)
        let doubt = Self.doubt(likeness.all, evidence.rival)
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
            + Self.signs(of: evidence.kinds, "like-")
            + (evidence.isByPhraseAlone ? Self.signsOfNeed(evidence.kinds) : [])
            + (evidence.meant.map(Self.signs) ?? [])
    }

    private static func signs(of meant: Meant) -> [NudgeSign] {
        let likeness = meant.likeness
        return [
            .odds("meant-all", likeness.all), .odds("meant-whole", likeness.whole),
            .odds("meant-clearest", likeness.clearest),
            NudgeSign(name: "meant-doubt", value: doubt(likeness.all, meant.rival)),
            NudgeSign(name: "meant-margin", value: Double(likeness.all - meant.rival)),
            .ground("like-in-meaning", likeness.all >= 0.5),
        ] + signs(of: meant.kinds, "meant-like-")
    }

    private static func signs(of kinds: [Float], _ prefix: String) -> [NudgeSign] {
        zip(OrdinaryTalk.Kind.allCases, kinds).map { .odds(prefix + $0.rawValue, $1) }
    }

    /// How likely the turn is no ordinary talk of any kind, where that is known.
    private static func signsOfNeed(_ kinds: [Float]) -> [NudgeSign] {
        guard !kinds.isEmpty else { return [] }
        let ordinary = zip(OrdinaryTalk.Kind.allCases, kinds).reduce(0) { $0 + $1.1 }
        return [.odds("like-a-need", 1 - ordinary)]
    }

    /// How near the likeliest other play comes, from 0 to 1.
    private static func doubt(_ chance: Float, _ rival: Float) -> Double {
        Double(min(1, rival / max(chance, 0.01)))
    }

    /// Whether the turn asks and the play has something to answer with.
    private func answersQuestion(_ entry: PlaybookEntry) -> Bool {
        cues.contains(.question) && [.fact, .talkTrack, .compliance].contains(entry.kind)
    }

    /// How strongly a play speaks for interrupting.
    func weigh(_ entry: PlaybookEntry, _ evidence: Evidence) -> JudgedPlay {
        let weights = NudgeWeights.of(evidence)
        let signs = signs(entry, evidence)
        var odds = 0.0
        for sign in signs { odds += (weights[sign.name] ?? 0) * sign.value }
        let isCommand = isCommand(evidence)
        let isUrgent = entry.isUrgent && evidence.isSaid && !isCommand
        var score = isCommand ? 0 : Int((1000 / (1 + exp(-odds))).rounded())
        if isUrgent { score = Self.urgentScore }
        return JudgedPlay(
            entry: entry,
            weighing: Weighing(
                scorePerMille: score,
                grounds: signs.filter { $0.isGround && $0.value > 0 }.map(\.name)
                    + (isUrgent ? [JudgedPlay.urgent] : [])
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
