import EventLog
import Events
import Foundation
import Synchronization

/// The system's clock.
struct WallTime: WallClock {
    var now: Timestamp {
        Timestamp(micros: Int64(Date().timeIntervalSince1970 * 1_000_000)) ?? .epoch
    }
}

/// A storage that counts and times the commits of another.
final class WatchedStorage: LogStorage {
    private struct State {
        var commits = 0
        var lastSeconds = 0.0
    }

    private let storage: any LogStorage
    private let state = Mutex(State())

    init(over storage: any LogStorage) { self.storage = storage }

    var commits: Int { state.withLock { $0.commits } }
    /// How long the newest commit took.
    var lastSeconds: Double { state.withLock { $0.lastSeconds } }

    func found(_ key: LogKeyRecord) throws(StorageError) { try storage.found(key) }

    func commit(_ batch: Batch) throws(StorageError) {
        let start = ContinuousClock.now
        try storage.commit(batch)
        let taken = (ContinuousClock.now - start).seconds
        state.withLock { state in
            state.commits += 1
            state.lastSeconds = taken
        }
    }

    func deleteContent(at indexes: [EntryIndex]) throws(StorageError) {
        try storage.deleteContent(at: indexes)
    }

    func read<Value>(_ body: (any LogSnapshot) throws -> Value) throws -> Value {
        try storage.read(body)
    }

    func isSound() throws -> Bool { try storage.isSound() }

    func close() throws(StorageError) { try storage.close() }
}

/// A log on disk with everything that a home has.
struct BenchmarkLog {
    let log: SignedLog
    let storage: WatchedStorage
    let ids = IDGenerator(clock: WallTime())
    let file: String

    init(in folder: Folder) throws {
        file = folder.path + "/log.db"
        storage = WatchedStorage(over: try SQLiteStorage.open(path: file))
        log = try SignedLog.open(
            storage: storage,
            keys: MemoryKeyVault(),
            identity: .create(),
            head: try HeadOnDisk(path: folder.path + "/head"),
            clock: WallTime(),
            ids: ids
        )
    }

    /// What a permit in a call without consent events would carry.
    static let permitted = AppendCondition(noConsentChangeSince: .none)

    /// A line as a call has it: about seventy characters, sealed under its speaker's key.
    func line(_ number: Int, of speaker: Pseudonym) -> Draft {
        let start = Int64(number) * 1_000_000
        let text = "Line \(number): what would it cost us to move the whole team over in March?"
        return Draft(
            LineTranscribed(startMicros: start, endMicros: start + 900_000, masked: 0),
            sealing: .content(.init(text: text), of: [speaker]),
            id: ids.eventID(),
            time: WallTime().now,
            actor: .coach,
            subject: speaker
        )
    }
}

/// The head guard as a home keeps it: written after each commit, without waiting for the disk.
final class HeadOnDisk: HeadGuard {
    private let handle: Mutex<Int32>

    init(path: String) throws {
        handle = Mutex(open(path, O_RDWR | O_CREAT, 0o600))
    }

    func load() -> String? { nil }

    func store(_ note: String) {
        handle.withLock { handle in
            _ = note.utf8.withContiguousStorageIfAvailable {
                pwrite(handle, $0.baseAddress, $0.count, 0)
            }
        }
    }
}
