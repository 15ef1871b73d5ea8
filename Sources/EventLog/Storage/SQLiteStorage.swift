public import Events
import Foundation
import GRDB
import Synchronization

/// A storage in one SQLite file: write-ahead log, `synchronous=FULL` (exactly one fdatasync a
/// commit) and `secure_delete`.
///
/// The connections are owned by GRDB, which gives each to one thread at a time.
public final class SQLiteStorage: LogStorage {
    private let access: Access

    private enum Access: Sendable {
        case writing(DatabasePool)
        /// A connection, and the address by which another is opened beside it.
        case reading(DatabaseQueue, address: String)
        /// A file that does not exist, for readers: an empty log.
        case absent
        /// A file that SQLite cannot make sense of, or that says it is of a later form: every read says
        /// so, and verification makes it a finding.
        case unreadable(StorageError)
    }

    /// How long a connection waits for another's lock: writers hold theirs for milliseconds.
    static let lockTimeoutSeconds = 5.0
    /// How many reads run beside the writer: live folds, tail and pages; more would wait.
    static let mostReaders = 8

    private init(_ access: Access) { self.access = access }

    /// Opens or creates a file for its one writer; the caller holds the home's lock.
    public static func open(path: String) throws(StorageError) -> SQLiteStorage {
        var configuration = Configuration()
        configuration.maximumReaderCount = mostReaders
        configuration.busyMode = .timeout(lockTimeoutSeconds)
        configuration.allowsUnsafeTransactions = true
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA secure_delete = ON")
                try SQLiteSchema.createIfAbsent(db)
            }
            return SQLiteStorage(.writing(pool))
        } catch {
            throw StorageError(error)
        }
    }

    /// Opens a file for reading only, beside its writer if there is one.
    ///
    /// A file that is not there is an empty log.
    public static func openReadOnly(path: String) throws(StorageError) -> SQLiteStorage {
        guard FileManager.default.fileExists(atPath: path) else { return SQLiteStorage(.absent) }
        let address = address(of: path)
        do {
            let queue = try connectReadOnly(address)
            guard try queue.read(SQLiteSchema.isPresent) else { return SQLiteStorage(.absent) }
            return SQLiteStorage(.reading(queue, address: address))
        } catch {
            let error = StorageError(error)
            guard [.damaged, .unknownSchema].contains(error.code) else { throw error }
            return SQLiteStorage(.unreadable(error))
        }
    }

    private static func connectReadOnly(_ address: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(lockTimeoutSeconds)
        return try DatabaseQueue(path: address, configuration: configuration)
    }

    /// A reader in a folder that it may not write to cannot make the index of the write-ahead log;
    /// when there is no such log either, nobody writes and the file is read as it lies.
    private static func address(of path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        let files = FileManager.default
        guard !files.isWritableFile(atPath: folder.isEmpty ? "." : folder),
            !files.fileExists(atPath: path + "-shm"),
            (try? files.attributesOfItem(atPath: path + "-wal"))?[.size] as? Int ?? 0 == 0,
            let name = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
        else { return path }
        return "file:\(name)?immutable=1"
    }

    /// Records whose log this is.
    public func found(_ key: LogKeyRecord) throws(StorageError) {
        try write { db in
            try db.execute(sql: "DELETE FROM log_keys")
            try db.execute(
                sql: "INSERT INTO log_keys(origin, vkey) VALUES (?, ?)",
                arguments: [key.origin, key.verifierKey]
            )
        }
    }

    /// Adds a batch in one transaction.
    public func commit(_ batch: Batch) throws(StorageError) {
        try write { try $0.insert(batch) }
    }

    /// Deletes sealed content, then empties the write-ahead log, so that neither holds a byte of
    /// it; a reader that keeps an old snapshot open makes this fail with `locked`.
    public func deleteContent(at indexes: [EntryIndex]) throws(StorageError) {
        try write { try $0.deleteContent(at: indexes) }
        try truncateJournal()
    }

    /// Reads a snapshot.
    public func read<Value>(_ body: (any LogSnapshot) throws -> Value) throws -> Value {
        switch access {
        case .writing(let pool): try pool.read { try body(SQLiteSnapshot(db: $0)) }
        case .reading(let queue, _): try queue.read { try body(SQLiteSnapshot(db: $0)) }
        case .absent: try MemoryStorage().read(body)
        case .unreadable(let error): throw error
        }
    }

    /// Compares the schema and runs SQLite's own check, on a connection of its own.
    public func isSound() throws -> Bool {
        switch access {
        case .writing(let pool): try pool.read(SQLiteSchema.isSound)
        case .reading(_, let address):
            try Self.connectReadOnly(address).read(SQLiteSchema.isSound)
        case .absent: true
        case .unreadable(let error): throw error
        }
    }

    /// Empties the write-ahead log and closes the file.
    public func close() throws(StorageError) {
        do {
            switch access {
            case .writing(let pool):
                try? truncateJournal()
                try pool.close()
            case .reading(let queue, _): try queue.close()
            case .absent, .unreadable: break
            }
        } catch {
            throw StorageError(error)
        }
    }

    /// Bounds the file, so that a test can fill the disk.
    func limitPages(to count: Int) throws {
        guard case .writing(let pool) = access else { return }
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(count)") }
    }

    private func truncateJournal() throws(StorageError) {
        guard case .writing(let pool) = access else { return }
        do {
            _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch {
            throw StorageError(error)
        }
    }

    /// One transaction.
    ///
    /// What fails before COMMIT is surely not written; a failed COMMIT is in doubt unless SQLite
    /// says that it rolled back.
    private func write(_ body: (Database) throws -> Void) throws(StorageError) {
        guard case .writing(let pool) = access else { throw StorageError(.notWritten, .readOnly) }
        let result = pool.writeWithoutTransaction { db -> Result<Void, StorageError> in
            do {
                // Statements that stay prepared, unlike those of `beginTransaction` and `commit`.
                try db.cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION").execute()
                try body(db)
            } catch {
                return .failure(Self.rolledBack(db, after: error))
            }
            do {
                try db.cachedStatement(sql: "COMMIT TRANSACTION").execute()
                return .success(())
            } catch {
                guard StorageError.isSurelyRolledBack(error) else {
                    try? db.rollback()
                    return .failure(StorageError(error, outcome: .inDoubt))
                }
                return .failure(Self.rolledBack(db, after: error))
            }
        }
        try result.get()
    }

    private static func rolledBack(_ db: Database, after error: any Error) -> StorageError {
        do {
            try db.rollback()
            return StorageError(error)
        } catch {
            return StorageError(error, outcome: .inDoubt)
        }
    }
}
