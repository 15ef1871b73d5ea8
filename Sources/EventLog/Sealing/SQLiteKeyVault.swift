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
        CREATE TABLE IF NOT EXISTS master_proof(
            id INTEGER PRIMARY KEY CHECK(id = 1), wrapped BLOB NOT NULL) STRICT;
        """

    /// What is wrapped when a vault is made, so that its master key is known from another before there
    /// is a data key.
    private static let proof = Array("aside/master-proof/v1".utf8)
    /// What binds the proof to its place; the ids of data keys have three parts.
    private static let proofName = lengthPrefixed(["master-proof"])

    /// Opens or creates a vault.
    ///
    /// - Parameter masterKey: 32 bytes, from the system generator.
    /// - Throws: `wrongMasterKey` when it is opened for writing and another key wraps what is in it;
    ///   then nothing of it was changed.
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
                try db.inTransaction(.immediate) {
                    try db.execute(sql: Self.creation)
                    try prove(db)
                    return .commit
                }
            }
        } catch {
            throw KeyVaultError(error)
        }
    }

    /// Opens the proof that was made with the vault.
    ///
    /// One that was made before there were proofs shows that one of its data keys opens, if it has any,
    /// and gets its proof.
    private func prove(_ db: Database) throws {
        if let wrapped = try Data.fetchOne(db, sql: "SELECT wrapped FROM master_proof") {
            guard try unwrap(wrapped, as: Self.proofName) == Self.proof else {
                throw KeyVaultError.wrongMasterKey
            }
            return
        }
        guard try anyKeyOpens(db) != false else { throw KeyVaultError.wrongMasterKey }
        try db.execute(
            sql: "INSERT INTO master_proof(id, wrapped) VALUES (1, ?)",
            arguments: [try wrap(Self.proof, as: Self.proofName)]
        )
    }

    private static let everyKey =
        "SELECT call, subject, class, wrapped FROM data_keys ORDER BY rowid"

    /// Whether any data key opens under the master key; nil where there is none.
    private func anyKeyOpens(_ db: Database) throws -> Bool? {
        var found: Bool?
        let rows = try SQLiteRows(db, Self.everyKey)
        while found != true, let row = try rows.next() {
            if let key = try tried(row) { found = key.opens }
        }
        return found
    }

    /// The key of a row, and whether it opens; nil for a class that this Aside does not know.
    private func tried(_ row: SQLiteColumns) throws -> (id: DataKeyID, opens: Bool)? {
        guard let id = try Self.id(row) else { return nil }
        return (id, opens(Data(try row.blob(3)), as: id.bytes))
    }

    private func opens(_ wrapped: Data, as name: [UInt8]) -> Bool {
        (try? unwrap(wrapped, as: name)) != nil
    }

    /// Whether the proof or any data key opens: then what does not is damaged, and not another's.
    private func isMasterRight(_ db: Database) throws -> Bool {
        if try proofOpens(db) == true { return true }
        return try anyKeyOpens(db) == true
    }

    /// Whether the proof opens; nil where there is none.
    private func proofOpens(_ db: Database) throws -> Bool? {
        guard try db.tableExists("master_proof") else { return nil }
        return try Data.fetchOne(db, sql: "SELECT wrapped FROM master_proof")
            .map { opens($0, as: Self.proofName) }
    }

    /// Tries every data key under the master key; nothing is changed.
    ///
    /// - Throws: `wrongMasterKey` when something is wrapped in the vault and nothing opens.
    public func check() throws(KeyVaultError) -> KeyCheck {
        try reporting {
            try queue.read { db in
                guard try db.tableExists("data_keys") else {
                    return KeyCheck(count: 0, damaged: [])
                }
                let keys = try db.all(Self.everyKey, [], tried).compactMap { $0 }
                let damaged = keys.filter { !$0.opens }.map { $0.id }
                let isRight = try keys.isEmpty ? proofOpens(db) != false : isMasterRight(db)
                guard isRight else { throw KeyVaultError.wrongMasterKey }
                return KeyCheck(count: keys.count, damaged: damaged)
            }
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
                    arguments: Self.arguments(id) + [try wrap(key.bytes, as: id.bytes)]
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
        try reporting { try queue.read(Self.tombstones) }
    }

    /// The keys that have a tombstone in the file of a vault; no master key is needed.
    static func tombstones(path: String) throws(KeyVaultError) -> [DataKeyID] {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(SQLiteStorage.lockTimeoutSeconds)
        do {
            return try DatabaseQueue(path: path, configuration: configuration).read(tombstones)
        } catch {
            throw KeyVaultError(error)
        }
    }

    private static func tombstones(_ db: Database) throws -> [DataKeyID] {
        guard try db.tableExists("tombstones") else { return [] }
        return try db.all("SELECT call, subject, class FROM tombstones", [], id).compactMap { $0 }
    }

    /// The keys that are there and those that have a tombstone.
    func known() throws(KeyVaultError) -> Set<DataKeyID> {
        try reporting {
            try queue.read { db in
                guard try db.tableExists("data_keys") else { return [] }
                let known = try db.all(
                    """
                    SELECT call, subject, class FROM data_keys
                    UNION ALL SELECT call, subject, class FROM tombstones
                    """,
                    [],
                    Self.id
                )
                return Set(known.compactMap { $0 })
            }
        }
    }

    /// The key that the first three columns name; nil for a class that this Aside does not know.
    private static func id(_ row: SQLiteColumns) throws -> DataKeyID? {
        guard let keyClass = KeyClass(rawValue: try row.text(2)) else { return nil }
        return DataKeyID(
            call: CallID(try row.text(0)),
            subject: Pseudonym(try row.text(1)),
            keyClass: keyClass
        )
    }

    /// Bounds the file, so that a test can fill the disk.
    func limitPages(to count: Int) throws {
        try queue.inDatabase { try $0.execute(sql: "PRAGMA max_page_count = \(count)") }
    }

    /// Closes the file.
    public func close() throws { try reporting { try queue.close() } }

    private func state(of id: DataKeyID, _ db: Database) throws -> KeyState {
        guard try db.tableExists("data_keys") else { return .absent }
        let buried = try db.first(
            "SELECT 1 FROM tombstones WHERE call = ? AND subject = ? AND class = ?",
            Self.arguments(id)
        ) { _ in true }
        guard buried == nil else { return .destroyed }
        let wrapped = try Data.fetchOne(
            db,
            sql: "SELECT wrapped FROM data_keys WHERE call = ? AND subject = ? AND class = ?",
            arguments: Self.arguments(id)
        )
        guard let wrapped else { return .absent }
        do {
            return .present(DataKey(bytes: try unwrap(wrapped, as: id.bytes)))
        } catch {
            guard try isMasterRight(db) else { throw error }
            throw KeyVaultError.damagedKey(call: id.call)
        }
    }

    private static func arguments(_ id: DataKeyID) -> StatementArguments {
        [id.call.text, id.subject.text, id.keyClass.rawValue]
    }

    private func wrap(_ bytes: [UInt8], as name: [UInt8]) throws -> Data {
        let box = try AES.GCM.seal(bytes, using: master, authenticating: name)
        return box.nonce + box.ciphertext + box.tag
    }

    private func unwrap(_ wrapped: Data, as name: [UInt8]) throws(KeyVaultError) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: wrapped)
            return Array(try AES.GCM.open(box, using: master, authenticating: name))
        } catch {
            throw .wrongMasterKey
        }
    }

    private func reporting<Value>(_ body: () throws -> Value) throws(KeyVaultError) -> Value {
        do { return try body() } catch { throw KeyVaultError(error) }
    }
}
