import Events

/// The only writer of a log: makes batches of requests durable.
///
/// Whoever has the turn owns every stored property. The order of a batch is fixed: check, index, hash
/// (`Backlog`), sign, commit, head guard, subscribers, answers. A signature leaves here only after the
/// commit: one over leaves that were rolled back would be equivocation.
struct Sequencer {
    private var lastKept: Timestamp

    private let parts: Parts

    /// What the sequencer works with.
    struct Parts: Sendable {
        let storage: any LogStorage
        let identity: LogIdentity
        let head: any HeadGuard
        let sealer: DraftSealer
        let clock: any WallClock
        let settings: SignedLog.Settings
        let queue: AppendQueue
        let publisher: Publisher
    }

    init(parts: Parts) {
        self.parts = parts
        lastKept = parts.clock.now
    }

    /// - Returns: why the log must stop; nil when it may go on.
    mutating func process(_ batch: BatchBuilder) -> AppendError.Stop? {
        do {
            return try commit(batch)
        } catch  where error.code == .repeatedEventID {
            // One request's id: the others are committed without it.
            let again = parts.queue.retried(batch)
            do { return try commit(again) } catch { return fail(again, error) }
        } catch {
            return fail(batch, error)
        }
    }

    private mutating func commit(_ batch: BatchBuilder) throws(StorageError) -> AppendError.Stop? {
        guard !batch.entries.isEmpty else {
            parts.queue.ended(isWritten: true)
            batch.answerAll()
            return nil
        }
        let checkpoint = try sign(batch.frontier)
        let reason = reasonToKeep(batch)
        try parts.storage.commit(
            Batch(
                entries: batch.entries,
                contents: batch.contents,
                tiles: batch.tiles,
                checkpoint: StoredCheckpoint(
                    size: checkpoint.size.count,
                    root: checkpoint.root.bytes,
                    note: checkpoint.note,
                    reason: reason
                )
            )
        )
        parts.queue.ended(isWritten: true)
        updateKeys(batch)
        if reason != .newest { lastKept = parts.clock.now }
        let stop = guardHead(checkpoint)
        parts.publisher.publish(checkpoint)
        batch.answerAll()
        return stop
    }

    private func sign(_ frontier: Frontier) throws(StorageError) -> Checkpoint {
        do {
            return try Checkpoint.sign(
                size: frontier.size,
                root: frontier.root,
                identity: parts.identity
            )
        } catch {
            throw StorageError(.notWritten, .other, detail: "signing failed")
        }
    }

    private func reasonToKeep(_ batch: BatchBuilder) -> StoredCheckpoint.Reason {
        if !batch.sealedStreams.isEmpty { return .callEnd }
        let age = parts.clock.now.micros(since: lastKept)
        return age >= parts.settings.checkpointEveryMicros ? .interval : .newest
    }

    private func updateKeys(_ batch: BatchBuilder) {
        parts.sealer.keys.announced(Array(batch.announced))
        for stream in batch.sealedStreams {
            if let call = stream.call { parts.sealer.keys.forget(call) }
        }
    }

    /// The batch is durable whatever happens here; without its guard the log must not grow further.
    private func guardHead(_ checkpoint: Checkpoint) -> AppendError.Stop? {
        do {
            try parts.head.store(checkpoint.note)
            return nil
        } catch {
            return .headNotKept(found: String(describing: error))
        }
    }

    private func fail(_ batch: BatchBuilder, _ error: StorageError) -> AppendError.Stop? {
        parts.queue.ended(isWritten: false)
        let isCertain = error.outcome == .notWritten
        let failure: AppendError = isCertain ? .notWritten(error) : .inDoubt(error)
        batch.answerAll { $0.flatMap { _ in .failure(failure) } }
        return isCertain ? nil : .commitInDoubt(error)
    }
}
