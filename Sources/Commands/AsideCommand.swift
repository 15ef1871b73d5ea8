public import ArgumentParser
import Foundation

/// The `aside` command line.
public struct AsideCommand: AsyncParsableCommand {
    /// The commands, in the order in which a newcomer meets them.
    public static let configuration = CommandConfiguration(
        commandName: "aside",
        abstract: "A private, consented, provable coach for sales calls.",
        subcommands: [
            DemoCommand.self, ReplayCommand.self, WhatIfCommand.self, CallsCommand.self,
            ReportCommand.self, FollowUpCommand.self, JoinCommand.self, ServeCommand.self,
            LogCommand.self,
            PlaybookCommand.self, EvalCommand.self, DoctorCommand.self,
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
        } catch {
            terminal.progressDone()
            switch exitCode(for: error) {
            case .success:
                terminal.remark(fullMessage(for: error))
                return 0
            case .validationFailure:
                terminal.complain(fullMessage(for: error))
                return 2
            default:
                terminal.complain(String(describing: error))
                return 1
            }
        }
    }
}
