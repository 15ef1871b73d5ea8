import Foundation
import GRDBSQLite

/// Why the C library did not do what it was asked.
struct SQLiteError: Error { var code: Int32 }

/// The C library and nothing else: prepared statements, `WAL`, `synchronous=FULL`.
final class RawSQLite {
    private var handle: OpaquePointer?
    private var statements: [OpaquePointer?] = []

    init(path: String) throws {
        try check(sqlite3_open(path, &handle))
    }

    deinit {
        for statement in statements { sqlite3_finalize(statement) }
        sqlite3_close(handle)
    }

    private func check(_ code: Int32) throws {
        guard [SQLITE_OK, SQLITE_ROW, SQLITE_DONE].contains(code) else {
            throw SQLiteError(code: code)
        }
    }

    func run(_ sql: String) throws { try check(sqlite3_exec(handle, sql, nil, nil, nil)) }

    func prepare(_ sql: String) throws -> Int {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v2(handle, sql, -1, &statement, nil))
        statements.append(statement)
        return statements.count - 1
    }

    func execute(_ statement: Int, _ values: [RawValue]) throws {
        let statement = statements[statement]
        for (place, value) in values.enumerated() {
            value.bind(to: statement, at: Int32(place + 1))
        }
        try check(sqlite3_step(statement))
        try check(sqlite3_reset(statement))
    }

    /// The rows of a query.
    func rows(_ sql: String) throws -> [[RawValue]] {
        let statement = statements[try prepare(sql)]
        var rows: [[RawValue]] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            rows.append((0..<sqlite3_column_count(statement)).map { RawValue(statement, $0) })
        }
        return rows
    }
}

/// A column of a row.
enum RawValue {
    case integer(Int64)
    case text([CChar])
    case blob([UInt8])

    init(_ statement: OpaquePointer?, _ column: Int32) {
        let count = Int(sqlite3_column_bytes(statement, column))
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, column))
        case SQLITE_TEXT:
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_text(statement, column),
                count: count
            )
            self = .text(bytes.map { CChar(bitPattern: $0) })
        default:
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(statement, column),
                count: count
            )
            self = .blob(Array(bytes))
        }
    }

    /// The library copies what it is given before the array goes (SQLITE_TRANSIENT is -1).
    func bind(to statement: OpaquePointer?, at place: Int32) {
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch self {
        case .integer(let value): sqlite3_bind_int64(statement, place, value)
        case .text(let text):
            sqlite3_bind_text(statement, place, text, Int32(text.count), transient)
        case .blob(let bytes):
            sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count), transient)
        }
    }
}
