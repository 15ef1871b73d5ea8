import Agent
import ArgumentParser
import Foundation

/// The option of every command that hears, thinks or looks up.
struct SettingsOptions: ParsableArguments {
    @Option(help: "The settings (or ASIDE_CONFIG; default ./aside.yaml where there is one).")
    var config: String?

    /// Reads the settings; without a file only what stands in the environment is set.
    ///
    /// - Throws: `InputError` or `Failure`, before anything else is done.
    func settings(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> OperatorSettings {
        try OperatorSettings(try file(environment), environment: environment)
    }

    private func file(_ environment: [String: String]) throws -> SourceFile? {
        if let named = config ?? environment["ASIDE_CONFIG"] {
            return try Installation.sourceFile(URL(fileURLWithPath: named))
        }
        let usual = SettingsFile.usualName
        guard FileManager.default.fileExists(atPath: usual) else { return nil }
        return try Installation.sourceFile(URL(fileURLWithPath: usual))
    }
}
