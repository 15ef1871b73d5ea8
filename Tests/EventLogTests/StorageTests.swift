import AsideTesting
import Events
import Foundation
import GRDB
import Testing

@testable import EventLog

@Suite struct StorageTests {
    @Test func `The memory storage keeps the contract`() throws {
        try StorageConformance.check { MemoryStorage() }
    }

    @Test func `The SQLite storage keeps the contract`() throws {
        let folder = try TemporaryFolder()
        var count = 0
        try StorageConformance.check {
            count += 1
            return try SQLiteStorage.open(path: folder.path + "/\(count).db")
        }
    }

    @Test func `A full disk is surely not written, and the log goes on when there is space`()
        async throws
    {
        let folder = try TemporaryFolder()
        let storage = try SQLiteStorage.open(path: folder.path + "/log.db")
        let home = MemoryHome(storage: storage)
        let log = try home.open()
        _ = try await log.append([home.remark()], to: streamA)
        try storage.limitPages(to: 30)
        var failure: AppendError?
        for _ in 0..<50 where failure == nil {
            var draft = home.remark()
            draft.data["text"] = .string(String(repeating: "x", count: 20_000))
            do {
                _ = try await log.append([draft], to: streamA)
            } catch {
                failure = error
            }
        }
        guard case .notWritten(let error) = failure else {
            Issue.record("expected a full disk, found \(String(describing: failure))")
            return
        }
        #expect(error.code == .diskFull)
        try storage.limitPages(to: 1_000_000)
        _ = try await log.append([home.remark()], to: streamA)
        #expect(try home.verify().ok)
        try log.close()
    }

    @Test func `Entries are neither updated nor deleted`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/log.db"
        let home = MemoryHome(storage: try SQLiteStorage.open(path: path))
        let log = try home.open()
        _ = try await log.append([home.remark()], to: streamA)
        try log.close()
        let queue = try DatabaseQueue(path: path)
        for sql in ["UPDATE entries SET version = 9", "DELETE FROM entries"] {
            #expect(throws: DatabaseError.self) {
                try queue.write { try $0.execute(sql: sql) }
            }
        }
    }
}
