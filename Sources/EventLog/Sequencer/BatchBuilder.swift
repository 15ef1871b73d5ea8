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

    mutating func trim() {
        guard streams.count > Self.mostStreams else { return }
        streams = streams.filter { !$0.value.isSealed }
        if streams.count > Self.mostStreams { streams = [:] }
    }
}

/// Checks requests one by one and puts the accepted ones into a batch.
///
/// Works on a copy of the sequencer's state, which is thrown away if the batch is not durable.
struct BatchBuilder {
    var state: SequencerState
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
        (self.alreadyAnnounced, self.looksUpIDs) = (alreadyAnnounced, looksUpIDs)
    }

    /// Adds a request whole, or throws and adds nothing of it.
    mutating func add(_ request: AppendRequest) throws(AppendError) -> [RecordedEvent] {
        var current = try streamState(request.stream)
        try check(request, against: current)
        switch request.work {
        case .drafts(let prepared):
            try check(prepared.drafts)
            try announce(prepared.announcements)
            // Announcements go to the custody stream, which may be the request's own.
            if request.stream == .custody { current = try streamState(.custody) }
            return prepared.drafts.map { append($0, to: request.stream, &current) }
        case .seal(let id, let time):
            let draft = try sealing(request.stream, current, id: id, time: time)
            try check([draft])
            return [append(draft, to: request.stream, &current)]
        }
    }

    private func streamState(_ stream: StreamName) throws(AppendError) -> StreamState {
        if let known = state.streams[stream] { return known }
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
            guard state.destroyedKeys.isDisjoint(with: draft.keys) else {
                throw .refused(.keyDestroyed)
            }
            let id = draft.envelope.id
            guard own.insert(id).inserted, !ids.contains(id), try !isStored(id) else {
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
            _ = append(draft, to: .custody, &custody)
            announced.insert(id)
        }
    }

    private mutating func append(
        _ draft: PreparedDraft,
        to stream: StreamName,
        _ current: inout StreamState
    ) -> RecordedEvent {
        current.append(draft.envelope.type)
        state.streams[stream] = current
        var envelope = draft.envelope
        envelope.version = current.version
        let body = draft.prefix + Envelope.completion(version: current.version)
        let leaf = TreeHash.leaf(body)
        let index = EntryIndex(state.frontier.size)
        tiles += state.frontier.append(leaf)
        ids.insert(envelope.id)
        entries.append(StoredEntry(index, envelope, leaf: leaf, body: body))
        if var content = draft.stored {
            content.index = index
            contents.append(content)
        }
        if current.isSealed { sealedStreams.append(stream) }
        let event = RecordedEvent(index: index, envelope: envelope, content: draft.opened)
        if let id = Erasure.intent(of: event) { state.destroyedKeys.insert(id) }
        return event
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
    init(_ index: EntryIndex, _ envelope: Envelope, leaf: TreeHash, body: [UInt8]) {
        self.init(
            index: index,
            stream: envelope.stream,
            version: envelope.version,
            eventID: envelope.id,
            type: envelope.type,
            recordedMicros: envelope.recordedTime.micros,
            leaf: leaf,
            body: body
        )
    }
}
