import Foundation
import GRDB
import GRDBSQLite

extension Statement {
    /// Runs a statement that changes rows, with one value for each of its marks.
    ///
    /// By the C library itself: `execute(arguments:)` boxes, names and counts every value, and tells
    /// observers that nobody has added, which costs a third of the insertion. The statement is GRDB's,
    /// on the connection that GRDB has given to this thread, and is left reset, as GRDB leaves it.
    func run<each Value: StatementBinding>(_ values: repeat each Value) throws {
        var place: CInt = 0
        var code = SQLITE_OK
        for value in repeat each values {
            place += 1
            guard code == SQLITE_OK else { break }
            code = value.bind(to: sqliteStatement, at: place)
        }
        if code == SQLITE_OK { code = sqlite3_step(sqliteStatement) }
        sqlite3_reset(sqliteStatement)
        guard code == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }
}

/// Bytes for a mark: copied once, into memory that SQLite frees when it binds the next.
///
/// GRDB binds `Data`, which would be a copy more for every column.
struct BoundBytes: StatementBinding {
    private let bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    func bind(to statement: SQLiteStatement, at place: CInt) -> CInt {
        guard let copy = malloc(max(1, bytes.count)) else { return SQLITE_NOMEM }
        bytes.withUnsafeBytes { source in
            if let start = source.baseAddress { memcpy(copy, start, source.count) }
        }
        return sqlite3_bind_blob(statement, place, copy, CInt(bytes.count)) { free($0) }
    }
}
