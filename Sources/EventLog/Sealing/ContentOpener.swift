import Crypto
public import Events

/// Why an event cannot be read from the log.
public enum ReadError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no entry at the index, and there are later ones.
    case missing(EntryIndex)
    /// The stored bytes are not an event.
    case notAnEvent(EntryIndex)
    /// The stored bytes are not those that the tree vouches for.
    case notTheEntry(EntryIndex)
    /// An entry of the same stream is missing before the one at the index.
    case cutOut(EntryIndex)
    /// The content or an attachment is gone, and no event of the log ordered that.
    case contentMissing(EntryIndex)
    /// The content is there, its key is neither there nor destroyed.
    case keyMissing(EntryIndex)
    /// The key to the content was destroyed, and no event of the log ordered that.
    case keyDestroyed(EntryIndex)
    /// The content does not open under its key at its place.
    case contentDamaged(EntryIndex)

    /// What was found, and what to do.
    public var description: String {
        switch self {
        case .missing(let index):
            "entry \(index.value) is missing; run `aside log verify`"
        case .notAnEvent(let index):
            "entry \(index.value) is not an event; run `aside log verify`"
        case .notTheEntry(let index):
            "entry \(index.value) is not the one that was signed; run `aside log verify`"
        case .cutOut(let index):
            "an entry of its stream is missing before entry \(index.value); run `aside log verify`"
        case .contentMissing(let index):
            "the content of entry \(index.value) is missing and no event of the log ordered its "
                + "erasure; run `aside log verify`"
        case .keyMissing(let index):
            "the key to the content of entry \(index.value) is missing and was not destroyed; "
                + "put keys.db and keys/ of this log back, or set ASIDE_KEYS"
        case .keyDestroyed(let index):
            "the key to the content of entry \(index.value) was destroyed and no event of the log "
                + "ordered it; put keys.db of this log back as it was"
        case .contentDamaged(let index):
            "the content of entry \(index.value) does not open; run `aside log verify`"
        }
    }
}

/// Turns the stored entries of one snapshot into events, their content opened or erased.
///
/// Erased is what the log itself ordered to be: anything else that is not there is an error.
final class ContentOpener {
    let snapshot: any LogSnapshot
    private let vault: (any KeyVault)?
    private lazy var origin = Result { try snapshot.logKeys().first?.origin ?? "" }
    private lazy var ordered = Result { try snapshot.orderedErasures() }

    /// An opener for the body of one `LogStorage.read`.
    ///
    /// - Parameter vault: nil for readers without keys: they see structure, and may not ask for sealed
    ///   events.
    init(_ snapshot: any LogSnapshot, vault: (any KeyVault)?) {
        (self.snapshot, self.vault) = (snapshot, vault)
    }

    /// An event whose body hashes to the leaf beside it; whether that leaf is the tree's is for
    /// `VouchedLeaves` to say.
    func event(_ entry: StoredEntry) throws -> RecordedEvent {
        try event(entry, try envelope(of: entry))
    }

    /// The same, with what is sealed left closed as if it were erased: no key is needed.
    func closedEvent(_ entry: StoredEntry) throws -> RecordedEvent {
        let envelope = try envelope(of: entry)
        return RecordedEvent(
            index: entry.index,
            envelope: envelope,
            content: envelope.sealed == nil ? .none : .erased
        )
    }

    /// The event of an entry whose body is known to be the one that was signed.
    func event(_ entry: StoredEntry, _ envelope: Envelope) throws -> RecordedEvent {
        RecordedEvent(
            index: entry.index,
            envelope: envelope,
            content: try content(of: envelope, at: entry.index)
        )
    }

    private func envelope(of entry: StoredEntry) throws -> Envelope {
        guard entry.leaf == TreeHash.leaf(entry.body) else {
            throw ReadError.notTheEntry(entry.index)
        }
        return try Self.parse(entry)
    }

    /// The envelope in the body of an entry.
    static func parse(_ entry: StoredEntry) throws -> Envelope {
        guard let envelope = try? Envelope(parsing: entry.body) else {
            throw ReadError.notAnEvent(entry.index)
        }
        return envelope
    }

    private func content(
        of envelope: Envelope,
        at index: EntryIndex
    ) throws -> RecordedEvent.Content {
        guard let digest = envelope.sealed else { return .none }
        let label = try label(of: envelope, at: index)
        guard try !isErased(label) else { return .erased }
        guard let sealed = try snapshot.content(at: index) else {
            throw ReadError.contentMissing(index)
        }
        try require(sealed, digest, at: index)
        let plaintext = try open(sealed, of: envelope, label, at: index)
        guard let fields = try? CanonicalJSON.parse(plaintext).object?["fields"]?.object else {
            throw ReadError.contentDamaged(index)
        }
        return .opened(fields)
    }

    /// The attachment of an event; nil when it has none or it was erased.
    func attachment(at index: EntryIndex) throws -> [UInt8]? {
        var entry: StoredEntry?
        try snapshot.forEachEntry(in: index.value..<index.value + 1) { entry = $0 }
        guard let envelope = try entry.map(envelope(of:)), envelope.sealed != nil else {
            return nil
        }
        let label = try label(of: envelope, at: index)
        guard label.attachmentNonce != nil, try !isErased(label) else { return nil }
        guard let attachment = try snapshot.attachment(at: index) else {
            throw ReadError.contentMissing(index)
        }
        try require(attachment.bytes, envelope.data["attachment"]?.string, at: index)
        return try open(attachment.bytes, of: envelope, label, at: index)
    }

    private func label(
        of envelope: Envelope,
        at index: EntryIndex
    ) throws(ReadError) -> SealingLabel {
        guard let label = SealingLabel(envelope) else { throw .contentDamaged(index) }
        return label
    }

    /// Throws unless sealed bytes are those that the entry names: whoever has the keys could seal others.
    private func require(
        _ sealed: SealedBytes,
        _ digest: String?,
        at index: EntryIndex
    ) throws(ReadError) {
        guard ContentCipher.digest(sealed) == digest else { throw .contentDamaged(index) }
    }

    /// Whether the log has ordered the destruction of one of the keys that something needs, whatever may
    /// still lie about, or have been put back.
    private func isErased(_ label: SealingLabel) throws -> Bool {
        try !ordered.get().isDisjoint(with: label.keys)
    }

    private func open(
        _ sealed: SealedBytes,
        of envelope: Envelope,
        _ label: SealingLabel,
        at index: EntryIndex
    ) throws -> [UInt8] {
        var keys: [DataKey] = []
        for id in label.keys {
            switch try vault?.state(of: id) ?? .absent {
            case .present(let key): keys.append(key)
            case .destroyed: throw ReadError.keyDestroyed(index)
            case .absent: throw ReadError.keyMissing(index)
            }
        }
        let place = ContentCipher.Place(
            origin: try origin.get(),
            event: envelope.id,
            stream: envelope.stream
        )
        do {
            return try ContentCipher.open(sealed, key: ContentCipher.key(from: keys), at: place)
        } catch {
            throw ReadError.contentDamaged(index)
        }
    }
}

extension LogStorage {
    /// Reads a snapshot with what opens its content; once more where a key was destroyed meanwhile, by an
    /// order that the first snapshot did not have yet.
    func opening<Value>(
        with vault: (any KeyVault)?,
        _ body: (ContentOpener) throws -> Value
    ) throws -> Value {
        func attempt() throws -> Value { try read { try body(ContentOpener($0, vault: vault)) } }
        do { return try attempt() } catch ReadError.keyDestroyed { return try attempt() }
    }
}
