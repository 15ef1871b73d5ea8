import Foundation
import GRDB

/// Columns read by their stored type: in a damaged file a column may hold anything, and that is a
/// finding, not a crash.
extension Row {
    func integer(_ column: Int) throws(StorageError) -> Int64 {
        guard case .int64(let value) = (self[column] as DatabaseValue).storage else {
            throw StorageError(.notWritten, .damaged, detail: "a column without its integer")
        }
        return value
    }

    func unsigned(_ column: Int) throws(StorageError) -> UInt64 {
        UInt64(bitPattern: try integer(column))
    }

    func text(_ column: Int) throws(StorageError) -> String {
        guard case .string(let value) = (self[column] as DatabaseValue).storage else {
            throw StorageError(.notWritten, .damaged, detail: "a column without its text")
        }
        return value
    }

    func blob(_ column: Int) throws(StorageError) -> [UInt8] {
        switch (self[column] as DatabaseValue).storage {
        case .blob(let value): return Array(value)
        default: throw StorageError(.notWritten, .damaged, detail: "a column without its bytes")
        }
    }
}
