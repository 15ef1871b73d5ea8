public import ArgumentParser
import Agent
import EventLog
import Foundation

/// The `aside` command line.
public struct AsideCommand: AsyncParsableCommand {
    /// The commands, in the order in which a newcomer meets them.
    public static let configuration = CommandConfiguration(
        commandName: "aside",
        abstract: "A private, consented, provable coach for sales calls.",
        subcommands: [
            DemoCommand.self, ReplayCommand.self, CallsCommand.self, ReportCommand.self,
            LogCommand.self, PlaybookCommand.self, DoctorCommand.self,
        ]
    )

    /// The command without a subcommand, which shows its help.
    public init() {}

    /// Runs the command line and ends the process with its exit code: 0 done, 1 failed or refused,
    /// 2 usage, 3 does not verify.
    public static func runToExit(_ arguments: [String]? = nil) async -> Never {
        // Readers that go away show as failed writes, not as a signal that ends the process.
        signal(SIGPIPE, SIG_IGN)
        Foundation.exit(await exitCode(of: arguments))
    }

    /// Runs the command line and returns its exit code.
    static func exitCode(of arguments: [String]?) async -> Int32 {
        let terminal = Terminal(isJSON: false)
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch let failure as Failure {
            terminal.progressDone()
            terminal.complain("aside: " + failure.description)
            return failure.exitCode
        } catch let error where isOurs(error) {
            terminal.progressDone()
            terminal.complain(String(describing: error))
            return 1
        } catch {
            let text = fullMessage(for: error)
            let code = exitCode(for: error)
            if code == .success { terminal.say(text) } else { terminal.complain(text) }
            return code == .success ? 0 : 2
        }
    }

    /// Whether an error is one of ours, whose description was written to be read.
    private static func isOurs(_ error: any Error) -> Bool {
        error is InputError || error is PlaybookErrors || error is HomeError
            || error is AppendError || error is ErasureError || error is StorageError
    }
}
