import DequeModule

/// The requests that wait for the sequencer, in the order in which it will take them, the first of them
/// checked and hashed already.
///
/// That is done while the batch before is being committed, on the state which that will leave: when it
/// is not written after all, or when an urgent request goes before what was checked, it is done again.
/// Nobody is answered before the batch that his request is in comes to its end.
struct Backlog: Sendable {
    private var urgent: Deque<AppendRequest> = []
    private var ordinary: Deque<AppendRequest> = []
    private var state: SequencerState
    /// The next batch, of the first of the requests; nil when it must be made anew.
    private var ahead: BatchBuilder?

    private let storage: any LogStorage
    private let sealer: DraftSealer

    init(state: SequencerState, storage: any LogStorage, sealer: DraftSealer) {
        (self.state, self.storage, self.sealer) = (state, storage, sealer)
    }

    var count: Int { urgent.count + ordinary.count }
    var hasUrgent: Bool { !urgent.isEmpty }

    /// Adds a request: an urgent one goes before all ordinary ones.
    mutating func add(_ request: AppendRequest, isUrgent: Bool) {
        if isUrgent {
            if let ahead, ahead.requests.count > urgent.count { self.ahead = nil }
            urgent.append(request)
        } else {
            ordinary.append(request)
        }
        // Moved out and back, so that nothing of it is copied.
        guard var batch = ahead else { return }
        ahead = nil
        fill(&batch)
        ahead = batch
    }

    /// The next batch, of all that waits or as much as a transaction takes; it counts as being committed
    /// until `ended` or `retried`.
    mutating func take() -> BatchBuilder {
        var batch = ahead ?? batch()
        ahead = nil
        fill(&batch)
        for _ in batch.requests { _ = urgent.popFirst() ?? ordinary.popFirst() }
        begin(batch)
        return batch
    }

    /// The batch that was taken is durable, or was not written.
    mutating func ended(isWritten: Bool) {
        state.ended(isWritten: isWritten)
        if !isWritten { ahead = nil }
    }

    /// The batch that was taken was not written, since one of its ids is in the store: the same requests
    /// once more, without that.
    mutating func retried(_ batch: BatchBuilder) -> BatchBuilder {
        ended(isWritten: false)
        var again = self.batch(looksUpIDs: true)
        for request in batch.requests { again.add(request, after: state) }
        begin(again)
        return again
    }

    /// Takes everything that waits.
    mutating func removeAll() -> [AppendRequest] {
        defer { (urgent, ordinary, ahead) = ([], [], nil) }
        return Array(urgent) + Array(ordinary)
    }

    private func batch(looksUpIDs: Bool = false) -> BatchBuilder {
        BatchBuilder(growing: state.tip, storage: storage, sealer: sealer, looksUpIDs: looksUpIDs)
    }

    private mutating func begin(_ batch: BatchBuilder) {
        state.began(batch)
        ahead = self.batch()
    }

    private func fill(_ batch: inout BatchBuilder) {
        while batch.requests.count < count, !batch.isFull {
            let place = batch.requests.count
            let isUrgent = place < urgent.count
            let request = isUrgent ? urgent[place] : ordinary[place - urgent.count]
            batch.add(request, after: state)
        }
    }
}
