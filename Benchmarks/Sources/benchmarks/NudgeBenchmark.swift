import Events
import Synchronization

/// From a line that is durable to the nudge in the rep's channel, without the commit of the nudge
/// itself: what the coach costs.
enum NudgeBenchmark {
    private static let calls = 60
    private static let linesBetween = 8

    static func run() async throws {
        let home = try BenchmarkLog(in: Folder())
        let journal = WatchedJournal(home.log)
        let samples = Mutex<(whole: [Double], coach: [Double])>(([], []))
        let channel = WatchedChannel { handed in
            let whole = (handed - journal.lineDurableAt).seconds
            let coach = whole - home.storage.lastSeconds
            samples.withLock { samples in
                samples.whole.append(whole)
                samples.coach.append(coach)
            }
        }
        for number in 0..<calls {
            try await play(
                BenchmarkCall(
                    CallID("c-\(number)"),
                    journal: journal,
                    channel: channel,
                    ids: home.ids
                )
            )
        }
        try home.log.close()
        let (whole, coach) = samples.withLock { ($0.whole, $0.coach) }
        var report = Report("nudge")
        report.add("nudges", "nudges", Double(coach.count), digits: 0)
        report.add("coach_p50_ms", "without the commit, p50", coach.median * 1e3, "ms")
        report.add(
            "coach_p99_ms",
            "without the commit, p99",
            coach.quantile(0.99) * 1e3,
            "ms",
            bar: "≤ 5"
        )
        report.add("whole_p50_ms", "with the commit, p50", whole.median * 1e3, "ms")
        report.add("whole_p99_ms", "with the commit, p99", whole.quantile(0.99) * 1e3, "ms")
        report.print()
    }

    private static func play(_ call: BenchmarkCall) async throws {
        try await call.begin()
        var second = 1.0
        for play in 0..<BenchmarkCall.playCount {
            for filler in 0..<linesBetween {
                let who = filler.isMultiple(of: 2) ? "rep" : "prospect"
                try await call.say("Nothing in particular, only words.", by: who, at: second)
                second += 2
            }
            second += 120
            try await call.say(
                "There is reason number \(play) against it.",
                by: "prospect",
                at: second
            )
            await call.call.settle()
            second += 2
        }
        try await call.end(at: second)
    }
}
