import Events
import Projections

/// Decides whether a turn is worth interrupting the rep for, and with which play.
///
/// Silence is the default: a play speaks only if something in the words calls for help, a passage
/// answers it well, and nobody has just said it.
struct PlayJudge: Sendable {
    /// Nothing is told of plays that weigh less.
    static let lowest = 200
    /// A play that weighs less is not worth an interruption.
    static let bar = 500
    /// How many plays are told of for one turn.
    static let most = 3

    private let playbook: Playbook

    init(playbook: Playbook, pack: DomainPack) { self.playbook = playbook }

    /// The plays that a turn of the other side may call for, the best first, each weighed.
    func judge(_ moment: JudgedMoment) -> [JudgedPlay] {
        let hearing = TurnHearing(moment)
        let said = plays(in: moment.turn)
        let recent = moment.before.suffix(Self.recentLines)
        let echoed = recent.suffix(Self.answeringLines).filter(\.isRep)
            .reduce(into: Set<String>()) { $0.formUnion(plays(in: $1.text)) }
        let earlier = recent.filter { !$0.isRep && SpokenCues.isMeant($0.text) }
            .reduce(into: Set<String>()) { $0.formUnion(plays(in: $1.text)) }
        let heard = playbook.heard(in: hearing.stretches, saying: said)
        let likely = heard.plays.map(\.all).sorted(by: >).prefix(2)
        var judged: [JudgedPlay] = []
        for (place, entry) in playbook.entries.enumerated() {
            let (isSaid, chance) = (said.contains(entry.id), heard.plays[place].all)
            // A competitor is not recognised by what else is said.
            guard isSaid || (chance > Self.faintest && entry.competitorNames.isEmpty) else {
                continue
            }
            let evidence = TurnHearing.Evidence(
                likeness: heard.plays[place],
                rival: (chance == likely.first ? likely.last : likely.first) ?? 0,
                kinds: heard.kinds,
                command: heard.command,
                isSaid: isSaid,
                isEcho: isSaid && echoed.contains(entry.id),
                isRepeated: isSaid && earlier.contains(entry.id)
            )
            let play = hearing.weigh(entry, evidence)
            if isSaid || play.weighing.scorePerMille >= Self.lowest { judged.append(play) }
        }
        judged.sort {
            ($0.weighing.scorePerMille, $1.entry.id) > ($1.weighing.scorePerMille, $0.entry.id)
        }
        return Array(judged.prefix(Self.most))
    }

    /// The plays of which a phrase stands in a text.
    private func plays(in text: String) -> Set<String> {
        Set(playbook.matches(in: Words(text)).map(\.entry.id))
    }

    /// Lines before the turn in which the same may have been said: some two minutes of talk.
    private static let recentLines = 16
    /// Lines before the turn in which the rep may have begun to answer.
    private static let answeringLines = 3
    /// A fainter likeness to a play is chance.
    private static let faintest: Float = 0.05
}

/// A completed turn of the other side, and what was said before it.
struct JudgedMoment: Sendable {
    /// How many lines before the turn are looked at: a few minutes of talk.
    static let mostLines = 40

    /// What was said, masked.
    var turn: String
    /// When it began, from the start of the call.
    var startMicros: Int64
    /// When it ended, from the start of the call.
    var endMicros: Int64
    /// The lines before it, oldest first, the turn's own not among them.
    var before: [Line]

    /// A line of the conversation.
    struct Line: Sendable {
        var version: StreamVersion
        var isRep: Bool
        /// From the start of the call.
        var startMicros: Int64
        var endMicros: Int64
        var text: String
    }
}

/// A play that a turn may call for.
struct JudgedPlay: Sendable {
    var entry: PlaybookEntry
    /// How strongly it speaks for interrupting, and why.
    var weighing: Weighing
    /// Why the coach keeps silent about it all the same; nil when it is worth an interruption.
    var silence: NudgeSuppressed.Reason?
    /// Whether the judge weighed it; else retrieval alone found it, for a language model to consider.
    var isWeighed = true
}
