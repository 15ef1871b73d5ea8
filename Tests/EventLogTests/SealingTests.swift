import AsideTesting
import Crypto
import Events
import Foundation
import GRDB
import Testing

@testable import EventLog

private let canary = "the canary sang at 0451"

@Suite struct SealingTests {
    let home = MemoryHome()
    let person = Pseudonym("p-1")
    let time = Timestamp.epoch

    private var retention: RetentionApplied {
        RetentionApplied(call: callA, keyClass: .content, term: "withdrawal", endedAt: time)
    }

    @Test func `Sealed fields come back opened, and their key was announced before`() async throws {
        let log = try home.open()
        let event = try await log.append(
            [home.sealed(canary, attachment: [1, 2, 3])],
            to: streamA
        )[0]
        #expect(event.opened(Remark.self)?.text == canary)
        #expect(try log.events(in: streamA) == [event])
        #expect(try log.attachment(at: event.index) == [1, 2, 3])
        let custody = try log.events(in: .custody)
        #expect(custody.map(\.type) == [.keyCreated])
        #expect(custody[0].index < event.index)
        _ = try await log.append([home.sealed("more")], to: streamA)
        #expect(try log.events(in: .custody).count == 1)
        try log.close()
        let again = try home.open()
        _ = try await again.append([home.sealed("after a restart")], to: streamA)
        #expect(try again.events(in: .custody).count == 1)
        #expect(try home.verify().ok)
    }

