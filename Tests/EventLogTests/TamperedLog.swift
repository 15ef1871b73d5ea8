import AsideTesting
import Events
import Foundation
import GRDB

@testable import EventLog

/// A log in a file, written once for each test and then tampered with.
struct TamperedLog {
    let folder: TemporaryFolder
    let path: String
    let queue: DatabaseQueue

    init(entries: Int = 60) async throws {
        folder = try TemporaryFolder()
        path = folder.path + "/log.db"
        let home = MemoryHome(storage: try SQLiteStorage.open(path: path))
        let log = try home.open()
        _ = try await log.append([home.sealed("s", attachment: [1, 2])], to: streamB)
        for number in 2..<entries - 1 where number.isMultiple(of: 10) == false {
            _ = try await log.append([home.remark(number)], to: streamA)
        }
        while log.checkpoint.size.count < UInt64(entries) - 1 {
            _ = try await log.append([home.grant()], to: streamA)
        }
        _ = try await log.seal(callA, at: home.clock.now)
        try log.close()
        queue = try DatabaseQueue(path: path)
        try Self.dropTriggers(queue)
        identity = home.identity
        head = home.head.load()
        vault = home.vault
    }

    private static func dropTriggers(_ queue: DatabaseQueue) throws {
        try queue.write {
            try $0.execute(sql: "DROP TRIGGER entries_are_never_updated")
            try $0.execute(sql: "DROP TRIGGER entries_are_never_deleted")
        }
    }

    let identity: LogIdentity
    var key: VerifierKey { identity.signer.verifierKey }
    let head: String?
    let vault: MemoryKeyVault

    func verify(_ mode: LogVerifier.Mode = .full, head: String? = nil) throws -> IntegrityReport {
        let reader = try reader(head: head)
        defer { try? reader.close() }
        return try LogVerifier(reader, mode: mode).verify()
    }

    func reader(head: String? = nil) throws -> LogReader {
        LogReader(
            storage: try SQLiteStorage.openReadOnly(path: path),
            vault: vault,
            verifierKey: key,
            head: head
        )
    }

    func execute(_ sql: String, _ arguments: StatementArguments = []) throws {
        try queue.write { try $0.execute(sql: sql, arguments: arguments) }
    }

    func bytes(_ sql: String) throws -> Data? { try queue.read { try Data.fetchOne($0, sql: sql) } }

    /// Flips one bit of each byte of a column, one at a time, and hands over each report.
    ///
    /// - Parameter key: the column by which a row is found.
    func flipping(
        _ table: String,
        _ column: String,
        by key: String = "rowid",
        _ check: (_ row: Int64, IntegrityReport) throws -> Void
    ) throws {
        let rows = try queue.read {
            try Row.fetchAll(
                $0,
                sql: "SELECT \(key), \(column), typeof(\(column)) FROM \(table)"
            )
        }
        for (place, row) in rows.enumerated() {
            let (found, kind): (DatabaseValue, String) = (row[0], row[2])
            let number = Int64.fromDatabaseValue(found) ?? Int64(place)
            let original: Data = row[1]
            // The first, second and last entries byte by byte, the others by every 29th.
            let isShort = original.count < 100 || [0, 1, rows.count - 1].contains(Int(number))
            for place in stride(from: 0, to: original.count, by: isShort ? 1 : 29) {
                var changed = original
                changed[place] ^= 1 << UInt8.random(in: 0..<7)
                func bound(_ bytes: Data) -> DatabaseValue {
                    kind == "text"
                        ? String(decoding: bytes, as: UTF8.self).databaseValue
                        : bytes.databaseValue
                }
                let sql = "UPDATE \(table) SET \(column) = ? WHERE \(key) = ?"
                try execute(sql, [bound(changed), found])
                try check(number, try verify())
                try execute(sql, [bound(original), key == column ? bound(changed) : found])
            }
        }
    }
}
