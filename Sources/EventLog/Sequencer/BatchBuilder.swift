import Crypto
import Events

/// Checks requests one by one and puts the accepted ones into a batch.
///
/// Notes what the batch changes of the sequencer's state beside it: that is thrown away if the batch
/// is not durable.
struct BatchBuilder: Sendable {
    typealias Answer = AppendRequest.Answer

    /// The requests in the order of the batch.
    private(set) var requests: [AppendRequest] = []
    /// What each is answered when the batch is durable.
    private(set) var answers: [Answer] = []
    /// The tree with the batch.
    private(set) var frontier: Frontier
    /// The streams that the batch changes.
    private(set) var streams: [StreamName: StreamState] = [:]
    /// Keys whose destruction the batch orders.
    private(set) var destroyedKeys: Set<DataKeyID> = []
    private(set) var entries: [StoredEntry] = []
    private(set) var contents: [StoredContent] = []
    private(set) var tiles: [Tile] = []
    /// Keys whose creation this batch tells.
    private(set) var announced: Set<DataKeyID> = []
    /// The streams that end in this batch.
    private(set) var sealedStreams: [StreamName] = []
    private var ids: Set<EventID> = []

    private let storage: any LogStorage
    private let sealer: DraftSealer
    /// Whether ids are looked up in the store: only after it has refused a batch for one.
    private let looksUpIDs: Bool

    init(
        growing tree: Frontier,
        storage: any LogStorage,
        sealer: DraftSealer,
        looksUpIDs: Bool = false
    ) {
        (frontier, self.storage, self.sealer) = (tree, storage, sealer)
        self.looksUpIDs = looksUpIDs
    }

    /// Whether another request would make the transaction too large.
    var isFull: Bool {
        max(entries.count, requests.count) >= SignedLog.Settings.mostEntriesPerBatch
    }

    /// Adds a request whole, or nothing of it.
    ///
    /// - Parameter state: what the batch comes after.
    mutating func add(_ request: AppendRequest, after state: SequencerState) {
        let answer = Answer { () throws(AppendError) in try place(request, after: state) }
        requests.append(request)
        answers.append(answer)
    }

    /// Tells the writers what became of their requests.
    func answerAll(_ answer: (Answer) -> Answer = { $0 }) {
        for (request, found) in zip(requests, answers) { request.reply(answer(found)) }
    }

    private mutating func place(
        _ request: AppendRequest,
        after state: SequencerState
    ) throws(AppendError) -> Placed {
        var current = try streamState(request.stream, after: state)
        try check(request, against: current)
        switch request.work {
        case .drafts(let prepared):
            try check(prepared.drafts, after: state)
            try announce(prepared.announcements, after: state)
            // Announcements go to the custody stream, which may be the request's own.
            if request.stream == .custody { current = try streamState(.custody, after: state) }
            return append(prepared.drafts, to: request.stream, &current)
        case .seal(let id, let time):
            let draft = try sealing(request.stream, current, after: state, id: id, time: time)
            try check([draft], after: state)
            return append([draft], to: request.stream, &current)
        }
    }

    private func streamState(
        _ stream: StreamName,
        after state: SequencerState
    ) throws(AppendError) -> StreamState {
        if let known = streams[stream] ?? state.known(stream) { return known }
        do {
            return try storage.read { try $0.state(of: stream) } ?? StreamState()
        } catch {
            throw .notWritten(StorageError(error))
        }
    }

    private func check(
        _ request: AppendRequest,
        against stream: StreamState
    ) throws(AppendError) {
        guard !stream.isSealed else { throw .conflict(.streamSealed) }
        let holds =
            switch request.expecting {
            case .exactly(let version): stream.version == version
            case .noStream: stream.version == .none
            case .streamExists: stream.version > .none
            case .any: true
            }
        guard holds else {
            throw .conflict(
                .unexpectedVersion(expected: request.expecting, found: stream.version)
            )
        }
        guard let saw = request.condition?.noConsentChangeSince else { return }
        guard stream.newestConsentChange <= saw else {
            throw .conflict(.consentChanged(at: stream.newestConsentChange, permitSaw: saw))
        }
    }

