import ArgumentParser
import EventLog
import Events
import Projections

struct CallsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls",
        abstract: "List the calls that the log holds."
    )

    @OptionGroup var options: HomeOptions

    func run() async throws {
        let reader = try options.place.openReader(opensContent: false)
        defer { try? reader.close() }
        let terminal = options.terminal
        var index = CallIndex()
        var retention = RetentionSchedule()
        let streams = try reader.streams().filter { $0.call != nil }
        for (done, stream) in streams.enumerated() {
            terminal.progress("reading the calls", done, of: streams.count)
            for event in try reader.closedEvents(in: stream) {
                index.apply(event)
                retention.apply(event)
            }
        }
        // Those of custody only end what a call began, so that they may come last.
        for event in try reader.closedEvents(in: .custody) { retention.apply(event) }
        terminal.progressDone()
        let due = Dictionary(grouping: retention.due(at: SystemClock().now), by: \.call)
        if options.json {
            for row in index.rows {
                try terminal.say(row.json(overdue: due[row.call]?.count ?? 0).line)
            }
        } else if index.rows.isEmpty {
            try terminal.say("No calls yet; `aside demo` replays one.")
        } else {
            for row in index.rows {
                try terminal.say(row.words(overdue: due[row.call]?.count ?? 0))
            }
        }
    }
}

extension CallIndex.Row {
    /// - Parameter overdue: of how many people the deletion term has ended, and nothing was done.
    fileprivate func json(overdue: Int) -> JSONObject {
        [
            "call": .string(call.text),
            "started_at": .string(startedAt.description),
            "capture": .string(capture.rawValue),
            "state": .string(progress.rawValue),
            "gate": .string(gate.rawValue),
            "lines": .integer(Int64(lines)),
            "nudges": .integer(Int64(nudges)),
            "overdue_deletions": .integer(Int64(overdue)),
        ]
    }

    fileprivate func words(overdue: Int) -> String {
        let gateWords =
            switch gate {
            case .neverOpened: "the gate never opened"
            case .opened: "the gate opened"
            case .held: "the gate opened and was held"
            case .closedAgain: "the gate opened and closed again"
            }
        return "\(startedAt.description.prefix(16))  \(call)  \(capture.rawValue), "
            + "\(progress.rawValue): \(lines) lines, \(nudges) nudges; \(gateWords)"
            + (overdue > 0 ? "; overdue deletions: \(overdue)" : "")
    }
}
