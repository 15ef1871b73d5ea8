public import Events
import Synchronization

/// Which data key: one person's, in one call, of one class.
public struct DataKeyID: Hashable, Sendable {
    /// The call.
    public let call: CallID
    /// The person.
    public let subject: Pseudonym
    /// What it seals.
    public let keyClass: KeyClass

    /// A key's id.
    public init(call: CallID, subject: Pseudonym, keyClass: KeyClass) {
        (self.call, self.subject, self.keyClass) = (call, subject, keyClass)
    }

    /// The id as bytes, each part with its length, for authenticated data.
    var bytes: [UInt8] { lengthPrefixed([call.text, subject.text, keyClass.rawValue]) }
}

/// A 256-bit data key in the clear.
///
/// It MUST NOT be written anywhere but into a vault.
public struct DataKey: Sendable {
    /// How many bytes a key has.
    public static let byteCount = 32
    /// The bytes, from the system generator.
    let bytes: [UInt8]

    /// A fresh key.
    static func generate() -> DataKey { DataKey(bytes: SystemRandom.bytes(byteCount)) }
}

/// What a vault knows of a key.
public enum KeyState: Sendable {
    /// The key.
    case present(DataKey)
    /// It was destroyed, and will never be again.
    case destroyed
    /// The vault has never had it, or has lost it.
    case absent
}

/// Where data keys are kept, apart from the log and from its backups.
///
/// - `create` MUST have made the key durable when it returns, MUST return the same key to every
///   caller, and MUST refuse to make a destroyed one again.
/// - `destroy` MUST leave no byte of the key and a tombstone, durably, and is idempotent.
/// - Every call may come from any thread.
public protocol KeyVault: Sendable {
    /// What is known of a key.
    func state(of id: DataKeyID) throws -> KeyState
    /// The key, made if it is absent.
    func create(_ id: DataKeyID) throws -> KeyState
    /// Destroys a key and leaves a tombstone, whether or not the key was there.
    func destroy(_ id: DataKeyID, at time: Timestamp) throws
    /// The keys that have a tombstone.
    func tombstones() throws -> [DataKeyID]
    /// Frees what the vault holds.
    func close() throws
}

/// Why a vault did not do what it was asked.
///
/// Never says anything of a key.
public enum KeyVaultError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrapped does not open under the master key.
    case wrongMasterKey
    /// One data key does not open, though something else does under the same master key.
    case damagedKey(call: CallID)
    /// The vault's file failed.
    case storage(StorageError)
    /// The vault was opened for reading.
    case readOnly

    /// What was found and what to do.
    public var description: String {
        switch self {
        case .wrongMasterKey:
            "the data keys do not open: found keys.db wrapped by another master key than "
                + "keys/master.key; put those two files of one home together again"
        case .damagedKey(let call):
            "one key of keys.db is damaged (call \(call)): what it seals cannot be read, though other "
                + "keys open; put back the newest keys.db of this log in which it is whole"
        case .storage(let error): "the key store, keys.db, could not be used: \(error)"
        case .readOnly: "no key can be made or destroyed while the key store is read-only"
        }
    }
}

/// A vault in memory, for tests and for what is not to be kept.
public final class MemoryKeyVault: KeyVault {
    private struct State {
        var keys: [DataKeyID: DataKey] = [:]
        var tombstones: Set<DataKeyID> = []

        func state(of id: DataKeyID) -> KeyState {
            if tombstones.contains(id) { return .destroyed }
            return keys[id].map { .present($0) } ?? .absent
        }
    }

    /// Guarded by the mutex, whole.
    private let state = Mutex(State())

    /// An empty vault.
    public init() {}

    /// What is known of a key.
    public func state(of id: DataKeyID) -> KeyState { state.withLock { $0.state(of: id) } }

    /// The key, made if it is absent.
    public func create(_ id: DataKeyID) -> KeyState {
        state.withLock { state in
            if case .absent = state.state(of: id) { state.keys[id] = .generate() }
            return state.state(of: id)
        }
    }

    /// Destroys a key.
    public func destroy(_ id: DataKeyID, at time: Timestamp) {
        state.withLock { state in
            state.keys[id] = nil
            state.tombstones.insert(id)
        }
    }

    /// The keys that have a tombstone.
    public func tombstones() -> [DataKeyID] { state.withLock { Array($0.tombstones) } }

    /// Keeps everything.
    public func close() {}
}

/// Texts in UTF-8, each behind its count of bytes.
func lengthPrefixed(_ texts: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(texts.reduce(0) { $0 + 4 + $1.utf8.count })
    for text in texts { bytes.append(lengthPrefixed: text.utf8) }
    return bytes
}

extension [UInt8] {
    /// Appends bytes behind their count as four bytes, big-endian.
    mutating func append(lengthPrefixed bytes: some Collection<UInt8>) {
        let count = UInt32(bytes.count)
        for shift in [24, 16, 8, 0] as [UInt32] {
            append(UInt8(truncatingIfNeeded: count >> shift))
        }
        append(contentsOf: bytes)
    }
}