    @Test func `A commitment proves one field, by its salt`() async throws {
        let log = try home.open()
        let event = try await log.append([home.sealed(canary)], to: streamA)[0]
        let sealed = try home.storage.read { try #require(try $0.content(at: event.index)) }
        let key = try #require(SealingLabel(event.envelope)?.keys.first)
        guard case .present(let dataKey) = home.vault.state(of: key) else {
            Issue.record("expected a key")
            return
        }
        let plaintext = try ContentCipher.open(
            sealed,
            key: ContentCipher.key(from: [dataKey]),
            at: .init(origin: log.origin, event: event.envelope.id, stream: streamA)
        )
        let salts = try CanonicalJSON.parse(plaintext).object?["salts"]?.object
        let salt = try #require(salts?["text"]?.string.flatMap { Data(base64Encoded: $0) })
        func framed(_ text: String) -> Data {
            let count = UInt32(text.utf8.count)
            return withUnsafeBytes(of: count.bigEndian) { Data($0) } + Data(text.utf8)
        }
        let message =
            Data("aside/commitment/v1\0".utf8) + salt + framed("text") + framed("\"\(canary)\"")
        let digest = Data(SHA256.hash(data: message)).base64EncodedString()
        #expect(event.envelope.data["commitments"]?.object?["text"]?.string == digest)
    }

    @Test func `Content moved to another event does not open`() async throws {
        let log = try home.open()
        let events = try await log.append([home.sealed("one"), home.sealed("two")], to: streamA)
        let sealed = try home.storage.read { try #require(try $0.content(at: events[0].index)) }
        let id = try #require(SealingLabel(events[0].envelope)?.keys.first)
        guard case .present(let key) = home.vault.state(of: id) else {
            Issue.record("expected a key")
            return
        }
        #expect(throws: (any Error).self) {
            try ContentCipher.open(
                sealed,
                key: ContentCipher.key(from: [key]),
                at: .init(origin: log.origin, event: events[1].envelope.id, stream: streamA)
            )
        }
    }

    @Test func `Content sealed anew under the same keys is not the entry's`() async throws {
        let log = try await TamperedLog()
        let before = try log.reader()
        let event = try #require(try before.events(in: streamB).first)
        try before.close()
        let id = try #require(SealingLabel(event.envelope)?.keys.first)
        guard case .present(let key) = log.vault.state(of: id) else {
            Issue.record("expected a key")
            return
        }
        let forged = try ContentCipher.seal(
            Array(#"{"fields":{"text":"yes"},"salts":{}}"#.utf8),
            key: ContentCipher.key(from: [key]),
            at: .init(origin: event.envelope.source, event: event.envelope.id, stream: streamB)
        )
        for (table, column) in [("content", "idx"), ("blobs", "subject")] {
            try log.execute(
                "UPDATE \(table) SET nonce = ?, ciphertext = ? WHERE \(column) = ?",
                [Data(forged.nonce), Data(forged.ciphertext), Int64(event.index.value)]
            )
        }
        let after = try log.reader()
        defer { try? after.close() }
        #expect(throws: ReadError.contentDamaged(event.index)) { try after.events(in: streamB) }
        #expect(throws: ReadError.contentDamaged(event.index)) {
            try after.attachment(at: event.index)
        }
    }

    @Test func `Content that is gone without the log's order is missing, and not erased`()
        async throws
    {
        let log = try await TamperedLog()
        let reader = try log.reader()
        defer { try? reader.close() }
        let event = try #require(try reader.events(in: streamB).first)
        let id = try #require(SealingLabel(event.envelope)?.keys.first)
        #expect(try LogVerifier(reader, destroyedKeys: []).verify().ok)
        #expect(
            try LogVerifier(reader, destroyedKeys: [id]).verify().firstBadIndex == event.index
        )
        log.vault.destroy(id, at: .epoch)
        #expect(throws: ReadError.keyDestroyed(event.index)) { try reader.events(in: streamB) }
        #expect(throws: ReadError.keyDestroyed(event.index)) {
            try reader.attachment(at: event.index)
        }
        try log.execute("DELETE FROM content")
        try log.execute("DELETE FROM blobs")
        #expect(throws: ReadError.contentMissing(event.index)) { try reader.events(in: streamB) }
        #expect(throws: ReadError.contentMissing(event.index)) {
            try reader.attachment(at: event.index)
        }
    }

    @Test func `Erasing one person erases what is derived from them, and nothing else`()
        async throws
    {
        let log = try home.open()
        _ = try await log.append(
            [
                home.sealed("one"), home.sealed("both", of: ["p-1", "p-2"]),
                home.sealed("two", of: ["p-2"], attachment: [7]),
            ],
            to: streamA
        )
        try await log.erase(retention, of: person)
        let contents = try log.events(in: streamA).map(\.content)
        #expect(contents == [.erased, .erased, .opened(["text": .string("two")])])
        let custody = try log.events(in: .custody)
        #expect(
            custody.map(\.type).suffix(3) == [
                .retentionApplied, .keyDestroyed, .erasureExecuted,
            ]
        )
        #expect(custody.last?.fact(ErasureExecuted.self)?.pieces == 2)
        await #expect(throws: AppendError.refused(.keyDestroyed)) {
            _ = try await log.append([home.sealed("again")], to: streamA)
        }
        try await log.erase(retention, of: person)
        #expect(try log.events(in: .custody).count == custody.count)
        try log.close()
        #expect(try home.verify().ok)
    }

    @Test
    func `Content that was put back after its erasure is found, reads as erased, and goes again`()
        async throws
    {
        let folder = try TemporaryFolder()
        let files = Home(path: folder.path)
        let log = try files.openLog(clock: home.clock, ids: home.ids)
        let event = try await log.append([home.sealed("one", attachment: [1])], to: streamA)[0]
        try log.close()
        let oldKeys = try Data(contentsOf: URL(fileURLWithPath: files.keysFile))
        let place = Int64(event.index.value)
        let queue = try DatabaseQueue(path: files.logFile)
        let row = try queue.read {
            try Row.fetchOne($0, sql: "SELECT * FROM content WHERE idx = ?", arguments: [place])
        }
        let nonce: Data? = row?["nonce"]
        let ciphertext: Data? = row?["ciphertext"]
        let again = try files.openLog(clock: home.clock, ids: home.ids)
        try await again.erase(retention, of: person)
        try again.close()
        try await queue.write {
            try $0.execute(
                sql: "INSERT INTO content VALUES (?, ?, ?)",
                arguments: [place, nonce, ciphertext]
            )
        }
        try oldKeys.write(to: URL(fileURLWithPath: files.keysFile))
        let reader = try files.openReader()
        #expect(try reader.events(in: streamA).map(\.content) == [.erased])
        #expect(try LogVerifier(reader).verify().firstBadIndex == event.index)
        try reader.close()
        try files.openLog(clock: home.clock, ids: home.ids).close()
        #expect(try LogVerifier(try files.openReader()).verify().ok)
    }

    @Test(arguments: 1...4) func `An erasure that broke off is finished at start-up`(
        failing commit: Int
    ) async throws {
        let before = try home.open()
        _ = try await before.append([home.sealed("one")], to: streamA)
        try before.close()
        let faulty = FaultyStorage(over: home.storage, failing: [commit: .inDoubtPersisted])
        let log = try home.open(faulty)
        do {
            try await log.erase(retention, of: person)
            #expect(commit == 4)
        } catch {
            #expect(commit < 4)
        }
        let again = try home.open()
        #expect(try again.events(in: streamA).map(\.content) == [.erased])
        #expect(
            try again.events(in: .custody).map(\.type).suffix(3) == [
                .retentionApplied, .keyDestroyed, .erasureExecuted,
            ]
        )
        try again.close()
        #expect(try home.verify().ok)
    }

    @Test(arguments: ["key", "ciphertext"], FaultyStorage.Fault.allCases)
    func `An erasure that could not destroy is finished at start-up, and seals nothing meanwhile`(
        what: String,
        fault: FaultyStorage.Fault
    ) async throws {
        let before = try home.open()
        _ = try await before.append([home.sealed("one")], to: streamA)
        try before.close()
        let log = try SignedLog.open(
            storage: FaultyStorage(
                over: home.storage,
                failing: [:],
                deletions: what == "ciphertext" ? [1: fault] : [:]
            ),
            keys: FaultyKeyVault(over: home.vault, failing: what == "key" ? [1: fault] : [:]),
            identity: home.identity,
            head: home.head,
            clock: home.clock,
            ids: home.ids
        )
        await #expect(throws: ErasureError.self) { try await log.erase(retention, of: person) }
        await #expect(throws: AppendError.refused(.keyDestroyed)) {
            _ = try await log.append([home.sealed("again")], to: streamA)
        }
        try log.close()
        let again = try home.open()
        #expect(try again.events(in: streamA).map(\.content) == [.erased])
        #expect(
            try again.events(in: .custody).map(\.type) == [
                .keyCreated, .retentionApplied, .keyDestroyed, .erasureExecuted,
            ]
        )
        try again.close()
        #expect(try home.verify().ok)
    }

    @Test func `Nothing of a person's words is left in the files, and old keys revive nobody`()
        async throws
    {
        let folder = try TemporaryFolder()
        let files = Home(path: folder.path)
        let log = try files.openLog(clock: home.clock, ids: home.ids)
        let event = try await log.append([home.sealed(canary, attachment: [1])], to: streamA)[0]
        try log.close()
        let oldKeys = try Data(contentsOf: URL(fileURLWithPath: files.keysFile))
        let sealed = try files.openReader().storage.read {
            try #require(try $0.content(at: event.index))
        }
        let again = try files.openLog(clock: home.clock, ids: home.ids)
        try await again.erase(retention, of: person)
        for name in ["log.db", "log.db-wal", "keys.db"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
            #expect(bytes.range(of: Data(canary.utf8)) == nil)
            #expect(bytes.range(of: Data(sealed.ciphertext)) == nil)
        }
        try again.close()
        try oldKeys.write(to: URL(fileURLWithPath: files.keysFile))
        let restored = try files.openLog(clock: home.clock, ids: home.ids)
        #expect(try restored.events(in: streamA).map(\.content) == [.erased])
        try restored.close()
        let vault = try SQLiteKeyVault(
            path: files.keysFile,
            masterKey: try HomeKeys(folder: files.keysFolder).master(mayCreate: false)
        )
        #expect(try vault.tombstones().count == 1)
        #expect(try LogVerifier(try files.openReader()).verify().ok)
    }
}
