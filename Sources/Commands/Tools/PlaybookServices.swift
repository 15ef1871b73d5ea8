import Agent
import Events
import Foundation
import ModelAdapters

extension PlaybookFacts {
    /// The ways to the services of `tools.yaml`, with their tokens from the environment.
    ///
    /// - Parameters:
    ///   - tools: those that will be called.
    ///   - insideHosts: hosts that the operator says are no outside processors.
    ///   - certificates: a file of certificates that are trusted beside the system's.
    /// - Throws: `Failure` when a token is named that is not there, before anything is asked.
    func wiredServices(
        of tools: Set<BuiltInTool> = Set(BuiltInTool.allCases),
        insideHosts: Set<String> = [],
        trusting certificates: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> [BuiltInTool: ToolBox.Service] {
        let services = services.filter { tools.contains($0.key) }
        guard !services.isEmpty else { return [:] }
        let transport = try Services.transport(trusting: certificates)
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
            let destination = service.recipient(insideHosts: insideHosts)
            guard destination.isOutside else { return nil }
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
    /// Who answers; outside unless it is on this machine or the operator says that its host is not.
    func recipient(insideHosts: Set<String>) -> Destination {
        var destination = destination
        if insideHosts.contains(url.host ?? "") { destination.isOutside = false }
        return destination
    }

    fileprivate func request(
        for tool: BuiltInTool,
        insideHosts: Set<String>,
        environment: [String: String]
    ) throws -> HTTPToolRequest {
        try HTTPToolRequest(
            HTTPToolRequest.Method(rawValue: method.rawValue) ?? .post,
            try URLTemplate(url.absoluteString),
            credential: try credential(of: tool, environment),
            destination: recipient(insideHosts: insideHosts)
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
        do {
            return .bearer(try Secret(token))
        } catch {
            throw Failure.failed(
                "reaching the service of \(tool.rawValue) refused: the environment variable \(name), "
                    + "which tools.yaml names: \(error)"
            )
        }
    }
}
