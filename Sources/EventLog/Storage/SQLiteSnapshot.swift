import Events
import Foundation
import GRDB

/// A snapshot: one read transaction of SQLite.
///
/// An entry that a tamperer put at an index that no log reaches is none of its entries: it is found by
/// `strayEntries`, and whoever comes upon it is told that the store is damaged.
struct SQLiteSnapshot: LogSnapshot {
    let db: Database

    private static let columns = "idx, stream, version, event_id, type, recorded_us, leaf, body"

    func logKeys() throws -> [LogKeyRecord] {
        try db.all("SELECT origin, vkey FROM log_keys ORDER BY origin") {
            LogKeyRecord(origin: try $0.text(0), verifierKey: try $0.text(1))
        }
    }

    func size() throws -> UInt64 {
        let newest = try Int64.fetchOne(
            db,
            sql: "SELECT max(idx) FROM entries WHERE idx >= ? AND idx < ?",
            arguments: [SQLiteSchema.numbers.lowerBound, SQLiteSchema.numbers.upperBound]
        )
        return newest.map { UInt64($0) + 1 } ?? 0
    }

    func hasStrayEntries() throws -> Bool {
        try db.first(
            "SELECT 1 FROM entries WHERE idx < ? OR idx >= ? LIMIT 1",
            [SQLiteSchema.numbers.lowerBound, SQLiteSchema.numbers.upperBound]
        ) { _ in true } != nil
    }

    func forEachEntry(in range: Range<UInt64>, _ body: (StoredEntry) throws -> Void) throws {
        let rows = try SQLiteRows(
            db,
            "SELECT \(Self.columns) FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx",
            [Int64(clamping: range.lowerBound), Int64(clamping: range.upperBound)]
        )
        while let row = try rows.next() { try body(entry(row)) }
    }

    func forEachBody(
        in range: Range<UInt64>,
        _ body: (UInt64, TreeHash?, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let rows = try SQLiteRows(
            db,
            "SELECT idx, leaf, body FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx",
            [Int64(clamping: range.lowerBound), Int64(clamping: range.upperBound)]
        )
        while let row = try rows.next() {
            try body(row.unsigned(0), TreeHash(row.bytes(1)), row.bytes(2))
        }
    }

    private func entry(_ row: SQLiteColumns) throws(StorageError) -> StoredEntry {
        StoredEntry(
            index: EntryIndex(try row.unsigned(0)),
            stream: StreamName(try row.text(1)),
            version: StreamVersion(try row.unsigned(2)),
            eventID: EventID(String(decoding: try row.bytes(3), as: UTF8.self)),
            type: EventType(rawValue: try row.text(4)),
            recordedMicros: try row.integer(5),
            leaf: TreeHash(try row.bytes(6)),
            body: try row.blob(7)
        )
    }

    func entries(in stream: StreamName) throws -> [StoredEntry] {
        try db.all(
            "SELECT \(Self.columns) FROM entries WHERE stream = ? ORDER BY version",
            [stream.text],
            entry
        )
    }

    func forEachEntry(
        in stream: StreamName,
        of types: [EventType],
        _ body: (StoredEntry) throws -> Void
    ) throws {
        let marks = types.map { _ in "?" }.joined(separator: ",")
        let rows = try SQLiteRows(
            db,
            """
            SELECT \(Self.columns) FROM entries WHERE stream = ? AND type IN (\(marks))
            ORDER BY version
            """,
            StatementArguments([stream.text] + types.map(\.rawValue))
        )
        while let row = try rows.next() { try body(entry(row)) }
    }

    func streams() throws -> [StreamName] {
        try String.fetchAll(
            db,
            sql: "SELECT stream FROM entries WHERE version = 1 ORDER BY idx"
        ).map { StreamName($0) }
    }

    func contains(_ id: EventID) throws -> Bool {
        try db.first("SELECT 1 FROM entries WHERE event_id = ?", [Data(id.text.utf8)]) { _ in true }
            != nil
    }

    func state(of stream: StreamName) throws -> StreamState? {
        let newest = try db.first(
            "SELECT version, type FROM entries WHERE stream = ? ORDER BY version DESC LIMIT 1",
            [stream.text]
        ) { (StreamVersion(try $0.unsigned(0)), EventType(rawValue: try $0.text(1))) }
        guard let (version, type) = newest else { return nil }
        var state = StreamState()
        (state.version, state.isSealed) = (version, type == .callSealed)
        let rows = try SQLiteRows(
            db,
            "SELECT version, type FROM entries WHERE stream = ? ORDER BY version DESC",
            [stream.text]
        )
        while let row = try rows.next() {
            guard EventType(rawValue: try row.text(1)).endsPermits else { continue }
            state.newestConsentChange = StreamVersion(try row.unsigned(0))
            break
        }
        return state
    }

    func leaves(in stream: StreamName) throws -> [TreeHash] {
        try hashes(
            "SELECT leaf FROM entries WHERE stream = ? ORDER BY version",
            [stream.text]
        )
    }

    func leaves(in range: Range<UInt64>) throws -> [TreeHash] {
        try hashes(
            "SELECT leaf FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx",
            [Int64(clamping: range.lowerBound), Int64(clamping: range.upperBound)]
        )
    }

    private func hashes(_ sql: String, _ arguments: StatementArguments) throws -> [TreeHash] {
        try db.all(sql, arguments) { TreeHash(try $0.bytes(0)) }.compactMap { $0 }
    }

    func tile(level: Int, number: UInt64) throws -> [UInt8]? {
        try db.first(
            "SELECT hashes FROM tiles WHERE level = ? AND idx = ?",
            [level, Int64(clamping: number)]
        ) { try $0.blob(0) }
    }

    func entryCount() throws -> UInt64 { try count("SELECT count(*) FROM entries") }
    func tileCount() throws -> UInt64 { try count("SELECT count(*) FROM tiles") }

    private func count(_ sql: String) throws -> UInt64 {
        UInt64(clamping: try Int64.fetchOne(db, sql: sql) ?? 0)
    }
}
