import GRDB
import GRDBSQLite

/// The rows of a query, one after the other, on the connection that GRDB has given to this thread.
///
/// By the C library itself: GRDB's rows make an object for every column of bytes, which took
/// verification a quarter of its time.
final class SQLiteRows {
    private let statement: Statement

    /// Begins a query; its statement must not be used again before its end.
    init(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws {
        statement = try db.cachedStatement(sql: sql)
        try statement.setArguments(arguments)
    }

    deinit { sqlite3_reset(statement.sqliteStatement) }

    /// The next row, until the one after it is asked for; nil after the last.
    func next() throws -> SQLiteColumns? {
        switch sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return SQLiteColumns(statement: statement.sqliteStatement)
        case SQLITE_DONE: return nil
        case let code: throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }
}

/// The columns of the row at which a statement stands.
///
/// In a damaged file a column may hold anything, and that is a finding, not a crash. SQLite's own
/// coercions are harmless here, since whatever is read is compared with what was signed.
struct SQLiteColumns {
    fileprivate let statement: SQLiteStatement

    func integer(_ column: CInt) throws(StorageError) -> Int64 {
        guard sqlite3_column_type(statement, column) != SQLITE_NULL else { throw Self.missing }
        return sqlite3_column_int64(statement, column)
    }

    /// A position, a version or a size.
    func unsigned(_ column: CInt) throws(StorageError) -> UInt64 {
        let value = try integer(column)
        guard SQLiteSchema.numbers.contains(value) else {
            throw StorageError(.notWritten, .damaged, detail: "a number that no log reaches")
        }
        return UInt64(value)
    }

    func text(_ column: CInt) throws(StorageError) -> String {
        // First as text: that is the form whose length is asked for.
        guard let start = sqlite3_column_text(statement, column) else { throw Self.missing }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func blob(_ column: CInt) throws(StorageError) -> [UInt8] { Array(try bytes(column)) }

    /// A column's bytes where they lie, which end with the row.
    func bytes(_ column: CInt) throws(StorageError) -> UnsafeRawBufferPointer {
        guard sqlite3_column_type(statement, column) != SQLITE_NULL else { throw Self.missing }
        let start = sqlite3_column_blob(statement, column)
        return UnsafeRawBufferPointer(
            start: start,
            count: Int(sqlite3_column_bytes(statement, column))
        )
    }

    private static var missing: StorageError {
        StorageError(.notWritten, .damaged, detail: "a column without a value")
    }
}

extension Database {
    /// What each row of a query says, in order.
    func all<Value>(
        _ sql: String,
        _ arguments: StatementArguments = [],
        _ read: (SQLiteColumns) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        let rows = try SQLiteRows(self, sql, arguments)
        while let row = try rows.next() { values.append(try read(row)) }
        return values
    }

    /// What the first row of a query says; nil where there is none.
    func first<Value>(
        _ sql: String,
        _ arguments: StatementArguments = [],
        _ read: (SQLiteColumns) throws -> Value
    ) throws -> Value? {
        let rows = try SQLiteRows(self, sql, arguments)
        return try withExtendedLifetime(rows) { try rows.next().map(read) }
    }
}
