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
        let streams = try reader.streams().filter { $0.call != nil }
        for (done, stream) in streams.enumerated() {
            terminal.progress("reading the calls", done, of: streams.count)
            for event in try reader.closedEvents(in: stream) { index.apply(event) }
        }
        terminal.progressDone()
        if options.json {
            for row in index.rows { try terminal.say(row.json.line) }
        } else if index.rows.isEmpty {
            try terminal.say("No calls yet; `aside demo` replays one.")
        } else {
            for row in index.rows { try terminal.say(row.words) }
        }
    }
}

extension CallIndex.Row {
    fileprivate var json: JSONObject {
        [
            "call": .string(call.text),
            "started_at": .string(startedAt.description),
            "capture": .string(capture.rawValue),
            "state": .string(progress.rawValue),
            "gate": .string(gate.rawValue),
            "lines": .integer(Int64(lines)),
            "nudges": .integer(Int64(nudges)),
        ]
    }

    fileprivate var words: String {
        let gateWords =
            switch gate {
            case .neverOpened: "the gate never opened"
            case .opened: "the gate opened"
            case .held: "the gate opened and was held"
            case .closedAgain: "the gate opened and closed again"
            }
        return "\(startedAt.description.prefix(16))  \(call)  \(capture.rawValue), "
            + "\(progress.rawValue): \(lines) lines, \(nudges) nudges; \(gateWords)"
    }
}
