import Events
import Projections

/// When the coach may interrupt: rarely.
public struct NudgePolicy: Hashable, Sendable {
    /// The least time between two nudges.
    public var intervalMicros: Int64 = 30_000_000
    /// The least time between two nudges of one kind.
    public var kindCooldownMicros: Int64 = 120_000_000
    /// The most nudges of a call.
    public var budget = 12
    /// How long a nudge is worth showing once its turn is complete.
    public var freshnessMicros: Int64 = 2_000_000
    /// How old the words may be that it answers, whatever the transcriber's delay was.
    public var oldestWordsMicros: Int64 = 10_000_000
    /// Each dismissal of a kind doubles that kind's cool-down, this many times at most.
    public var mostDoublings = 5
    /// How much clearer a case must be for each dismissal of its kind, in thousandths of certainty.
    public var raisePerDismissal = 80
    /// How much less clear it may be for each nudge of its kind that was used.
    public var lowerPerUse = 30
    /// The bar moves by this much at most, either way: a kind is never shut off nor let through.
    public var mostMoved = 240
    /// The share of words in common from which two nudges say the same.
    public var sameWordsPerMille = 600

    /// How long an urgent play that was shown is not shown again: who says the same twice in one breath
    /// needs one reminder, who says it again after two minutes has not been helped.
    static let urgentAgainMicros: Int64 = 120_000_000

    /// The defaults of DESIGN §6.
    public static let standard = NudgePolicy()

    /// Why a candidate is not shown; nil when it may be.
    ///
    /// What did not reach the rep does not count as said, but counts for everything that keeps the coach
    /// rare, so that a rep whose client is away is not flooded when it is back. An urgent candidate is held
    /// by none of that: only old words and its own play, shown a moment ago, silence it.
    func reasonForSilence(
        about candidate: NudgeCandidate,
        at time: Timestamp,
        given history: NudgeHistory
    ) -> NudgeSuppressed.Reason? {
        if time.micros(since: candidate.wordsEndedAt) > oldestWordsMicros { return .stale }
        let sent = history.nudges.filter { $0.sent != nil }
        let told = sent.filter(\.countsAsTold)
        if candidate.isUrgent {
            let last = told.last(where: { $0.play == candidate.entry.id })?.sent?.at.time
            let isFresh = last.map { time.micros(since: $0) < Self.urgentAgainMicros } ?? false
            return isFresh ? .oncePerPlay : nil
        }
        if told.contains(where: { $0.play == candidate.entry.id }) { return .oncePerPlay }
        if told.contains(where: { saysTheSame(as: $0, candidate) }) { return .duplicate }
        if sent.count >= budget { return .callBudget }
        if let last = sent.last?.sent?.at.time, time.micros(since: last) < intervalMicros {
            return .interval
        }
        if candidate.isLastChance { return nil }
        let ofItsKind = sent.filter { $0.kind == candidate.entry.kind.rawValue }
        guard let last = ofItsKind.last?.sent?.at.time else { return nil }
        let moved = barMoved(by: ofItsKind)
        if moved > 0, let weighing = candidate.weighing,
            weighing.scorePerMille < PlayJudge.bar + moved
        {
            return .barRaised
        }
        let cooldown = cooldownMicros(of: candidate.entry, after: ofItsKind)
        return time.micros(since: last) < cooldown ? .kindCooldown : nil
    }

    /// The earliest moment at which, as things stand, neither the interval nor the cool-down of its kind
    /// holds a play back; nil when neither does, since nothing was sent.
    func earliest(
        for entry: PlaybookEntry,
        given history: NudgeHistory,
        isLastChance: Bool
    ) -> Timestamp? {
        let sent = history.nudges.filter { $0.sent != nil }
        let afterInterval = sent.last?.sent?.at.time.advanced(byMicros: intervalMicros)
        if isLastChance { return afterInterval }
        let ofItsKind = sent.filter { $0.kind == entry.kind.rawValue }
        let afterCooldown = ofItsKind.last?.sent?.at.time
            .advanced(byMicros: cooldownMicros(of: entry, after: ofItsKind))
        return [afterInterval, afterCooldown].compactMap { $0 }.max()
    }

