import Dispatch
public import Events
import Foundation

/// A signed log, open for appending: one sequencer behind a bounded queue.
///
/// Any task may append, read and subscribe. One process opens a log for appending at a time; the
/// home's lock sees to that.
public final class SignedLog: Sendable {
    private let parts: Sequencer.Parts
    private let sequencing: Sequencing
    private let opener: ContentOpener
    private let erasure: Erasure
    private let vault: any KeyVault
    private let ids: IDGenerator
    /// Entered while the sequencer's thread runs.
    private let running: DispatchGroup
    /// Released when the log is closed; holds the home's lock.
    private let release: @Sendable () -> Void

    /// Opens a log, which is recovery: loads the head, rebuilds the frontier, compares the fork
    /// guard, finishes erasures that were interrupted and destroys again keys that came back.
    public static func open(
        storage: any LogStorage,
        keys: any KeyVault,
        identity: LogIdentity,
        head: any HeadGuard,
        clock: any WallClock,
        ids: IDGenerator,
        settings: Settings = Settings()
    ) throws(OpenError) -> SignedLog {
        try open(
            storage: storage,
            keys: keys,
            identity: identity,
            head: head,
            clock: clock,
            ids: ids,
            settings: settings,
            release: {}
        )
    }

    static func open(
        storage: any LogStorage,
        keys vault: any KeyVault,
        identity: LogIdentity,
        head: any HeadGuard,
        clock: any WallClock,
        ids: IDGenerator,
        settings: Settings,
        release: @escaping @Sendable () -> Void
    ) throws(OpenError) -> SignedLog {
        let outcome = try Recovery(storage: storage, identity: identity, head: head).run()
        let keys = DataKeys(vault: vault, storage: storage)
        let sealer = DraftSealer(origin: identity.origin, keys: keys, clock: clock, ids: ids)
        let parts = Sequencer.Parts(
            storage: storage,
            identity: identity,
            head: head,
            sealer: sealer,
            clock: clock,
            settings: settings,
            queue: AppendQueue(
                limit: settings.queueLimit,
                backlog: Backlog(state: outcome.state, storage: storage, sealer: sealer)
            ),
            publisher: Publisher(outcome.checkpoint)
        )
        let log = SignedLog(parts, vault: vault, ids: ids, release: release)
        log.start()
        do { try log.erasure.recover() } catch {
            log.stop()
            throw .erasure(error)
        }
        return log
    }

    private init(
        _ parts: Sequencer.Parts,
        vault: any KeyVault,
        ids: IDGenerator,
        release: @escaping @Sendable () -> Void
    ) {
        (self.parts, self.vault, self.ids, self.release) = (parts, vault, ids, release)
        let sequencing = Sequencing(parts: parts)
        self.sequencing = sequencing
        running = DispatchGroup()
        opener = ContentOpener(origin: parts.identity.origin, vault: vault)
        erasure = Erasure(
            storage: parts.storage,
            vault: vault,
            keys: parts.sealer.keys,
            clock: parts.clock,
            ids: ids,
            append: { draft throws(AppendError) in
                try Self.appendBlocking(draft, parts.sealer, sequencing)
            }
        )
    }

    private func start() {
        running.enter()
        let thread = Thread { [sequencing, running] in
            sequencing.run()
            running.leave()
        }
        thread.name = "aside.sequencer"
        thread.start()
    }

    private func stop() {
        parts.queue.close()
        running.wait()
    }

    deinit { parts.queue.close() }

    /// The log's name.
    public var origin: String { parts.identity.origin }

    /// The key that checks the log's checkpoints.
    public var verifierKey: VerifierKey { parts.identity.signer.verifierKey }

    /// The newest checkpoint; everything it covers is durable.
    public var checkpoint: Checkpoint { parts.publisher.checkpoint }

    /// Why the log takes nothing more; nil while it does.
    ///
    /// Whoever appended last may not have been told: what is durable is acknowledged, though the log
    /// stops after it.
    public var whyStopped: AppendError.Stop? { parts.queue.whyStopped }

    private var refusal: AppendError { .stopped(whyStopped ?? .closed) }

    /// Drains the queue, commits, empties the write-ahead log and closes the files.
    ///
    /// Later appends throw `AppendError.stopped`.
    public func close() throws {
        stop()
        defer { release() }
        try parts.storage.close()
        try vault.close()
    }
}

// MARK: - Appending

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
    private static func appendBlocking(
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

// MARK: - Reading

extension SignedLog {
    /// The events of a stream in the order of their versions.
    public func events(in stream: StreamName) throws -> [RecordedEvent] {
        try parts.storage.read { snapshot in
            try snapshot.entries(in: stream).map { try opener.event($0, in: snapshot) }
        }
    }

    /// The events that a stream had at a checkpoint of this log, each proved to be in its tree.
    ///
    /// - Parameters:
    ///   - isWanted: those it answers no to are neither opened nor returned.
    ///   - progress: called now and then with how many are done, and of how many.
    /// - Throws: `ReadError.notTheEntry` where a stored entry is not the one that was signed,
    ///   `ProofError` where the tree is not.
    public func vouchedEvents(
        in stream: StreamName,
        at checkpoint: Checkpoint,
        where isWanted: (Envelope) -> Bool = { _ in true },
        progress: ((UInt64, UInt64) -> Void)? = nil
    ) throws -> [RecordedEvent] {
        try parts.storage.read { snapshot in
            try opener.events(
                in: stream,
                of: checkpoint.size,
                root: checkpoint.root,
                from: snapshot,
                where: isWanted,
                progress: progress
            )
        }
    }

    /// The streams that have events, in the order of their first.
    public func streams() throws -> [StreamName] {
        try parts.storage.read { try $0.streams() }
    }

    /// The attachment of an event; nil when it has none or it was erased.
    public func attachment(at index: EntryIndex) throws -> [UInt8]? {
        try parts.storage.read { try opener.attachment(at: index, in: $0) }
    }

    /// The events from an index on: those that are stored, then each as it becomes durable.
    public func subscribe(from index: EntryIndex) -> EventSubscription {
        EventSubscription(start: index, publisher: parts.publisher) { [parts, opener] range in
            try parts.storage.read { snapshot in
                var events: [RecordedEvent] = []
                try snapshot.forEachEntry(in: range) {
                    events.append(try opener.event($0, in: snapshot))
                }
                return events
            }
        }
    }
}
