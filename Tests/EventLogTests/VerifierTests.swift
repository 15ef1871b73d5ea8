import AsideTesting
import Events
import Foundation
import GRDB
import Testing

@testable import EventLog

@Suite struct VerifierTests {
    @Test func `Every changed byte of a body is found at its entry`() async throws {
        let log = try await TamperedLog()
        #expect(
            try log.verify()
                == IntegrityReport(
                    entries: 60,
                    lastGoodCheckpoint: try log.verify().lastGoodCheckpoint
                )
        )
        try log.flipping("entries", "body") { row, report in
            #expect(report.firstBadIndex == EntryIndex(UInt64(row)))
        }
    }

    @Test func `Every changed byte of a leaf is found at its entry`() async throws {
        let log = try await TamperedLog()
        try log.flipping("entries", "leaf") { row, report in
            #expect(report.firstBadIndex == EntryIndex(UInt64(row)))
        }
    }

    @Test(arguments: ["note", "root", "reason"])
    func `Every changed byte of a checkpoint is found`(column: String) async throws {
        let log = try await TamperedLog()
        try log.flipping("checkpoints", column, by: "reason") { _, report in
            #expect(!report.ok)
            // The call's end keeps a second checkpoint of this size; one of them still vouches.
            #expect([EntryIndex(0), EntryIndex(60)].contains(report.firstBadIndex))
        }
    }

    @Test(arguments: [
        ("entries", "stream"), ("entries", "type"), ("entries", "event_id"),
        ("content", "nonce"), ("content", "ciphertext"), ("blobs", "digest"), ("blobs", "nonce"),
        ("blobs", "ciphertext"), ("log_keys", "origin"), ("log_keys", "vkey"),
    ])
    func `Every changed byte of a copy, a ciphertext or a key is found`(
        table: String,
        column: String
    ) async throws {
        let log = try await TamperedLog(entries: 12)
        try log.flipping(table, column) { _, report in #expect(!report.ok) }
    }

    @Test(arguments: [
        ("UPDATE entries SET version = version + 1 WHERE idx = 59", 59),
        ("UPDATE entries SET recorded_us = recorded_us + 1 WHERE idx = 7", 7),
        ("DELETE FROM entries WHERE idx = 20", 20),
        ("DELETE FROM entries WHERE idx >= 50", 50),
        ("DELETE FROM content", 1), ("DELETE FROM blobs", 1),
        ("UPDATE content_subjects SET subject = 'p-9'", 1),
        ("INSERT INTO content VALUES (5, x'00', x'00')", 5),
        ("INSERT INTO content VALUES (500, x'00', x'00')", 60),
        ("INSERT INTO tiles VALUES (0, 0, x'00')", 60),
        ("DELETE FROM checkpoints", 0),
        ("DELETE FROM checkpoints WHERE reason = 'newest'", 60),
        ("UPDATE checkpoints SET size = size + 1", 60),
        ("DELETE FROM log_keys", 0),
    ])
    func `What was removed, added or renumbered is found where it begins`(
        sql: String,
        first: Int
    ) async throws {
        let log = try await TamperedLog()
        try log.execute(sql)
        #expect(try log.verify().firstBadIndex == EntryIndex(UInt64(first)))
    }

    @Test(arguments: [-1, 1000, 9_007_199_254_740_991, 9_007_199_254_740_992, Int64.max])
    func `An entry at an index that the log has not reached is found`(index: Int64) async throws {
        let log = try await TamperedLog()
        try log.execute(
            """
            INSERT INTO entries SELECT ?, stream, 1000, x'00', type, recorded_us, leaf, body
            FROM entries WHERE idx = 3
            """,
            [index]
        )
        for mode in [LogVerifier.Mode.full, .integrity] {
            let report = try log.verify(mode)
            #expect(try #require(report.firstBadIndex) <= EntryIndex(60))
            #expect(report.entries < 1 << 53)
        }
        let reader = try log.reader()
        let vouched = try? reader.vouchedEvents(in: streamA, of: TreeSize(60))
        #expect(vouched?.contains { $0.index.value >= 60 } != true)
        try reader.close()
    }

    @Test func `A log of which an entry was cut out is neither read nor written to`() async throws {
        let log = try await TamperedLog(entries: 600)
        try log.execute("DELETE FROM entries WHERE idx = 7")
        let reader = try log.reader()
        #expect(throws: ReadError.missing(EntryIndex(7))) { _ = try reader.events(in: streamA) }
        #expect(throws: ReadError.missing(EntryIndex(7))) {
            _ = try reader.vouchedEvents(in: streamB, of: TreeSize(600))
        }
        try reader.close()
        let home = MemoryHome(
            storage: try SQLiteStorage.open(path: log.path),
            identity: log.identity
        )
        home.head.store(try #require(log.head))
        #expect(throws: OpenError.damaged(.entries)) { _ = try home.open() }
    }

    @Test(arguments: [
        ("DELETE FROM entries WHERE idx = 511", streamA, ReadError.missing(EntryIndex(511))),
        ("DELETE FROM entries WHERE idx >= 500", streamA, .missing(EntryIndex(500))),
        (
            "UPDATE entries SET stream = 'call/c' WHERE idx = 511", streamA,
            .notTheEntry(EntryIndex(511))
        ),
        (
            "UPDATE entries SET stream = 'call/c' WHERE idx = 7", streamA,
            .cutOut(EntryIndex(8))
        ),
    ])
    func `The last entries of a stream are not taken from it unseen`(
        sql: String,
        stream: StreamName,
        error: ReadError
    ) async throws {
        // All of whose leaves stand in full tiles, so that the tree lacks none.
        let log = try await TamperedLog(entries: 512)
        try log.execute(sql)
        let reader = try log.reader()
        defer { try? reader.close() }
        #expect(throws: error) {
            _ = try reader.vouchedEvents(in: stream, of: TreeSize(512))
        }
    }

    @Test func `What is read for a report is what was signed, whatever stands beside it`()
        async throws
    {
        let log = try await TamperedLog(entries: 600)
        let reader = try log.reader()
        let size = TreeSize(600)
        let events = try reader.vouchedEvents(in: streamA, of: size)
        #expect(events == (try reader.events(in: streamA)))
        let earlier = try reader.vouchedEvents(in: streamA, of: TreeSize(300))
        #expect(earlier == events.filter { $0.index < EntryIndex(300) })
        let none = try reader.vouchedEvents(in: streamA, of: size) { $0.type == .callClosed }
        #expect(none.isEmpty)

        let body = try #require(try log.bytes("SELECT body FROM entries WHERE idx = 7"))
        let text = String(decoding: body, as: UTF8.self)
        let changed = Array(text.replacing("\"number\":", with: "\"number\":1").utf8)
        let update = "UPDATE entries SET body = ?, leaf = ? WHERE idx = 7"
        let leaf = TreeHash.leaf(changed)
        try log.execute("UPDATE entries SET body = ? WHERE idx = 7", [Data(changed)])
        #expect(throws: ReadError.notTheEntry(EntryIndex(7))) {
            _ = try reader.events(in: streamA)
        }
        try log.execute(update, [Data(changed), Data(leaf.bytes)])
        #expect(throws: ReadError.notTheEntry(EntryIndex(7))) {
            _ = try reader.vouchedEvents(in: streamA, of: size)
        }
        let hashes = "SELECT hashes FROM tiles WHERE level = 0 AND idx = 0"
        var forged = try #require(try log.bytes(hashes))
        forged.replaceSubrange(7 * 32..<8 * 32, with: leaf.bytes)
        try log.execute("UPDATE tiles SET hashes = ? WHERE level = 0 AND idx = 0", [forged])
        #expect(throws: ProofError.self) { _ = try reader.vouchedEvents(in: streamA, of: size) }
        try reader.close()
    }

    @Test func `A log with a gap or an edited entry is not exported`() async throws {
        let log = try await TamperedLog()
        let reader = try log.reader()
        let folder = try TemporaryFolder()
        #expect(try LogExporter(reader).export(to: folder.path) == TreeSize(60))
        var body = try #require(try log.bytes("SELECT body FROM entries WHERE idx = 30"))
        body[20] ^= 1
        try log.execute("UPDATE entries SET body = ? WHERE idx = 30", [body])
        #expect(throws: ProofError.self) { _ = try LogExporter(reader).export(to: folder.path) }
        try log.execute("DELETE FROM entries WHERE idx = 20")
        #expect(throws: ReadError.missing(EntryIndex(20))) {
            _ = try LogExporter(reader).export(to: folder.path)
        }
        try reader.close()
    }

    @Test func `Two entries that changed places are found at the first`() async throws {
        let log = try await TamperedLog()
        try log.execute("UPDATE entries SET idx = -1 WHERE idx = 10")
        try log.execute("UPDATE entries SET idx = 10 WHERE idx = 12")
        try log.execute("UPDATE entries SET idx = 12 WHERE idx = -1")
        #expect(try log.verify(.integrity).firstBadIndex == EntryIndex(0))
        #expect(try log.verify().firstBadIndex == EntryIndex(10))
    }

    @Test func `A log cut off with its checkpoint is found by the head`() async throws {
        let log = try await TamperedLog()
        let other = try await TamperedLog(entries: 20)
        #expect(try log.verify(head: log.head).ok)
        #expect(try log.verify(head: other.head).firstBadIndex == EntryIndex(0))
        let foreign = LogReader(
            storage: try SQLiteStorage.openReadOnly(path: log.path),
            verifierKey: other.key
        )
        #expect(try LogVerifier(foreign).verify().firstBadIndex == EntryIndex(0))
    }

    private func execute(_ sql: String, on path: String) async throws {
        try await DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
    }

    @Test func `An older checkpoint that says it is the newest is found`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/log.db"
        let home = MemoryHome(storage: try SQLiteStorage.open(path: path))
        let log = try home.open()
        _ = try await log.append([home.remark()], to: streamA)
        try await execute("CREATE TABLE old AS SELECT * FROM checkpoints", on: path)
        _ = try await log.append([home.remark()], to: streamA)
        try await execute("INSERT INTO checkpoints SELECT * FROM old; DROP TABLE old", on: path)
        #expect(try home.verify().what == "found 2 newest checkpoints, expected one")
        try log.close()
    }

    @Test func `Tiles are compared entry by entry`() async throws {
        let log = try await TamperedLog(entries: 600)
        #expect(try log.verify().ok)
        for (place, index) in [(0, 0), (8191, 255), (4000, 125)] {
            let sql = "SELECT hashes FROM tiles WHERE level = 0 AND idx = 1"
            let original = try #require(try log.bytes(sql))
            var changed = original
            changed[place] ^= 1
            let update = "UPDATE tiles SET hashes = ? WHERE level = 0 AND idx = 1"
            try log.execute(update, [changed])
            let first = EntryIndex(256 + UInt64(index))
            #expect(try log.verify().firstBadIndex == first)
            #expect(try log.verify(.integrity).firstBadIndex == first)
            try log.execute(update, [original])
        }
        try log.execute("DELETE FROM tiles WHERE idx = 0")
        #expect(try log.verify().firstBadIndex == EntryIndex(0))
    }

    @Test func `A file that SQLite finds damaged is a finding`() async throws {
        let log = try await TamperedLog(entries: 300)
        try log.queue.close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: log.path))
        // The number of the schema's form, which SQLite then does not know.
        var header = bytes
        header[47] ^= 0x40
        try header.write(to: URL(fileURLWithPath: log.path))
        #expect(try log.verify().firstBadIndex == EntryIndex(0))
        for place in stride(from: 4096 * 20, to: bytes.count, by: 4096) {
            bytes.replaceSubrange(place..<place + 8, with: Data(repeating: 0xFF, count: 8))
        }
        try bytes.write(to: URL(fileURLWithPath: log.path))
        #expect(try !log.verify().ok)
        try Data("no database at all".utf8).write(to: URL(fileURLWithPath: log.path))
        #expect(try log.verify().firstBadIndex == EntryIndex(0))
    }

    @Test(arguments: [
        "CREATE TRIGGER hush AFTER INSERT ON entries BEGIN DELETE FROM content; END",
        "CREATE VIEW later AS SELECT * FROM entries", "CREATE INDEX quick ON entries(type)",
    ])
    func `What was put beside our tables is found`(sql: String) async throws {
        let log = try await TamperedLog()
        #expect(try log.verify().ok)
        try log.execute(sql)
        #expect(try log.verify().what?.contains("schema") == true)
    }

    @Test(arguments: [(4, 0), (1 << 24, 0), (2, 60), (1, 60), (0, 60), (-1, 60)])
    func `A changed version of the schema is a finding, and a later one tells a writer what to do`(
        version: Int,
        first: Int
    ) async throws {
        let log = try await TamperedLog()
        try log.execute("PRAGMA user_version = \(version)")
        let report = try log.verify()
        #expect(report.firstBadIndex == EntryIndex(UInt64(first)))
        guard version > SQLiteSchema.version else { return }
        let found = "schema version \(version), expected at most \(SQLiteSchema.version)"
        #expect(report.what?.contains(found) == true)
        let refusal = StorageError(.notWritten, .unknownSchema, detail: found)
        #expect(throws: refusal) { _ = try SQLiteStorage.open(path: log.path) }
        #expect(refusal.description.contains("use the Aside that wrote it"))
    }

    @Test func `What an inspector says is a violation there`() async throws {
        let log = try await TamperedLog()
        let reader = LogReader(storage: try SQLiteStorage.openReadOnly(path: log.path))
        var last: UInt64 = 0
        let report = try LogVerifier(reader).verify(inspect: { index, _ in
            last = index.value
            return index.value == 33 ? "not allowed" : nil
        })
        #expect(report.firstBadIndex == EntryIndex(33))
        #expect(report.what == "not allowed")
        #expect(last == 33)
    }
}
