import Crypto
import Events
import Synchronization

/// The data keys of open calls, made when first needed and kept in memory until the call ends.
///
/// Called from writers' tasks and the sequencer; the mutex guards the cache and is held while a key
/// is fetched or made, so that each is made once.
final class DataKeys: Sendable {
    private struct Held {
        let key: DataKey
        /// Whether `custody.key-created` is durable.
        var isAnnounced: Bool
    }

    private let vault: any KeyVault
    private let storage: any LogStorage
    private let held = Mutex<[DataKeyID: Held]>([:])

    /// How many keys are cached: four for each of a thousand calls at once.
    ///
    /// Beyond, all announced ones are dropped and fetched again.
    static let mostCached = 4096

    init(vault: any KeyVault, storage: any LogStorage) {
        (self.vault, self.storage) = (vault, storage)
    }

    /// The keys to seal under, and those of them whose creation no entry tells yet.
    func forSealing(
        _ label: SealingLabel
    ) throws(AppendError) -> (keys: [DataKey], unannounced: [DataKeyID]) {
        try held.withLock { (cache) throws(AppendError) in
            if cache.count > Self.mostCached { cache = cache.filter { !$0.value.isAnnounced } }
            var (keys, unannounced): ([DataKey], [DataKeyID]) = ([], [])
            for id in label.keys {
                let entry: Held
                if let cached = cache[id] { entry = cached } else { entry = try fetchOrMake(id) }
                cache[id] = entry
                keys.append(entry.key)
                if !entry.isAnnounced { unannounced.append(id) }
            }
            return (keys, unannounced)
        }
    }

    /// A key's creation is told in the same transaction as the first content under it, so a key is
    /// announced exactly if there is content.
    private func fetchOrMake(_ id: DataKeyID) throws(AppendError) -> Held {
        do {
            let hasContent = try storage.read { try !$0.indexes(sealedUnder: id).isEmpty }
            switch try vault.state(of: id) {
            case .present(let key): return Held(key: key, isAnnounced: hasContent)
            case .destroyed: throw AppendError.refused(.keyDestroyed)
            case .absent:
                guard !hasContent else { throw AppendError.refused(.keyMissing) }
                guard case .present(let key) = try vault.create(id) else {
                    throw AppendError.refused(.keyDestroyed)
                }
                return Held(key: key, isAnnounced: false)
            }
        } catch let error as AppendError {
            throw error
        } catch {
            throw .notWritten(StorageError(error))
        }
    }

    /// Notes that the creation of these keys is durable.
    func announced(_ ids: [DataKeyID]) {
        held.withLock { cache in
            for id in ids { cache[id]?.isAnnounced = true }
        }
    }

    /// Drops the keys of a call that ended.
    func forget(_ call: CallID) {
        held.withLock { cache in
            cache = cache.filter { $0.key.call != call || !$0.value.isAnnounced }
        }
    }

    /// Drops a key that is being destroyed.
    func forget(_ id: DataKeyID) { held.withLock { $0[id] = nil } }
}

extension LogSnapshot {
    /// The entries whose content is sealed under a key, by what they themselves say.
    func indexes(sealedUnder id: DataKeyID) throws -> [EntryIndex] {
        var found: [EntryIndex] = []
        for index in try indexes(about: id.subject) {
            try forEachEntry(in: index.value..<index.value + 1) { entry in
                guard let envelope = try? Envelope(parsing: entry.body),
                    SealingLabel(envelope)?.keys.contains(id) == true
                else { return }
                found.append(index)
            }
        }
        return found
    }
}
