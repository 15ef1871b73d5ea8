import Agent
import Events
import ModelAdapters

/// An MCP server of `aside.yaml`, and those of its tools that the operator lets the coach call.
struct MCPEntry {
    let name: String
    let tools: [MCPTool]
    let processor: ProcessorEntry
    private let section: SettingSection
    private let way: Way

    private enum Way {
        case service(ServiceEntry)
        /// The names of the variables that it gets, and nothing else of the environment.
        case program(path: String, arguments: [String], variables: [String], folder: String?)
    }

    static let fields = ServiceEntry.fields.merging(
        [
            "program": .text, "arguments": .list, "environment": .list, "folder": .text,
            "tools": .named(
                ToolTermsEntry.fields.merging(["remote": .text]) { field, _ in field }
            ),
        ]
    ) { field, _ in field }

    init(
        _ name: String,
        _ section: SettingSection,
        among processors: [String: ProcessorEntry]
    ) throws {
        (self.name, self.section) = (name, section)
        if let program = try section.text("program") {
            for name in ServiceEntry.fields.keys.sorted()
            where name != "processor" && section.section(name).isSet {
                throw section.error(name, "what is of an address, beside a program", "one of them")
            }
            processor = try ServiceEntry.processor(in: section, among: processors) ?? .thisMachine
            way = .program(
                path: program,
                arguments: section.list("arguments"),
                variables: section.list("environment"),
                folder: try section.text("folder")
            )
        } else {
            let service = try ServiceEntry(section, among: processors)
            (processor, way) = (service.processor, .service(service))
        }
        tools = try section.section("tools").named.map { tool, section in
            MCPTool(
                remoteName: try section.text("remote") ?? tool,
                terms: try ToolTermsEntry(name: tool, section: section).terms(needsSummary: false)
            )
        }
    }

    /// The client of the server; nothing is asked yet.
    func client(
        over transport: HTTPTransport,
        environment: [String: String],
        saying: @escaping @Sendable (String) -> Void
    ) throws -> MCPClient {
        do {
            let server = try MCPServer(
                name: name,
                way: try way(environment: environment),
                destination: processor.destination,
                tools: tools
            )
            return try MCPClient(server, over: transport, by: SystemTime(), saying: saying)
        } catch let problem as ToolProblem {
            throw section.error(problem)
        }
    }

    private func way(environment: [String: String]) throws -> MCPServer.Way {
        switch way {
        case .service(let service):
            return .http(
                try URLTemplate(service.url),
                headers: Dictionary(
                    service.headers.map { ($0.name, $0.value) },
                    uniquingKeysWith: { _, last in last }
                ),
                credential: try service.credential(environment: environment)
            )
        case .program(let path, let arguments, let variables, let folder):
            var given: [String: String] = [:]
            for name in variables {
                given[name] = try SecretSource.variable(name).read(
                    environment: environment,
                    namedAt: section.place("environment")
                )
            }
            return .program(
                try MCPProgram(
                    path: path,
                    arguments: arguments,
                    environment: given,
                    folder: folder
                )
            )
        }
    }
}
