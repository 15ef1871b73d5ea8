import Agent
import Events
import Foundation

/// What the log of one replayed call says of its nudges; nothing else is asked.
struct RecordedNudges {
    /// A nudge that was handed over.
    struct Nudge: Equatable {
        /// From the start of the call.
        var micros: Int64
        var play: String
        /// Whether it names a line said before it, and a version of the play that the playbook has; one in a
        /// language model's words also whether they rest on the play or on what tools answered.
        var isGrounded: Bool
    }

    /// A play that was kept back.
    struct Silence: Equatable {
        /// From the start of the call.
        var micros: Int64
        var play: String
        var reason: NudgeSuppressed.Reason
        var scorePerMille: Int?
    }

    /// In the order of the log.
    private(set) var nudges: [Nudge] = []
    /// In the order of the log.
    private(set) var silences: [Silence] = []
    /// Completed turns of everybody.
    private(set) var turns = 0
    /// From the first event to the last.
    private(set) var lengthMicros: Int64 = 0
    /// Nudges handed to any other destination than the rep's channel, and notices that carry one.
    private(set) var leaks = 0

    private let playbook: Playbook
    private let channel: String
    private var startedAt: Timestamp?
    private var rep: Pseudonym?
    private var lines: Set<StreamVersion> = []
    private var decided: [NudgeID: NudgeDecided.Sealed] = [:]
    private var grounded: Set<NudgeID> = []
    /// What tools answered, by turn.
    private var toolAnswers: [String: [String]] = [:]

    /// - Parameter channel: The name of the rep's own channel.
    init(_ events: [RecordedEvent], under playbook: Playbook, channel: String) {
        (self.playbook, self.channel) = (playbook, channel)
        for event in events { apply(event) }
        leaks += events.count(where: carriesANudge)
    }

    private mutating func apply(_ event: RecordedEvent) {
        if let startedAt {
            lengthMicros = max(lengthMicros, event.envelope.time.micros(since: startedAt))
        }
        switch event.type {
        case .callOpened:
            let fact = event.fact(CallOpened.self)
            (startedAt, rep) = (fact?.startedAt, fact?.rep)
        case .lineTranscribed: lines.insert(event.envelope.version)
        case .turnCompleted: turns += 1
        case .toolCompleted:
            guard let turn = event.envelope.correlationID,
                let answer = event.opened(ToolCompleted.self)
            else { return }
            toolAnswers[turn, default: []].append(answer.result)
        case .nudgeDecided: decide(event)
        case .nudgeSent: send(event)
        case .nudgeSuppressed: keepBack(event)
        case .nudgeAcknowledged:
            if event.fact(NudgeAcknowledged.self)?.channel != channel { leaks += 1 }
        default: break
        }
    }

    private mutating func decide(_ event: RecordedEvent) {
        guard let fact = event.fact(NudgeDecided.self), let words = event.opened(NudgeDecided.self)
        else { return }
        decided[fact.nudge] = words
        let play = playbook.entries.first {
            $0.id == words.play && $0.version == words.playVersion
        }
        guard let play, lines.contains(fact.line) else { return }
        let answers = event.envelope.correlationID.flatMap { toolAnswers[$0] } ?? []
        if rest(words, on: play, or: answers) { grounded.insert(fact.nudge) }
    }

    /// Whether a nudge's words rest on its play or on what tools answered; the play's own words do.
    private func rest(
        _ words: NudgeDecided.Sealed,
        on play: PlaybookEntry,
        or answers: [String]
    ) -> Bool {
        guard let author = words.composedBy, author != NudgeDecided.playbook else { return true }
        return Grounding(passage: play.headline + " " + play.body, toolAnswers: answers)
            .holds(headline: words.headline, body: words.body)
    }

    private mutating func keepBack(_ event: RecordedEvent) {
        guard let fact = event.fact(NudgeSuppressed.self), let startedAt,
            let details = event.opened(NudgeSuppressed.self)
        else { return }
        silences.append(
            Silence(
                micros: event.envelope.time.micros(since: startedAt),
                play: details.play,
                reason: fact.reason,
                scorePerMille: details.weighing?.scorePerMille
            )
        )
    }

    private mutating func send(_ event: RecordedEvent) {
        guard let fact = event.fact(NudgeSent.self), let startedAt else { return }
        if fact.channel != channel || event.envelope.subject != rep { leaks += 1 }
        nudges.append(
            Nudge(
                micros: event.envelope.time.micros(since: startedAt),
                play: decided[fact.nudge]?.play ?? "",
                isGrounded: grounded.contains(fact.nudge)
            )
        )
    }

    /// Whether an event of consent, all that leaves for people other than the rep, has a nudge's words.
    private func carriesANudge(_ event: RecordedEvent) -> Bool {
        guard event.type.rawValue.hasPrefix("aside.consent.") else { return false }
        var texts = [CanonicalJSON.encode(event.envelope.data)]
        if case .opened(let fields) = event.content { texts.append(CanonicalJSON.encode(fields)) }
        return decided.values.contains { words in
            [words.headline, words.body].contains { text in
                let bytes = CanonicalJSON.encode(["t": .string(text)]).dropFirst(6).dropLast(2)
                return texts.contains { !bytes.isEmpty && $0.firstRange(of: bytes) != nil }
            }
        }
    }
}
