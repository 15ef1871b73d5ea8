import Agent
import AsideTesting
import ConsentGate
import Events
import Projections

@testable import EventLog

/// What outlives every process of a run: the disk, the keys, the head guard and the time.
struct World: Sendable {
    let storage = MemoryStorage()
    let vault = MemoryKeyVault()
    let identity = LogIdentity.create()
    let head = MemoryHeadGuard()
    let clock = ManualClock()
    let records = Records()

    /// Opens the log as a process does that has just started.
    func open(_ storage: any LogStorage, _ ids: IDGenerator) throws(OpenError) -> SignedLog {
        try SignedLog.open(
            storage: storage,
            keys: vault,
            identity: identity,
            head: head,
            clock: clock,
            ids: ids
        )
    }

    var reader: LogReader {
        LogReader(
            storage: storage,
            vault: vault,
            verifierKey: identity.signer.verifierKey,
            head: head.load()
        )
    }

    /// Everything in the log, opened or erased.
    func events() throws -> [RecordedEvent] {
        try reader.events(in: 0..<(try reader.size().count))
    }
}

/// What a command does when it starts: closes what a stopped process left open, and erases what is
/// due.
struct Start {
    let world: World
    let log: SignedLog
    let journal: any Journal
    let ids: IDGenerator

    func run() async throws {
        let recovery = CallRecovery(journal: journal, ids: ids)
        for stream in try log.streams() {
            guard let call = stream.call else { continue }
            try await recovery.close(call, recorded: try log.events(in: stream))
        }
        let schedule = Folded<RetentionSchedule>(folding: try world.events()).view
        for due in schedule.due(at: world.clock.now) {
            let applied = RetentionApplied(
                call: due.call,
                keyClass: due.keyClass,
                term: "withdrawal",
                endedAt: due.endedAt
            )
            try await log.erase(applied, of: due.subject)
        }
    }
}
