public import ConsentGate
public import Events
import Projections

/// One call: takes what happens in the room, asks the gate, appends facts, and lets the coach react
/// to what was recorded.
///
/// Observations are taken one at a time, in order of arrival (`serial`); effects run beside them and
/// come back as facts of their own. Time is the time of the observations: between two of them every
/// timer that has run out fires at its own moment.
public actor Call {
    let setup: CallSetup
    let ports: CallPorts
    let coach: PlaybookCoach
    let judge: PlayJudge
    let toolRunner: ToolRunner
    let decider: ConsentDecider
    let stream: StreamName
    let serial = AsyncSerial()

    /// What was recorded, folded for the gate, for the coach and for the closing counts.
    var consent = CallConsent()
    /// The rules that were found for each person.
    var rules: [Pseudonym: Set<JurisdictionRule>] = [:]
    var live = LiveCall()
    var counts: [String: Int] = [:]

    /// What has been observed and is not, or not yet, in the log.
    var pseudonyms: [String: Pseudonym] = [:]
    var turns = TurnDetector()
    var sampler: ScreenSampler
    let screenWords: ScreenWords
    let quietTurns: QuietTurns
    var droppedLines: [String: Int] = [:]
    var droppedSinceGate: [String: Int] = [:]
    /// The tracks that are there, and whether each is received.
    var tracks: [Track: Bool] = [:]
    /// Whether anything ever told of a share of the rep's screen.
    var isToldOfShares = false
    /// Tracks that did not come when they were asked for.
    var trackRetries = TrackRetries()
    /// Microphones that ended by themselves, of which last words may still come; kept until they may not.
    var endedTracks: Set<Track> = []
    var reminders: StatementReminders
    var deliveries = Deliveries()
    var thinking: Thinking?
    var lookups: [ToolCallID: Lookup] = [:]
    var approvals: [ToolCallID: Approval] = [:]
    var askedApprovals = AskedApprovals()
    var openRequests: [EgressID: OpenRequest] = [:]
    /// What the doors for sound have not told of, one for each track that was ever heard.
    var untoldSound: [UntoldSound] = []
    /// What the conversation is about, and was when each person began their open turn.
    var topic: ConversationTopic
    var topicBeforeTurn: [Pseudonym: ConversationTopic] = [:]
    /// What was found for words that were not final yet.
    var speculation: Speculation?
    /// The vector of the words that are being said.
    var embedding: Embedding?
    /// The turn that waits for its vectors.
    var pondering: Pondering?
    /// How often plays and passages were sought.
    var judgementCount = 0
    /// The newest turn that was not a quiet one; what was found for an older one is not shown any more.
    var newestTurn: String?
    /// The newest picture of the rep's screen, for the next question to a model.
    var newestFrame: Prompt.Frame?
    /// What the stopwatch said when this process opened the call or resumed it.
    var takenUpAtMicros: Int64?
    /// What it said when the connection to the room was lost; nil while there is one.
    var connectionLostAtMicros: Int64?
    var failure: (any Error)?
    /// The time of the newest observation or timer: no fact of the gate or the coach bears an earlier.
    var now: Timestamp

    /// A track of somebody in the room.
    struct Track: Hashable {
        var owner: Pseudonym
        var source: TrackSource
    }

    /// A call that is not open yet.
    public init(_ setup: CallSetup, ports: CallPorts) {
        self.setup = setup
        self.ports = ports
        coach = PlaybookCoach(playbook: setup.playbook, pack: setup.pack)
        toolRunner = ToolRunner(ports.tools, stopwatch: ports.stopwatch, alarm: ports.alarm)
        topic = setup.playbook.passages.openTopic
        judge = PlayJudge(playbook: setup.playbook, meaning: ports.meaning?.plays)
        decider = ConsentDecider(
            policy: setup.consentPolicy,
            notices: setup.notices,
            channel: setup.noticeChannelName,
            ids: ports.ids
        )
        stream = .call(setup.id)
        now = setup.startedAt
        reminders = StatementReminders(coach.requiredStatements)
        sampler = ScreenSampler(setup.sampling)
        screenWords = ScreenWords(setup.pack)
        quietTurns = QuietTurns(setup.pack)
    }

    /// Opens the call: appends `call.opened` and `knowledge.playbook-loaded`.
    ///
    /// - Throws: `ConcurrencyError` when the log has a call of this id.
    public func open() async throws {
        try await serial.run {
            takenUpAtMicros = ports.stopwatch.nowMicros
            let rep = pseudonym(of: setup.rep)
            let opened = draft(
                setup.opened(rep: rep),
                at: setup.startedAt,
                by: .room,
                sealing: .evidence(
                    .init(rep: setup.rep, account: setup.account, room: setup.room),
                    of: rep
                )
            )
            let loaded = draft(
                PlaybookLoaded(
                    entries: setup.playbook.entries.count,
                    requiredStatements: coach.requiredStatements.count,
                    digest: setup.playbook.digest
                ),
                at: setup.startedAt,
                by: .coach,
                sealing: .evidence(
                    .init(required: coach.requiredStatements.map(\.id)),
                    of: rep
                )
            )
            try await record([opened, loaded], expecting: .noStream)
        }
    }

    /// Takes an observation.
    ///
    /// When this returns, the facts that follow from it are durable and its effects have been
    /// started.
    ///
    /// - Throws: what the journal throws. The call is then as the log has it, and takes no more.
    public func observe(_ observation: Observation) async throws {
        try await serial.run { try await take(observation.what, at: observation.at) }
    }

    /// Takes what happens at this moment; any task may say so, and the call finds the order.
    ///
    /// - Throws: as `observe` does.
    public func observe(_ what: Observation.What, by clock: any WallClock) async throws {
        try await serial.run { try await take(what, at: max(now, clock.now)) }
    }

    /// Lets the timers fire that have run out.
    ///
    /// - Throws: as `observe` does.
    public func observeTime(by clock: any WallClock) async throws {
        try await observeTime(clock.now)
    }

    /// Whether speech may be heard now: sound that is heard at any other time is thrown away unheard.
    public var mayHear: Bool { consent.purposesInForce.contains(.liveTranscription) }

    /// When the next timer runs out, if nothing else happens before.
    public var nextDeadline: Timestamp? {
        [
            decider.nextDeadline(given: consent), turns.nextDeadline, sampler.nextDeadline,
            trackRetries.nextDeadline,
            reminders.nextDeadline(firstOpenedAt: live.firstOpened?.time),
        ].compactMap { $0 }.min()
    }

    /// How the gate stands, and where a person stands on each purpose that the policy asks for.
    public func standings(of identity: String) -> (CallConsent.Gate, [Purpose: ConsentStanding]) {
        let person = pseudonyms[identity].flatMap { consent.people[$0] }
        let asked = setup.consentPolicy.purposesAsked
        let standings = asked.map { ($0, person?.standing(on: $0) ?? .unknown) }
        return (consent.gate, Dictionary(uniqueKeysWithValues: standings))
    }

    /// What a person may take back: of what the policy asks for, all that they have agreed to and not said
    /// no to since.
    public func agreements(of identity: String) -> Set<Purpose> {
        let person = pseudonyms[identity].flatMap { consent.people[$0] }
        return (person?.agreedTo ?? []).intersection(setup.consentPolicy.purposesAsked)
    }

    /// Waits until every effect that was started has come back and its outcome is recorded.
    public func settle() async {
        repeat {
            while let effect { await effect.value }
            // What one of them has brought may be being taken just now, and start another.
            await serial.run {}
        } while effect != nil
    }

    /// An effect that has not come back yet.
    private var effect: Task<Void, Never>? {
        embedding?.task ?? pondering?.task ?? thinking?.task ?? lookups.values.first?.task
            ?? approvals.values.first?.task ?? deliveries.task
    }

    /// Ends the call at a moment: expires what was granted for it, closes and seals its stream.
    ///
    /// - Parameter departure: why the coach has left its room, where it was in one.
    /// - Throws: what the journal throws, now or at the outcome of an effect before; what is open then
    ///   is left to `CallRecovery`.
    public func close(
        at time: Timestamp,
        reason: CallClosed.Reason = .ended,
        departure: CallClosed.Departure? = nil
    ) async throws {
        try await observeTime(time)
        endDeliveries()
        await settle()
        try await serial.run {
            if let failure { throw failure }
            try await end(at: time, reason: reason, departure: departure)
        }
    }

    /// The pseudonym of an identity in this call.
    public func person(_ identity: String) -> Pseudonym {
        pseudonym(of: identity)
    }

    /// Lets the timers fire that have run out by a moment, each at its own time.
    ///
    /// - Throws: as `observe` does.
    public func observeTime(_ time: Timestamp) async throws {
        try await serial.run {
            if let failure { throw failure }
            do {
                try await advance(to: time)
            } catch {
                failure = error
                throw error
            }
        }
    }

    private func take(_ what: Observation.What, at time: Timestamp) async throws {
        if let failure { throw failure }
        do {
            try await advance(to: time)
            try await dispatch(what, at: time)
        } catch {
            failure = error
            throw error
        }
    }

    private func end(
        at time: Timestamp,
        reason: CallClosed.Reason,
        departure: CallClosed.Departure?
    ) async throws {
        _ = turns.discard()
        sampler.forget(nil)
        try await recordSkippedFrames(at: time)
        // Before the requests: what one of them tells from now on would not be recorded.
        let lost = untoldSound.reduce(0) { $0 + $1.takeAll() }
        var drafts = interruptedRequests()
        drafts +=
            decider.decide(
                .end,
                at: time,
                monotonicMicros: sinceTakenUp,
                given: consent,
                dropped: [:]
            ).drafts
        drafts.append(
            draft(
                CallClosed(
                    reason: reason,
                    departure: departure,
                    counts: counts,
                    droppedLines: droppedLines,
                    lostSoundMicros: lost > 0 ? lost : nil
                ),
                at: time,
                by: .room
            )
        )
        try await record(drafts)
        _ = try await ports.journal.seal(setup.id, id: ports.ids.eventID(), at: time)
    }
}
