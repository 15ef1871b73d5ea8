import Foundation
import GRDB

/// Columns read without GRDB's conversions that trap: in a damaged file a column may hold anything,
/// and that is a finding, not a crash. SQLite's own coercions are harmless here, since whatever is
/// read is compared with what was signed.
extension Row {
    func integer(_ column: Int) throws(StorageError) -> Int64 {
        guard let value = self[column] as Int64? else { throw Self.missing }
        return value
    }

    /// A position, a version or a size.
    func unsigned(_ column: Int) throws(StorageError) -> UInt64 {
        let value = try integer(column)
        guard SQLiteSchema.numbers.contains(value) else {
            throw StorageError(.notWritten, .damaged, detail: "a number that no log reaches")
        }
        return UInt64(value)
    }

    func text(_ column: Int) throws(StorageError) -> String {
        guard let value = self[column] as String? else { throw Self.missing }
        return value
    }

    func blob(_ column: Int) throws -> [UInt8] {
        try withUnsafeData(atIndex: column) { data in
            guard let data else { throw Self.missing }
            return Array(data)
        }
    }

    private static var missing: StorageError {
        StorageError(.notWritten, .damaged, detail: "a column without a value")
    }
}
