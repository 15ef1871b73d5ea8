import Agent
import ArgumentParser
import Events
import Foundation

struct PlaybookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "playbook",
        abstract: "Work with playbooks.",
        subcommands: [Check.self]
    )

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Parse a playbook and say what is wrong, by file and line."
        )

        @Argument(help: "The playbook's folder.")
        var folder: String

        @OptionGroup var options: HomeOptions

        func run() async throws {
            let url = URL(fileURLWithPath: folder)
            let unread = UnreadFiles(in: url).errors
            guard unread.isEmpty else {
                throw Failure.failed(unread.map(\.description).joined(separator: "\n"))
            }
            let playbook = try Installation.playbook(in: url)
            let facts = try Installation.facts(in: url)
            let required = playbook.requiredStatements.count
            let result: JSONObject = [
                "ok": .bool(true),
                "entries": .integer(Int64(playbook.entries.count)),
                "required_statements": .integer(Int64(required)),
                "digest": .string(playbook.digest),
            ]
            try options.terminal.say(
                options.json
                    ? result.line
                    : "\(playbook.entries.count) plays, \(required) of them required statements, and "
                        + "\(facts.files) files beside them: nothing is wrong."
            )
        }
    }
}
