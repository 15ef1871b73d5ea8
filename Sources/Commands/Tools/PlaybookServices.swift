import Agent
import Events
import Foundation
import ModelAdapters

extension PlaybookFacts {
    /// The ways to the services of `tools.yaml`, with their tokens from the environment.
    ///
    /// - Parameter insideHosts: hosts that the operator says are no outside processors.
    /// - Throws: `Failure` when a token is named that is not there, before anything is asked.
    func wiredServices(
        insideHosts: Set<String> = [],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> [BuiltInTool: ToolBox.Service] {
        guard !services.isEmpty else { return [:] }
        let transport = try HTTPTransport(by: SystemTime())
        return try services.reduce(into: [:]) { wired, service in
            let (tool, service) = service
            wired[tool] = ToolBox.Service(
                source: HTTPToolSource(
                    try service.request(
                        for: tool,
                        insideHosts: insideHosts,
                        environment: environment
                    ),
                    // Its `line` is for the rep: `tools.yaml` says so.
                    answer: AnswerShape(line: try JSONPointer("/line")),
                    over: transport
                ),
                deadlineMicros: service.deadlineMicros
            )
        }
    }
}

extension PlaybookFacts {
    /// The outside processors that answer for the services of `tools.yaml`, as people are told of them.
    func disclosed(insideHosts: Set<String>) -> [Processor] {
        services.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap { tool, service in
            let destination = service.destination
            guard destination.isOutside, !insideHosts.contains(service.url.host ?? "") else {
                return nil
            }
            return Processor(
                name: destination.processor,
                service: .customerRecords,
                region: destination.region,
                purposes: [tool.tool(account: nil).purpose.purpose]
            )
        }
    }
}

extension ToolService {
    fileprivate func request(
        for tool: BuiltInTool,
        insideHosts: Set<String>,
        environment: [String: String]
    ) throws -> HTTPToolRequest {
        let template = try URLTemplate(url.absoluteString)
        var destination = destination
        if insideHosts.contains(template.host) { destination.isOutside = false }
        return try HTTPToolRequest(
            HTTPToolRequest.Method(rawValue: method.rawValue) ?? .post,
            template,
            credential: try credential(of: tool, environment),
            destination: destination
        )
    }

    private func credential(
        of tool: BuiltInTool,
        _ environment: [String: String]
    ) throws -> ToolCredential? {
        guard let name = tokenVariable else { return nil }
        guard let token = environment[name], !token.isEmpty else {
            throw Failure.failed(
                "reaching the service of \(tool.rawValue) refused: found no token in the "
                    + "environment variable \(name), which tools.yaml names; set it"
            )
        }
        return .bearer(try Secret(token))
    }
}
