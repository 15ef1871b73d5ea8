import ArgumentParser
import EventLog
import Events
import Foundation

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Replay the bundled call, show what the rep would have read, write both reports."
    )

    @OptionGroup var options: HomeOptions

    func run() async throws {
        let terminal = options.terminal
        let recording = try RecordingFile(Installation.demoCall.path).parse(.init())
        let job = try ReplayJob(recording, playbook: nil)
        let workplace = try await Workplace.open(options.place)
        defer { try? workplace.log.close() }
        let id = workplace.ids.callID()
        terminal.remark("A recorded sales call of 31 minutes, with the nudges that its rep would have read:\n")
        try await EventPrinter.printing(workplace.log, when: options.json) {
            try await job.run(as: id, speed: .most, in: workplace, terminal)
        }
    }
}
