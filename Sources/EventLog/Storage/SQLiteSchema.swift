import GRDB

/// The tables of `log.db`.
///
/// The columns beside `body` are copies of what it says; verification compares every one.
enum SQLiteSchema {
    /// What a new file is made as, stored in `user_version`; a higher one was written by a later Aside.
    static let version = 3
    /// The positions, versions and sizes that a log can have: canonical JSON writes no larger number.
    static let numbers: Range<Int64> = 0..<(1 << 53) - 1

    /// The statements that make a file of a version; nil for one that there never was.
    ///
    /// A file stays as it was made. Version 1 has more tables than 2: empty, and read by nothing. Up to
    /// version 2 the newest checkpoint lies in three trees, each a page that every commit writes; from 3
    /// on in one.
    static func creation(of version: Int) -> String? {
        switch version {
        case 1: tables + checkpointsInThreeTrees + unusedTables + "PRAGMA user_version = 1"
        case 2: tables + checkpointsInThreeTrees + "PRAGMA user_version = 2"
        case 3: tables + checkpointsInOneTree + "PRAGMA user_version = 3"
        default: nil
        }
    }

    private static let tables = """
        CREATE TABLE entries(
            idx INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL,
            event_id BLOB NOT NULL UNIQUE, type TEXT NOT NULL, recorded_us INTEGER NOT NULL,
            leaf BLOB NOT NULL, body BLOB NOT NULL, UNIQUE(stream, version)) STRICT;
        CREATE TRIGGER entries_are_never_updated BEFORE UPDATE ON entries
            BEGIN SELECT RAISE(ABORT, 'entries are never updated'); END;
        CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
            BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
        CREATE TABLE content(
            idx INTEGER PRIMARY KEY, nonce BLOB NOT NULL, ciphertext BLOB NOT NULL) STRICT;
        CREATE TABLE content_subjects(
            idx INTEGER NOT NULL, subject TEXT NOT NULL, PRIMARY KEY(idx, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX content_by_subject ON content_subjects(subject, idx);
        CREATE TABLE blobs(
            digest BLOB PRIMARY KEY, subject INTEGER NOT NULL, nonce BLOB NOT NULL,
            ciphertext BLOB NOT NULL) STRICT;
        CREATE INDEX blobs_by_entry ON blobs(subject);
        CREATE TABLE tiles(
            level INTEGER NOT NULL, idx INTEGER NOT NULL, hashes BLOB NOT NULL,
            PRIMARY KEY(level, idx)) STRICT;
        CREATE TABLE log_keys(origin TEXT PRIMARY KEY, vkey TEXT NOT NULL) STRICT;

        """

    // The key's columns first: else the check of SQLite 3.40 takes others for NULL.
    private static let checkpointsInOneTree = """
        CREATE TABLE checkpoints(
            reason TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL,
            PRIMARY KEY(reason, size)) STRICT, WITHOUT ROWID;

        """

    private static let checkpointsInThreeTrees = """
        CREATE TABLE checkpoints(
            size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL, reason TEXT NOT NULL,
            PRIMARY KEY(size, reason)) STRICT;
        CREATE UNIQUE INDEX newest_checkpoint ON checkpoints(reason) WHERE reason = 'newest';

        """

    private static let unusedTables = """
        CREATE TABLE cosignatures(
            size INTEGER NOT NULL, signer TEXT NOT NULL, line TEXT NOT NULL,
            PRIMARY KEY(size, signer)) STRICT;
        CREATE TABLE anchors(
            size INTEGER NOT NULL, authority TEXT NOT NULL, token BLOB NOT NULL,
            PRIMARY KEY(size, authority)) STRICT;
        CREATE TABLE projections(
            name TEXT PRIMARY KEY, code_version INTEGER NOT NULL, position INTEGER NOT NULL,
            state_digest BLOB NOT NULL) STRICT;

        """

    /// Whether the file has our tables; a file without any is an empty log.
    static func isPresent(_ db: Database) throws -> Bool {
        let found = try statedVersion(db)
        guard found <= version else {
            throw StorageError(
                .notWritten,
                .unknownSchema,
                detail: "schema version \(found), expected at most \(version)"
            )
        }
        return try db.tableExists("entries")
    }

    private static func statedVersion(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }

    /// Whether tables and indexes are those of the stated version, and agree with each other.
    ///
    /// Our triggers keep a writer from mistakes and prove nothing, so they may be missing; one that is
    /// not ours, or a view, changes what is written or read.
    static func isSound(_ db: Database) throws -> Bool {
        guard let creation = creation(of: try statedVersion(db)) else { return false }
        let model = try DatabaseQueue().write { db in
            try db.execute(sql: creation)
            return (tables: try parts(of: db, Self.stored), beside: try parts(of: db, Self.acting))
        }
        guard try parts(of: db, Self.stored) == model.tables,
            try parts(of: db, Self.acting).isSubset(of: model.beside)
        else { return false }
        return try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") == "ok"
    }

    private static let stored = "type IN ('table', 'index')"
    private static let acting = "NOT " + stored

    /// Name and SQL of what the schema has of some types.
    private static func parts(of db: Database, _ types: String) throws -> Set<String> {
        let rows = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE " + types)
        return Set(rows.map { "\($0[0] as String? ?? "")\u{0}\($0[1] as String? ?? "")" })
    }

    static func createIfAbsent(_ db: Database) throws {
        guard try !isPresent(db), let creation = creation(of: version) else { return }
        try db.inTransaction(.immediate) {
            try db.execute(sql: creation)
            return .commit
        }
    }
}
