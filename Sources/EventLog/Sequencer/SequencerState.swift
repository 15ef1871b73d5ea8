import Events

/// What the log holds, and what it will hold when the batch that is being committed is durable.
struct SequencerState: Sendable {
    private var frontier = Frontier()
    /// The streams met since the log was opened; others are loaded when first needed.
    private var streams: [StreamName: StreamState] = [:]
    /// Keys whose destruction the log has ordered: nothing may be sealed under them any more.
    private var destroyedKeys: Set<DataKeyID> = []
    /// Keys whose creation was told since the log was opened, which late requests may tell again.
    private var announced: Set<DataKeyID> = []
    /// The batch that is being committed.
    private var committing: BatchBuilder?

    /// How many streams are remembered: beyond, sealed ones and then all are loaded again.
    static let mostStreams = 4096

    init(frontier: Frontier, destroyedKeys: Set<DataKeyID>) {
        (self.frontier, self.destroyedKeys) = (frontier, destroyedKeys)
    }

    /// The tree that the next batch grows.
    var tip: Frontier { committing?.frontier ?? frontier }

    /// The newest of a stream; nil when it must be loaded.
    func known(_ stream: StreamName) -> StreamState? {
        committing?.streams[stream] ?? streams[stream]
    }

    /// Whether the destruction of one of these keys was ordered.
    func isDestroyed(_ keys: [DataKeyID]) -> Bool {
        keys.contains {
            destroyedKeys.contains($0) || committing?.destroyedKeys.contains($0) == true
        }
    }

    /// Whether the creation of a key was told.
    func isAnnounced(_ key: DataKeyID) -> Bool {
        announced.contains(key) || committing?.announced.contains(key) == true
    }

    /// The entries that the store may not have yet.
    var uncommitted: [StoredEntry] { committing?.entries ?? [] }

    /// A batch is on its way into the store.
    mutating func began(_ batch: BatchBuilder) { committing = batch }

    /// The batch has come to its end: what it changes is taken over if it is durable.
    mutating func ended(isWritten: Bool) {
        guard let batch = committing else { return }
        committing = nil
        guard isWritten else { return }
        frontier = batch.frontier
        streams.merge(batch.streams) { $1 }
        destroyedKeys.formUnion(batch.destroyedKeys)
        announced.formUnion(batch.announced)
        trim(to: batch)
    }

    private mutating func trim(to batch: BatchBuilder) {
        if announced.count > DataKeys.mostCached { announced = batch.announced }
        guard streams.count > Self.mostStreams else { return }
        streams = streams.filter { !$0.value.isSealed }
        if streams.count > Self.mostStreams { streams = [:] }
    }
}