    private func cooldownMicros(
        of entry: PlaybookEntry,
        after ofItsKind: [NudgeHistory.Nudge]
    ) -> Int64 {
        let dismissals = ofItsKind.count { $0.feedback?.act == .dismissed }
        return (entry.cooldownMicros ?? kindCooldownMicros) << min(dismissals, mostDoublings)
    }

    /// How far the rep's answers have moved the bar of a kind: up for what they dismissed, down for
    /// what they used.
    func barMoved(for kind: PlaybookEntry.Kind, given history: NudgeHistory) -> Int {
        barMoved(by: history.nudges.filter { $0.sent != nil && $0.kind == kind.rawValue })
    }

    private func barMoved(by shown: [NudgeHistory.Nudge]) -> Int {
        let dismissed = shown.count { $0.feedback?.act == .dismissed }
        let used = shown.count { $0.feedback?.act == .used }
        let moved = dismissed * raisePerDismissal - used * lowerPerUse
        return min(mostMoved, max(-mostMoved, moved))
    }

    /// Shorter texts are alike by chance.
    private static let fewestWords = 8

    /// By meaning, not by id: two plays may have been written twice.
    private func saysTheSame(as shown: NudgeHistory.Nudge, _ candidate: NudgeCandidate) -> Bool {
        guard let words = shown.words?.value else { return false }
        let before = Set(Words(words.headline + " " + words.body).list)
        let now = Set(Words(candidate.headline + " " + candidate.body).list)
        let all = before.union(now).count
        return all >= Self.fewestWords
            && before.intersection(now).count * 1000 >= sameWordsPerMille * all
    }
}

/// What would be said, and what it answers.
struct NudgeCandidate: Hashable {
    var entry: PlaybookEntry
    /// The line it cites; for an unmet statement, up to which it was not said.
    var line: StreamVersion
    /// When the words that it answers ended.
    var wordsEndedAt: Timestamp
    /// Everyone whose words it is derived from.
    var subjects: [Pseudonym]
    /// What was weighed; nil for an unmet statement.
    var weighing: Weighing?
    /// What the rep would read; the play's own words unless a language model or a tool found better.
    var headline: String
    var body: String
    /// Whether it reminds of a statement while the call is closing: the cool-down of its kind is not waited
    /// for then.
    var isLastChance = false
    /// Who found the words.
    var composedBy = NudgeDecided.playbook

    /// Whether it answers the trigger of an urgent play that was said.
    var isUrgent: Bool { weighing?.isUrgent == true }

    /// What a play says of itself.
    init(
        entry: PlaybookEntry,
        line: StreamVersion,
        wordsEndedAt: Timestamp,
        subjects: [Pseudonym],
        weighing: Weighing? = nil
    ) {
        (self.entry, self.line) = (entry, line)
        (self.wordsEndedAt, self.subjects) = (wordsEndedAt, subjects)
        self.weighing = weighing
        (headline, body) = (entry.headline, entry.body)
    }

    /// What a play says in answer to a turn.
    init(_ judged: JudgedPlay, for turn: Turn, in setup: CallSetup) {
        self.init(
            entry: judged.entry,
            line: turn.lastLine.version,
            wordsEndedAt: setup.startedAt.advanced(byMicros: turn.lastLine.endMicros),
            subjects: [turn.speaker],
            weighing: judged.weighing
        )
    }

    var sealed: NudgeDecided.Sealed {
        .init(
            kind: entry.kind.rawValue,
            play: entry.id,
            playVersion: entry.version,
            headline: headline,
            body: body,
            weighing: weighing,
            composedBy: composedBy
        )
    }
}

extension NudgeHistory.Nudge {
    fileprivate var play: String? { words?.value?.play }
    fileprivate var kind: String? { words?.value?.kind }

    /// Whether the rep counts as told: not by what their channel could not deliver, unless they answered it.
    ///
    /// A client that got a nudge and did not answer (1502) may have shown it all the same. It does not count
    /// either: at worst the rep reads a tip a second time, a cool-down later; else they might never read it.
    /// What expired counts: nobody knows what became of it, and no crash repeats a nudge.
    fileprivate var countsAsTold: Bool { outcome?.result != .undelivered || feedback != nil }
}
