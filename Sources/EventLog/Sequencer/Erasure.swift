import Events
import Synchronization

/// Why an erasure did not run to its end.
///
/// The intent is durable unless the append failed; asking again, or opening the log again, finishes
/// it.
public enum ErasureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// An event of the erasure could not be appended.
    case append(AppendError)
    /// The key could not be destroyed.
    case vault(KeyVaultError)
    /// The ciphertext could not be deleted.
    case storage(StorageError)

    /// What failed, and what to do.
    public var description: String {
        let cause =
            switch self {
            case .append(let error): error.description
            case .vault(let error): error.description
            case .storage(let error): error.description
            }
        return "the erasure did not finish: \(cause); ask again, it goes on where it stopped"
    }
}

/// Destroys what one person's key seals in one call: durable intent, key, ciphertext, outcome.
///
/// Each step is idempotent, so that recovery repeats from the intent.
///
/// Blocks; runs on a thread of its own or at start-up. The mutex lets one erasure run at a time.
final class Erasure: Sendable {
    /// Appends one draft to the custody stream and waits until it is durable.
    typealias Append = @Sendable (Draft) throws(AppendError) -> Void

    private let storage: any LogStorage
    private let vault: any KeyVault
    private let keys: DataKeys
    private let clock: any WallClock
    private let ids: IDGenerator
    private let append: Append
    private let running = Mutex(())

    init(
        storage: any LogStorage,
        vault: any KeyVault,
        keys: DataKeys,
        clock: any WallClock,
        ids: IDGenerator,
        append: @escaping Append
    ) {
        (self.storage, self.vault, self.keys) = (storage, vault, keys)
        (self.clock, self.ids, self.append) = (clock, ids, append)
    }

    /// Erases; when the log holds the intent already, goes on from there.
    func run(_ retention: RetentionApplied, of subject: Pseudonym) throws(ErasureError) {
        let id = DataKeyID(call: retention.call, subject: subject, keyClass: retention.keyClass)
        try running.withLock { (_) throws(ErasureError) in
            let progress = try progress(of: [id])[id]
            if progress == nil { try record(retention, of: subject) }
            try finish(id, after: progress ?? Progress())
        }
    }

    /// Finishes every erasure that the log has ordered, and destroys and deletes again what was put back
    /// since: keys with an older vault, ciphertext with rows of an older log.
    ///
    /// One whose ciphertext a reader still holds in an old snapshot is left for the next time: its key
    /// is gone, and a log must not stay shut for as long as somebody reads it.
    func recover() throws(ErasureError) {
        try running.withLock { (_) throws(ErasureError) in
            let due = try progress(of: nil).sorted { $0.value.place < $1.value.place }
            for (id, progress) in due {
                guard progress.isExecuted, case .destroyed = try state(of: id),
                    try !hasContent(sealedUnder: id)
                else {
                    do throws(ErasureError) {
                        try finish(id, after: progress)
                    } catch .storage(let error) where error.code == .locked {
                        continue
                    }
                    continue
                }
            }
        }
    }

    /// How far an erasure has come, by the events of the custody stream.
    private struct Progress {
        /// Where the intent stands: interrupted erasures are finished in the order they were asked.
        var place = EntryIndex(0)
        var isKeyDestroyed = false
        var isExecuted = false
    }

    private func progress(
        of wanted: Set<DataKeyID>?
    ) throws(ErasureError) -> [DataKeyID: Progress] {
        var found: [DataKeyID: Progress] = [:]
        for event in try history() {
            if let id = Self.intent(of: event), wanted?.contains(id) != false, found[id] == nil {
                found[id] = Progress(place: event.index)
            }
            if let id = Self.id(event, event.fact(KeyDestroyed.self).map { ($0.call, $0.keyClass) })
            {
                found[id]?.isKeyDestroyed = true
            }
            if let id = Self.outcome(of: event) { found[id]?.isExecuted = true }
        }
        return found
    }

    private func history() throws(ErasureError) -> [RecordedEvent] {
        do {
            return try storage.read { try $0.erasureEvents() }
        } catch {
            throw .storage(StorageError(error))
        }
    }

    private func finish(_ id: DataKeyID, after progress: Progress) throws(ErasureError) {
        keys.forget(id)
        do { try vault.destroy(id, at: clock.now) } catch { throw .vault(KeyVaultError(error)) }
        if !progress.isKeyDestroyed {
            try record(KeyDestroyed(call: id.call, keyClass: id.keyClass), of: id.subject)
        }
        let sealed: [(index: EntryIndex, pieces: Int)]
        do {
            sealed = try storage.read { try $0.entries(sealedUnder: id) }
            try storage.deleteContent(at: sealed.map(\.index))
        } catch {
            throw .storage(StorageError(error))
        }
        guard !progress.isExecuted else { return }
        let pieces = sealed.reduce(0) { $0 + $1.pieces }
        try record(
            ErasureExecuted(call: id.call, keyClass: id.keyClass, pieces: pieces),
            of: id.subject
        )
    }

    private func hasContent(sealedUnder id: DataKeyID) throws(ErasureError) -> Bool {
        do { return try storage.read { try $0.hasContent(sealedUnder: id) } } catch {
            throw .storage(StorageError(error))
        }
    }

    private func state(of id: DataKeyID) throws(ErasureError) -> KeyState {
        do { return try vault.state(of: id) } catch { throw .vault(KeyVaultError(error)) }
    }

    private func record(_ fact: some Fact, of subject: Pseudonym) throws(ErasureError) {
        do {
            try append(
                Draft(fact, id: ids.eventID(), time: clock.now, actor: .log, subject: subject)
            )
        } catch {
            throw .append(error)
        }
    }

    /// The key whose ciphertext an event says was deleted; nil for any other event.
    static func outcome(of event: RecordedEvent) -> DataKeyID? {
        guard event.envelope.stream == .custody else { return nil }
        return id(event, event.fact(ErasureExecuted.self).map { ($0.call, $0.keyClass) })
    }

    /// The key whose destruction an event orders; nil for any other event.
    static func intent(of event: RecordedEvent) -> DataKeyID? {
        guard event.envelope.stream == .custody else { return nil }
        return id(event, event.fact(RetentionApplied.self).map { ($0.call, $0.keyClass) })
    }

    private static func id(_ event: RecordedEvent, _ key: (CallID, KeyClass)?) -> DataKeyID? {
        guard let key, let subject = event.envelope.subject else { return nil }
        return DataKeyID(call: key.0, subject: subject, keyClass: key.1)
    }
}

extension LogSnapshot {
    /// The keys whose destruction the log has ordered: what they seal may be missing, and nothing else.
    func orderedErasures() throws -> Set<DataKeyID> {
        Set(try erasureEvents().compactMap(Erasure.intent))
    }

    /// The events that order, carry out and close erasures.
    func erasureEvents() throws -> [RecordedEvent] {
        let types: [EventType] = [.retentionApplied, .keyDestroyed, .erasureExecuted]
        return try entries(in: .custody, of: types).compactMap { entry in
            (try? Envelope(parsing: entry.body)).map {
                RecordedEvent(index: entry.index, envelope: $0, content: .none)
            }
        }
    }
}

extension KeyVaultError {
    init(_ error: any Error) {
        self = error as? KeyVaultError ?? .storage(StorageError(error))
    }
}
