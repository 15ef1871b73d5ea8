package import Events
import Projections

/// Decides whether a turn is worth interrupting the rep for, and with which play.
///
/// Silence is the default: a play speaks only if something in the words calls for help, a passage
/// answers it well, and nobody has just said it.
package struct PlayJudge: Sendable {
    /// Nothing is told of plays that weigh less.
    static let lowest = 200
    /// A play that weighs less is not worth an interruption.
    static let bar = 500
    /// How many plays are told of for one turn.
    static let most = 3

    private let playbook: Playbook
    private let meaning: MeaningClassifier?
    private let aliases: CompetitorAliases
    private let hasUrgentPlays: Bool

    /// A judge of some plays.
    ///
    /// - Parameter meaning: what tells them apart by vectors; nil for words alone.
    package init(playbook: Playbook, meaning: MeaningClassifier? = nil) {
        (self.playbook, self.meaning) = (playbook, meaning)
        aliases = CompetitorAliases(playbook.entries)
        hasUrgentPlays = playbook.entries.contains(where: \.isUrgent)
    }

    /// The plays that a turn of the other side may call for, the best first, each weighed.
    func judge(_ moment: JudgedMoment) -> [JudgedPlay] {
        let (moment, said) = heard(moment)
        let hearing = hearing(of: moment)
        let judged = candidates(for: moment, saying: said, heard: hearing)
            .map { entry, evidence in hearing.weigh(entry, evidence) }
            .filter {
                $0.weighing.grounds.contains("trigger-said")
                    || $0.weighing.scorePerMille >= Self.lowest
            }
            .sorted { $0.rank(before: $1) }
        return Array(judged.prefix(Self.most))
    }

    /// What speaks for and against each play that a turn may call for, to fit the weights on.
    ///
    /// - Parameter byPhrase: whether of the plays that go by their phrases alone, or of all others.
    package func signs(
        in moment: JudgedMoment,
        byPhrase: Bool
    ) -> [(play: String, signs: [NudgeSign])] {
        let hearing = hearing(of: moment)
        return candidates(for: moment, saying: plays(in: moment.turn), heard: hearing)
            .filter { $0.evidence.isByPhraseAlone == byPhrase }
            .map { ($0.entry.id, hearing.signs($0.entry, $0.evidence)) }
    }

    private func hearing(of moment: JudgedMoment) -> TurnHearing {
        var moment = moment
        moment.turn = aliases.replaced(in: moment.turn)
        return TurnHearing(moment)
    }

    private func candidates(
        for moment: JudgedMoment,
        saying said: [String: Words],
        heard hearing: TurnHearing
    ) -> [(entry: PlaybookEntry, evidence: TurnHearing.Evidence)] {
        let (echoed, repeated) = said.isEmpty ? ([], []) : saidBefore(moment.before)
        let heard = playbook.heard(in: hearing.stretches, saying: said)
        let meant = moment.meaning.flatMap { meaning?.hearing(of: $0) }
        return playbook.entries.enumerated().compactMap { place, entry in
            let (isSaid, likeness) = (said[entry.id] != nil, heard.plays[place])
            // A competitor is not recognised by what else is said.
            let isHeard = likeness.isHeard || meant?.plays[place].isHeard == true
            guard isSaid || (isHeard && entry.competitorNames.isEmpty) else { return nil }
            let evidence = TurnHearing.Evidence(
                likeness: likeness,
                rival: heard.rival(of: place),
                kinds: heard.kinds,
                meant: meant.map { TurnHearing.Meant($0, of: place) },
                command: heard.command,
                isByPhraseAlone: playbook.goesByPhrase(place, isSaid: isSaid),
                isSaid: isSaid,
                isEcho: isSaid && echoed.contains(entry.id),
                isRepeated: isSaid && repeated.contains(entry.id)
            )
            return (entry, evidence)
        }
    }

    /// The moment as it is to be heard, and the plays of which a phrase was said in it.
    ///
    /// Of a turn that runs on from a line before it, a phrase may have begun there: then both are heard as
    /// one. What stands in that line alone has been answered.
    private func heard(_ moment: JudgedMoment) -> (moment: JudgedMoment, said: [String: Words]) {
        let own = plays(in: moment.turn)
        guard let lead = moment.lead else { return (moment, own) }
        let (before, whole) = (plays(in: lead.text), moment.withLead)
        let said = plays(in: whole.turn).filter { play, _ in
            own[play] != nil || before[play] == nil
        }
        let runsAcross = said.keys.contains { own[$0] == nil }
        return (runsAcross ? whole : moment, said)
    }

    /// The plays of which the rep has said a phrase just before, and those of which the other side has said
    /// one, and meant it, a few minutes ago.
    private func saidBefore(
        _ before: [JudgedMoment.Line]
    ) -> (byRep: Set<String>, byOthers: Set<String>) {
        let recent = before.suffix(Self.recentLines)
        var (byRep, byOthers): (Set<String>, Set<String>) = ([], [])
        for line in recent.suffix(Self.answeringLines) where line.isRep {
            byRep.formUnion(plays(in: line.text).keys)
        }
        for line in recent where !line.isRep {
            let plays = plays(in: line.text)
            if !plays.isEmpty, SpokenCues.isMeant(line.text) { byOthers.formUnion(plays.keys) }
        }
        return (byRep, byOthers)
    }

    /// The plays of which a phrase stands in a text, by their ids, with that phrase; an urgent one
    /// only where it is not denied.
    private func plays(in text: String) -> [String: Words] {
        let found = playbook.matches(in: Words(text))
            .filter { !$0.entry.isUrgent || Self.affirms($0.entry, text) }
            .map { ($0.entry.id, $0.phrase) }
        return Dictionary(found) { first, _ in first }
    }

    /// Whether a trigger of an urgent play was said: then nothing is waited for.
    func hearsUrgency(in moment: JudgedMoment) -> Bool {
        guard hasUrgentPlays else { return false }
        let said = heard(moment).said
        return playbook.entries.contains { $0.isUrgent && said[$0.id] != nil }
    }

    private static func affirms(_ entry: PlaybookEntry, _ text: String) -> Bool {
        let clauses = SpokenClauses(text)
        return (entry.triggers + entry.competitorNames).contains { phrase in
            Words(phrase).spellings.contains(where: clauses.affirm)
        }
    }

    /// Lines before the turn in which the same may have been said: some two minutes of talk.
    private static let recentLines = 16
    /// Lines before the turn in which the rep may have begun to answer.
    private static let answeringLines = 3
}

