/// A tool of the operator's with what stands behind it, before it is known for which call.
public struct ConnectedTool: Sendable {
    /// What it is, before a call gives its part.
    private let base: Tool
    /// The inputs that take the id of the call's own account.
    private let accountInputs: Set<String>
    /// The way to what answers.
    public let source: any ToolSource

    /// Its name.
    public var name: String { base.name }

    /// A tool over a source.
    ///
    /// - Parameter accountInputs: the names of inputs that nobody is asked for: each takes the id of the
    ///   call's own account, so that no other can be looked up.
    public init(_ tool: Tool, accountInputs: Set<String> = [], over source: any ToolSource) {
        (base, self.accountInputs, self.source) = (tool, accountInputs, source)
    }

    /// The tool as a call has it; nil for a call without an account when it needs one.
    public func tool(account: String?) -> Tool? {
        guard !accountInputs.isEmpty else { return base }
        guard let account else { return nil }
        let inputs = base.inputs.map { input in
            guard accountInputs.contains(input.name) else { return input }
            return ToolInput(input.name, .given(account), input.summary)
        }
        return Tool(
            name: base.name,
            summary: base.summary,
            inputs: inputs,
            access: base.access,
            purpose: base.purpose,
            limits: base.limits
        )
    }
}

extension ToolBox {
    /// Puts the operator's tools in, as the call of an account has them.
    ///
    /// Their names MUST differ from one another and from those of the built-in tools.
    public mutating func add(_ connected: [ConnectedTool], account: String?) {
        for one in connected {
            if let tool = one.tool(account: account) { add(tool, over: one.source) }
        }
    }
}
