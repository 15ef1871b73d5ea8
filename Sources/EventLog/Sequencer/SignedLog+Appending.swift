public import Events
import Foundation

extension SignedLog {
    /// Appends drafts to one stream, all or none, in one transaction; they get contiguous indexes
    /// and versions.
    ///
    /// Returns when they are durable. Waits while the queue is full, unless one of the drafts
    /// changes consent, gate or presence: those go before all that is queued.
    ///
    /// - Parameters:
    ///   - expecting: what the writer holds to be true of the stream.
    ///   - condition: what must not have happened in the stream since a permit was given; content is
    ///     refused without one.
    /// - Returns: the events with their contents opened.
    public func append(
        _ drafts: [Draft],
        to stream: StreamName,
        expecting: ExpectedVersion = .any,
        under condition: AppendCondition? = nil
    ) async throws(AppendError) -> [RecordedEvent] {
        guard !drafts.isEmpty else { return [] }
        guard drafts.count <= Settings.mostDraftsPerAppend else {
            throw .tooLarge(found: drafts.count, limit: Settings.mostDraftsPerAppend)
        }
        guard condition != nil || !drafts.contains(where: \.type.needsPermit) else {
            throw .refused(.noPermit)
        }
        let isUrgent = drafts.contains { $0.type.endsPermits }
        guard await parts.queue.admit(isUrgent: isUrgent) else { throw refusal }
        defer { parts.queue.release() }
        let prepared = try parts.sealer.prepare(drafts, for: stream)
        return try await submit(.drafts(prepared), to: stream, expecting, condition).get().events
    }

    /// Ends a call's stream with `call.sealed`, whose digest covers every event before it; nothing
    /// comes after.
    public func seal(
        _ call: CallID,
        id: EventID? = nil,
        at time: Timestamp
    ) async throws(AppendError) -> RecordedEvent {
        guard await parts.queue.admit(isUrgent: false) else { throw refusal }
        defer { parts.queue.release() }
        let work = AppendRequest.Work.seal(id: id ?? ids.eventID(), time: time)
        let placed = try await submit(work, to: .call(call), .streamExists, nil).get()
        guard let event = placed.events.first else {
            preconditionFailure("the sequencer answers a seal with its one event")
        }
        return event
    }

    private var refusal: AppendError { .stopped(whyStopped ?? .closed) }

    private func submit(
        _ work: AppendRequest.Work,
        to stream: StreamName,
        _ expecting: ExpectedVersion,
        _ condition: AppendCondition?
    ) async -> AppendRequest.Answer {
        await withCheckedContinuation { continuation in
            sequencing.submit(
                AppendRequest(
                    stream: stream,
                    expecting: expecting,
                    condition: condition,
                    work: work,
                    reply: { continuation.resume(returning: $0) }
                )
            )
        }
    }

    /// For erasures, which run on threads that may block.
    static func appendBlocking(
        _ draft: Draft,
        _ sealer: DraftSealer,
        _ sequencing: Sequencing
    ) throws(AppendError) {
        var prepared = PreparedDrafts()
        prepared.drafts = [try sealer.plain(draft, for: .custody)]
        let answer = BlockingAnswer()
        sequencing.submit(
            AppendRequest(
                stream: .custody,
                expecting: .any,
                condition: nil,
                work: .drafts(prepared),
                reply: { answer.give($0) }
            )
        )
        _ = try answer.wait().get()
    }

    /// Erases what one person's key of a call seals: `custody.retention-applied` (the durable
    /// intent) → the key is destroyed → `custody.key-destroyed` → ciphertext and attachments are
    /// deleted → `custody.erasure-executed`.
    ///
    /// If it is interrupted, asking again or opening the log again finishes it. An append under the
    /// key that has not been sequenced before is refused.
    public func erase(
        _ retention: RetentionApplied,
        of subject: Pseudonym
    ) async throws(ErasureError) {
        try await onThreadOfItsOwn { [erasure] () throws(ErasureError) in
            try erasure.run(retention, of: subject)
        }
    }

    /// Goes on with erasures that did not come to their end, as opening the log does; one whose ciphertext
    /// a reader still holds is left for the next time.
    public func finishErasures() async throws(ErasureError) {
        try await onThreadOfItsOwn { [erasure] () throws(ErasureError) in try erasure.recover() }
    }

    private func onThreadOfItsOwn(
        _ work: @escaping @Sendable () throws(ErasureError) -> Void
    ) async throws(ErasureError) {
        let result: Result<Void, ErasureError> = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: Result { () throws(ErasureError) in try work() })
            }
        }
        try result.get()
    }
}
