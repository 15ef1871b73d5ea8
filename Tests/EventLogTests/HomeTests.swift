import AsideTesting
import Events
import Foundation
import Testing

@testable import EventLog

@Suite struct HomeTests {
    let memory = MemoryHome()
    let folder: TemporaryFolder
    let home: Home

    init() throws {
        folder = try TemporaryFolder()
        home = Home(path: folder.path + "/home")
    }

    private func open(_ home: Home) throws(HomeError) -> SignedLog {
        try home.openLog(clock: memory.clock, ids: memory.ids)
    }

    private func begin() async throws {
        let log = try open(home)
        _ = try await log.append([memory.sealed("one")], to: streamA)
        try log.close()
    }

    private func permissions(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func `Everything is its owner's alone`() async throws {
        let log = try open(home)
        _ = try await log.append([memory.sealed("one")], to: streamA)
        for path in [home.path, home.keysFolder] { #expect(try permissions(path) == 0o700) }
        for name in ["log.key", "master.key", "log.vkey", "head"] {
            #expect(try permissions(home.keysFolder + "/" + name) == 0o600)
        }
        for path in [home.logFile, home.logFile + "-wal", home.keysFile] {
            #expect(try permissions(path) == 0o600)
        }
        try log.close()
    }

    @Test func `A head that cannot be read is never replaced, not even that of an empty log`()
        throws
    {
        try open(home).close()
        let head = home.keysFolder + "/head"
        try Data([0xFF, 0xFE]).write(to: URL(fileURLWithPath: head))
        #expect(throws: HomeError.log(.headUnreadable)) { _ = try open(home) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: head)) == Data([0xFF, 0xFE]))
    }

    @Test func `A second writer is told of the first`() async throws {
        let log = try open(home)
        #expect(throws: HomeError.inUse(home: home.path)) { _ = try open(home) }
        try log.close()
        try open(home).close()
    }

    @Test func `A log goes on where it was, and readers run beside it`() async throws {
        try await begin()
        let log = try open(home)
        let reader = try home.openReader()
        _ = try await log.append([memory.sealed("two")], to: streamA)
        #expect(
            try reader.events(in: streamA).map { $0.opened(Remark.self)?.text } == [
                "one", "two",
            ]
        )
        #expect(try reader.checkpoint() == log.checkpoint)
        #expect(try LogVerifier(reader).verify().ok)
        #expect(try reader.tail(1).map(\.index.value) == [2])
        try log.close()
    }

    @Test(arguments: ["log.key", "master.key"])
    func `A missing or unreadable key is an error, never a new key`(name: String) async throws {
        try await begin()
        let path = home.keysFolder + "/" + name
        try "nonsense\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: HomeError.self) { _ = try open(home) }
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: HomeError.keyMissing(path: path)) { _ = try open(home) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `A log without its data keys is not given new ones`() async throws {
        try await begin()
        try FileManager.default.removeItem(atPath: home.keysFile)
        #expect(throws: HomeError.keyMissing(path: home.keysFile)) { _ = try open(home) }
        try FileManager.default.removeItem(atPath: home.keysFolder + "/head")
        #expect(throws: (any Error).self) { _ = try open(home) }
    }

    @Test func `Another log's key is refused`() async throws {
        try await begin()
        let other = Ed25519Signer.create()
        try (other.encoded + "\n").write(
            toFile: home.keysFolder + "/log.key",
            atomically: true,
            encoding: .utf8
        )
        #expect(throws: HomeError.self) { _ = try open(home) }
    }

    @Test func `Another log's verifier key is refused, and a missing one is made again`()
        async throws
    {
        try await begin()
        let path = home.keysFolder + "/log.vkey"
        let own = try String(contentsOfFile: path, encoding: .utf8)
        let foreign = Ed25519Signer.create().verifierKey.description
        try (foreign + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        let refusal = HomeError.foreignVerifierKey(
            path: path,
            found: foreign,
            expected: String(own.dropLast())
        )
        #expect(throws: refusal) { _ = try open(home) }
        #expect(throws: refusal) { try home.checkVerifierKey() }
        #expect(try home.openReader().size() == TreeSize(2))
        try FileManager.default.removeItem(atPath: path)
        try open(home).close()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == own)
        try home.checkVerifierKey()
    }

    @Test func `Keys may live elsewhere`() async throws {
        let apart = Home(path: folder.path + "/log", keys: folder.path + "/apart")
        let log = try open(apart)
        _ = try await log.append([memory.sealed("one")], to: streamA)
        try log.close()
        #expect(!FileManager.default.fileExists(atPath: apart.path + "/keys"))
        let blind = Home(path: folder.path + "/log")
        #expect(try LogVerifier(try blind.openReader()).verify().ok)
        #expect(throws: ReadError.self) { try blind.openReader().events(in: streamA) }
        #expect(throws: HomeError.self) { _ = try open(blind) }
    }

    @Test func `An older copy of the log is refused, and verification says where it ends`()
        async throws
    {
        try await begin()
        let copy = try Data(contentsOf: URL(fileURLWithPath: home.logFile))
        let log = try open(home)
        _ = try await log.append([memory.remark()], to: streamA)
        try log.close()
        try copy.write(to: URL(fileURLWithPath: home.logFile))
        #expect(throws: HomeError.log(.forked(guarded: TreeSize(3), found: TreeSize(2)))) {
            _ = try open(home)
        }
        let report = try LogVerifier(try home.openReader()).verify()
        #expect(report.firstBadIndex == EntryIndex(2))
    }

    @Test func `An empty log verifies and may get a key`() throws {
        try FileManager.default.createDirectory(
            atPath: home.path,
            withIntermediateDirectories: true
        )
        try Data().write(to: URL(fileURLWithPath: home.logFile))
        #expect(try LogVerifier(try home.openReader()).verify().ok)
        try open(home).close()
        #expect(try LogVerifier(try home.openReader()).verify().ok)
        try FileManager.default.removeItem(atPath: home.keysFolder + "/log.key")
        try open(home).close()
    }

    @Test func `An export is read by its own tools`() async throws {
        try await begin()
        let reader = try home.openReader()
        let out = folder.path + "/out"
        var told: [[UInt64]] = []
        _ = try LogExporter(reader).export(to: out, options: [.tiles, .proofs]) {
            told.append([$0, $1])
        }
        #expect(told == [[0, 6]])
        let entries = try String(contentsOfFile: out + "/entries.ndjson", encoding: .utf8)
        #expect(entries.split(separator: "\n").count == 2)
        let proof = try String(contentsOfFile: out + "/proofs/1.tlog-proof", encoding: .utf8)
        let key = try #require(try reader.verifierKey())
        let entry = Array(entries.split(separator: "\n")[1].utf8)
        try #require(ProofFile(proof)).verify(entry: entry, key: key)
        let tile = try Data(contentsOf: URL(fileURLWithPath: out + "/tile/0/000.p/2"))
        #expect(tile.count == 64)
    }
}
