import Foundation
import ModelAdapters

/// What asking a model costs beside curl, which only reads the same bytes.
enum ModelBenchmark {
    private static let rounds = 5
    private static let tokens = 20_000
    private static let pacedTokens = 1_000
    private static let turns = 300
    private static let turnTokens = 20
    private static let streams = 200

    static func run(server: String) async throws {
        let place = try await ModelPlace(server: server)
        var report = Report("models")
        try await burst(place, &report)
        try await paced(place, &report)
        try await turns(place, &report)
        try await together(place, &report)
        report.print()
    }

    /// A stream as fast as it comes.
    private static func burst(_ place: ModelPlace, _ report: inout Report) async throws {
        let how = "burst-\(tokens)"
        let model = try place.model(how)
        var (ours, curls): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds {
            curls += try place.curl(how)
            ours.append(try await seconds { try await place.ask(model) })
        }
        let micros = (ours.median - curls.median) / Double(tokens) * 1e6
        report.add("burst_token_us", "a token beyond curl, all at once", micros, "µs", bar: "≤ 20")
    }

    /// A stream as models write it: each token comes alone and wakes the reader; processor time counts.
    private static func paced(_ place: ModelPlace, _ report: inout Report) async throws {
        let how = "paced-\(pacedTokens)-1"
        let model = try place.model(how)
        var (ours, curls): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds {
            let children = processorSeconds(RUSAGE_CHILDREN)
            _ = try place.curl(how)
            curls.append(processorSeconds(RUSAGE_CHILDREN) - children)
            let own = processorSeconds(RUSAGE_SELF)
            try await place.ask(model)
            ours.append(processorSeconds(RUSAGE_SELF) - own)
        }
        let each = 1e6 / Double(pacedTokens)
        report.add("paced_us", "processor time a token, one by one", ours.median * each, "µs")
        report.add(
            "paced_curl_us",
            "the same for curl, its start included",
            curls.median * each,
            "µs"
        )
        report.add(
            "paced_token_us",
            "beyond curl",
            (ours.median - curls.median) * each,
            "µs",
            bar: "≤ 20"
        )
    }

    /// Whole turns, one after the other on one connection.
    private static func turns(_ place: ModelPlace, _ report: inout Report) async throws {
        let how = "burst-\(turnTokens)"
        let model = try place.model(how)
        var (ours, curls): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds {
            curls += try place.curl(how, times: turns / rounds)
            for _ in 0..<(turns / rounds) {
                ours.append(try await seconds { try await place.ask(model) })
            }
        }
        report.add("turn_p50_ms", "a turn, p50", ours.median * 1e3, "ms")
        report.add("turn_p99_ms", "a turn, p99", ours.quantile(0.99) * 1e3, "ms")
        report.add("curl_p50_ms", "curl, p50", curls.median * 1e3, "ms")
        report.add(
            "turn_ms",
            "a turn beyond curl, p50",
            (ours.median - curls.median) * 1e3,
            "ms",
            bar: "≤ 2"
        )
    }

    /// Many streams at once, and the memory that they take.
    private static func together(_ place: ModelPlace, _ report: inout Report) async throws {
        let model = try place.model("paced-100-20")
        let before = residentMB()
        var most = before
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<streams { group.addTask { try await place.ask(model) } }
            while try await group.next() != nil { most = max(most, residentMB()) }
        }
        report.add("streams", "streams at once", Double(streams), digits: 0)
        report.add(
            "stream_mb",
            "memory of each",
            (most - before) / Double(streams),
            digits: 3,
            "MB",
            bar: "< 2"
        )
    }

    private static func processorSeconds(_ who: __rusage_who) -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(who.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func residentMB() -> Double {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? .nan
        return pages * Double(getpagesize()) / 1e6
    }
}
