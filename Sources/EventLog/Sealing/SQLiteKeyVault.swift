import Crypto
public import Events
import Foundation
import GRDB

/// A vault in one SQLite file, each data key wrapped (AES-256-GCM) by a master key that lies
/// elsewhere.
///
/// Rollback journal and `secure_delete`: a destroyed key leaves no byte behind.
///
/// The connection is owned by GRDB, which gives it to one thread at a time.
public final class SQLiteKeyVault: KeyVault {
    private let queue: DatabaseQueue
    private let master: SymmetricKey
    private let isReadOnly: Bool

    private static let creation = """
        CREATE TABLE IF NOT EXISTS data_keys(
            call TEXT NOT NULL, subject TEXT NOT NULL, class TEXT NOT NULL,
            wrapped BLOB NOT NULL, PRIMARY KEY(call, subject, class)) STRICT;
        CREATE TABLE IF NOT EXISTS tombstones(
            call TEXT NOT NULL, subject TEXT NOT NULL, class TEXT NOT NULL,
            destroyed_us INTEGER NOT NULL, PRIMARY KEY(call, subject, class)) STRICT;
        """

    /// Opens or creates a vault.
    ///
    /// - Parameter masterKey: 32 bytes, from the system generator.
    public init(path: String, masterKey: [UInt8], readOnly: Bool = false) throws(KeyVaultError) {
        precondition(masterKey.count == DataKey.byteCount, "a master key has 32 bytes")
        master = SymmetricKey(data: masterKey)
        isReadOnly = readOnly
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(SQLiteStorage.lockTimeoutSeconds)
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            guard !readOnly else { return }
            try queue.inDatabase { db in
                try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                try db.execute(sql: Self.creation)
            }
        } catch {
            throw .storage(StorageError(error))
        }
    }

    /// What is known of a key.
    public func state(of id: DataKeyID) throws -> KeyState {
        try reporting { try queue.read { try state(of: id, $0) } }
    }

    /// The key, made and committed if it is absent.
    public func create(_ id: DataKeyID) throws -> KeyState {
        guard !isReadOnly else { throw KeyVaultError.readOnly }
        return try reporting {
            try queue.write { db in
                guard case .absent = try state(of: id, db) else { return try state(of: id, db) }
                let key = DataKey.generate()
                try db.execute(
                    sql: "INSERT INTO data_keys(call, subject, class, wrapped) VALUES (?, ?, ?, ?)",
                    arguments: Self.arguments(id) + [try wrap(key, id)]
                )
                return .present(key)
            }
        }
    }

    /// Destroys a key: its row is overwritten with zeros and a tombstone committed with that.
    public func destroy(_ id: DataKeyID, at time: Timestamp) throws {
        guard !isReadOnly else { throw KeyVaultError.readOnly }
        try reporting {
            try queue.write { db in
                try db.execute(
                    sql: "DELETE FROM data_keys WHERE call = ? AND subject = ? AND class = ?",
                    arguments: Self.arguments(id)
                )
                try db.execute(
                    sql: "INSERT OR IGNORE INTO tombstones VALUES (?, ?, ?, ?)",
                    arguments: Self.arguments(id) + [time.micros]
                )
            }
        }
    }

    /// The keys that have a tombstone.
    public func tombstones() throws -> [DataKeyID] {
        try reporting {
            try queue.read { db in
                guard try db.tableExists("tombstones") else { return [] }
                return try Row.fetchAll(db, sql: "SELECT call, subject, class FROM tombstones")
                    .compactMap { row in
                        guard let keyClass = KeyClass(rawValue: try row.text(2)) else { return nil }
                        return DataKeyID(
                            call: CallID(try row.text(0)),
                            subject: Pseudonym(try row.text(1)),
                            keyClass: keyClass
                        )
                    }
            }
        }
    }

    /// Closes the file.
    public func close() throws { try reporting { try queue.close() } }

    private func state(of id: DataKeyID, _ db: Database) throws -> KeyState {
        guard try db.tableExists("data_keys") else { return .absent }
        let buried = try Row.fetchOne(
            db,
            sql: "SELECT 1 FROM tombstones WHERE call = ? AND subject = ? AND class = ?",
            arguments: Self.arguments(id)
        )
        guard buried == nil else { return .destroyed }
        let wrapped = try Data.fetchOne(
            db,
            sql: "SELECT wrapped FROM data_keys WHERE call = ? AND subject = ? AND class = ?",
            arguments: Self.arguments(id)
        )
        return try wrapped.map { .present(try unwrap($0, id)) } ?? .absent
    }

    private static func arguments(_ id: DataKeyID) -> StatementArguments {
        [id.call.text, id.subject.text, id.keyClass.rawValue]
    }

    private func wrap(_ key: DataKey, _ id: DataKeyID) throws -> Data {
        let box = try AES.GCM.seal(key.bytes, using: master, authenticating: id.bytes)
        return box.nonce + box.ciphertext + box.tag
    }

    private func unwrap(_ wrapped: Data, _ id: DataKeyID) throws(KeyVaultError) -> DataKey {
        do {
            let box = try AES.GCM.SealedBox(combined: wrapped)
            return DataKey(
                bytes: Array(try AES.GCM.open(box, using: master, authenticating: id.bytes))
            )
        } catch {
            throw .wrongMasterKey
        }
    }

    private func reporting<Value>(_ body: () throws -> Value) throws(KeyVaultError) -> Value {
        do { return try body() } catch let error as KeyVaultError { throw error } catch {
            throw .storage(StorageError(error))
        }
    }
}
