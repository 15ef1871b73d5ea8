import Dispatch
public import Events
import Foundation

/// A signed log, open for appending: one sequencer behind a bounded queue.
///
/// Any task may append, read and subscribe. One process opens a log for appending at a time; the
/// home's lock sees to that.
public final class SignedLog: Sendable {
    let parts: Sequencer.Parts
    let sequencing: Sequencing
    let erasure: Erasure
    let ids: IDGenerator
    let vault: any KeyVault
    /// Entered while the sequencer's thread runs.
    private let running: DispatchGroup
    /// Released when the log is closed; holds the home's lock.
    private let release: @Sendable () -> Void

    /// Opens a log, which is recovery: loads the head, rebuilds the frontier, compares the fork
    /// guard, finishes erasures that were interrupted and destroys again keys that came back.
    public static func open(
        storage: any LogStorage,
        keys: any KeyVault,
        identity: LogIdentity,
        head: any HeadGuard,
        clock: any WallClock,
        ids: IDGenerator,
        settings: Settings = Settings()
    ) throws(OpenError) -> SignedLog {
        try open(
            storage: storage,
            keys: keys,
            identity: identity,
            head: head,
            clock: clock,
            ids: ids,
            settings: settings,
            release: {}
        )
    }

    static func open(
        storage: any LogStorage,
        keys vault: any KeyVault,
        identity: LogIdentity,
        head: any HeadGuard,
        clock: any WallClock,
        ids: IDGenerator,
        settings: Settings,
        release: @escaping @Sendable () -> Void
    ) throws(OpenError) -> SignedLog {
        let outcome = try Recovery(storage: storage, identity: identity, head: head).run()
        let keys = DataKeys(vault: vault, storage: storage)
        let sealer = DraftSealer(origin: identity.origin, keys: keys, clock: clock, ids: ids)
        let parts = Sequencer.Parts(
            storage: storage,
            identity: identity,
            head: head,
            sealer: sealer,
            clock: clock,
            settings: settings,
            queue: AppendQueue(
                limit: settings.queueLimit,
                backlog: Backlog(state: outcome.state, storage: storage, sealer: sealer)
            ),
            publisher: Publisher(outcome.checkpoint)
        )
        let log = SignedLog(parts, vault: vault, ids: ids, release: release)
        log.start()
        do { try log.erasure.recover() } catch {
            log.stop()
            throw .erasure(error)
        }
        return log
    }

    private init(
        _ parts: Sequencer.Parts,
        vault: any KeyVault,
        ids: IDGenerator,
        release: @escaping @Sendable () -> Void
    ) {
        (self.parts, self.vault, self.ids, self.release) = (parts, vault, ids, release)
        let sequencing = Sequencing(parts: parts)
        self.sequencing = sequencing
        running = DispatchGroup()
        erasure = Erasure(
            storage: parts.storage,
            vault: vault,
            keys: parts.sealer.keys,
            clock: parts.clock,
            ids: ids,
            append: { draft throws(AppendError) in
                try Self.appendBlocking(draft, parts.sealer, sequencing)
            }
        )
    }

    private func start() {
        running.enter()
        let thread = Thread { [sequencing, running] in
            sequencing.run()
            running.leave()
        }
        thread.name = "aside.sequencer"
        thread.start()
    }

    private func stop() {
        parts.queue.close()
        running.wait()
    }

    deinit { parts.queue.close() }

    /// The log's name.
    public var origin: String { parts.identity.origin }

    /// The key that checks the log's checkpoints.
    public var verifierKey: VerifierKey { parts.identity.signer.verifierKey }

    /// The newest checkpoint; everything it covers is durable.
    public var checkpoint: Checkpoint { parts.publisher.checkpoint }

    /// Why the log takes nothing more; nil while it does.
    ///
    /// Whoever appended last may not have been told: what is durable is acknowledged, though the log
    /// stops after it.
    public var whyStopped: AppendError.Stop? { parts.queue.whyStopped }

    /// Waits until the log takes nothing more, and says why; nil if the task was cancelled before.
    public func untilStopped() async -> AppendError.Stop? {
        _ = await parts.publisher.waits(beyond: .max)
        return Task.isCancelled ? nil : whyStopped
    }

    /// Drains the queue, commits, empties the write-ahead log and closes the files.
    ///
    /// Later appends throw `AppendError.stopped`.
    public func close() throws {
        stop()
        defer { release() }
        try parts.storage.close()
        try vault.close()
    }
}
