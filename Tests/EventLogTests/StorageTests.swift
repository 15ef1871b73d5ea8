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

    /// A file as an earlier Aside made it.
    private func file(ofVersion version: Int, in folder: TemporaryFolder) throws -> String {
        let path = folder.path + "/\(UUID().uuidString).db"
        try execute(try #require(SQLiteSchema.creation(of: version)), on: path)
        return path
    }

    private func execute(_ sql: String, on path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func texts(_ sql: String, from path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try String.fetchAll($0, sql: sql) }
    }

    private func verify(_ path: String, of home: MemoryHome) throws -> IntegrityReport {
        let reader = LogReader(
            storage: try SQLiteStorage.openReadOnly(path: path),
            verifierKey: home.identity.signer.verifierKey,
            head: home.head.load()
        )
        defer { try? reader.close() }
        return try LogVerifier(reader).verify()
    }

    @Test(arguments: 1..<SQLiteSchema.version)
    func `The storage of an earlier version keeps the contract`(version: Int) throws {
        let folder = try TemporaryFolder()
        try StorageConformance.check {
            try SQLiteStorage.open(path: try file(ofVersion: version, in: folder))
        }
    }

    @Test(arguments: 1..<SQLiteSchema.version)
    func `A log of an earlier version goes on as it is, and is found altered where it was`(
        version: Int
    ) async throws {
        let folder = try TemporaryFolder()
        let path = try file(ofVersion: version, in: folder)
        let home = MemoryHome(storage: try SQLiteStorage.open(path: path))
        let log = try home.open()
        _ = try await log.append([home.remark()], to: streamA)
        #expect(try home.verify().ok)
        try log.close()
        #expect(try verify(path, of: home).ok)
        #expect(
            try texts("SELECT CAST(user_version AS TEXT) FROM pragma_user_version", from: path) == [
                "\(version)"
            ]
        )
        try execute("PRAGMA user_version = \(version + 1)", on: path)
        #expect(try !verify(path, of: home).ok)
        try execute("PRAGMA user_version = \(version); DROP TABLE blobs", on: path)
        #expect(try !verify(path, of: home).ok)
    }

    @Test func `A new file has no tables for what does not exist yet`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/log.db"
        try SQLiteStorage.open(path: path).close()
        let names = try texts(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
            from: path
        )
        #expect(
            names == [
                "blobs", "checkpoints", "content", "content_subjects", "entries", "log_keys",
                "tiles",
            ]
        )
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
