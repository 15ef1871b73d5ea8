import Crypto
import Events

/// What the sequencer knows between batches.
///
/// Owned by its thread; replaced when a batch is durable.
struct SequencerState: Sendable {
    var frontier = Frontier()
    /// The streams met since the log was opened; others are loaded when first needed.
    var streams: [StreamName: StreamState] = [:]
    /// Keys whose destruction the log has ordered: nothing may be sealed under them any more.
    var destroyedKeys: Set<DataKeyID> = []

    /// How many streams are remembered: beyond, sealed ones and then all are loaded again.
    static let mostStreams = 4096

    /// Takes over what a durable batch has changed.
    mutating func install(_ batch: BatchBuilder) {
        frontier = batch.frontier
        streams.merge(batch.streams) { $1 }
        destroyedKeys.formUnion(batch.destroyedKeys)
        trim()
    }

    private mutating func trim() {
        guard streams.count > Self.mostStreams else { return }
        streams = streams.filter { !$0.value.isSealed }
        if streams.count > Self.mostStreams { streams = [:] }
    }
}

/// Checks requests one by one and puts the accepted ones into a batch.
///
/// Notes what the batch changes of the sequencer's state beside it: that is thrown away if the batch
/// is not durable.
struct BatchBuilder {
    private let state: SequencerState
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

    let storage: any LogStorage
    let sealer: DraftSealer
    /// Keys announced by earlier batches, which late requests may announce again.
    let alreadyAnnounced: Set<DataKeyID>
    /// Whether ids are looked up in the store: only after it has refused a batch for one.
    let looksUpIDs: Bool

    init(
        state: SequencerState,
        storage: any LogStorage,
        sealer: DraftSealer,
        alreadyAnnounced: Set<DataKeyID>,
        looksUpIDs: Bool
    ) {
        (self.state, self.storage, self.sealer) = (state, storage, sealer)
        frontier = state.frontier
        (self.alreadyAnnounced, self.looksUpIDs) = (alreadyAnnounced, looksUpIDs)
    }

    /// Adds a request whole, or throws and adds nothing of it.
    mutating func add(_ request: AppendRequest) throws(AppendError) -> Placed {
        var current = try streamState(request.stream)
        try check(request, against: current)
        switch request.work {
        case .drafts(let prepared):
            try check(prepared.drafts)
            try announce(prepared.announcements)
            // Announcements go to the custody stream, which may be the request's own.
            if request.stream == .custody { current = try streamState(.custody) }
            return append(prepared.drafts, to: request.stream, &current)
        case .seal(let id, let time):
            let draft = try sealing(request.stream, current, id: id, time: time)
            try check([draft])
            return append([draft], to: request.stream, &current)
        }
    }

    private func streamState(_ stream: StreamName) throws(AppendError) -> StreamState {
        if let known = streams[stream] ?? state.streams[stream] { return known }
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

    private func check(_ drafts: [PreparedDraft]) throws(AppendError) {
        var own: Set<EventID> = []
        for draft in drafts {
            guard destroyedKeys.isDisjoint(with: draft.keys),
                state.destroyedKeys.isDisjoint(with: draft.keys)
            else { throw .refused(.keyDestroyed) }
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
        _ announcements: [DataKeyID: PreparedDraft]
    ) throws(AppendError) {
        let due = announcements.filter {
            !announced.contains($0.key) && !alreadyAnnounced.contains($0.key)
        }
        guard !due.isEmpty else { return }
        var custody = try streamState(.custody)
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

    /// `call.sealed` over the leaf hashes that the stream has, in the store and in this batch.
    private func sealing(
        _ stream: StreamName,
        _ current: StreamState,
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
        leaves += entries.filter { $0.stream == stream }.compactMap(\.leaf)
        let fact = CallSealed(
            lastVersion: current.version,
            leafHashesDigest: StrictBase64.encode(SHA256.hash(data: joined(leaves)))
        )
        return try sealer.plain(Draft(fact, id: id, time: time, actor: .log), for: stream)
    }
}

extension StoredEntry {
    /// An entry with the copies that stand beside its body.
    init(
        _ index: EntryIndex,
        _ envelope: Envelope,
        _ version: StreamVersion,
        leaf: TreeHash,
        body: [UInt8]
    ) {
        self.init(
            index: index,
            stream: envelope.stream,
            version: version,
            eventID: envelope.id,
            type: envelope.type,
            recordedMicros: envelope.recordedTime.micros,
            leaf: leaf,
            body: body
        )
    }
}
