import AsideTesting
import Events
import Foundation

@testable import EventLog

/// A fact of these tests.
struct Remark: Fact {
    static let type = EventType(rawValue: "aside.test.remark")
    var number: Int
    struct Sealed: Codable, Sendable { var text: String }
}

/// A fact that ends permits.
struct Grant: Fact {
    static let type = EventType.consentGranted
    var number: Int
}

/// A log in memory, and what a restart of it needs.
struct MemoryHome {
    var storage: any LogStorage = MemoryStorage()
    let vault = MemoryKeyVault()
    let identity: LogIdentity
    let head = MemoryHeadGuard()
    let clock = ManualClock()
    let ids: IDGenerator

    init(
        storage: any LogStorage = MemoryStorage(),
        identity: LogIdentity = LogIdentity.create()
    ) {
        (self.storage, self.identity) = (storage, identity)
        ids = IDGenerator(clock: clock, random: SeededGenerator(seed: 1))
    }

    func open(
        _ storage: (any LogStorage)? = nil,
        settings: SignedLog.Settings = SignedLog.Settings()
    ) throws(OpenError) -> SignedLog {
        try SignedLog.open(
            storage: storage ?? self.storage,
            keys: vault,
            identity: identity,
            head: head,
            clock: clock,
            ids: ids,
            settings: settings
        )
    }

    /// What drafts of a log here are sealed with.
    var sealer: DraftSealer {
        DraftSealer(
            origin: identity.origin,
            keys: DataKeys(vault: vault, storage: storage),
            clock: clock,
            ids: ids
        )
    }

    /// The requests of a log that is empty.
    func backlog() -> Backlog {
        Backlog(
            state: SequencerState(frontier: Frontier(), destroyedKeys: []),
            storage: storage,
            sealer: sealer
        )
    }

    func remark(_ number: Int = 0, id: EventID? = nil) -> Draft {
        Draft(Remark(number: number), id: id ?? ids.eventID(), time: clock.now, actor: .room)
    }

    func grant() -> Draft {
        Draft(Grant(number: 0), id: ids.eventID(), time: clock.now, actor: .participant)
    }

    func sealed(
        _ text: String,
        of people: [String] = ["p-1"],
        attachment: [UInt8]? = nil
    ) -> Draft {
        Draft(
            Remark(number: 1),
            sealing: .content(
                .init(text: text),
                of: people.map { Pseudonym($0) },
                attachment: attachment
            ),
            id: ids.eventID(),
            time: clock.now,
            actor: .room
        )
    }

    func reader() -> LogReader {
        LogReader(
            storage: storage,
            vault: vault,
            verifierKey: identity.signer.verifierKey,
            head: head.load()
        )
    }

    func verify(_ mode: LogVerifier.Mode = .full) throws -> IntegrityReport {
        try LogVerifier(reader(), mode: mode).verify()
    }
}

let callA = CallID("a")
let streamA = StreamName.call(callA)
let streamB = StreamName("call/b")

/// A folder that is deleted with the value.
final class TemporaryFolder: Sendable {
    let path = NSTemporaryDirectory() + "aside-" + UUID().uuidString
    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
}
