import ConsentGate
public import Events
import Projections

extension Call {
    /// Carries on a call that a stopped process left open, from nothing but its recorded events.
    ///
    /// Takes the place of `open`: appends `call.resumed`. What was in flight gets the outcome
    /// `interrupted` or `expired`, and nothing that was said or sent is said or sent again: the folds
    /// that decide it are those of the log. Words that had not completed a turn are not answered any
    /// more. The stopped process's tracks are recorded as gone, since it received them; whoever joins
    /// the room again tells of the tracks that are there, and of who left meanwhile
    /// (`identitiesPresent`). A notice that no client has shown is sent anew: only the stopped process
    /// knew its number. Whoever agreed to another notice than this process would send is asked again before
    /// anything is captured.
    ///
    /// - Parameter time: now; no timer that ran out meanwhile is dated back.
    /// - Throws: `ResumingError`, or what the journal throws.
    public func resume(_ open: OpenCall, at time: Timestamp) async throws {
        try await serial.run {
            let differences = try open.differences(from: setup)
            guard differences.isEmpty else { throw ResumingError(fields: differences) }
            takenUpAtMicros = ports.stopwatch.nowMicros
            var intents = OpenIntents()
            for event in open.events {
                fold(event)
                intents.follow(event)
                recall(event)
            }
            now = max(time, open.newestFactAt)
            var drafts = [draft(setup.resumed(rep: open.opened.rep), at: now, by: .room)]
            drafts += intents.outcomes(at: now, of: anyone(.rep), ports.ids)
            for track in tracks.keys.sorted() { drafts += gone(track, at: now) }
            tracks = [:]
            try await record(drafts, expecting: .exactly(consent.version))
            try await apply(.resumed, at: now)
            reminders.tryAgain(at: now)
        }
    }

    /// The identities of everyone who is in the call as the log has it.
    public var identitiesPresent: Set<String> {
        Set(pseudonyms.filter { consent.people[$0.value]?.isPresent == true }.keys)
    }

    /// Takes up again what is known beside the folds.
    private func recall(_ event: RecordedEvent) {
        switch event.type.family {
        case "call":
            guard let opened = event.fact(CallOpened.self) else { return }
            pseudonyms[setup.rep] = opened.rep
        case "participant":
            guard let joined = event.opened(ParticipantJoined.self) else { return }
            pseudonyms[joined.identity] = event.envelope.subject
        case "track": recallTrack(event)
        case "gate": droppedLines.merge(event.linesDroppedBeforeIt, uniquingKeysWith: +)
        case "speech": recallClosing(event)
        case "nudge": recallReminder(event)
        case "screen":
            guard event.type == .frameSampled else { return }
            sampler.recall(keptAt: event.envelope.time)
        default: break
        }
    }

    private func recallTrack(_ event: RecordedEvent) {
        guard let owner = event.envelope.subject else { return }
        func track(_ source: TrackSource) -> Track { Track(owner: owner, source: source) }
        if let published = event.fact(TrackPublished.self) {
            tracks[track(published.source)] = false
        } else if let subscribed = event.fact(TrackSubscribed.self) {
            tracks[track(subscribed.source)] = true
        } else if let unsubscribed = event.fact(TrackUnsubscribed.self) {
            tracks[track(unsubscribed.source)] = false
        } else if let unpublished = event.fact(TrackUnpublished.self) {
            tracks[track(unpublished.source)] = nil
        }
    }

    private func recallClosing(_ event: RecordedEvent) {
        guard let turn = event.fact(TurnCompleted.self), mayAnalyse,
            let speaker = event.envelope.subject,
            mayUse(turn.lines, of: speaker, for: [.aiAnalysis])
        else { return }
        let texts = turn.lines.compactMap { live.transcript.line(at: $0)?.text?.value }
        if coach.isClosing(Words(texts.joined(separator: " "))) {
            reminders.closingWasSaid(
                at: event.envelope.time,
                firstOpenedAt: live.firstOpened?.time
            )
        }
    }

    /// A silence that answers no turn was about a reminder.
    private func recallReminder(_ event: RecordedEvent) {
        func entry(_ play: String?) -> PlaybookEntry? {
            coach.requiredStatements.first { $0.id == play }
        }
        if event.type == .nudgeSent, let entry = entry(live.nudges.nudges.last?.words?.value?.play)
        {
            reminders.reminded(of: entry)
        } else if let lost = event.fact(NudgeUndelivered.self)?.nudge,
            let play = live.nudges[lost]?.words?.value?.play
        {
            reminders.didNotReach(play)
        } else if let silence = event.fact(NudgeSuppressed.self),
            event.envelope.correlationID == nil,
            let entry = entry(event.opened(NudgeSuppressed.self)?.play)
        {
            _ = reminders.isNews(silence.reason, about: entry)
        }
    }
}
