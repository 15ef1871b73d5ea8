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
            guard unread.isEmpty else { throw Self.failure(unread, besideWhatIsWrongIn: url) }
            let playbook = try Installation.playbook(in: url)
            let facts = try Installation.facts(in: url)
            let warnings = PlaybookWarnings(playbook).lines
            for warning in warnings { options.terminal.complain(warning) }
            let verdict =
                switch warnings.count {
                case 0: "nothing is wrong"
                case 1: "1 warning"
                default: "\(warnings.count) warnings"
                }
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
                        + "\(facts.files) files beside them: \(verdict)."
            )
        }

        /// Files that nothing reads, and besides them what is wrong in those that are read.
        private static func failure(
            _ unread: [InputError],
            besideWhatIsWrongIn folder: URL
        ) -> Failure {
            var lines = unread.map(\.description)
            do { _ = try Installation.playbook(in: folder) } catch { lines.append("\(error)") }
            do { _ = try Installation.facts(in: folder) } catch { lines.append("\(error)") }
            return Failure.failed(lines.joined(separator: "\n"))
        }
    }
}
