import ArgumentParser
import EventLog
import Events
import Foundation
import Reports

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Replay the bundled call, show what the rep would have read, write both reports."
    )

    /// The reason that the log keeps for showing the names and words of its own call.
    private static let reason = "demo"

    @OptionGroup var options: HomeOptions

    func run() async throws {
        let terminal = options.terminal
        let recording = try RecordingFile(Installation.demoCall.path).parse(.init())
        // As it comes: what an operator set is for calls of their own.
        let services = try Services(OperatorSettings(nil))
        let job = ReplayJob(
            recording,
            knowing: try await CallKnowledge(pack: recording.pack, playbook: nil, with: services),
            with: services
        )
        try await options.writing { workplace in
            try await show(job, minutes: recording.endMicros / 60_000_000, in: workplace)
        }
        terminal.remark(
            "\nCheck it:  aside log verify\(home)   ·   give it to a stranger:  "
                + "aside log export DIR\(home)"
        )
    }

    /// The option that names the home again, as a shell takes it; empty where none was given.
    private var home: String {
        guard let home = options.home else { return "" }
        let isPlain = home.allSatisfy { $0.isLetter || $0.isNumber || "/._-".contains($0) }
        let quoted = "'" + home.replacing("'", with: #"'\''"#) + "'"
        return " --home " + (isPlain && !home.isEmpty ? home : quoted)
    }

    /// Replays the call, and makes its reports.
    private func show(_ job: ReplayJob, minutes: Int64, in workplace: Workplace) async throws {
        let terminal = options.terminal
        let id = workplace.ids.callID()
        terminal.remark(
            "A recorded sales call of \(minutes) minutes, and what its rep "
                + "would have read, at which minute:\n"
        )
        try await EventPrinter.printing(workplace.log, when: options.json) {
            try await job.run(
                as: id,
                speed: .most,
                in: workplace,
                outcomes: options.place.outcomes,
                terminal
            )
        }
        let folder = try reportFolder(of: id)
        let desk = ReportDesk(workplace: workplace, home: options.place, terminal: terminal)
        let reasons: [(ReportDocument.Kind, String?)] = [
            (.compliance, nil), (.review, Self.reason),
        ]
        for (kind, reason) in reasons {
            let text = try await desk.report(kind, of: id, as: .html, withNames: reason)
            let file = folder.appendingPathComponent(kind.rawValue + ".html")
            try Data(text.utf8).write(to: file)
            let (name, path) = (kind.rawValue, file.relativePath)
            let place: JSONObject = ["report": .string(name), "file": .string(path)]
            try terminal.say(options.json ? place.line : "\(name) report: \(path)")
        }
    }

    private func reportFolder(of id: CallID) throws -> URL {
        let folder = URL(fileURLWithPath: options.place.path)
            .appendingPathComponent("reports").appendingPathComponent(id.text)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
