import AsideTesting
import Events
import Foundation
import Testing

/// One seed drives everything: the people, the clock, the rep's client, the faults and the crashes.
///
/// `ASIDE_SEEDS=100000` runs more of them, `ASIDE_SEED=42` one.
@Suite struct SimulationTests {
    @Test func `whatever happens, every promise holds`() async {
        let seeds = Self.seeds
        let workers = ProcessInfo.processInfo.activeProcessorCount
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    for (place, seed) in seeds.enumerated() where place % workers == worker {
                        await Self.check(seed)
                    }
                }
            }
        }
    }

    @Test func `one seed makes one log`() async throws {
        for seed in Self.seeds.prefix(12) {
            var (one, other) = (Simulation(seed: seed), Simulation(seed: seed))
            _ = (await one.run(), await other.run())
            let (first, second) = (try one.world.outline(), try other.world.outline())
            #expect(first == second, "seed \(seed) is not reproducible")
        }
    }

    @Test func `calls are carried on, models asked, writes fail: else the promises would be cheap`()
        async throws
    {
        var (resumptions, questions, tips, failures, outages) = (0, 0, 0, 0, 0)
        for seed: UInt64 in 1...60 {
            var simulation = Simulation(seed: seed)
            _ = await simulation.run()
            resumptions += simulation.resumptions
            failures += simulation.failures
            let events = try simulation.world.events()
            questions += events.count { $0.type == .modelInvoked }
            tips += events.count { $0.type == .nudgeSent }
            outages += events.count { $0.type == .connectionRestored }
        }
        #expect(resumptions >= 10)
        #expect(questions >= 10)
        #expect(tips >= 20)
        #expect(failures >= 10)
        #expect(outages >= 5)
    }

    @Test func `a time-out while its person was away is not dated back`() async {
        for seed: UInt64 in [201, 824] { await Self.check(seed, onlyCommitsFail: true) }
    }

    @Test func `a question that a timer's turn supersedes is not dated ahead of it`() async {
        for seed: UInt64 in [213, 276] { await Self.check(seed, onlyCommitsFail: true) }
    }

    @Test func `who joins a second time has agreed to nothing yet`() async {
        for seed: UInt64 in [2, 13, 19] { await Self.check(seed, onlyCommitsFail: true) }
    }

    private static var seeds: [UInt64] {
        let environment = ProcessInfo.processInfo.environment
        if let one = environment["ASIDE_SEED"].flatMap({ UInt64($0) }) { return [one] }
        return Array(1...(environment["ASIDE_SEEDS"].flatMap { UInt64($0) } ?? 1000))
    }

    private static func check(_ seed: UInt64, onlyCommitsFail: Bool = false) async {
        var simulation = Simulation(seed: seed, onlyCommitsFail: onlyCommitsFail)
        for problem in Set(await simulation.run()).sorted() {
            Issue.record(
                "seed \(seed): \(problem). Again: ASIDE_SEED=\(seed) swift test --filter SimulationTests"
            )
        }
    }
}