/// A completed turn of the other side, and what was said before it.
package struct JudgedMoment: Sendable {
    /// How many lines before the turn are looked at: a few minutes of talk.
    package static let mostLines = 40

    /// What was said, masked.
    package var turn: String
    /// When it began, from the start of the call.
    package var startMicros: Int64
    /// When it ended, from the start of the call.
    package var endMicros: Int64
    /// The lines before it, oldest first, the turn's own not among them.
    package var before: [Line]
    /// The line among those before it that the turn runs on from, if it does.
    package var lead: Line?
    /// Its vectors, where they are there.
    package var meaning: TurnMeaning?

    /// A moment.
    package init(turn: String, startMicros: Int64, endMicros: Int64, before: [Line]) {
        (self.turn, self.before) = (turn, before)
        (self.startMicros, self.endMicros) = (startMicros, endMicros)
    }

    /// The same with the line that it runs on from as part of the turn.
    ///
    /// It has no vectors: those that are there are of other words.
    var withLead: JudgedMoment {
        guard let lead else { return self }
        return JudgedMoment(
            turn: lead.text + " " + turn,
            startMicros: lead.startMicros,
            endMicros: endMicros,
            before: before.filter { $0.version != lead.version }
        )
    }

    /// A line of the conversation.
    package struct Line: Sendable {
        var version: StreamVersion
        var isRep: Bool
        /// From the start of the call.
        var startMicros: Int64
        var endMicros: Int64
        var text: String

        /// A line.
        package init(
            version: StreamVersion,
            isRep: Bool,
            startMicros: Int64,
            endMicros: Int64,
            text: String
        ) {
            (self.version, self.isRep, self.text) = (version, isRep, text)
            (self.startMicros, self.endMicros) = (startMicros, endMicros)
        }
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
    /// Whether retrieval found that it answers the words.
    var isRetrieved = false

    /// The ground of what retrieval alone found.
    static let retrieved = "retrieved"
    /// The ground of an urgent play whose trigger was said.
    static let urgent = "urgent"

    /// Whether it is told of before another: the weightier, of equals an urgent one.
    fileprivate func rank(before other: JudgedPlay) -> Bool {
        let (score, others) = (weighing.scorePerMille, other.weighing.scorePerMille)
        guard score == others else { return score > others }
        guard entry.isUrgent == other.entry.isUrgent else { return entry.isUrgent }
        return entry.id < other.entry.id
    }
}

extension Weighing {
    /// Whether the trigger of an urgent play was said: nobody's opinion is waited for then, and nothing that
    /// keeps the coach rare holds it back.
    var isUrgent: Bool { grounds.contains(JudgedPlay.urgent) }
}
