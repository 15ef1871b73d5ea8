import Events

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

    /// The defaults of DESIGN §6.
    public static let standard = NudgePolicy()

    /// Why a candidate is not shown; nil when it may be.
    func reasonForSilence(
        about candidate: NudgeCandidate,
        at time: Timestamp,
        given history: NudgeHistory
    ) -> NudgeSuppressed.Reason? {
        if time.micros(since: candidate.wordsEndedAt) > oldestWordsMicros { return .stale }
        if history.shownPlays.contains(candidate.entry.id) { return .oncePerPlay }
        if history.sentCount >= budget { return .callBudget }
        if let last = history.lastSentAt, time.micros(since: last) < intervalMicros {
            return .interval
        }
        let kind = candidate.entry.kind.rawValue
        if let last = history.lastSentAtByKind[kind] {
            let doublings = min(history.dismissalsByKind[kind] ?? 0, mostDoublings)
            let cooldown = (candidate.entry.cooldownMicros ?? kindCooldownMicros) << doublings
            if time.micros(since: last) < cooldown { return .kindCooldown }
        }
        return nil
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
}

/// What the policy remembers of a call: a fold of its events.
struct NudgeHistory {
    private(set) var sentCount = 0
    private(set) var lastSentAt: Timestamp?
    private(set) var lastSentAtByKind: [String: Timestamp] = [:]
    private(set) var shownPlays: Set<String> = []
    private(set) var dismissalsByKind: [String: Int] = [:]
    private(set) var newest: NudgeID?
    private var kinds: [NudgeID: String] = [:]

    mutating func apply(_ event: RecordedEvent) {
        if let decided = event.fact(NudgeDecided.self) {
            let words = event.opened(NudgeDecided.self)
            kinds[decided.nudge] = words?.kind
            if let play = words?.play { shownPlays.insert(play) }
        } else if let sent = event.fact(NudgeSent.self) {
            sentCount += 1
            newest = sent.nudge
            lastSentAt = event.envelope.time
            if let kind = kinds[sent.nudge] { lastSentAtByKind[kind] = event.envelope.time }
        } else if let feedback = event.fact(NudgeFeedback.self), feedback.act == .dismissed,
            let kind = kinds[feedback.nudge]
        {
            dismissalsByKind[kind, default: 0] += 1
        }
    }

    /// Whether a nudge of this call has this id.
    func knows(_ nudge: NudgeID) -> Bool { kinds[nudge] != nil }
}
