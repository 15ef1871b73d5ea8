public import Agent
import Events

/// A tool behind HTTP, as the operator describes it.
public struct HTTPTool: Sendable {
    /// What the operator says of it.
    public let terms: ToolTerms
    /// What it takes.
    public let inputs: [ToolInput]
    /// How it is asked.
    public let request: HTTPToolRequest

    /// A tool.
    ///
    /// - Throws: when the request has a place for what is no input, an input that has no place, or a path
    ///   with a place for what may be absent.
    public init(
        _ terms: ToolTerms,
        inputs: [ToolInput],
        request: HTTPToolRequest
    ) throws(ToolProblem) {
        let known = Set(inputs.map(\.name))
        guard known.count == inputs.count else {
            throw ToolProblem(terms.name, "two inputs of one name", "different names")
        }
        let placed = request.inputs ?? request.url.pathInputs.union(request.url.queryInputs)
        let fixed = Set(terms.inputs.filter { $0.value != .leftOut }.keys)
        if let name = placed.subtracting(known).subtracting(fixed).sorted().first {
            throw ToolProblem(terms.name, "a place for \(name), which is no input", "an input")
        }
        if request.inputs != nil,
            let name = fixed.subtracting(known).subtracting(placed).sorted().first
        {
            throw ToolProblem(terms.name, "a rule for \(name), which is no input", "an input")
        }
        if let all = request.inputs, let name = known.subtracting(all).sorted().first {
            throw ToolProblem(terms.name, "an input \(name) without a place", "{\(name)}")
        }
        let optional = inputs.filter { !$0.isRequired }.map(\.name)
        if let name = request.url.pathInputs.intersection(optional).subtracting(fixed).first {
            throw ToolProblem(
                terms.name,
                "\(name) in the path, which may be absent",
                "a required one"
            )
        }
        (self.terms, self.inputs, self.request) = (terms, inputs, request)
    }

    /// The tool, ready to be put into the box of a call.
    public func connected(over transport: HTTPTransport) -> ConnectedTool {
        terms.connected(inputs) { fixed in
            HTTPToolSource(request, fixed: fixed, answer: terms.answer, over: transport)
        }
    }
}
