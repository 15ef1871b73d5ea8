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
    private let cache = Mutex(Cache())

    private struct Derived {
        let key: SymmetricKey
        /// Whether the creation of every data key behind it was durable when it was last asked for:
        /// then none of them need be looked up.
        var isAnnounced: Bool
    }

    private struct Cache {
        var held: [DataKeyID: Held] = [:]
        /// The keys that content is sealed under, each derived from the data keys named.
        var derived: [[DataKeyID]: Derived] = [:]

        mutating func keep(_ isKept: (DataKeyID, Held) -> Bool) {
            held = held.filter { isKept($0.key, $0.value) }
            derived = derived.filter { $0.key.allSatisfy { held[$0] != nil } }
        }
    }

    /// How many keys are cached: four for each of a thousand calls at once.
    ///
    /// Beyond, all announced ones are dropped and fetched again.
    static let mostCached = 4096

    init(vault: any KeyVault, storage: any LogStorage) {
        (self.vault, self.storage) = (vault, storage)
    }

    /// The key to seal under, and the data keys behind it whose creation no entry tells yet.
    func forSealing(
        _ label: SealingLabel
    ) throws(AppendError) -> (key: SymmetricKey, unannounced: [DataKeyID]) {
        try cache.withLock { (cache) throws(AppendError) in
            if cache.held.count > Self.mostCached || cache.derived.count > Self.mostCached {
                cache.keep { !$1.isAnnounced }
            }
            let ids = label.keys
            let known = cache.derived[ids]
            if let known, known.isAnnounced { return (known.key, []) }
            for id in ids where cache.held[id] == nil { cache.held[id] = try fetchOrMake(id) }
            let held = ids.compactMap { cache.held[$0] }
            let unannounced = zip(ids, held).filter { !$1.isAnnounced }.map(\.0)
            let key = known?.key ?? ContentCipher.key(from: held.map(\.key))
            cache.derived[ids] = Derived(key: key, isAnnounced: unannounced.isEmpty)
            return (key, unannounced)
        }
    }

    /// A key's creation is told in the same transaction as the first content under it, so a key is
    /// announced exactly if there is content.
    private func fetchOrMake(_ id: DataKeyID) throws(AppendError) -> Held {
        do {
            let hasContent = try storage.read { try !$0.entries(sealedUnder: id).isEmpty }
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
        } catch let error as KeyVaultError {
            throw .keys(error)
        } catch {
            throw .notWritten(StorageError(error))
        }
    }

    /// Notes that the creation of these keys is durable.
    func announced(_ ids: [DataKeyID]) {
        cache.withLock { cache in
            for id in ids { cache.held[id]?.isAnnounced = true }
        }
    }

    /// Drops the keys of a call that ended.
    func forget(_ call: CallID) {
        cache.withLock { $0.keep { $0.call != call || !$1.isAnnounced } }
    }

    /// Drops a key that is being destroyed.
    func forget(_ id: DataKeyID) {
        cache.withLock { $0.keep { held, _ in held != id } }
    }
}

extension LogSnapshot {
    /// Whether any ciphertext is there that was sealed under a key.
    func hasContent(sealedUnder id: DataKeyID) throws -> Bool {
        for index in try indexes(about: id.subject) {
            guard try content(at: index) != nil || attachment(at: index) != nil else { continue }
            var isUnder = false
            try forEachEntry(in: index.value..<index.value + 1) { entry in
                let label = (try? Envelope(parsing: entry.body)).flatMap { SealingLabel($0) }
                isUnder = label?.keys.contains(id) == true
            }
            if isUnder { return true }
        }
        return false
    }

    /// The entries whose content is sealed under a key, by what they themselves say, and how many pieces
    /// of ciphertext each came with.
    func entries(sealedUnder id: DataKeyID) throws -> [(index: EntryIndex, pieces: Int)] {
        var found: [(EntryIndex, Int)] = []
        for index in try indexes(about: id.subject) {
            try forEachEntry(in: index.value..<index.value + 1) { entry in
                guard let envelope = try? Envelope(parsing: entry.body),
                    let label = SealingLabel(envelope), label.keys.contains(id)
                else { return }
                found.append((index, label.attachmentNonce == nil ? 1 : 2))
            }
        }
        return found
    }
}
