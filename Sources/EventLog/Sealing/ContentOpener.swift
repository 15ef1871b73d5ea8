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
    /// The content is there, its key is neither there nor destroyed.
    case keyMissing(EntryIndex)
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
        case .keyMissing(let index):
            "the key to the content of entry \(index.value) is missing and was not destroyed; "
                + "put keys.db and keys/ of this log back, or set ASIDE_KEYS"
        case .contentDamaged(let index):
            "the content of entry \(index.value) does not open; run `aside log verify`"
        }
    }
}

/// Turns stored entries into events, their content opened or erased.
struct ContentOpener: Sendable {
    let origin: String
    /// Nil for readers without keys: they see structure, and may not ask for sealed events.
    let vault: (any KeyVault)?

    /// An event whose body hashes to the leaf beside it; whether that leaf is the tree's is for
    /// `VouchedLeaves` to say.
    func event(_ entry: StoredEntry, in snapshot: any LogSnapshot) throws -> RecordedEvent {
        guard entry.leaf == TreeHash.leaf(entry.body) else {
            throw ReadError.notTheEntry(entry.index)
        }
        return try event(entry, try envelope(of: entry), in: snapshot)
    }

    /// The same, with what is sealed left closed as if it were erased: no key is needed.
    func closedEvent(_ entry: StoredEntry) throws -> RecordedEvent {
        guard entry.leaf == TreeHash.leaf(entry.body) else {
            throw ReadError.notTheEntry(entry.index)
        }
        let envelope = try envelope(of: entry)
        return RecordedEvent(
            index: entry.index,
            envelope: envelope,
            content: envelope.sealed == nil ? .none : .erased
        )
    }

    func event(
        _ entry: StoredEntry,
        _ envelope: Envelope,
        in snapshot: any LogSnapshot
    ) throws -> RecordedEvent {
        let content = try content(of: envelope, at: entry.index, in: snapshot)
        return RecordedEvent(index: entry.index, envelope: envelope, content: content)
    }

    func envelope(of entry: StoredEntry) throws -> Envelope {
        guard let envelope = try? Envelope(parsing: entry.body) else {
            throw ReadError.notAnEvent(entry.index)
        }
        return envelope
    }

    private func content(
        of envelope: Envelope,
        at index: EntryIndex,
        in snapshot: any LogSnapshot
    ) throws -> RecordedEvent.Content {
        guard let digest = envelope.sealed else { return .none }
        guard let sealed = try snapshot.content(at: index) else { return .erased }
        try require(sealed, digest, at: index)
        guard let plaintext = try open(sealed, of: envelope, at: index) else { return .erased }
        guard let fields = try? CanonicalJSON.parse(plaintext).object?["fields"]?.object else {
            throw ReadError.contentDamaged(index)
        }
        return .opened(fields)
    }

    /// The attachment of an event; nil when it has none or it was erased.
    func attachment(at index: EntryIndex, in snapshot: any LogSnapshot) throws -> [UInt8]? {
        guard let attachment = try snapshot.attachment(at: index) else { return nil }
        var opened: [UInt8]?
        try snapshot.forEachEntry(in: index.value..<index.value + 1) { entry in
            let envelope = try envelope(of: entry)
            try require(attachment.bytes, envelope.data["attachment"]?.string, at: index)
            opened = try open(attachment.bytes, of: envelope, at: index)
        }
        return opened
    }

    /// Throws unless sealed bytes are those that the entry names: whoever has the keys could seal others.
    private func require(
        _ sealed: SealedBytes,
        _ digest: String?,
        at index: EntryIndex
    ) throws(ReadError) {
        guard ContentCipher.digest(sealed) == digest else { throw .contentDamaged(index) }
    }

    /// The plaintext; nil when a key it needs was destroyed.
    private func open(
        _ sealed: SealedBytes,
        of envelope: Envelope,
        at index: EntryIndex
    ) throws -> [UInt8]? {
        guard let label = SealingLabel(envelope) else { throw ReadError.contentDamaged(index) }
        var keys: [DataKey] = []
        for id in label.keys {
            switch try vault?.state(of: id) ?? .absent {
            case .present(let key): keys.append(key)
            case .destroyed: return nil
            case .absent: throw ReadError.keyMissing(index)
            }
        }
        let place = ContentCipher.Place(
            origin: origin,
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
