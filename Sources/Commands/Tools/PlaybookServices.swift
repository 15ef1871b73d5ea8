import Agent
import Foundation

extension PlaybookFacts {
    /// The ways to the services of `tools.yaml`, with their tokens from the environment.
    ///
    /// - Throws: `Failure` when a token is named that is not there, before anything is asked.
    func wiredServices(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> [BuiltInTool: ToolBox.Service] {
        var wired: [BuiltInTool: ToolBox.Service] = [:]
        for (tool, service) in services {
            if let name = service.tokenVariable, environment[name]?.isEmpty ?? true {
                throw Failure.failed(
                    "reaching the service of \(tool.rawValue) refused: found no token in the "
                        + "environment variable \(name), which tools.yaml names; set it"
                )
            }
            let source = HTTPToolSource(
                service.url,
                method: service.method,
                tokenVariable: service.tokenVariable,
                environment: environment
            )
            // Its address was found to be one that is taken when the file was read.
            wired[tool] = source.map {
                ToolBox.Service(source: $0, deadlineMicros: service.deadlineMicros)
            }
        }
        return wired
    }
}
