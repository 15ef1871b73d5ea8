import Foundation

/// A program of the system that does a piece of set-up, or is asked what it can do.
enum ShellCommand {
    /// Runs it to its end; what it prints goes to standard error.
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

    /// What it prints; nil when it cannot be started or does not exit with 0.
    static func output(of words: [String]) -> String? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        guard (try? process.run()) != nil else { return nil }
        let said = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: said, as: UTF8.self) : nil
    }
}
