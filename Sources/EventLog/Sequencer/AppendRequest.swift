import Events

/// One atomic append, on its way from a writer's task to the sequencer.
struct AppendRequest: Sendable {
    /// What is appended.
    enum Work: Sendable {
        case drafts(PreparedDrafts)
        /// `call.sealed`, whose digest only the sequencer can know.
        case seal(id: EventID, time: Timestamp)
    }

    let stream: StreamName
    let expecting: ExpectedVersion
    let condition: AppendCondition?
    let work: Work
    /// Called exactly once, by whoever has the turn or stops the queue.
    let reply: @Sendable (Answer) -> Void

    /// What a request is answered.
    typealias Answer = Result<Placed, AppendError>

    /// Whether it changes consent, gate or presence, and so pre-empts what is queued.
    var isUrgent: Bool {
        guard case .drafts(let prepared) = work else { return false }
        return prepared.drafts.contains { $0.envelope.type.endsPermits }
    }

    /// How many entries it brings at most.
    var entryCount: Int {
        guard case .drafts(let prepared) = work else { return 1 }
        return prepared.drafts.count + prepared.announcements.count
    }
}

/// Drafts with their place in the log.
///
/// The events are put together by the writer that gets them: the sequencer is what all wait for.
struct Placed: Sendable {
    let drafts: [PreparedDraft]
    /// Of the first; the others follow, in the log and in the stream.
    let index: EntryIndex
    let version: StreamVersion

    /// The drafts as events of the log.
    var events: [RecordedEvent] {
        drafts.enumerated().map { offset, draft in
            draft.event(
                at: EntryIndex(index.value + UInt64(offset)),
                StreamVersion(version.value + UInt64(offset))
            )
        }
    }
}

extension PreparedDraft {
    /// The draft as an event at its place.
    func event(at index: EntryIndex, _ version: StreamVersion) -> RecordedEvent {
        var envelope = envelope
        envelope.version = version
        return RecordedEvent(index: index, envelope: envelope, content: opened)
    }
}
