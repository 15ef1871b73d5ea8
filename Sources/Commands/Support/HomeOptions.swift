import ArgumentParser
import EventLog
import Foundation

/// The options that every command takes.
struct HomeOptions: ParsableArguments {
    @Option(help: "Where Aside keeps its data (or ASIDE_HOME; default ./.aside).")
    var home: String?

    @Flag(help: "Print results as JSON.")
    var json = false

    var terminal: Terminal { Terminal(isJSON: json) }

    /// The home that the options and the environment name.
    var place: Home {
        let environment = ProcessInfo.processInfo.environment
        return Home(
            path: home ?? environment["ASIDE_HOME"] ?? ".aside",
            keys: environment["ASIDE_KEYS"]
        )
    }
}
