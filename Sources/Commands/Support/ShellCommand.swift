import Foundation

/// A program of the system that does a piece of set-up; what it prints goes to standard error.
enum ShellCommand {
    /// Runs it to its end.
    ///
    /// - Throws: `Failure.failed` with the text when it cannot be started or does not exit with 0.
    static func run(_ words: [String], orElse failure: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardOutput = FileHandle.standardError
        do { try process.run() } catch { throw Failure.failed(failure) }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure.failed(failure) }
    }
}
