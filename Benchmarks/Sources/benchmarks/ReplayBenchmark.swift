import Foundation

/// A call of an hour through the released program: how long it takes, and how much memory.
enum ReplayBenchmark {
    private static let lines = 3600
    private static let rounds = 5

    static func run(binary: String) throws {
        var (times, peaks): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds {
            let folder = try Folder(inMemory: true)
            let script = folder.path + "/call.jsonl"
            try Data(call.utf8).write(to: URL(fileURLWithPath: script))
            let (time, peak) = try measure(
                [binary, "replay", script, "--speed", "max", "--home", folder.path + "/home"]
            )
            times.append(time)
            peaks.append(peak)
        }
        var report = Report("replay")
        report.add("lines", "lines", Double(lines), digits: 0)
        report.add("seconds", "replay", times.median, "s", bar: "≤ 3")
        report.add("peak_mb", "peak memory", peaks.median, digits: 0, "MB", bar: "≤ 150")
        report.print()
    }

    private static var call: String {
        var rows = [
            #"{"t":0,"kind":"call","id":"hour","rep":"dana","pack":"sales","rep_basis":"agreement"}"#,
            #"{"t":0.1,"kind":"join","participant":"dana","role":"rep","region":"US-CA"}"#,
            #"{"t":0.2,"kind":"notice_shown","participant":"dana"}"#,
            #"{"t":0.3,"kind":"join","participant":"lee","role":"prospect","region":"DE"}"#,
            #"{"t":0.4,"kind":"notice_shown","participant":"lee"}"#,
            #"{"t":0.5,"kind":"consent","participant":"lee","act":"grant"}"#,
        ]
        let words = [
            "That sounds reasonable, but who would look after it on our side?",
            "Honestly it is too expensive for what we do with it today.",
            "We match invoices by hand at the end of every month.",
            "And how long does it take until the first team is running?",
        ]
        for number in 1...lines {
            let who = number.isMultiple(of: 2) ? "dana" : "lee"
            let text = words[number % words.count]
            rows.append(
                #"{"t":\#(number).9,"kind":"line","participant":"\#(who)","text":"\#(text)","#
                    + #""start":\#(number).1,"end":\#(number).8}"#
            )
        }
        return rows.joined(separator: "\n") + "\n"
    }

    /// Seconds and megabytes, as the system counts them for the process.
    private static func measure(_ command: [String]) throws -> (Double, Double) {
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let start = ContinuousClock.now
        var child: pid_t = 0
        guard posix_spawn(&child, command[0], &actions, nil, &arguments, environ) == 0 else {
            throw CocoaError(.fileNoSuchFile)
        }
        var (status, usage) = (Int32(0), rusage())
        wait4(child, &status, 0, &usage)
        precondition(status == 0, "the replay failed")
        return ((ContinuousClock.now - start).seconds, Double(usage.ru_maxrss) / 1024)
    }
}
