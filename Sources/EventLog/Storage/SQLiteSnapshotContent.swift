import Events
import GRDB

extension SQLiteSnapshot {
    func checkpoints() throws -> [StoredCheckpoint] {
        try db.all(
            """
            SELECT size, root, note, reason FROM checkpoints
            ORDER BY size, reason = 'newest', reason
            """,
            [],
            checkpoint
        )
    }

    func newestCheckpoint() throws -> StoredCheckpoint? {
        try db.first(
            """
            SELECT size, root, note, reason FROM checkpoints WHERE reason = 'newest'
            ORDER BY size DESC LIMIT 1
            """,
            [],
            checkpoint
        )
    }

    private func checkpoint(_ row: SQLiteColumns) throws(StorageError) -> StoredCheckpoint {
        StoredCheckpoint(
            size: try row.unsigned(0),
            root: try row.blob(1),
            note: try row.text(2),
            reason: StoredCheckpoint.Reason(rawValue: try row.text(3))
        )
    }

    func content(at index: EntryIndex) throws -> SealedBytes? {
        try db.first(
            "SELECT nonce, ciphertext FROM content WHERE idx = ?",
            [Int64(clamping: index.value)]
        ) { try $0.sealedBytes(from: 0) }
    }

    func attachment(at index: EntryIndex) throws -> StoredAttachment? {
        try db.first(
            "SELECT digest, nonce, ciphertext FROM blobs WHERE subject = ?",
            [Int64(clamping: index.value)]
        ) { StoredAttachment(digest: try $0.blob(0), bytes: try $0.sealedBytes(from: 1)) }
    }

    func subjects(at index: EntryIndex) throws -> [Pseudonym] {
        try db.all(
            "SELECT subject FROM content_subjects WHERE idx = ? ORDER BY subject",
            [Int64(clamping: index.value)]
        ) { Pseudonym(try $0.text(0)) }
    }

    func indexes(about subject: Pseudonym) throws -> [EntryIndex] {
        try db.all(
            "SELECT idx FROM content_subjects WHERE subject = ? ORDER BY idx",
            [subject.text]
        ) { EntryIndex(try $0.unsigned(0)) }
    }

    /// Reads the table itself, not the index that a tamperer may have left as it was.
    func hasRepeatedEventIDs() throws -> Bool {
        try db.first(
            "SELECT 1 FROM entries NOT INDEXED GROUP BY event_id HAVING count(*) > 1 LIMIT 1"
        ) { _ in true } != nil
    }
}

extension SQLiteColumns {
    fileprivate func sealedBytes(from column: CInt) throws(StorageError) -> SealedBytes {
        SealedBytes(nonce: try blob(column), ciphertext: try blob(column + 1))
    }
}

// MARK: - Entries with what is stored beside them

extension SQLiteSnapshot {
    /// Four cursors that run side by side: a query for each entry would cost ten times as much.
    func forEachEntryWithContent(
        _ body: (StoredEntry, StoredBeside) throws -> Void
    ) throws -> EntryIndex? {
        var fields = try SideCursor(
            db,
            "SELECT idx, nonce, ciphertext FROM content ORDER BY idx"
        )
        var attachments = try SideCursor(
            db,
            "SELECT subject, digest, nonce, ciphertext FROM blobs ORDER BY subject"
        )
        var subjects = try SideCursor(
            db,
            "SELECT idx, subject FROM content_subjects ORDER BY idx, subject"
        )
        try forEachEntry(in: 0..<UInt64(Int64.max)) { entry in
            var beside = StoredBeside()
            try fields.take(beside: entry.index) { beside.fields = try $0.sealedBytes(from: 1) }
            try attachments.take(beside: entry.index) { row in
                let bytes = try row.sealedBytes(from: 2)
                beside.attachments.append(
                    StoredAttachment(digest: try row.blob(1), bytes: bytes)
                )
            }
            try subjects.take(beside: entry.index) { row in
                beside.subjects.append(Pseudonym(try row.text(1)))
            }
            try body(entry, beside)
        }
        let orphans = [try fields.finish(), try attachments.finish(), try subjects.finish()]
        return orphans.compactMap { $0 }.min()
    }
}

/// Rows in the order of the entry they belong to, met beside those entries.
private struct SideCursor {
    private let rows: SQLiteRows
    private var next: SQLiteColumns?
    /// The first row that was passed because no entry has its index.
    private var orphan: EntryIndex?

    init(_ db: Database, _ sql: String) throws {
        rows = try SQLiteRows(db, sql)
        next = try rows.next()
    }

    /// Hands over the rows of an entry.
    mutating func take(beside index: EntryIndex, _ body: (SQLiteColumns) throws -> Void) throws {
        while let row = next {
            let place = try row.integer(0)
            guard place <= Int64(clamping: index.value) else { return }
            if place == Int64(clamping: index.value) { try body(row) } else { pass(place) }
            next = try rows.next()
        }
    }

    /// The first row that belongs to no entry.
    mutating func finish() throws -> EntryIndex? {
        if let row = next { pass(try row.integer(0)) }
        return orphan
    }

    private mutating func pass(_ place: Int64) {
        orphan = orphan ?? EntryIndex(UInt64(bitPattern: place))
    }
}
