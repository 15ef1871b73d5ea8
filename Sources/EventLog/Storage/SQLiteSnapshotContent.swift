import Events
import GRDB

extension SQLiteSnapshot {
    func checkpoints() throws -> [StoredCheckpoint] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT size, root, note, reason FROM checkpoints
                ORDER BY size, reason = 'newest', reason
                """
        ).map(checkpoint)
    }

    func newestCheckpoint() throws -> StoredCheckpoint? {
        try Row.fetchOne(
            db,
            sql: "SELECT size, root, note, reason FROM checkpoints WHERE reason = 'newest'"
        ).map(checkpoint)
    }

    private func checkpoint(_ row: Row) throws -> StoredCheckpoint {
        StoredCheckpoint(
            size: try row.unsigned(0),
            root: try row.blob(1),
            note: try row.text(2),
            reason: StoredCheckpoint.Reason(rawValue: try row.text(3))
        )
    }

    func content(at index: EntryIndex) throws -> SealedBytes? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT nonce, ciphertext FROM content WHERE idx = ?"),
            arguments: [Int64(clamping: index.value)]
        ).map { try sealedBytes($0, from: 0) }
    }

    func attachment(at index: EntryIndex) throws -> StoredAttachment? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT digest, nonce, ciphertext FROM blobs WHERE subject = ?"
            ),
            arguments: [Int64(clamping: index.value)]
        ).map { row in
            StoredAttachment(digest: try row.blob(0), bytes: try sealedBytes(row, from: 1))
        }
    }

    private func sealedBytes(_ row: Row, from column: Int) throws -> SealedBytes {
        SealedBytes(nonce: try row.blob(column), ciphertext: try row.blob(column + 1))
    }

    func contentIndexes() throws -> [EntryIndex] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT idx FROM content UNION ALL SELECT subject FROM blobs
                UNION ALL SELECT idx FROM content_subjects ORDER BY 1
                """
        ).map { EntryIndex(UInt64(bitPattern: $0)) }
    }

    func subjects(at index: EntryIndex) throws -> [Pseudonym] {
        try String.fetchAll(
            db.cachedStatement(
                sql: "SELECT subject FROM content_subjects WHERE idx = ? ORDER BY subject"
            ),
            arguments: [Int64(clamping: index.value)]
        ).map { Pseudonym($0) }
    }

    func indexes(about subject: Pseudonym) throws -> [EntryIndex] {
        try Int64.fetchAll(
            db,
            sql: "SELECT idx FROM content_subjects WHERE subject = ? ORDER BY idx",
            arguments: [subject.text]
        ).map { EntryIndex(UInt64(bitPattern: $0)) }
    }

    /// Reads the table itself, not the index that a tamperer may have left as it was.
    func hasRepeatedEventIDs() throws -> Bool {
        try Row.fetchOne(
            db,
            sql: """
                SELECT 1 FROM entries NOT INDEXED GROUP BY event_id HAVING count(*) > 1 LIMIT 1
                """
        ) != nil
    }

    func isSound() throws -> Bool {
        try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") == "ok"
    }
}
