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

    /// Opens the log as a process does that has just started, over what it sees of disk, keys and guard.
    func open(
        _ storage: any LogStorage,
        _ keys: any KeyVault,
        _ head: any HeadGuard,
        _ ids: IDGenerator
    ) throws(OpenError) -> SignedLog {
        try SignedLog.open(
            storage: storage,
            keys: keys,
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

    /// The log in the order of its entries, without what keys, salts and nonces make of it.
    func outline() throws -> [String] {
        try events().map { event in
            var data = event.envelope.data
            for name in ["commitments", "sealing", "attachment", "leafHashesDigest"] {
                data[name] = nil
            }
            let envelope = event.envelope
            let attributes = [
                envelope.type.rawValue, envelope.stream.text, envelope.id.text,
                envelope.time.description, envelope.recordedTime.description,
                envelope.subject?.text ?? "-", envelope.correlationID ?? "-",
                String(decoding: CanonicalJSON.encode(data), as: UTF8.self),
            ]
            return attributes.joined(separator: " ")
        }
    }
}

/// What a command does when it starts: closes what a stopped process left open, but for the call that
/// it carries on, and erases what is due.
struct Start {
    let world: World
    let log: SignedLog
    let journal: any Journal
    let ids: IDGenerator
    var keeping: CallID?

    func run() async throws {
        let recovery = CallRecovery(journal: journal, ids: ids)
        for stream in try unsealed() {
            guard let call = stream.call, call != keeping else { continue }
            try await recovery.close(call, recorded: try log.events(in: stream))
        }
        for due in try schedule().due(at: world.clock.now) {
            let applied = RetentionApplied(
                call: due.call,
                keyClass: due.keyClass,
                term: "withdrawal",
                endedAt: due.endedAt
            )
            try await log.erase(applied, of: due.subject)
        }
    }

    private func unsealed() throws -> [StreamName] {
        try world.storage.read { snapshot in
            try snapshot.streams().filter { try snapshot.state(of: $0)?.isSealed == false }
        }
    }

    private func schedule() throws -> RetentionSchedule {
        try world.storage.read { snapshot in
            var schedule = RetentionSchedule()
            try snapshot.forEachEntry(in: 0..<(try snapshot.size())) { entry in
                guard ["consent", "custody"].contains(entry.type.family) else { return }
                let envelope = try Envelope(parsing: entry.body)
                schedule.apply(
                    RecordedEvent(index: entry.index, envelope: envelope, content: .none)
                )
            }
            return schedule
        }
    }
}
