import ConsentGate
public import Events
import Projections

extension Call {
    /// Carries on a call that a stopped process left open, from nothing but its recorded events.
    ///
    /// What was in flight gets the outcome `interrupted` or `expired`, and nothing that was said or
    /// sent is said or sent again: the folds that decide it are those of the log. Words that had not
    /// completed a turn are not answered any more. Takes the place of `open`.
    ///
    /// - Parameter events: the whole stream of the call, in order, opened.
    /// - Throws: what the journal throws; `ConcurrencyError.streamSealed` when the call is over.
    public func resume(from events: [RecordedEvent]) async throws {
        try await serial.run {
            guard let last = events.last, !events.contains(where: { $0.type == .callClosed }) else {
                throw ConcurrencyError.streamSealed
            }
            var open = OpenIntents()
            for event in events {
                fold(event)
                open.follow(event)
                recall(event)
                now = max(now, event.envelope.time)
            }
            remember(reminded: live.nudges)
            let outcomes = open.outcomes(at: now, of: anyone(.rep), ports.ids)
            guard !outcomes.isEmpty else { return }
            try await record(outcomes, expecting: .exactly(last.envelope.version))
        }
    }

    /// Takes up again what is known of people and tracks beside the folds.
    private func recall(_ event: RecordedEvent) {
        guard let subject = event.envelope.subject else { return }
        func track(_ source: TrackSource) -> Track { Track(owner: subject, source: source) }
        if let joined = event.opened(ParticipantJoined.self) {
            pseudonyms[joined.identity] = subject
        } else if let published = event.fact(TrackPublished.self) {
            tracks[track(published.source)] = false
        } else if let subscribed = event.fact(TrackSubscribed.self) {
            tracks[track(subscribed.source)] = true
        } else if let unsubscribed = event.fact(TrackUnsubscribed.self) {
            tracks[track(unsubscribed.source)] = false
        } else if let unpublished = event.fact(TrackUnpublished.self) {
            tracks[track(unpublished.source)] = nil
        }
    }

    private func remember(reminded history: NudgeHistory) {
        let shown = Set(history.nudges.compactMap { $0.words?.value?.play })
        for entry in coach.requiredStatements where shown.contains(entry.id) {
            reminders.reminded(of: entry)
        }
    }
}
