import AsideTesting
import Events
import Foundation
import GRDB
import Testing

@testable import EventLog

/// Keys that are not the log's are found before anything is sealed under them.
@Suite struct ForeignKeysTests {
    let memory = MemoryHome()
    let folder: TemporaryFolder
    let home: Home

    init() throws {
        folder = try TemporaryFolder()
        home = Home(path: folder.path + "/home")
    }

    private var keysFile: URL { URL(fileURLWithPath: home.keysFile) }
    private var masterKey: URL { URL(fileURLWithPath: home.keysFolder + "/master.key") }

    private func open(_ other: Home? = nil) throws(HomeError) -> SignedLog {
        try (other ?? home).openLog(clock: memory.clock, ids: memory.ids)
    }

    /// Appends one text of each of these people.
    private func record(of people: [String], in other: Home? = nil) async throws {
        let log = try open(other)
        for person in people {
            _ = try await log.append([memory.sealed(person, of: [person])], to: streamA)
        }
        try log.close()
    }

    private func texts() throws -> [String?] {
        let reader = try home.openReader()
        defer { try? reader.close() }
        return try reader.events(in: streamA).map { $0.opened(Remark.self)?.text }
    }

    @Test func `Another master key is refused, and what it would have wrapped is not lost`()
        async throws
    {
        try await record(of: ["p-1"])
        let (own, keys) = (try Data(contentsOf: masterKey), try Data(contentsOf: keysFile))
        let foreign = StrictBase64.encode(DataKey.generate().bytes) + "\n"
        try Data(foreign.utf8).write(to: masterKey)
        #expect(throws: HomeError.vault(.wrongMasterKey)) { _ = try open() }
        #expect(try Data(contentsOf: keysFile) == keys)
        try own.write(to: masterKey)
        try await record(of: ["p-2"])
        #expect(try texts() == ["p-1", "p-2"])
    }

    @Test func `With another master key what is in the clear is read all the same`() async throws {
        try await record(of: ["p-1"])
        let foreign = StrictBase64.encode(DataKey.generate().bytes) + "\n"
        try Data(foreign.utf8).write(to: masterKey)
        let reader = try home.openReader()
        defer { try? reader.close() }
        #expect(throws: KeyVaultError.wrongMasterKey) { _ = try reader.events(in: streamA) }
        let closed = try reader.closedEvents(in: streamA)
        #expect(closed.map(\.content) == [.erased])
        #expect(closed.compactMap { $0.fact(Remark.self)?.number } == [1])
        #expect(try LogVerifier(reader).verify().ok)
        try Data("nonsense".utf8).write(to: masterKey)
        let blind = try home.openReader(opensContent: false)
        #expect(try blind.closedEvents(in: streamA) == closed)
        try blind.close()
    }

    @Test func `A key store that was emptied is refused and not filled again`() async throws {
        try await record(of: ["p-1", "p-2"])
        let keys = try Data(contentsOf: keysFile)
        try Data().write(to: keysFile)
        #expect(
            throws: HomeError.dataKeysMissing(path: home.keysFile, missing: 2, expected: 2)
        ) { _ = try open() }
        #expect(try keyCount() == 0)
        try keys.write(to: keysFile)
        try await record(of: ["p-3"])
        #expect(try texts() == ["p-1", "p-2", "p-3"])
    }

    private func keyCount() throws -> Int? {
        try DatabaseQueue(path: home.keysFile).read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM data_keys")
        }
    }

    @Test func `A key store that is older than the log is refused`() async throws {
        try await record(of: ["p-1"])
        let older = try Data(contentsOf: keysFile)
        try await record(of: ["p-2"])
        try older.write(to: keysFile)
        #expect(
            throws: HomeError.dataKeysMissing(path: home.keysFile, missing: 1, expected: 2)
        ) { _ = try open() }
        #expect(try keyCount() == 1)
    }

    @Test func `Both files of another home are refused as well`() async throws {
        try await record(of: ["p-1"])
        let other = Home(path: folder.path + "/other")
        try await record(of: ["p-2"], in: other)
        try Data(contentsOf: URL(fileURLWithPath: other.keysFile)).write(to: keysFile)
        try Data(contentsOf: URL(fileURLWithPath: other.keysFolder + "/master.key"))
            .write(to: masterKey)
        #expect(
            throws: HomeError.dataKeysMissing(path: home.keysFile, missing: 1, expected: 1)
        ) { _ = try open() }
        #expect(try keyCount() == 1)
    }

    @Test func `What the log ordered destroyed is not missed, with or without its tombstone`()
        async throws
    {
        try await record(of: ["p-1", "p-2"])
        let log = try open()
        let retention = RetentionApplied(
            call: callA,
            keyClass: .content,
            term: "withdrawal",
            endedAt: .epoch
        )
        try await log.erase(retention, of: Pseudonym("p-1"))
        try log.close()
        try open().close()
        try removeTombstones()
        try open().close()
        #expect(try texts() == [nil, "p-2"])
    }

    private func removeTombstones() throws {
        try DatabaseQueue(path: home.keysFile).write {
            try $0.execute(sql: "DELETE FROM tombstones")
        }
    }
}
