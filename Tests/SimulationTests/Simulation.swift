import Agent
import AsideTesting
import ConsentGate
import EventLog
import Events

/// A run: processes that start over one disk, each with a call of its own, and stop as the seed
/// will have it; then everything is checked.
struct Simulation {
    /// More processes find nothing that the next seed does not.
    static let mostProcesses = 2

    let world = World()
    private var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    /// Runs, and says what is broken.
    mutating func run() async -> [String] {
        for number in 1...dice.number(in: 1...Self.mostProcesses) {
            await process(named: "\(number)")
            let idle = dice.pick(weighing: [(80, Int64(3600)), (20, 90_000)])
            world.clock.advance(byMicros: idle * 1_000_000)
        }
        await lastStarts()
        return checked()
    }

    /// Runs the one call of a seed with a fault or a crash at a place, and says what is broken.
    mutating func run(
        one seed: UInt64,
        failing faults: [Int: FaultyStorage.Fault],
        crashing plan: SimulatedJournal.Plan?
    ) async -> [String] {
        var writer = ScriptWriter(Dice(seed: seed), named: "table")
        await run(writer.write(), Dice(seed: seed), failing: faults, crashing: plan)
        world.clock.advance(byMicros: 3600 * 1_000_000)
        await lastStarts()
        return checked()
    }

    private func checked() -> [String] {
        do { try Invariants(world).check() } catch { world.records.problem("unreadable: \(error)") }
        return world.records.problems
    }

    /// Nothing fails any more: what is open is closed, and a day later what is due is erased.
    private mutating func lastStarts() async {
        for _ in 1...2 {
            let process = Process(world, dice.split(), failing: [:], crashing: nil)
            do { try await process.start() } catch {
                world.records.problem("a start without a fault failed: \(error)")
            }
            world.clock.advance(byMicros: 25 * 3600 * 1_000_000)
        }
    }

    private mutating func process(named name: String) async {
        let (faults, crash) = (drawFaults(), drawCrash())
        var writer = ScriptWriter(dice.split(), named: name)
        await run(writer.write(), dice.split(), failing: faults, crashing: crash)
    }

    private func run(
        _ script: Script,
        _ dice: Dice,
        failing faults: [Int: FaultyStorage.Fault],
        crashing plan: SimulatedJournal.Plan?
    ) async {
        let process = Process(world, dice, failing: faults, crashing: plan)
        do {
            try await process.run(script)
        } catch {
            guard !Self.follows(error, from: faults, plan) else { return }
            world.records.problem("an error that nothing explains: \(error)")
        }
    }

    private mutating func drawFaults() -> [Int: FaultyStorage.Fault] {
        guard dice.chance(35) else { return [:] }
        return [dice.number(in: 1...45): dice.pick(FaultyStorage.Fault.allCases)]
    }

    private mutating func drawCrash() -> SimulatedJournal.Plan? {
        guard dice.chance(35) else { return nil }
        return .init(append: dice.number(in: 1...50), isDurable: dice.chance(50))
    }

    /// Whether an error is what the run's own fault or crash leads to.
    private static func follows(
        _ error: any Error,
        from faults: [Int: FaultyStorage.Fault],
        _ crash: SimulatedJournal.Plan?
    ) -> Bool {
        switch error {
        case is Crash: crash != nil
        case AppendError.notWritten, AppendError.inDoubt, AppendError.stopped: !faults.isEmpty
        case ErasureError.append(.notWritten), ErasureError.append(.inDoubt),
            ErasureError.append(.stopped):
            !faults.isEmpty
        case OpenError.erasure(.append): !faults.isEmpty
        default: false
        }
    }
}
