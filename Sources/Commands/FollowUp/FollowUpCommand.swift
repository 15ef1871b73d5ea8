import Agent
import ArgumentParser
import EventLog
import Events
import Foundation

struct FollowUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "followup",
        abstract: "What is left to do after a call: objections, next steps, a drafted message.",
        discussion: """
            Nothing is sent and nothing is written down elsewhere. Writing the outcome down is asked \
            for and waits for --approve: it then goes to the service that the playbook's tools.yaml \
            names for log_outcome, else into outcomes.jsonl in the home.
            """
    )

    @Argument(help: "The call's id.")
    var call: String

    @Flag(help: "Give the rep's yes to the newest question: the outcome is then written down.")
    var approve = false

    @Option(help: "The playbook whose tools.yaml counts for --approve; the pack's own by default.")
    var playbook: String?

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var options: HomeOptions

    func run() async throws {
        let told = try await options.writing(about: call) { try await followUp(of: $0, in: $1) }
        try options.terminal.say(told)
    }

    /// Drafts it or gives the rep's yes, and says what came of that.
    private func followUp(of id: CallID, in workplace: Workplace) async throws -> String {
        let record = try CallRecord(of: id, in: workplace)
        if approve {
            let place = try OutcomePlace(
                playbook: playbook.map { URL(fileURLWithPath: $0) }
                    ?? Installation.playbookFolder(of: record.pack()),
                settings: settings.settings(),
                home: options.place
            )
            let desk = ApprovalDesk(record: record, workplace: workplace, place: place)
            let outcome = try await desk.approve()
            return options.json ? outcome.json(of: id).line : outcome.words
        }
        let desk = FollowUpDesk(record: record, workplace: workplace)
        let drafted = try await desk.draft()
        return options.json ? try drafted.json(of: id).line : drafted.text
    }
}
