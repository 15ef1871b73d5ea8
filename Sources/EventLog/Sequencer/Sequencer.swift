import Events

/// The only writer of a log: makes batches of requests durable.
///
/// Whoever has the turn owns every stored property. The order of a batch is fixed: check, index,
/// hash, sign, commit, head guard, answers, subscribers. A signature leaves here only after the
/// commit: one over leaves that were rolled back would be equivocation.
struct Sequencer {
    private var state: SequencerState
    private var announced: Set<DataKeyID> = []
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

    init(state: SequencerState, parts: Parts) {
        (self.state, self.parts) = (state, parts)
        lastKept = parts.clock.now
    }

    /// - Returns: whether the log may go on.
    mutating func process(_ batch: [AppendRequest]) -> Bool {
        let (builder, answers) = build(batch, looksUpIDs: false)
        guard !builder.entries.isEmpty else {
            answer(batch, answers)
            return true
        }
        do {
            return try commit(builder, batch, answers)
        } catch  where error.code == .repeatedEventID {
            return processAgain(batch)
        } catch {
            return fail(batch, answers, error)
        }
    }

    /// The store has refused the batch for one request's repeated id: find it, commit the others.
    private mutating func processAgain(_ batch: [AppendRequest]) -> Bool {
        let (builder, answers) = build(batch, looksUpIDs: true)
        guard !builder.entries.isEmpty else {
            answer(batch, answers)
            return true
        }
        do {
            return try commit(builder, batch, answers)
        } catch {
            return fail(batch, answers, error)
        }
    }

    private typealias Answer = AppendRequest.Answer

    private func build(
        _ batch: [AppendRequest],
        looksUpIDs: Bool
    ) -> (BatchBuilder, [Answer]) {
        var builder = BatchBuilder(
            state: state,
            storage: parts.storage,
            sealer: parts.sealer,
            alreadyAnnounced: announced,
            looksUpIDs: looksUpIDs
        )
        let answers = batch.map { request -> Answer in
            Answer { () throws(AppendError) in try builder.add(request) }
        }
        return (builder, answers)
    }

    private mutating func commit(
        _ builder: BatchBuilder,
        _ batch: [AppendRequest],
        _ answers: [Answer]
    ) throws(StorageError) -> Bool {
        let checkpoint = try sign(builder.frontier)
        let reason = reasonToKeep(builder)
        try parts.storage.commit(
            Batch(
                entries: builder.entries,
                contents: builder.contents,
                tiles: builder.tiles,
                checkpoint: StoredCheckpoint(
                    size: checkpoint.size.count,
                    root: checkpoint.root.bytes,
                    note: checkpoint.note,
                    reason: reason
                )
            )
        )
        install(builder, reason)
        let isGuarded = guardHead(checkpoint)
        parts.publisher.publish(checkpoint)
        answer(batch, answers)
        return isGuarded
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

    private func reasonToKeep(_ builder: BatchBuilder) -> StoredCheckpoint.Reason {
        if !builder.sealedStreams.isEmpty { return .callEnd }
        let age = parts.clock.now.micros(since: lastKept)
        return age >= parts.settings.checkpointEveryMicros ? .interval : .newest
    }

    private mutating func install(_ builder: BatchBuilder, _ reason: StoredCheckpoint.Reason) {
        state.install(builder)
        announced.formUnion(builder.announced)
        if announced.count > DataKeys.mostCached { announced = builder.announced }
        parts.sealer.keys.announced(Array(builder.announced))
        for stream in builder.sealedStreams {
            if let call = stream.call { parts.sealer.keys.forget(call) }
        }
        if reason != .newest { lastKept = parts.clock.now }
    }

    /// The batch is durable whatever happens here; without its guard the log must not grow further.
    private func guardHead(_ checkpoint: Checkpoint) -> Bool {
        do {
            try parts.head.store(checkpoint.note)
            return true
        } catch {
            return false
        }
    }

    private func answer(_ batch: [AppendRequest], _ answers: [Answer]) {
        for (request, answer) in zip(batch, answers) { request.reply(answer) }
    }

    private func fail(
        _ batch: [AppendRequest],
        _ answers: [Answer],
        _ error: StorageError
    ) -> Bool {
        let isCertain = error.outcome == .notWritten
        let failure: AppendError = isCertain ? .notWritten(error) : .inDoubt(error)
        answer(batch, answers.map { $0.flatMap { _ in .failure(failure) } })
        return isCertain
    }
}
