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

    /// How often one call is carried on.
    static let mostLives = 3

    let world = World()
    private var dice: Dice
    /// Whether a stopped call is carried on and a model is asked: drawn apart, so that a seed found
    /// without them stays the same story.
    private var fate: Dice
    /// Whether anything else than a commit fails, drawn apart for the same reason; nil when nothing may.
    private var misfortune: Dice?
    /// Whether a process that carries a call on names other companies, drawn apart once more.
    private var terms: Dice
    /// How often a call was carried on.
    private(set) var resumptions = 0
    /// How many writes have failed.
    private(set) var failures = 0

    /// A run of a seed.
    ///
    /// - Parameter onlyCommitsFail: for a seed that was found when nothing else did.
    init(seed: UInt64, onlyCommitsFail: Bool = false) {
        dice = Dice(seed: seed)
        fate = Dice(seed: ~seed)
        misfortune = onlyCommitsFail ? nil : Dice(seed: seed.byteSwapped)
        terms = Dice(seed: ~seed.byteSwapped)
    }

    /// Runs, and says what is broken.
    mutating func run() async -> [String] {
        for number in 1...dice.number(in: 1...Self.mostProcesses) {
            let model = fate.chance(75)
            let stopped = await process(named: "\(number)", asking: model)
            if fate.chance(60) { await carryOn(stopped, asking: model) }
            let idle = dice.pick(weighing: [(80, Int64(3600)), (20, 90_000)])
            world.clock.advance(byMicros: idle * 1_000_000)
        }
        await lastStarts()
        return checked()
    }

    /// Runs the one call of a seed with a fault or a crash at a place, and says what is broken.
    ///
    /// - Parameter isCarriedOn: whether another process goes on where it stopped, without a fault.
    mutating func run(
        one seed: UInt64,
        failing faults: Faults,
        crashing plan: SimulatedJournal.Plan?,
        carriedOn isCarriedOn: Bool = false,
        asking isModelAsked: Bool = false
    ) async -> [String] {
        var writer = ScriptWriter(Dice(seed: seed), named: "table")
        let model = isModelAsked ? SimulatedModel(isOutside: false) : nil
        var scene: Scene?
        let first = Process(world, Dice(seed: seed), failing: faults, crashing: plan)
        await run(first, &scene, from: faults, plan) { process, scene in
            try await process.run(writer.write(), &scene, asking: model)
        }
        if isCarriedOn, scene != nil {
            let next = Process(world, fate.split(), failing: .none, crashing: nil)
            let model = isModelAsked ? SimulatedModel(isOutside: false) : nil
            await run(next, &scene, from: .none, nil) { process, scene in
                try await process.carryOn(&scene, asking: model)
            }
        }
        world.clock.advance(byMicros: 3600 * 1_000_000)
        await lastStarts()
        return checked()
    }

    private mutating func checked() -> [String] {
        do {
            try Invariants(world, dice.split()).check()
        } catch {
            world.records.problem("unreadable: \(error)")
        }
        return world.records.problems
    }

    /// Nothing fails any more: what is open is closed, and a day later what is due is erased.
    private mutating func lastStarts() async {
        for _ in 1...2 {
            let process = Process(world, dice.split(), failing: .none, crashing: nil)
            do { try await process.start() } catch {
                world.records.problem("a start without a fault failed: \(error)")
            }
            world.clock.advance(byMicros: 25 * 3600 * 1_000_000)
        }
    }

    /// Runs a process with a call of its own; gives the call if the process was stopped in it.
    private mutating func process(named name: String, asking isModelAsked: Bool) async -> Scene? {
        let faults = Self.drawFaults(&dice, &misfortune)
        let crash = Self.drawCrash(&dice)
        var writer = ScriptWriter(dice.split(), named: name)
        let script = writer.write()
        let model = isModelAsked ? SimulatedModel(isOutside: fate.chance(25)) : nil
        let process = Process(world, dice.split(), failing: faults, crashing: crash)
        var scene: Scene?
        await run(process, &scene, from: faults, crash) { process, scene in
            try await process.run(script, &scene, asking: model)
        }
        return scene
    }

    /// Carries a stopped call on, in processes that may stop as well.
    private mutating func carryOn(_ stopped: Scene?, asking isModelAsked: Bool) async {
        var scene = stopped
        for _ in 1..<Self.mostLives where scene != nil {
            let away = fate.pick(weighing: [
                (70, fate.micros(in: 500...20_000)), (30, Script.beyondTimeOut),
            ])
            world.clock.advance(byMicros: away)
            scene?.lateMicros += away
            if terms.chance(30) { scene?.processors.append(Field.processor) }
            let faults = Self.drawFaults(&fate, &misfortune)
            let crash = Self.drawCrash(&fate)
            let model = isModelAsked ? SimulatedModel(isOutside: fate.chance(25)) : nil
            let process = Process(world, fate.split(), failing: faults, crashing: crash)
            resumptions += 1
            await run(process, &scene, from: faults, crash) { process, scene in
                try await process.carryOn(&scene, asking: model)
            }
        }
    }

    private mutating func run(
        _ process: Process,
        _ scene: inout Scene?,
        from faults: Faults,
        _ plan: SimulatedJournal.Plan?,
        _ work: (Process, inout Scene?) async throws -> Void
    ) async {
        defer { failures += process.failures }
        do {
            try await work(process, &scene)
        } catch {
            guard !faults.explain(error, crashing: plan) else { return }
            world.records.problem("an error that nothing explains: \(error)")
        }
    }

    private static func drawFaults(_ dice: inout Dice, _ misfortune: inout Dice?) -> Faults {
        var faults = Faults.commits(&dice)
        if var other = misfortune {
            faults.drawOthers(&other)
            misfortune = other
        }
        return faults
    }

    private static func drawCrash(_ dice: inout Dice) -> SimulatedJournal.Plan? {
        guard dice.chance(35) else { return nil }
        return .init(append: dice.number(in: 1...50), isDurable: dice.chance(50))
    }
}
