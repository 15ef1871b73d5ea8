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
    private let crash: SimulatedJournal.Plan?

    init(
        _ world: World,
        _ dice: Dice,
        failing faults: [Int: FaultyStorage.Fault],
        crashing crash: SimulatedJournal.Plan?
    ) {
        (self.world, self.dice, self.crash) = (world, dice, crash)
        var source = dice
        let random = SeededGenerator(seed: UInt64(source.number(in: 0...Int.max)))
        ids = IDGenerator(clock: world.clock, random: random)
        storage = FaultyStorage(over: world.storage, failing: faults)
    }

    /// How many commits were tried.
    var commits: Int { storage.commits }

    /// Starts and ends.
    func start() async throws {
        try await open { log, journal in try await begin(log, journal) }
    }

    /// Starts, and runs a call to its end.
    func run(_ script: Script) async throws {
        try await open { log, journal in
            try await begin(log, journal)
            var run = CallRun(script, dice, world, journal, ids)
            let result: Result<Void, any Error>
            do { result = .success(try await run.run()) } catch { result = .failure(error) }
            await run.disappear()
            try result.get()
        }
    }

    private func open(
        _ work: (SignedLog, SimulatedJournal) async throws -> Void
    ) async throws {
        let log = try world.open(storage, ids)
        defer { try? log.close() }
        try await work(log, SimulatedJournal(log, world.records, crashing: crash))
    }

    private func begin(_ log: SignedLog, _ journal: SimulatedJournal) async throws {
        try await Start(world: world, log: log, journal: journal, ids: ids).run()
    }
}
