public import Agent

/// A server of the Model Context Protocol, and which of its tools the operator lets the coach call.
public struct MCPServer: Sendable {
    /// How it is reached.
    public enum Way: Hashable, Sendable {
        /// At an address (streamable HTTP).
        case http(URLTemplate, headers: [String: String] = [:], credential: ToolCredential? = nil)
        /// As a program that is started on this machine and spoken to over its standard input and output.
        case program(MCPProgram)
    }

    /// Its name in messages.
    public let name: String
    /// How it is reached.
    public let way: Way
    /// Who answers and where; a program may well hand on what it is told.
    public let destination: Destination
    /// The tools that may be called.
    public let tools: [MCPTool]

    /// A server.
    ///
    /// - Throws: when no tool is named, one is named twice, or the address or a header is not taken.
    public init(
        name: String,
        way: Way,
        destination: Destination,
        tools: [MCPTool]
    ) throws(ToolProblem) {
        guard !tools.isEmpty else {
            throw ToolProblem(name, "no tools", "the names of those to call")
        }
        guard Set(tools.map(\.remoteName)).count == tools.count,
            Set(tools.map(\.terms.name)).count == tools.count
        else { throw ToolProblem(name, "a tool that is named twice", "each once") }
        if case .http(let url, let headers, _) = way {
            guard url.pathInputs.isEmpty, url.queryInputs.isEmpty else {
                throw ToolProblem(name, "places in the address", "an address as it is")
            }
            guard headers.allSatisfy({ HeaderName.isFree($0) && HeaderName.isValue($1) }) else {
                throw ToolProblem(name, "a header that cannot be set", HeaderName.expected)
            }
        }
        (self.name, self.way, self.destination, self.tools) = (name, way, destination, tools)
    }
}

/// A tool of a server under the operator's terms.
public struct MCPTool: Hashable, Sendable {
    /// Its name on the server.
    public let remoteName: String
    /// What the operator says of it; without a summary, the server's description is cut to one line.
    public let terms: ToolTerms

    /// A tool.
    public init(remoteName: String, terms: ToolTerms) {
        (self.remoteName, self.terms) = (remoteName, terms)
    }
}

/// A program to start.
public struct MCPProgram: Hashable, Sendable {
    let path: String
    let arguments: [String]
    let environment: [String: String]
    let folder: String?

    /// A program.
    ///
    /// - Parameters:
    ///   - path: its whole path; nothing is looked for.
    ///   - environment: all of its environment: it gets nothing of ours.
    ///   - folder: where it runs; where we do if nil.
    public init(
        path: String,
        arguments: [String] = [],
        environment: [String: String] = [:],
        folder: String? = nil
    ) throws(ToolProblem) {
        guard path.hasPrefix("/") else {
            throw ToolProblem("program", "a path that begins nowhere", "one from / on")
        }
        (self.path, self.arguments) = (path, arguments)
        (self.environment, self.folder) = (environment, folder)
    }
}