    private func check(
        _ drafts: [PreparedDraft],
        after state: SequencerState
    ) throws(AppendError) {
        var own: Set<EventID> = []
        for draft in drafts {
            guard destroyedKeys.isDisjoint(with: draft.keys), !state.isDestroyed(draft.keys) else {
                throw .refused(.keyDestroyed)
            }
            let id = draft.envelope.id
            let isNew = drafts.count == 1 || own.insert(id).inserted
            guard isNew, !ids.contains(id), try !isStored(id) else {
                throw .refused(.repeatedEventID)
            }
        }
    }

    private func isStored(_ id: EventID) throws(AppendError) -> Bool {
        guard looksUpIDs else { return false }
        do {
            return try storage.read { try $0.contains(id) }
        } catch {
            throw .notWritten(StorageError(error))
        }
    }

    private mutating func announce(
        _ announcements: [DataKeyID: PreparedDraft],
        after state: SequencerState
    ) throws(AppendError) {
        let due = announcements.filter {
            !announced.contains($0.key) && !state.isAnnounced($0.key)
        }
        guard !due.isEmpty else { return }
        var custody = try streamState(.custody, after: state)
        for (id, draft) in due.sorted(by: { $0.value.envelope.id < $1.value.envelope.id }) {
            _ = append([draft], to: .custody, &custody)
            announced.insert(id)
        }
    }

    private mutating func append(
        _ drafts: [PreparedDraft],
        to stream: StreamName,
        _ current: inout StreamState
    ) -> Placed {
        let index = EntryIndex(frontier.size)
        let version = current.version.next
        for draft in drafts { append(draft, to: stream, &current) }
        streams[stream] = current
        if current.isSealed { sealedStreams.append(stream) }
        return Placed(drafts: drafts, index: index, version: version)
    }

    private mutating func append(
        _ draft: PreparedDraft,
        to stream: StreamName,
        _ current: inout StreamState
    ) {
        current.append(draft.envelope.type)
        let index = EntryIndex(frontier.size)
        let body = draft.prefix + Envelope.completion(version: current.version)
        let leaf = TreeHash.leaf(body)
        tiles += frontier.append(leaf)
        ids.insert(draft.envelope.id)
        entries.append(StoredEntry(index, draft.envelope, current.version, leaf: leaf, body: body))
        if var content = draft.stored {
            content.index = index
            contents.append(content)
        }
        guard stream == .custody else { return }
        if let id = Erasure.intent(of: draft.event(at: index, current.version)) {
            destroyedKeys.insert(id)
        }
    }

    /// `call.sealed` over the leaf hashes that the stream has, in the store and in what is on its way
    /// there.
    private func sealing(
        _ stream: StreamName,
        _ current: StreamState,
        after state: SequencerState,
        id: EventID,
        time: Timestamp
    ) throws(AppendError) -> PreparedDraft {
        guard current.version > .none else {
            throw .conflict(.unexpectedVersion(expected: .streamExists, found: .none))
        }
        var leaves: [TreeHash]
        do {
            leaves = try storage.read { try $0.leaves(in: stream) }
        } catch {
            throw .notWritten(StorageError(error))
        }
        // The batch that is being committed may have become durable just before the store was read.
        let isStored = StreamVersion(UInt64(leaves.count))
        leaves += (state.uncommitted + entries)
            .filter { $0.stream == stream && $0.version > isStored }
            .compactMap(\.leaf)
        let fact = CallSealed(
            lastVersion: current.version,
            leafHashesDigest: StrictBase64.encode(SHA256.hash(data: joined(leaves)))
        )
        return try sealer.plain(Draft(fact, id: id, time: time, actor: .log), for: stream)
    }
}
