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
        try Row.fetchAll(db, sql: "SELECT origin, vkey FROM log_keys ORDER BY origin").map {
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
        try Row.fetchOne(
            db,
            sql: "SELECT 1 FROM entries WHERE idx < ? OR idx >= ? LIMIT 1",
            arguments: [SQLiteSchema.numbers.lowerBound, SQLiteSchema.numbers.upperBound]
        ) != nil
    }

    func forEachEntry(in range: Range<UInt64>, _ body: (StoredEntry) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: "SELECT \(Self.columns) FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx"
            ),
            arguments: [Int64(clamping: range.lowerBound), Int64(clamping: range.upperBound)]
        )
        while let row = try rows.next() { try body(entry(row)) }
    }

    func forEachBody(
        in range: Range<UInt64>,
        _ body: (UInt64, TreeHash?, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: "SELECT idx, leaf, body FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx"
            ),
            arguments: [Int64(clamping: range.lowerBound), Int64(clamping: range.upperBound)]
        )
        while let row = try rows.next() {
            let index = try row.unsigned(0)
            let leaf = try row.withUnsafeData(atIndex: 1) { $0.flatMap { TreeHash($0) } }
            try row.withUnsafeData(atIndex: 2) { data in
                try (data ?? Data()).withUnsafeBytes { try body(index, leaf, $0) }
            }
        }
    }

    private func entry(_ row: Row) throws -> StoredEntry {
        StoredEntry(
            index: EntryIndex(try row.unsigned(0)),
            stream: StreamName(try row.text(1)),
            version: StreamVersion(try row.unsigned(2)),
            eventID: EventID(String(decoding: try row.blob(3), as: UTF8.self)),
            type: EventType(rawValue: try row.text(4)),
            recordedMicros: try row.integer(5),
            leaf: TreeHash(try row.blob(6)),
            body: try row.blob(7)
        )
    }

    func entries(in stream: StreamName) throws -> [StoredEntry] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT \(Self.columns) FROM entries WHERE stream = ? ORDER BY version"
            ),
            arguments: [stream.text]
        ).map(entry)
    }

    func forEachEntry(
        in stream: StreamName,
        of types: [EventType],
        _ body: (StoredEntry) throws -> Void
    ) throws {
        let marks = types.map { _ in "?" }.joined(separator: ",")
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(Self.columns) FROM entries WHERE stream = ? AND type IN (\(marks))
                ORDER BY version
                """,
            arguments: StatementArguments([stream.text] + types.map(\.rawValue))
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
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT 1 FROM entries WHERE event_id = ?"),
            arguments: [Data(id.text.utf8)]
        ) != nil
    }

    func state(of stream: StreamName) throws -> StreamState? {
        let newest = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT version, type FROM entries WHERE stream = ?
                    ORDER BY version DESC LIMIT 1
                    """
            ),
            arguments: [stream.text]
        )
        guard let newest else { return nil }
        var state = StreamState()
        state.version = StreamVersion(try newest.unsigned(0))
        state.isSealed = EventType(rawValue: try newest.text(1)) == .callSealed
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: "SELECT version, type FROM entries WHERE stream = ? ORDER BY version DESC"
            ),
            arguments: [stream.text]
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
        try Data.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
            .compactMap { TreeHash($0) }
    }

    func tile(level: Int, number: UInt64) throws -> [UInt8]? {
        try Data.fetchOne(
            db.cachedStatement(sql: "SELECT hashes FROM tiles WHERE level = ? AND idx = ?"),
            arguments: [level, Int64(clamping: number)]
        ).map { Array($0) }
    }

    func tileCount() throws -> UInt64 { try count("SELECT count(*) FROM tiles") }

    private func count(_ sql: String) throws -> UInt64 {
        UInt64(clamping: try Int64.fetchOne(db, sql: sql) ?? 0)
    }
}
