import AsideTesting
import Events
import Foundation
import GRDB
import Synchronization
import Testing

@testable import EventLog

@Suite struct KeyVaultTests {
    let folder: TemporaryFolder
    private let master = DataKey.generate().bytes
    private let foreign = DataKey.generate().bytes
    private let id = DataKeyID(call: callA, subject: Pseudonym("p-1"), keyClass: .evidence)

    init() throws { folder = try TemporaryFolder() }

    private var file: String { folder.path + "/keys.db" }

    private func open(_ master: [UInt8]) throws -> SQLiteKeyVault {
        try SQLiteKeyVault(path: file, masterKey: master)
    }

    @Test func `The memory vault keeps the contract`() throws {
        let vaults = Mutex<[String: MemoryKeyVault]>([:])
        let suite = KeyVaultConformance(
            open: { name in
                vaults.withLock { vaults in
                    let vault = vaults[name] ?? MemoryKeyVault()
                    vaults[name] = vault
                    return vault
                }
            },
            bytes: \.bytes
        )
        try suite.check()
    }

    @Test func `The SQLite vault keeps the contract`() throws {
        let suite = KeyVaultConformance(
            open: { try SQLiteKeyVault(path: folder.path + "/\($0).db", masterKey: master) },
            bytes: \.bytes
        )
        try suite.check()
    }

    @Test func `A vault that was made with one master key takes no other, even while it is empty`()
        throws
    {
        try open(master).close()
        #expect(throws: KeyVaultError.wrongMasterKey) { _ = try open(foreign) }
        let vault = try open(master)
        _ = try vault.create(id)
        try vault.close()
        #expect(throws: KeyVaultError.wrongMasterKey) { _ = try open(foreign) }
    }

    @Test func `A vault from before there were proofs shows a data key, and gets its proof`() throws
    {
        let vault = try open(master)
        _ = try vault.create(id)
        try vault.close()
        let queue = try DatabaseQueue(path: file)
        try queue.write { try $0.execute(sql: "DROP TABLE master_proof") }
        #expect(throws: KeyVaultError.wrongMasterKey) { _ = try open(foreign) }
        #expect(try queue.read { try !$0.tableExists("master_proof") })
        try open(master).close()
        try queue.write { try $0.execute(sql: "DELETE FROM data_keys") }
        #expect(throws: KeyVaultError.wrongMasterKey) { _ = try open(foreign) }
        try open(master).close()
    }

    private func damage(_ key: DataKeyID) throws {
        try DatabaseQueue(path: file).write {
            try $0.execute(
                sql: "UPDATE data_keys SET wrapped = zeroblob(60) WHERE call = ? AND class = ?",
                arguments: [key.call.text, key.keyClass.rawValue]
            )
        }
    }

    @Test func `A damaged key is told from those of another master key`() throws {
        let other = DataKeyID(
            call: CallID("c-other"),
            subject: id.subject,
            keyClass: .evidence
        )
        let vault = try open(master)
        for key in [id, other] { _ = try vault.create(key) }
        #expect(try vault.check() == KeyCheck(count: 2, damaged: []))
        try vault.close()
        let stranger = try SQLiteKeyVault(path: file, masterKey: foreign, readOnly: true)
        #expect(throws: KeyVaultError.wrongMasterKey) { _ = try stranger.check() }
        #expect(throws: KeyVaultError.wrongMasterKey) { _ = try stranger.state(of: id) }
        try stranger.close()
        try damage(id)
        let damaged = try open(master)
        #expect(try damaged.check() == KeyCheck(count: 2, damaged: [id]))
        #expect(throws: KeyVaultError.damagedKey(call: callA)) { _ = try damaged.state(of: id) }
        guard case .present = try damaged.state(of: other) else {
            Issue.record("expected the other key to open")
            return
        }
        try damaged.close()
    }

    @Test func `A vault from before there were proofs opens though its oldest key is damaged`()
        throws
    {
        let other = DataKeyID(call: callA, subject: id.subject, keyClass: .content)
        let vault = try open(master)
        for key in [id, other] { _ = try vault.create(key) }
        try vault.close()
        try DatabaseQueue(path: file).write { try $0.execute(sql: "DROP TABLE master_proof") }
        try damage(id)
        let reader = try SQLiteKeyVault(path: file, masterKey: master, readOnly: true)
        #expect(try reader.check().damaged == [id])
        try reader.close()
        try open(master).close()
        try damage(other)
        #expect(try open(master).check().damagedCalls == [callA])
    }

    @Test func `A full disk says so of the key store, and the log goes on when there is space`()
        async throws
    {
        let home = MemoryHome()
        let vault = try open(master)
        let log = try SignedLog.open(
            storage: home.storage,
            keys: vault,
            identity: home.identity,
            head: home.head,
            clock: home.clock,
            ids: home.ids
        )
        try vault.limitPages(to: 1)
        var failure: AppendError?
        // A page holds some forty keys.
        for number in 0..<1_000 where failure == nil {
            do {
                _ = try await log.append([home.sealed("s", of: ["p-\(number)"])], to: streamA)
            } catch {
                failure = error
            }
        }
        guard case .keys(.storage(let error)) = failure else {
            Issue.record("expected a full disk, found \(String(describing: failure))")
            return
        }
        #expect(error.code == .diskFull)
        let words = failure?.description ?? ""
        #expect(words.contains("keys.db") && words.contains("nothing was written"))
        #expect(words.contains("free some space"))
        try vault.limitPages(to: 1_000_000)
        _ = try await log.append([home.sealed("s", of: ["p-later"])], to: streamA)
        #expect(try home.verify().ok)
        try log.close()
    }

    @Test(arguments: FaultyStorage.Fault.allCases)
    func `An append whose key cannot be made is refused, and the next one may make it`(
        fault: FaultyStorage.Fault
    ) async throws {
        let home = MemoryHome()
        let log = try SignedLog.open(
            storage: home.storage,
            keys: FaultyKeyVault(over: home.vault, failing: [1: fault]),
            identity: home.identity,
            head: home.head,
            clock: home.clock,
            ids: home.ids
        )
        do {
            _ = try await log.append([home.sealed("one")], to: streamA)
            Issue.record("expected an error of the key store")
        } catch {
            guard case .keys = error else {
                Issue.record("expected an error of the key store, found \(error)")
                return
            }
        }
        #expect(log.checkpoint.size == .empty)
        _ = try await log.append([home.sealed("two")], to: streamA)
        #expect(try log.events(in: .custody).map(\.type) == [.keyCreated])
        try log.close()
        #expect(try home.verify().ok)
    }
}
