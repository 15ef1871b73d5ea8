import ConsentGate
import EventLog
import Events

/// How fast a log of two hundred thousand entries is checked.
enum VerifyBenchmark {
    private static let calls = 256
    private static let linesPerCall = 400
    private static let callsAtOnce = 64
    private static let rounds = 5

    static func run() async throws {
        let folder = try Folder(inMemory: true)
        let entries = try await build(in: folder)
        var (integrity, full): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds {
            integrity.append(try verify(folder, .integrity, entries))
            full.append(try verify(folder, .full, entries))
        }
        var report = Report("verify")
        report.add("entries", "entries", entries, digits: 0)
        report.add(
            "integrity_per_s",
            "integrity",
            integrity.median,
            digits: 0,
            "per s",
            bar: "≥ 300000"
        )
        report.add(
            "full_per_s",
            "with parsing and consent",
            full.median,
            digits: 0,
            "per s",
            bar: "≥ 100000"
        )
        report.print()
    }

    /// Calls as a coach records them: lines, turns, now and then a nudge.
    private static func build(in folder: Folder) async throws -> Double {
        let home = try BenchmarkLog(in: folder)
        let journal = WatchedJournal(home.log)
        let channel = WatchedChannel { _ in }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<callsAtOnce {
                group.addTask {
                    for number in stride(from: worker, to: calls, by: callsAtOnce) {
                        let id = CallID("c-\(number)")
                        try await talk(
                            BenchmarkCall(id, journal: journal, channel: channel, ids: home.ids)
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
        let entries = home.log.checkpoint.size.count
        try home.log.close()
        return Double(entries)
    }

    private static func talk(_ call: BenchmarkCall) async throws {
        try await call.begin()
        for number in 0..<linesPerCall {
            let who = number.isMultiple(of: 2) ? "rep" : "prospect"
            let text =
                number % 40 == 39
                ? "We have objection \(number / 40) of ours."
                : "Line \(number): what would it cost us to move the whole team over in March?"
            try await call.say(text, by: who, at: Double(number) * 3 + 1)
        }
        try await call.end(at: Double(linesPerCall) * 3 + 2)
    }

    /// Entries per second.
    private static func verify(
        _ folder: Folder,
        _ mode: LogVerifier.Mode,
        _ entries: Double
    ) throws -> Double {
        let reader = LogReader(
            storage: try SQLiteStorage.openReadOnly(path: folder.path + "/log.db")
        )
        defer { try? reader.close() }
        var invariant = ConsentInvariant()
        let (taken, report) = try seconds {
            try LogVerifier(reader, mode: mode).verify(
                inspect: { _, event in invariant.violation(of: event) }
            )
        }
        precondition(report.ok && Double(report.entries) == entries, "\(report.what ?? "")")
        return entries / taken
    }
}
