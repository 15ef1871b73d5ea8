public import Events

/// One call of a tool whose arguments were found to be those that it takes.
///
/// Only `ToolBox` makes one, so an unknown tool or an argument that is not its own never gets to a
/// source.
public struct ToolInvocation: Hashable, Sendable {
    /// The call's id, the same in every event about it.
    public let id: ToolCallID
    /// The tool.
    public let tool: Tool
    /// The arguments: only those that the tool has, each in its one form.
    public let arguments: JSONObject

    /// The arguments as canonical JSON.
    public var argumentsText: String {
        String(decoding: CanonicalJSON.encode(arguments), as: UTF8.self)
    }

    /// The question whether it may act, for the rep: what the tool does, and with which values.
    public var question: String {
        let values = tool.inputs.compactMap { input -> String? in
            guard input.isForPeople, let value = arguments[input.name] else { return nil }
            return value.string ?? value.integer.map { String($0) }
                ?? value.bool.map { "\(input.name): \($0 ? "yes" : "no")" }
        }
        return ([tool.summary] + values).joined(separator: " · ")
    }

    fileprivate init(_ id: ToolCallID, _ tool: Tool, _ arguments: JSONObject) {
        (self.id, self.tool, self.arguments) = (id, tool, arguments)
    }

    /// Which calls are the same: the tool and its arguments, never who asked or when.
    var fingerprint: Fingerprint {
        Fingerprint(tool: tool.name, arguments: CanonicalJSON.encode(arguments))
    }

    /// A tool and its arguments.
    struct Fingerprint: Hashable, Sendable {
        var tool: String
        var arguments: [UInt8]
    }
}

extension ToolCalled {
    /// That a call of a tool is about to be made.
    public init(_ invocation: ToolInvocation) {
        self.init(
            toolCall: invocation.id,
            purpose: invocation.tool.purpose,
            acting: invocation.tool.access == .acting,
            deadlineMicros: invocation.tool.limits.deadlineMicros
        )
    }
}

extension ToolCalled.Sealed {
    /// Which tool, and with what.
    public init(_ invocation: ToolInvocation) {
        self.init(tool: invocation.tool.name, arguments: invocation.argumentsText)
    }
}

/// The tools of one call, by name, and what stands behind each.
public struct ToolBox: Sendable {
    private var sources: [String: any ToolSource] = [:]
    /// The tools that we call, in the order of their names.
    public private(set) var tools: [Tool] = []
    /// The tools that providers run.
    public private(set) var providerTools: [ProviderTool] = []

    /// A box without tools.
    public init() {}

    /// Puts a tool in; a name that is taken is a mistake of the wiring.
    public mutating func add(_ tool: Tool, over source: any ToolSource) {
        precondition(!isTaken(tool.name), "two tools of a call have one name")
        sources[tool.name] = source
        tools.append(tool)
        tools.sort { $0.name < $1.name }
    }

    /// Puts a provider's tool in.
    public mutating func add(_ tool: ProviderTool) {
        precondition(!isTaken(tool.name), "two tools of a call have one name")
        providerTools.append(tool)
    }

    /// The tools that the models of some providers run themselves; no other provider hears of them.
    public func providerTools(of providers: Set<String>) -> [ProviderTool] {
        providerTools.filter { providers.contains($0.provider) }
    }

    /// The tool of a name, if there is one that we call.
    public subscript(name: String) -> Tool? { tools.first { $0.name == name } }

    /// A call of a tool, once its arguments are found to be those that it takes.
    ///
    /// What an input is given by the call is set here, whatever the arguments say.
    public func invocation(
        of name: String,
        _ arguments: JSONObject,
        id: ToolCallID
    ) throws(ToolRefusal) -> ToolInvocation {
        guard let tool = self[name] else {
            let isProviders = providerTools.contains { $0.name == name }
            throw isProviders ? .belongsToProvider : .unknownTool
        }
        return ToolInvocation(id, tool, try tool.parse(arguments))
    }

    func source(of tool: Tool) -> (any ToolSource)? { sources[tool.name] }

    private func isTaken(_ name: String) -> Bool {
        self[name] != nil || providerTools.contains { $0.name == name }
    }
}
