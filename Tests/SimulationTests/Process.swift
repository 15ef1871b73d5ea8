import Agent
import AsideTesting
import ConsentGate
import EventLog
import Events
import Projections

/// One process: starts, runs a call, and ends or is stopped.
struct Process {
    let world: World
    private let dice: Dice
    private let ids: IDGenerator
    private let storage: FaultyStorage
    private let vault: FaultyKeyVault
    private let head: FaultyHeadGuard
    private let crash: SimulatedJournal.Plan?

    init(
        _ world: World,
        _ dice: Dice,
        failing faults: Faults,
        crashing crash: SimulatedJournal.Plan?
    ) {
        (self.world, self.dice, self.crash) = (world, dice, crash)
        var source = dice
        let random = SeededGenerator(seed: UInt64(source.number(in: 0...Int.max)))
        ids = IDGenerator(clock: world.clock, random: random)
        storage = FaultyStorage(
            over: world.storage,
            failing: faults.commits,
            deletions: faults.deletions,
            foundings: faults.foundings
        )
        vault = FaultyKeyVault(over: world.vault, failing: faults.keys)
        head = FaultyHeadGuard(over: world.head, failing: faults.heads)
    }

    /// How many commits were tried.
    var commits: Int { storage.commits }
    /// How many writes of any kind have failed.
    var failures: Int { storage.failures + vault.failures + head.failures }

    /// Starts and ends.
    func start() async throws {
        try await open { log, journal in try await begin(log, journal) }
    }

    /// Starts, and runs a call to its end.
    ///
    /// - Parameter scene: the call; left as far as it came when the process is stopped.
    func run(_ script: Script, _ scene: inout Scene?, asking model: SimulatedModel?) async throws {
        try await open { log, journal in
            try await begin(log, journal)
            let fresh = Scene(script: script, id: ids.callID(), startedAt: world.clock.now)
            try await run(fresh, &scene, after: nil, journal, model)
        }
    }

    /// Starts, and carries a call on to its end, if it had been opened.
    func carryOn(_ scene: inout Scene?, asking model: SimulatedModel?) async throws {
        guard let stopped = scene else { return }
        try await open { log, journal in
            let stream = StreamName.call(stopped.id)
            let open = OpenCall(stopped.id, recorded: try log.events(in: stream))
            try await begin(log, journal, keeping: open?.id)
            guard let open else { return scene = nil }
            try await run(stopped, &scene, after: open, journal, model)
        }
    }

    private func run(
        _ start: Scene,
        _ scene: inout Scene?,
        after open: OpenCall?,
        _ journal: SimulatedJournal,
        _ model: SimulatedModel?
    ) async throws {
        var run = CallRun(start, dice, world, journal, ids, model)
        let result: Result<Void, any Error>
        do { result = .success(try await run.run(after: open)) } catch { result = .failure(error) }
        await run.disappear()
        scene = run.scene
        try result.get()
        scene = nil
    }

    private func open(
        _ work: (SignedLog, SimulatedJournal) async throws -> Void
    ) async throws {
        let log = try world.open(storage, vault, head, ids)
        defer { try? log.close() }
        try await work(log, SimulatedJournal(log, world.records, crashing: crash))
    }

    private func begin(
        _ log: SignedLog,
        _ journal: SimulatedJournal,
        keeping call: CallID? = nil
    ) async throws {
        let start = Start(world: world, log: log, journal: journal, ids: ids, keeping: call)
        try await start.run()
    }
}
